"""As known on a load, on a day, now; and the rows that come of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import pytest

from goldthread.errors import UsageError
from goldthread.readers.schema import TABLES
from goldthread.register.columns import stored
from goldthread.register.errors import RegisterError, UnknownLoad
from goldthread.register.known import Known
from tests.register.conftest import Office, numbers
from tests.register.deliveries import Lines

PARTY = {"role": "applicant", "sequence": 1, "name": "Acme", "country_code": "CN"}
EVERYTHING = {
    "number": "1",
    "filing_date": "2018-01-02",
    "parties": [PARTY],
    "classes": [{"scheme": "IPC", "sequence": 1, "symbol": "H04L 12/28"}],
    "priorities": [{"sequence": 1, "date": "2017-01-02"}],
    "citations": [{"sequence": 1, "npl_text": "a book"}],
    "designations": [{"designated_office": "US", "treaty": "hague"}],
    "events": [
        {"event_date": "2019-01-02", "key_event_code": "H10", "detailed_event_code": "H13"},
        {"event_date": "2018-05-02", "key_event_code": "L10", "detailed_event_code": "L15"},
    ],
}


@pytest.fixture
def two_feeds(office: Office) -> Office:
    """Loads 1 and 3 of `grants`, 2 and 4 of `filings`, one a month from January 2019."""
    for month, feed in enumerate(("grants", "filings", "grants", "filings"), 1):
        row = {"number": f"{feed}-1", "title": str(month)}
        office.deliver(
            row, {"number": f"load-{month}"}, reader=Lines(feed), received=date(2019, month, 15)
        )
    return office


@pytest.mark.parametrize(
    ("as_of", "loads", "newest", "label"),
    [
        (None, {"grants": 3, "filings": 4}, 4, "now"),
        (4, {"grants": 3, "filings": 4}, 4, "load 4"),
        ("3", {"grants": 3, "filings": 2}, 3, "load 3"),
        (1, {"grants": 1}, 1, "load 1"),
        (0, {}, 0, "load 0"),
        ("2019-03-14", {"grants": 1, "filings": 2}, 2, "2019-03-14"),
        ("2019-03-15", {"grants": 3, "filings": 2}, 3, "2019-03-15"),
        (date(2019, 1, 14), {}, 0, "2019-01-14"),
        (date(2030, 1, 1), {"grants": 3, "filings": 4}, 4, "2030-01-01"),
        (datetime(2019, 1, 15, 8, 0), {"grants": 1}, 1, "2019-01-15"),
        (datetime.fromisoformat("2019-01-15T01:00+08:00"), {}, 0, "2019-01-14"),
    ],
)
def test_known_as_of(
    two_feeds: Office, as_of: Any, loads: dict[str, int], newest: int, label: str
) -> None:
    assert two_feeds.register.known(as_of) == Known(loads, newest, label)


def test_known_at_the_end_of_a_day_holds_what_came_that_day(office: Office) -> None:
    late = datetime(2019, 3, 15, 23, 59, 59, tzinfo=UTC)
    office.deliver({"number": "1"}, received=late)
    office.deliver({"number": "2"}, received=late + timedelta(seconds=1))
    assert office.register.known("2019-03-15").newest == 1
    assert office.register.known("2019-03-16").newest == 2


def test_known_as_of_a_load_that_is_not_there_is_wrong_usage(two_feeds: Office) -> None:
    with pytest.raises(UnknownLoad, match="no load 5: the register holds the loads 1 to 4"):
        two_feeds.register.known(5)


def test_known_as_of_a_load_of_an_empty_register_is_wrong_usage(office: Office) -> None:
    with pytest.raises(UnknownLoad, match="no load 1: the register holds no load yet"):
        office.register.known(1)


@pytest.mark.parametrize("as_of", ["yesterday", "2019-02-31", "", "-1", "2019"])
def test_known_as_of_nonsense(two_feeds: Office, as_of: str) -> None:
    with pytest.raises(UsageError, match=r"neither a load nor a day|There is no load 2019"):
        two_feeds.register.known(as_of)


def test_rows_known_at_each_load(two_feeds: Office) -> None:
    known = [two_feeds.rows("record_key, title, feed", load) for load in range(5)]
    assert [numbers(rows) for rows in known] == [
        [],
        ["grants-1", "load-1"],
        ["filings-1", "grants-1", "load-1", "load-2"],
        ["filings-1", "grants-1", "load-1", "load-2", "load-3"],
        ["filings-1", "grants-1", "load-1", "load-2", "load-3", "load-4"],
    ]
    assert known[2][:2] == [("XX|PT|filings-1", "2", "filings"), ("XX|PT|grants-1", "1", "grants")]
    assert known[4][:2] == [("XX|PT|filings-1", "4", "filings"), ("XX|PT|grants-1", "3", "grants")]


def test_one_right_in_two_feeds_is_two_rows_with_their_ranks(office: Office) -> None:
    office.deliver({"number": "1"}, reader=Lines("a", rank=10))
    office.deliver({"number": "1"}, reader=Lines("b", rank=20))
    assert office.rows("record_key, feed, feed_rank") == [
        ("XX|PT|1", "a", 10),
        ("XX|PT|1", "b", 20),
    ]


def test_rank_is_that_of_the_newest_load_known(office: Office) -> None:
    office.deliver({"number": "1"}, reader=Lines("a", rank=10))
    office.deliver({"number": "2"}, reader=Lines("a", rank=30))
    assert office.rows("feed_rank", 1) == [(10,)]
    assert office.rows("feed_rank") == [(30,), (30,)]


@pytest.mark.parametrize("sealed", [False, True])
def test_relation_has_exactly_the_types_of_the_schema(office: Office, sealed: bool) -> None:
    office.deliver(EVERYTHING)
    office.deliver(EVERYTHING | {"title": "new"})
    if sealed:
        office.register.reseal()
    office.deliver(EVERYTHING | {"title": "newer"})
    for name in TABLES:
        _check_types(office, name)


def test_relation_of_an_empty_register_has_the_types_of_the_schema(office: Office) -> None:
    for name in TABLES:
        _check_types(office, name)


def _check_types(office: Office, name: str) -> None:
    """Compared with the types DuckDB gives an empty Arrow table of the schema."""
    register = office.register
    wanted = stored(name).empty_table()  # noqa: F841 -- read by DuckDB
    with duckdb.connect() as connection:
        described = connection.execute(
            f"DESCRIBE {register.relation(name, register.known())}"
        ).fetchall()
        arrow = connection.execute("DESCRIBE SELECT * FROM wanted").fetchall()
    told = TABLES[name].is_root or name in ("right_spell", "right_milestone")
    feed = [("feed", "VARCHAR"), ("feed_rank", "INTEGER")] if told else []
    assert [row[:2] for row in described] == [row[:2] for row in arrow] + feed


def test_relation_of_an_unknown_table_is_wrong_usage(office: Office) -> None:
    with pytest.raises(UsageError, match="no table 'mark': the tables are ip_right, right_party"):
        office.register.relation("mark", office.register.known())


def test_child_rows_join_their_version(office: Office) -> None:
    office.deliver({"number": "1", "title": "a", "parties": [PARTY]}, {"number": "2"})
    office.deliver({"number": "1", "title": "b", "parties": [PARTY, PARTY | {"sequence": 2}]})
    register = office.register
    for as_of, title, count in ((1, "a", 1), (2, "b", 2)):
        known = register.known(as_of)
        with duckdb.connect() as connection:
            found = connection.execute(
                f"SELECT r.title, count(*) FROM ({register.relation('ip_right', known)}) r "
                f"JOIN ({register.relation('right_party', known)}) p "
                "USING (right_id, known_from_load) GROUP BY ALL"
            ).fetchall()
        assert found == [(title, count)]


def test_register_holds_a_table_from_the_load_that_has_rows_of_it(office: Office) -> None:
    plain = {name: value for name, value in EVERYTHING.items() if name != "events"}
    office.deliver(plain)
    office.deliver(EVERYTHING)
    register = office.register
    held = [register.holds("right_spell", register.known(load)) for load in (0, 1, 2)]
    assert held == [False, False, True]


def test_overlapping_feeds_describe_rights_of_one_office_and_kind(office: Office) -> None:
    office.deliver({"number": "1"}, {"number": "2", "kind": "DS"}, reader=Lines("a"))
    office.deliver({"number": "1", "office": "CL", "kind": "DS"}, reader=Lines("b"))
    assert not office.register.overlapping(office.register.known())
    office.deliver({"number": "9", "kind": "DS"}, reader=Lines("b"))
    assert office.register.overlapping(office.register.known())
    assert not office.register.overlapping(office.register.known(2))


def test_loads_written_with_other_columns_are_not_read(office: Office) -> None:
    office.deliver({"number": "1"})
    path = office.load_folder(1) / "manifest.json"
    path.chmod(0o644)
    fingerprint = office.register.manifest(1).schema_fingerprint
    path.write_text(path.read_text().replace(fingerprint, "0" * 64))
    assert len(office.register.manifests()) == 1
    with pytest.raises(RegisterError, match="Load 1 was written with other columns"):
        office.rows("*")
