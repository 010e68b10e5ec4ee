"""Stocks rest on events: each case a few records, counted by hand."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from goldthread.indicators import plain
from goldthread.indicators.explain import explain
from goldthread.indicators.figure import figure
from goldthread.indicators.figures import Figures
from goldthread.indicators.query import Query, ask
from goldthread.indicators.records import records
from goldthread.readers.registry import detect
from goldthread.register.store import Register
from tests.indicators.support import Record, load, people, right
from tests.indicators.test_readding import known_rows

HERE = [("CL", "CL-RM", "ENT")]
GRANT, EXPIRY = "2010-03-01", "2028-01-01"
# What the office's own feed says of each patent (filed 2008, granted on 1 March 2010) ...
OFFICE: dict[str, dict[str, str]] = {
    "goes on": {},
    "lapsed": {},
    "lapsed, revived": {},
    "lapsed, says the office": {"termination_date": "2014-06-01"},
    "revived, the office behind": {"termination_date": "2014-06-01", "status": "lapsed"},
    "lapsed one day, says the office": {"status": "lapsed"},
    "expired": {"expiry_date": "2017-01-01"},
    "renewed, the office behind": {"expiry_date": "2014-01-01"},
}
# ... and the feed of events, which names no party.
EVENTS: dict[str, list[tuple[str | None, str]]] = {
    "lapsed": [("2015-06-01", "H13")],
    "lapsed, revived": [("2015-06-01", "H13"), ("2016-02-01", "K13")],
    "revived, the office behind": [("2014-06-01", "H13"), ("2016-02-01", "K13")],
    "lapsed one day, says the office": [("2017-05-01", "N12")],
    "renewed, the office behind": [("2014-01-01", "H14"), ("2014-05-01", "K13")],
    "application, says the office": [("2011-01-01", "F11"), ("2016-06-01", "H15")],
    "granted, says no other": [("2012-01-01", "F11")],
}
# In force at the end of each year, by hand.
STOCK = {
    "2010": ["goes on", "lapsed", "lapsed, revived", "lapsed, says the office",
             "revived, the office behind", "lapsed one day, says the office", "expired",
             "renewed, the office behind"],
    "2014": ["goes on", "lapsed", "lapsed, revived", "lapsed one day, says the office", "expired",
             "renewed, the office behind", "application, says the office",
             "granted, says no other"],
    "2015": ["goes on", "lapsed one day, says the office", "expired",
             "renewed, the office behind", "application, says the office",
             "granted, says no other"],
    "2016": ["goes on", "lapsed, revived", "revived, the office behind",
             "lapsed one day, says the office", "expired", "renewed, the office behind",
             "granted, says no other"],
    "2018": ["goes on", "lapsed, revived", "revived, the office behind",
             "renewed, the office behind", "granted, says no other"],
}  # fmt: skip


def patent(name: str, **columns: str) -> Record:
    told = {"filing_date": "2008-01-01", "grant_date": GRANT, "expiry_date": EXPIRY} | columns
    return right(name, applicants=HERE, **told)


def application(name: str) -> Record:
    return right(name, applicants=HERE, filing_date="2009-01-01")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    home = tmp_path_factory.mktemp("home")
    load(home, [people("CL", year, 10_000) for year in range(2010, 2020)], "2019-01-01", "people")
    patents = [patent(name, **columns) for name, columns in OFFICE.items()]
    # A grant of the year 2019, so that the feed covers all years asked for.
    patents += [
        application("application, says the office"),
        patent("last", grant_date="2019-01-01"),
    ]
    load(home, patents, "2019-02-01", rank=60)
    told = [right(name, events=events) for name, events in EVENTS.items()]
    return load(home, told, "2019-03-01", "events", rank=40)


@pytest.mark.parametrize("year", STOCK)
def test_right_is_in_force_as_its_events_tell_else_as_its_columns(
    register: Register, year: str
) -> None:
    query, expected = Query("P01", (year,)), {f"CL|PT|{name}" for name in STOCK[year]}
    page = records(register, query)
    assert {row["record_key"] for row in page.rows} == expected
    found = figure(register, query).total
    assert (found.value, found.lineage) == (len(expected), page.lineage)
    assert Figures(register).figure(query).total == found
    rows = plain.cells(known_rows(register, None), ask(query), (), ())
    assert rows[(year,)].lineage == page.lineage


def test_region_is_that_of_the_feed_that_describes_the_right(register: Register) -> None:
    """The patent of which only events tell the grant lies where its application says."""
    found = figure(register, Query("P01", ("2015",), ("region",), {"region": ("CL-RM", "_U")}))
    assert {c.codes["region"]: c.value for c in found.cells} == {"CL-RM": 5, "_U": 1}
    per_head = figure(register, Query("P02", ("2015",)))
    assert (per_head.total.value, per_head.total.numerator) == (5, 5)


def test_grant_of_which_only_events_tell_counts_where_the_application_lies(
    register: Register,
) -> None:
    """Filed on 1 January 2009 in Santiago, granted by its events on 1 January 2011: 730 days."""
    asked = Query(
        "C03", ("2011",), ("region",), {"region": ("CL-RM", "_U")}, None, "first-applicant"
    )
    found = figure(register, asked)
    assert {c.codes["region"]: c.value for c in found.cells} == {"CL-RM": 1, "_U": 0}
    assert Figures(register).figure(asked).as_dict() == found.as_dict()
    query = Query("A04", ("2011",))
    assert figure(register, query).total.value == 730
    (row,) = records(register, query).rows
    assert (row["record_key"], row["grant_date"]) == (
        "CL|PT|application, says the office",
        date(2011, 1, 1),
    )
    told = plain.cells(known_rows(register, None), ask(query), (), ())
    assert told[("2011",)].lineage == records(register, query).lineage
    before = Query("A04", ("2011",), as_of=2)
    assert figure(register, before).total.status == "Z"  # no grant of that year was known


def test_without_the_feed_of_events_columns_tell(register: Register) -> None:
    """As known before the events came: all but the two that lapsed, and those the office lost."""
    page = records(register, Query("P01", ("2015",), as_of=2))
    assert {row["record_key"].split("|")[2] for row in page.rows} == {
        *("goes on", "lapsed", "lapsed, revived", "expired"),
    }
    noted = figure(register, Query("P01", ("2015",), as_of=2)).notes
    assert [note.count for note in noted] == [1]  # lapsed on a day the office does not tell
    assert figure(register, Query("P01", ("2015",))).notes == ()


def test_events_that_came_explain_the_difference(register: Register) -> None:
    """From 4 to 6: two by their events alone, three the office had lost, less the two lapsed."""
    found = explain(register, Query("P01", ("2015",)), 2, None)
    assert found.difference == 2
    assert {part.name: (part.value, part.records) for part in found.parts} == {
        "new": (1, 1),  # of which no other feed tells
        "changed-in": (3, 3),
        "changed-out": (-2, 2),
    }


def test_correction_closes_an_event_and_the_earlier_version_stays(tmp_path: Path) -> None:
    """The office withdraws a lapse: known before it the patent was out of force, now it is in."""
    load(tmp_path, [patent("1"), patent("2", grant_date="2019-01-01")], "2019-02-01", rank=60)
    load(tmp_path, [right("1", events=[("2015-06-01", "H13")])], "2019-03-01", "events")
    corrected = right("1", events=[("2015-06-01", "H13"), ("2018-01-01", "Y00")])
    # What a reader makes of a corrected event: its row stays, its codes are emptied.
    corrected["status_event"][0] |= {"key_event_code": None, "detailed_event_code": None}
    register = load(tmp_path, [corrected], "2019-04-01", "events")
    known = [figure(register, Query("P01", ("2016",), as_of=n)).total.value for n in (1, 2, 3)]
    assert known == [1, 0, 1]
    found = explain(register, Query("P01", ("2016",)), 2, 3)
    assert {part.name: part.value for part in found.parts} == {"changed-in": Fraction(1)}


def test_lineage_is_that_of_every_version_a_number_rests_on(tmp_path: Path) -> None:
    """A later version of the events that changes no day changes what the number rests on."""
    load(tmp_path, [patent("1"), patent("2", grant_date="2019-01-01")], "2019-02-01", rank=60)
    load(tmp_path, [right("1", events=[("2015-06-01", "H13")])], "2019-03-01", "events")
    again = right("1", events=[("2015-06-01", "H13"), ("2014-01-01", "U11")])
    register = load(tmp_path, [again], "2019-04-01", "events")
    query = {"indicator": "P01", "periods": ("2014",)}
    before, after = (figure(register, Query(**query, as_of=n)).total for n in (2, 3))
    assert before.value == after.value == 1
    assert before.lineage != after.lineage


def test_one_feed_alone_may_tell_its_events_too(tmp_path: Path) -> None:
    """Nothing overlaps: cubes are brought up to date by what a load added and closed."""
    lapsed = patent("1") | {
        "status_event": right("1", events=[("2015-06-01", "H13")])["status_event"]
    }
    revived = patent("1") | {
        "status_event": right("1", events=[("2015-06-01", "H13"), ("2016-01-01", "K13")])[
            "status_event"
        ]
    }
    register = load(tmp_path, [lapsed, patent("2")], "2019-02-01")
    figures, query = Figures(register), Query("P01", ("2014", "2015", "2018"), ("region",))
    assert [t.value for t in figures.figure(query).totals] == [None, None, None]  # no grant since
    load(tmp_path, [patent("3", grant_date=str(date(2018, 5, 1)))], "2019-03-01")
    assert [t.value for t in figures.figure(query).totals] == [2, 1, 2]
    load(tmp_path, [revived], "2019-04-01")
    assert [t.value for t in figures.figure(query).totals] == [2, 1, 3]
    assert figures.figure(query).as_dict() == figure(register, query).as_dict()


ST27 = """\
ipOfficeCode,applicationNumber,statusEventCode,eventDate,effectiveDate,correctedStatusEventCode,priorEventDate
KR,1020160012345,A-0-1-A10-A12,2016-02-01,,,
KR,1020160012345,A-2-4-F10-F11,2017-11-20,,,
KR,1020160012345,N-4-6-H10-H13,2019-05-31,2018-11-21,,
KR,1020160012345,A-6-4-K10-K13,2019-07-01,,,
KR,1020160012345,N-4-6-H10-H13,2020-02-01,,,
"""
CORRECTION = "KR,1020160012345,A-6-4-Y10-Y00,2020-06-01,,N-4-6-H10-H13,2020-02-01\n"


def test_delivery_in_the_codes_of_the_standard_tells_the_stock(tmp_path: Path) -> None:
    """Lapsed with effect from November 2018, revived in July 2019, lapsed by mistake in 2020."""
    at = {"filing_date": "2016-02-01", "applicants": [("KR", None, "ENT")]}
    numbers = ("1020160012345", "2017-11-20"), ("1020160000001", "2020-12-01")
    office = [right(number, "KR", grant_date=day, **at) for number, day in numbers]
    register = load(tmp_path, office, "2021-01-01", rank=60)
    for month, text in (("02", ST27), ("03", ST27 + CORRECTION)):
        path = tmp_path / f"events-{month}.csv"
        path.write_text(text, "utf-8")
        received = date.fromisoformat(f"2021-{month}-01")
        register.load(detect([path]), [path], received=received)
    periods = ("2018-10", "2018-11", "2019-06", "2019-07", "2020-01", "2020-02")
    told = {n: figure(register, Query("P01", periods, as_of=n)).totals for n in (1, 2, 3)}
    assert {n: [total.value for total in totals] for n, totals in told.items()} == {
        1: [1, 1, 1, 1, 1, 1],
        2: [1, 0, 0, 1, 1, 0],
        3: [1, 0, 0, 1, 1, 1],
    }
