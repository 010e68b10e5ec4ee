"""A delivery becomes a load: what is written, what is said, what is refused."""

import errno
import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldthread.errors import UsageError
from goldthread.readers.base import RAW_LIMIT, Batch, Rejected
from goldthread.readers.schema import TABLES
from goldthread.register.columns import CLOSES, QUARANTINE, fingerprint, stored
from goldthread.register.errors import LoadRefused, ReaderFault, RegisterError, UnknownLoad
from goldthread.register.store import Register
from tests.register.conftest import Office, numbers
from tests.register.deliveries import Lines, key_of, table, tables

PARTY = {"role": "applicant", "sequence": 1, "name": "Acme", "country_code": "CN"}


def test_load_of_an_empty_register_makes_load_1(office: Office) -> None:
    report = office.deliver(
        {"number": "1", "title": "A lamp", "parties": [PARTY]},
        {"number": "2", "title": "A chair"},
        {"skip": "heading"},
        {"number": "3", "unknown": ["b999"]},
    )
    said = report.as_dict()
    assert said.pop("seconds") >= 0
    assert said.pop("bytes") == (office.inbox / "delivery-1.jsonl").stat().st_size
    assert said == {
        "load": 1,
        "feed": "office",
        "files": 1,
        "records": 3,
        "new": 3,
        "changed": 0,
        "unchanged": 0,
        "withdrawn": 0,
        "quarantined": 0,
        "skipped": {"heading": 1},
        "already_loaded": False,
        "unknown": {"b999": 1},
        "notes": [],
    }


def test_load_folder_holds_one_file_for_each_table_with_rows(office: Office) -> None:
    office.deliver({"number": "1", "parties": [PARTY]})
    folder = office.load_folder(1)
    assert sorted(path.name for path in folder.iterdir()) == [
        "closes.parquet",
        "ip_right.parquet",
        "manifest.json",
        "quarantine.parquet",
        "right_party.parquet",
    ]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o444}


def test_load_files_have_exactly_the_stored_schema(office: Office) -> None:
    classes = [{"scheme": "IPC", "sequence": 1, "symbol": "H04L 9/32"}]
    office.deliver({"number": "1", "parties": [PARTY], "classes": classes})
    folder = office.load_folder(1)
    for name in ("ip_right", "right_party", "right_classification", "right_field"):
        assert pq.read_schema(folder / f"{name}.parquet").equals(stored(name)), name
    assert pq.read_schema(folder / "closes.parquet").equals(CLOSES)
    assert pq.read_schema(folder / "quarantine.parquet").equals(QUARANTINE)


def test_manifest_says_what_came_and_what_became_of_it(office: Office) -> None:
    file = office.file(
        {
            "number": "1",
            "filing_date": "2017-01-05",
            "grant_date": "2019-03-05",
            "parties": [PARTY],
        },
        {"number": "2", "filing_date": "2019-02-01", "office": "CL", "kind": "DS"},
        {"reject": "31 February"},
        name="week.jsonl",
    )
    office.register.load(
        Lines(), [file], received=date(2019, 3, 6), quarantine_limit=0.5, note="synthetic"
    )
    manifest = office.register.manifest(1)
    data = file.read_bytes()
    assert [vars(source) for source in manifest.sources] == [
        {
            "file_id": 1,
            "name": "week.jsonl",
            "sha256": sha256(data).hexdigest(),
            "bytes": len(data),
            "media_type": "application/octet-stream",
        }
    ]
    assert (manifest.load, manifest.feed, manifest.delivery, manifest.rank) == (
        1,
        "office",
        "delta",
        10,
    )
    assert (manifest.reader, manifest.reader_version) == ("lines", "1")
    assert manifest.received_at == datetime(2019, 3, 6, tzinfo=UTC)
    assert datetime.now(UTC) - manifest.created_at < timedelta(minutes=1)
    assert (manifest.covers_from, manifest.covers_to) == (date(2019, 2, 1), date(2019, 3, 5))
    assert manifest.rows == {"ip_right": 2, "right_party": 1}
    assert (manifest.records, manifest.new, manifest.quarantined) == (2, 2, 1)
    assert manifest.quarantine_reasons == {"bad-date": 1}
    assert manifest.holds == (("CL", "DS", 1), ("XX", "PT", 1))
    assert manifest.schema_fingerprint == fingerprint()
    assert manifest.note == "synthetic"
    for name, stored_file in manifest.files.items():
        content = (office.load_folder(1) / name).read_bytes()
        assert stored_file.sha256 == sha256(content).hexdigest()
        assert stored_file.bytes == len(content)
    shown = json.loads(json.dumps(manifest.as_dict()))
    assert shown["received_at"] == "2019-03-06T00:00:00+00:00"
    assert shown["rows"] == {"ip_right": 2, "right_party": 1}


def test_a_load_covers_the_days_of_its_events_but_none_to_come(office: Office) -> None:
    told = [{"event_date": day} for day in ("2019-03-04", "2019-02-01")]
    announced = [{"event_date": "2031-01-01"}]
    covered = []
    for events in (told, announced):
        load = office.deliver({"number": "1", "events": events}, received=date(2019, 3, 6)).load
        covered.append(office.register.manifest(load).covers_to)
    assert covered == [date(2019, 3, 4), date(2019, 3, 6)]


def test_manifests_are_listed_by_load_over_all_feeds(office: Office) -> None:
    office.deliver({"number": "1"}, reader=Lines("b"))
    office.deliver({"number": "2"}, reader=Lines("a"))
    office.deliver({"number": "3"}, reader=Lines("b"))
    assert [(m.load, m.feed) for m in office.register.manifests()] == [(1, "b"), (2, "a"), (3, "b")]


def test_manifest_of_a_load_that_is_not_there_is_wrong_usage(office: Office) -> None:
    with pytest.raises(UnknownLoad, match="There is no load 7"):
        office.register.manifest(7)


def test_several_files_are_one_load(office: Office) -> None:
    files = [office.file({"number": "1"}), office.file({"number": "2"})]
    report = office.register.load(Lines(), files)
    assert (report.load, report.files, report.records) == (1, 2, 2)
    assert office.rows("source_file_id, source_locator") == [(1, "line 1"), (2, "line 1")]


def test_same_bytes_again_are_no_load(office: Office) -> None:
    one, two = office.file({"number": "1"}), office.file({"number": "2"})
    office.register.load(Lines(), [one, two])
    office.deliver({"number": "1", "title": "later"})
    report = office.register.load(Lines(), [two, one])
    assert (report.already_loaded, report.load, report.records, report.new) == (True, 1, 0, 0)
    assert "are load 1 of the feed office already" in report.note
    assert len(office.register.manifests()) == 2


def test_same_bytes_in_another_feed_are_a_load(office: Office) -> None:
    file = office.file({"number": "1"})
    office.register.load(Lines(), [file])
    report = office.register.load(Lines(), [file], feed="other")
    assert (report.already_loaded, report.load, report.feed) == (False, 2, "other")


def test_same_bytes_by_a_newer_reader_are_read_again(office: Office) -> None:
    file = office.file({"number": "1"})
    office.register.load(Lines(), [file])
    report = office.register.load(Lines(version="2"), [file])
    assert (report.already_loaded, report.unchanged) == (False, 1)


def test_full_extract_that_came_before_another_one_is_loaded_again(office: Office) -> None:
    first, second = office.file({"number": "1"}), office.file({"number": "2"})
    for file in (first, second):
        office.register.load(Lines(delivery="full"), [file])
    again = office.register.load(Lines(delivery="full"), [first])
    assert (again.already_loaded, again.new, again.withdrawn) == (False, 1, 1)
    assert office.register.load(Lines(delivery="full"), [first]).already_loaded


def test_loads_of_a_feed_may_not_go_back_in_time(office: Office) -> None:
    office.deliver({"number": "1"}, received=date(2019, 3, 6))
    with pytest.raises(LoadRefused, match="Load 1 of the feed office was received at 2019-03-06"):
        office.deliver({"number": "2"}, received=date(2019, 3, 5))
    office.deliver({"number": "2"}, received=date(2019, 3, 6))
    office.deliver({"number": "3"}, received=date(2019, 3, 5), reader=Lines("other"))
    assert [m.load for m in office.register.manifests()] == [1, 2, 3]


def test_delivery_received_in_the_future_is_refused(office: Office) -> None:
    with pytest.raises(LoadRefused, match="cannot have been received in the future"):
        office.deliver({"number": "1"}, received=date.today() + timedelta(days=3))


@pytest.mark.parametrize(
    ("received", "moment"),
    [
        (datetime(2019, 3, 6, 8, 0), datetime(2019, 3, 6, 8, 0, tzinfo=UTC)),
        (datetime.fromisoformat("2019-03-06T08:00+08:00"), datetime(2019, 3, 6, tzinfo=UTC)),
    ],
)
def test_received_with_a_time_is_kept_in_utc(
    office: Office, received: datetime, moment: datetime
) -> None:
    office.deliver({"number": "1"}, received=received)
    assert office.register.manifest(1).received_at == moment


@pytest.mark.parametrize("feed", ["", "a/b", "..", "日本", "-x", "a" * 65])
def test_feed_with_an_impossible_name_is_wrong_usage(office: Office, feed: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a feed"):
        office.deliver({"number": "1"}, reader=Lines(feed))
    assert office.register.manifests() == []


def test_no_file_is_refused(office: Office) -> None:
    with pytest.raises(LoadRefused, match="No file was given"):
        office.register.load(Lines(), [])


def test_absent_file_is_refused(office: Office) -> None:
    with pytest.raises(LoadRefused, match=r"absent\.jsonl cannot be read: No such file"):
        office.register.load(Lines(), [office.inbox / "absent.jsonl"])
    assert not (office.home / "register").exists()


def test_folder_in_place_of_a_file_is_refused(office: Office) -> None:
    with pytest.raises(LoadRefused, match="inbox cannot be read: Is a directory"):
        office.register.load(Lines(), [office.inbox])


def test_delivery_without_a_record_is_refused(office: Office) -> None:
    with pytest.raises(LoadRefused) as refused:
        office.deliver({"skip": "heading"}, {"skip": "heading"}, {"skip": "total"})
    assert str(refused.value) == (
        "There is no record in delivery-1.jsonl; nothing was loaded. "
        "Rows left out: heading 2, total 1."
    )
    assert office.register.manifests() == []


def test_empty_file_is_refused(office: Office) -> None:
    with pytest.raises(LoadRefused, match=r"There is no record in delivery-1\.jsonl; nothing"):
        office.deliver()


def test_quarantine_holds_the_rejected_record(office: Office) -> None:
    office.deliver({"number": "1"}, {"reject": "31 February"}, quarantine_limit=0.5)
    assert office.register.quarantine(1).to_pylist() == [
        {
            "source_file_id": 1,
            "source_file": "delivery-1.jsonl",
            "source_locator": "line 2",
            "reason": "bad-date",
            "detail": "31 February is not a date.",
            "raw": b'{"reject": "31 February"}',
        }
    ]


def test_quarantine_of_a_clean_load_has_its_columns(office: Office) -> None:
    office.deliver({"number": "1"})
    assert office.register.quarantine(1).equals(QUARANTINE.empty_table())


def test_quarantine_above_the_limit_refuses_the_delivery(office: Office) -> None:
    rows = [{"number": str(number)} for number in range(96)]
    bad = [{"reject": f"{day} February"} for day in (30, 31, 32, 33)]
    with pytest.raises(LoadRefused) as refused:
        office.deliver(*rows, *bad, quarantine_limit=0.03)
    assert str(refused.value) == (
        "4 of 100 records (4.00%) cannot be read; the limit is 3.00%, so nothing was loaded. "
        "By reason: bad-date 4. First: "
        "delivery-1.jsonl, line 97: 30 February is not a date. | "
        "delivery-1.jsonl, line 98: 31 February is not a date. | "
        "delivery-1.jsonl, line 99: 32 February is not a date."
    )
    assert refused.value.exit_status == 3
    assert office.register.manifests() == []
    assert list((office.home / "register" / "tmp").iterdir()) == []


def test_quarantine_at_the_limit_is_loaded(office: Office) -> None:
    rows = [{"number": str(number)} for number in range(96)]
    bad = [{"reject": f"{day} February"} for day in (30, 31, 32, 33)]
    report = office.deliver(*rows, *bad, quarantine_limit=0.04)
    assert (report.records, report.quarantined) == (96, 4)


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        (0.99, r"2 of 2 records \(100.00%\) cannot be read; the limit is 99.00%"),
        (1.0, r"no record in delivery-1.jsonl; nothing was loaded. Rows left out: bad-date 2\."),
    ],
)
def test_delivery_with_every_record_rejected_is_refused_at_any_limit(
    office: Office, limit: float, sentence: str
) -> None:
    with pytest.raises(LoadRefused, match=sentence):
        office.deliver({"reject": "a"}, {"reject": "b"}, quarantine_limit=limit)


def test_quarantine_keeps_many_rejected_records_and_cuts_long_ones(office: Office) -> None:
    class Bad(Lines):
        def read(self, *_):  # type: ignore[no-untyped-def]
            rejected = [
                Rejected(1, f"line {n}", "bad-date", "x", b"r" * (RAW_LIMIT + 1))
                for n in range(600)
            ]
            yield Batch(tables=tables([({"number": "1"}, "line 1")]), rejected=rejected)

    office.deliver(reader=Bad(), quarantine_limit=1.0)
    held = office.register.quarantine(1)
    assert held.num_rows == 600
    assert {len(raw) for raw in held.column("raw").to_pylist()} == {RAW_LIMIT}


def test_withdrawal_alone_is_a_load(office: Office) -> None:
    office.deliver({"number": "1"}, {"number": "2"})
    report = office.deliver({"withdraw": "1"})
    assert (report.load, report.records, report.withdrawn) == (2, 0, 1)
    assert numbers(office.rows("record_key")) == ["2"]


class Given(Lines):
    """Gives the batches it was made with."""

    def __init__(self, *batches: Batch) -> None:
        super().__init__()
        self.batches = batches

    def read(self, *_):  # type: ignore[no-untyped-def]
        yield from self.batches


def _load_given(office: Office, given: dict[str, pa.Table]) -> None:
    office.deliver(reader=Given(Batch(tables=given)))


def test_reader_with_a_column_of_another_type_is_at_fault(office: Office) -> None:
    good = tables([({"number": "1", "parties": [PARTY]}, "line 1")])
    at = good["right_party"].schema.get_field_index("sequence")
    wide = good["right_party"].set_column(at, "sequence", pa.array([1], pa.int64()))
    with pytest.raises(ReaderFault, match="column sequence of right_party as int64, not int16"):
        _load_given(office, good | {"right_party": wide})
    assert list((office.home / "register" / "tmp").iterdir()) == []


def test_reader_without_a_column_is_at_fault(office: Office) -> None:
    good = tables([({"number": "1"}, "line 1")])
    with pytest.raises(ReaderFault, match="handed over no column title of ip_right"):
        _load_given(office, {"ip_right": good["ip_right"].drop_columns(["title"])})


def test_reader_with_a_column_too_many_is_at_fault(office: Office) -> None:
    good = tables([({"number": "1"}, "line 1")])
    more = good["ip_right"].append_column("colour", pa.array(["red"]))
    with pytest.raises(ReaderFault, match="source_locator, colour; wanted are exactly right_id"):
        _load_given(office, {"ip_right": more})


def test_reader_with_an_unknown_table_is_at_fault(office: Office) -> None:
    with pytest.raises(ReaderFault, match="a table 'mark' that the schema does not have"):
        _load_given(office, {"mark": pa.table({"a": [1]})})


def test_reader_without_a_key_is_at_fault(office: Office) -> None:
    rows = table("ip_right", [{"record_key": "a", "source_file_id": 1, "source_locator": "x"}])
    with pytest.raises(ReaderFault, match="left a value out in column right_id of ip_right"):
        _load_given(office, {"ip_right": rows})


def test_reader_without_a_record_key_is_at_fault(office: Office) -> None:
    rows = table("ip_right", [{"right_id": 1, "source_file_id": 1, "source_locator": "x"}])
    with pytest.raises(ReaderFault, match="a row of ip_right without its record_key"):
        _load_given(office, {"ip_right": rows})


def test_child_rows_without_any_record_are_the_readers_fault(office: Office) -> None:
    orphans = table("right_party", [{"right_id": 1, **PARTY}])
    with pytest.raises(ReaderFault, match="rows of right_party without their ip_right"):
        _load_given(office, {"right_party": orphans})


def test_child_rows_of_no_record_are_the_readers_fault(office: Office) -> None:
    good = tables([({"number": "1"}, "line 1")])
    orphans = table("right_party", [{"right_id": 1, **PARTY}])
    with pytest.raises(ReaderFault, match="rows of right_party whose key 1 has no record"):
        _load_given(office, good | {"right_party": orphans})


@pytest.mark.parametrize("order", [["2", "1"], ["1", "2", "1"]])
def test_child_rows_out_of_order_are_the_readers_fault(office: Office, order: list[str]) -> None:
    good = tables([({"number": "1"}, "line 1"), ({"number": "2"}, "line 2")])
    parties = table("right_party", [{"right_id": key_of(number), **PARTY} for number in order])
    with pytest.raises(ReaderFault, match="is out of order"):
        _load_given(office, good | {"right_party": parties})


def test_error_of_a_reader_leaves_nothing_behind(office: Office) -> None:
    class Breaks(Lines):
        def read(self, files, progress):  # type: ignore[no-untyped-def]
            yield from super().read(files, progress)
            raise LoadRefused("the file ends in the middle")

    with pytest.raises(LoadRefused, match="ends in the middle"):
        office.deliver(*({"number": str(n)} for n in range(20)), reader=Breaks())
    assert office.register.manifests() == []
    assert list((office.home / "register" / "tmp").iterdir()) == []


def test_disk_that_fails_while_reading_leaves_nothing_behind(office: Office) -> None:
    class Breaks(Lines):
        def read(self, *_):  # type: ignore[no-untyped-def]
            yield Batch(tables=tables([({"number": "1"}, "line 1")]))
            raise OSError(errno.EIO, "Input/output error", "delivery.jsonl")

    with pytest.raises(RegisterError, match=r"^Load 1 failed \(.*Input/output error: 'delivery"):
        office.deliver(reader=Breaks())
    assert office.register.manifests() == []
    assert list((office.home / "register" / "tmp").iterdir()) == []


def test_file_that_grows_while_it_is_read_is_refused(office: Office) -> None:
    class Slow(Lines):
        def read(self, files, progress):  # type: ignore[no-untyped-def]
            yield from super().read(files, progress)
            with files[0].path.open("a") as file:
                file.write("\n")

    with pytest.raises(LoadRefused, match="changed while it was being loaded"):
        office.deliver({"number": "1"}, reader=Slow())
    assert office.register.manifests() == []


def test_leftovers_of_dead_loads_are_swept_by_the_next(office: Office) -> None:
    office.deliver({"number": "1"})
    tmp = office.home / "register" / "tmp"
    (tmp / "load-dead").mkdir()
    (tmp / "load-dead" / "ip_right.parquet").write_bytes(b"half")
    (tmp / "current.json.x").write_text("{")
    office.deliver({"number": "2"})
    assert list(tmp.iterdir()) == []


def test_register_of_a_newer_format_is_left_alone(office: Office) -> None:
    office.deliver({"number": "1"})
    stated = office.home / "register" / "format.json"
    stated.write_text('{"format": 99}')
    for ask in (
        lambda register: register.manifests(),
        lambda register: register.known(),
        lambda register: register.verify(),
        lambda register: register.load(Lines(), [office.file({"number": "2"})]),
    ):
        with pytest.raises(RegisterError, match="has format 99; this program knows format 1"):
            ask(office.register)
    stated.write_text("half")
    with pytest.raises(RegisterError, match=r"format\.json cannot be read"):
        office.register.manifests()


def test_damaged_manifest_is_named(office: Office) -> None:
    office.deliver({"number": "1"})
    path = office.load_folder(1) / "manifest.json"
    path.chmod(0o644)
    path.write_text("{")
    with pytest.raises(RegisterError, match=r"000001/manifest\.json cannot be read"):
        office.register.manifests()


def test_register_in_place_of_a_file_says_so(office: Office) -> None:
    office.home.write_text("a file")
    with pytest.raises(RegisterError, match="a file is in the way"):
        office.deliver({"number": "1"})


def test_absent_register_is_an_empty_one(office: Office) -> None:
    register = office.register
    assert register.manifests() == []
    assert register.known().loads == {}
    assert office.rows("*") == []
    assert register.overlapping(register.known()) is False
    assert register.verify().whole
    assert not office.home.exists()


def test_rows_that_come_before_are_found_in_large_batches(office: Office) -> None:
    rows = [{"number": str(n), "parties": [PARTY] * (n % 3)} for n in range(2000)]
    office.deliver(*rows, reader=Lines(batch=500))
    changed = [row | {"title": "new"} if row["number"].endswith("7") else row for row in rows]
    report = office.deliver(*reversed(changed), {"number": "x"}, reader=Lines(batch=300))
    assert (report.new, report.changed, report.unchanged) == (1, 200, 1800)
    assert len(office.rows("record_key")) == 2001
    assert len(office.rows("right_id", table="right_party")) == sum(n % 3 for n in range(2000))


def test_progress_hears_the_bytes_read(office: Office) -> None:
    heard: list[int] = []
    office.deliver({"number": "1"}, progress=heard.append)
    assert heard == [(office.inbox / "delivery-1.jsonl").stat().st_size]


def test_home_may_have_any_name(office: Office) -> None:
    register = Register(office.home / "it's [a] *home? 局")
    register.load(Lines(), [office.file({"number": "1"})])
    moved = Office(register.home, office.inbox, office.numbers)
    assert numbers(moved.rows("record_key")) == ["1"]
    register.reseal()
    assert numbers(moved.rows("record_key")) == ["1"]
    assert register.verify().findings == []


def test_schema_has_a_stored_form_for_every_table() -> None:
    for name, one in TABLES.items():
        assert stored(name).names[0] == one.key
        assert "known_from_load" in stored(name).names
