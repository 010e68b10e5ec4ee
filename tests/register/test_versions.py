"""New, changed, unchanged, withdrawn, repeated: what a record that comes again becomes."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldthread.readers.base import Batch
from goldthread.register.errors import LoadRefused
from goldthread.register.keys import STATE, Known, Run, merge
from tests.register.conftest import Office, numbers
from tests.register.deliveries import Lines, key_of, table, tables

PARTY = {"role": "applicant", "sequence": 1, "name": "Acme"}


def closes(office: Office, load: int) -> list[tuple[Any, ...]]:
    rows = pq.read_table(office.load_folder(load) / "closes.parquet").to_pylist()
    return sorted(tuple(row.values()) for row in rows)


def test_unchanged_record_makes_no_version(office: Office) -> None:
    office.deliver({"number": "1", "title": "a", "parties": [PARTY]}, {"number": "2"})
    report = office.deliver({"number": "1", "title": "a", "parties": [PARTY]}, {"number": "3"})
    assert (report.records, report.new, report.changed, report.unchanged) == (2, 1, 0, 1)
    assert office.rows("record_key, known_from_load") == [
        ("XX|PT|1", 1),
        ("XX|PT|2", 1),
        ("XX|PT|3", 2),
    ]
    assert "right_party" not in office.register.manifest(2).rows
    assert closes(office, 2) == []


@pytest.mark.parametrize(
    "change",
    [
        {"title": "b"},
        {"title": None},
        {"parties": []},
        {"parties": [PARTY, PARTY | {"sequence": 2}]},
        {"parties": [PARTY | {"name": "ACME"}]},
    ],
)
def test_changed_record_makes_a_version_and_closes_the_old_one(
    office: Office, change: dict[str, Any]
) -> None:
    first = {"number": "1", "title": "a", "parties": [PARTY]}
    office.deliver(first, {"number": "2"})
    report = office.deliver(first | change)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 0)
    assert closes(office, 2) == [("ip_right", key_of("1"), 1, 2, "changed")]
    assert office.rows("record_key, known_from_load") == [("XX|PT|1", 2), ("XX|PT|2", 1)]
    assert office.rows("record_key, known_from_load", 1) == [("XX|PT|1", 1), ("XX|PT|2", 1)]
    parties = office.rows("right_id, known_from_load", table="right_party")
    assert parties == [(key_of("1"), 2)] * len((first | change)["parties"])
    assert office.rows("known_from_load", 1, "right_party") == [(1,)]


def test_record_changed_back_is_a_third_version(office: Office) -> None:
    for other, title in (("2", "a"), ("3", "b"), ("4", "a")):
        office.deliver({"number": other}, {"number": "1", "title": title})
    assert [m.changed for m in office.register.manifests()] == [0, 1, 1]
    versions = [
        [row for row in office.rows("record_key, title, known_from_load", load) if row[1]]
        for load in (1, 2, 3)
    ]
    assert versions == [[("XX|PT|1", "a", 1)], [("XX|PT|1", "b", 2)], [("XX|PT|1", "a", 3)]]


def test_full_delivery_withdraws_what_is_missing(office: Office) -> None:
    full = Lines(delivery="full")
    office.deliver({"number": "1"}, {"number": "2"}, {"number": "3"}, reader=full)
    report = office.deliver({"number": "2"}, {"number": "4"}, reader=Lines(delivery="full"))
    assert (report.new, report.unchanged, report.withdrawn) == (1, 1, 2)
    gone = [("ip_right", key_of(n), 1, 2, "withdrawn") for n in ("1", "3")]
    assert closes(office, 2) == sorted(gone)
    assert numbers(office.rows("record_key")) == ["2", "4"]
    assert numbers(office.rows("record_key", 1)) == ["1", "2", "3"]


def test_full_delivery_withdraws_nothing_of_another_feed(office: Office) -> None:
    office.deliver({"number": "1"}, reader=Lines("a", "full"))
    report = office.deliver({"number": "2"}, reader=Lines("b", "full"))
    assert report.withdrawn == 0
    assert numbers(office.rows("record_key")) == ["1", "2"]


def test_withdrawn_record_that_comes_again_is_new(office: Office) -> None:
    office.deliver({"number": "1"}, {"number": "2"})
    office.deliver({"withdraw": "1"}, {"number": "3"})
    report = office.deliver({"number": "1"}, {"number": "4"})
    assert (report.new, report.unchanged) == (2, 0)
    assert [numbers(office.rows("record_key", load)) for load in (1, 2, 3)] == [
        ["1", "2"],
        ["2", "3"],
        ["1", "2", "3", "4"],
    ]


def test_withdrawal_of_what_is_not_known_is_counted(office: Office) -> None:
    report = office.deliver({"number": "1"}, {"withdraw": "7"}, {"withdraw": "8"})
    assert (report.withdrawn, report.skipped) == (0, {"unknown-withdrawal": 2})


def test_record_delivered_and_withdrawn_in_one_load_counts_as_delivered(office: Office) -> None:
    office.deliver({"number": "1"})
    report = office.deliver({"number": "1", "title": "b"}, {"withdraw": "1"}, {"withdraw": "1"})
    assert (report.changed, report.withdrawn, report.skipped) == (1, 0, {})


@pytest.mark.parametrize("batch", [1, 2, 9])
def test_record_repeated_in_one_load_is_skipped(office: Office, batch: int) -> None:
    record = {"number": "1", "title": "a", "parties": [PARTY]}
    other = {"number": "2", "parties": [PARTY]}
    report = office.deliver(record, record, other, record, reader=Lines(batch=batch))
    assert (report.records, report.quarantined, report.skipped) == (2, 0, {"repeated": 2})
    assert numbers(office.rows("record_key")) == ["1", "2"]
    assert len(office.rows("name", table="right_party")) == 2


@pytest.mark.parametrize("batch", [1, 2, 9])
def test_second_record_of_a_key_goes_to_quarantine(office: Office, batch: int) -> None:
    first = {"number": "1", "title": "a", "parties": [PARTY, PARTY | {"sequence": 2}]}
    second = {"number": "1", "title": "b", "parties": [PARTY]}
    office.deliver(first, {"number": "2"}, second, reader=Lines(batch=batch), quarantine_limit=0.5)
    assert office.rows("title") == [("a",), (None,)]
    assert office.rows("sequence", table="right_party") == [(1,), (2,)]
    rejected = office.register.quarantine(1).to_pylist()
    assert [(r["source_locator"], r["reason"], r["detail"]) for r in rejected] == [
        (
            "line 3",
            "duplicate-key",
            "the key 'XX|PT|1' occurs again in this load; the first one was loaded.",
        )
    ]
    assert b'"title": "b"' in rejected[0]["raw"]


def test_repeats_whose_rows_cannot_be_told_apart_all_go_to_quarantine(office: Office) -> None:
    """Two records of one key side by side, one party between them: whose is it?"""
    without = {"number": "1", "title": "a"}
    report = office.deliver(
        without, without | {"parties": [PARTY]}, {"number": "2"}, quarantine_limit=0.7
    )
    assert (report.records, report.quarantined) == (1, 2)
    assert numbers(office.rows("record_key")) == ["2"]
    [detail] = set(office.register.quarantine(1).column("detail").to_pylist())
    assert detail == (
        "the key 'XX|PT|1' occurs again in this load; its parts cannot be told from those of the "
        "other one."
    )


def test_record_that_changed_and_came_twice_closes_the_old_version_once(office: Office) -> None:
    office.deliver({"number": "1", "title": "a"})
    new = {"number": "1", "title": "b"}
    report = office.deliver(new, {"number": "2"}, new, reader=Lines(batch=1))
    assert (report.changed, report.new, report.skipped) == (1, 1, {"repeated": 1})
    assert closes(office, 2) == [("ip_right", key_of("1"), 1, 2, "changed")]


class Clash(Lines):
    """Gives a record whose surrogate key is that of `XX|PT|1`."""

    def read(self, *_):  # type: ignore[no-untyped-def]
        row = {"right_id": key_of("1"), "record_key": "XX|PT|another", "source_file_id": 1}
        yield Batch(tables={"ip_right": table("ip_right", [row | {"source_locator": "x"}])})


def test_surrogate_key_of_two_records_is_refused(office: Office) -> None:
    office.deliver({"number": "1"})
    with pytest.raises(LoadRefused, match=r"'XX\|PT\|another' has the surrogate key of another"):
        office.deliver(reader=Clash())
    assert len(office.register.manifests()) == 1


def test_surrogate_key_of_two_records_in_one_load_is_refused(office: Office) -> None:
    class Both(Clash):
        def read(self, *_):  # type: ignore[no-untyped-def]
            yield Batch(tables=tables([({"number": "1"}, "line 1")]))
            yield from super().read()

    with pytest.raises(LoadRefused, match=r"'XX\|PT\|another' has the surrogate key of another"):
        office.deliver(reader=Both())


def test_records_of_several_roots_are_kept_apart(office: Office) -> None:
    class Series(Lines):
        def __init__(self, value: int) -> None:
            super().__init__(version=str(value))
            self.value = value

        def read(self, *_):  # type: ignore[no-untyped-def]
            rows = [
                {"observation_id": key_of("1"), "record_key": "XX|PT|1", "series": "population"}
                | {"value": self.value, "source_file_id": 1, "source_locator": "x"}
            ]
            rights = tables([({"number": "1", "title": "same"}, "line 1")])
            yield Batch(tables=rights | {"reference_series": table("reference_series", rows)})

    office.deliver(reader=Series(1))
    report = office.deliver(reader=Series(2))
    assert (report.changed, report.unchanged) == (1, 1)
    assert closes(office, 2) == [("reference_series", key_of("1"), 1, 2, "changed")]
    assert office.rows("known_from_load", table="reference_series") == [(2,)]
    assert office.rows("known_from_load") == [(1,)]


def _run(keys: list[int], load: int) -> Run:
    made = np.zeros(len(keys), STATE)
    made["load"] = load
    return Run.of(np.array(keys, np.int64), made)


def test_newer_run_holds_over_an_older_one() -> None:
    merged = merge([_run([5, 1, 9], 1), Run.empty(), _run([9, 2], 2)])
    assert merged.keys.tolist() == [1, 2, 5, 9]
    assert merged.states["load"].tolist() == [1, 2, 1, 2]


def test_find_asks_the_newest_run_first() -> None:
    known = Known([_run([1, 2, 3], 1), Run.empty()])
    known.add(_run([2], 4))
    found, states = known.find(np.array([3, 2, 7]))
    assert found.tolist() == [True, True, False]
    assert states["load"].tolist() == [1, 4, 0]


def test_find_in_nothing_finds_nothing() -> None:
    assert Known().find(np.array([1]))[0].tolist() == [False]
    assert merge([]).keys.tolist() == []


def test_known_keeps_few_runs_however_many_are_added() -> None:
    known = Known()
    for key in range(1000):
        known.add(_run([key], 1))
    assert len(known) == 1000
    assert len(known._runs) <= 10
    assert known.whole().keys.tolist() == list(range(1000))
    assert pa.array(known.whole().keys).null_count == 0
