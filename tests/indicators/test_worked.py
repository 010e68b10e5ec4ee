"""A worked example of each indicator of marks, designs, quality and time: counted by hand.

What is expected stands in the tables below, as a person reads it from the records above them; the
engine and plain Python are both held to it.
"""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from goldthread.indicators import plain
from goldthread.indicators.catalogue import catalogue
from goldthread.indicators.explain import explain
from goldthread.indicators.figure import figure
from goldthread.indicators.figures import Figures
from goldthread.indicators.query import Query, ask
from goldthread.indicators.records import records
from goldthread.register.store import Register
from tests.indicators.support import Record, load, people, right
from tests.indicators.test_readding import known_rows

RM, VS, US = ("CL", "CL-RM", "ENT"), ("CL", "CL-VS", "UNI"), ("US", None, "ENT")


def marks() -> list[Record]:
    """Filed 2018: 3 classes in Santiago, 1 of a US holder by Madrid, and one that says none."""
    tm = {"kind": "TM"}
    return [
        right("1", **tm, applicants=[RM], n_classes=3, filing_date="2018-01-10",
              grant_date="2018-11-10", expiry_date="2028-11-10"),  # 304 days
        right("2", **tm, applicants=[US], n_classes=1, filing_date="2018-03-01",
              grant_date="2019-02-01", expiry_date="2029-02-01", filing_route="madrid"),
        right("3", **tm, applicants=[VS], filing_date="2018-05-01"),
        right("4", **tm, applicants=[RM], n_classes=2, filing_date="2017-01-01",
              grant_date="2018-02-01", expiry_date="2028-02-01",
              termination_date="2019-03-01"),  # 396 days
    ]  # fmt: skip


def designs_and_others() -> list[Record]:
    """7 designs in 3 files, two files by The Hague; GIs, a variety, a layout; two of the PCT."""
    ds = {"kind": "DS", "filing_date": "2018-06-01"}
    return [
        right("1", **ds, applicants=[RM], n_designs=4),
        right("2", **ds, applicants=[US], filing_route="hague"),
        right("3", **ds, applicants=[US], n_designs=2, filing_route="hague"),
        right("1", kind="GI", grant_date="2018-01-01"),
        right("2", kind="GI", grant_date="2018-05-01", termination_date="2019-05-01"),
        right("3", kind="PV", grant_date="2018-06-01"),
        right("4", kind="IC", grant_date="2019-06-01"),
        right("5", kind="GI", grant_date="2019-12-01"),
        right("1", "WO", applicants=[RM], int_filing_date="2018-04-01"),
        right("2", "WO", applicants=[US], filing_date="2018-09-09"),
        right("3", "WO", applicants=[US], filing_date="2019-09-09", int_filing_date="2017-09-09"),
    ]


def patents() -> list[Record]:
    """Filed 2010: granted after 730, 731 and 2,000 days, and never; received on 30 June 2019."""
    at = {"filing_date": "2010-01-01", "expiry_date": "2030-01-01"}
    return [
        right("1", **at, grant_date="2012-01-01", applicants=[RM], filing_route="pct", n_claims=10,
              symbols=["H04L 9/32", "H04L 12/28", "G06F 17/00"], cited=(3, 1)),
        right("2", **at, grant_date="2012-01-02", applicants=[VS], filing_route="direct",
              n_claims=1, symbols=["A61K 9/00"], cited=(1, 0), termination_date="2016-12-31"),
        right("3", **at, grant_date="2015-06-24", applicants=[US], filing_route="direct"),
        right("4", **at, applicants=[RM]),
        # Filed and granted within the last five years of the loads; one of 1 June 2014 is not.
        right("5", filing_date="2016-05-01", grant_date="2017-05-01", applicants=[RM],
              expiry_date="2036-05-01"),
        right("6", filing_date="2014-06-01", grant_date="2014-06-02", applicants=[RM],
              expiry_date="2034-06-01"),
    ]  # fmt: skip


def marks_of_the_us() -> list[Record]:
    """Published for opposition in 2017: two, one of them opposed; in 2019 one, too late to tell."""
    tm = {"office": "US", "kind": "TM", "applicants": [US]}
    return [
        right("1", **tm, filing_date="2017-01-01",
              events=[("2017-03-02", "CNRT"), ("2017-04-02", "GNRT"), ("2017-06-01", "PUBO"),
                      ("2017-07-01", "OP.I")]),  # 60 days to the first action
        right("2", **tm, filing_date="2017-02-01",
              events=[("2017-03-13", "CNSA"), ("2017-06-01", "PUBO")]),  # 40 days
        right("3", **tm, filing_date="2019-01-05", events=[("2019-02-01", "PUBO")]),
    ]  # fmt: skip


def reviews() -> list[Record]:
    """What a feed of events tells of the patents 1 to 3 and 5, and of the examination of 4."""
    return [
        right("1", events=[("2013-01-01", "L15"), ("2014-01-01", "L15"), ("2014-02-01", "M12")]),
        right("2", events=[("2013-05-01", "L15"), ("2014-03-01", "M11"), ("2014-05-01", "H12")]),
        right("3", events=[("2016-05-01", "L11"), ("2014-06-01", "M13"),
                           ("2016-09-01", "V11"), ("2017-01-01", "V15")]),
        right("4", events=[("2010-07-20", "D15"), ("2011-01-01", "D21"),  # 200 days
                           ("2012-01-01", "B15")]),  # refused after 730
        right("5", events=[("2017-08-01", "V11"), ("2017-09-01", "V13")]),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    home = tmp_path_factory.mktemp("home")
    series = [people("CL", year, 2_000_000) for year in (2010, 2018)]
    series.append(people("CL", 2010, 300_000_000_000, "gdp_ppp"))
    load(home, series, "2019-06-30", "people")
    office = [*marks(), *designs_and_others(), *patents(), *marks_of_the_us()]
    load(home, office, "2019-06-30", rank=60)
    return load(home, reviews(), "2019-06-30", "events", rank=40)


@pytest.fixture(scope="module")
def figures(register: Register) -> Figures:
    return Figures(register)


# indicator, period, by, {codes: value}: what stands above, counted.
CASES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("C07", "2010", "", {"": Fraction(3, 2)}),  # three of residents among two million
    ("C08", "2010", "", {"": 1}),  # three of residents for three times 100 billion dollars
    ("C10", "2018", "country", {"CL": 4, "US": 3}),
    ("C10F", "2018", "", {"": 3}),
    ("I03", "2018", "", {"": 3}),
    ("C11", "2018", "region", {"CL-RM": 3, "CL-VS": 1, "_Z": 1}),
    ("C11F", "2018", "", {"": 3}),
    ("C12", "2018", "", {"": 2}),  # four classes of residents among two million people
    ("I02", "2018", "", {"": 1}),
    ("P06", "2018", "", {"": 2}),
    ("P06", "2019-Q1", "", {"": 2}),
    ("P06C", "2018", "", {"": 5}),
    ("P06C", "2019-Q1", "country", {"CL": 3, "US": 1}),
    ("A14T", "2018", "", {"": 350}),
    ("C18", "2018", "kind", {"GI": 2, "PV": 1}),
    ("P08", "2018", "", {"": 2}),
    ("P08", "2019", "", {"": 2}),
    ("I01", "2018", "country", {"CL": 1, "US": 1}),
    ("I10", "2010", "route", {"pct": 25, "direct": 50, "_U": 25}),
    ("A07", "2010", "", {"": 50}),  # two of four; the third came after 2,000 days
    ("A07", "2014", "", {"": 100}),  # filed 1,855 days before the load
    ("A07", "2016", "", {"": None}),
    ("A10", "2012", "", {"": 50}),
    ("A10", "2015", "", {"": 0}),
    ("P05", "2012", "", {"": 50}),  # the second ceased by a review
    ("P04", "2012", "", {"": 1095}),  # two patents of 1 January 2010
    ("P04", "2018", "applicant_type", {"ENT": 2480}),  # 974, 1,674, 3,286, 3,286
    ("Q02", "2012", "", {"": 2}),
    ("Q02L", "2012", "", {"": Fraction(1, 2)}),
    ("Q03", "2012", "", {"": Fraction(11, 2)}),
    ("Q04", "2012", "region", {"CL-RM": 2, "CL-VS": 1}),
    # Two patents: half of the first in field 4, half in 6, the second in 16: of each region all.
    ("C17", "2012", "region field", {"CL-RM4": 2, "CL-RM6": 2, "CL-VS16": 2}),
    ("C17", "2012", "region", {"CL-RM": 1, "CL-VS": 1}),
    ("A01", "2010", "region", {"CL-RM": 200}),
    ("A03", "2012", "", {"": Fraction(2191, 3)}),  # 730, 731 and 730 days
    ("A05", "2010", "", {"": 3}),  # of the four only the last had been acted on
    ("A05", "2011", "applicant_type", {"ENT": 2, "UNI": 1}),
    ("A05", "2012", "", {"": 1}),
    ("A06", "2012", "", {"": 200 * Fraction(1, 3)}),
    ("A08", "2012", "", {"": Fraction(2, 3)}),
    ("A13", "2017", "", {"": 50}),
    ("A14", "2017", "", {"": 50}),
    ("P09", "2017", "", {"": 50}),
    ("P09", "2019", "", {"": None}),
    ("P10", "2014", "region", {"CL-RM": 1, "CL-VS": 1, "_Z": 1}),
    ("P10F", "2014", "", {"": 100 * Fraction(1, 3)}),
    ("P10A", "2014", "", {"": 100 * Fraction(1, 3)}),
    ("P10R", "2013", "", {"": 2}),
    ("P10", "2013", "", {"": None}),  # asked for, not decided: no decision is known yet
]  # fmt: skip
# In these periods codes of every region stand in the table; those expected above are the others.
NONE = (0, None)
PER_HEAD = ("C07", "C08", "C12")  # of Chile alone: nobody told how many people the others have


def query(indicator: str, period: str, by: str) -> Query:
    where = {"office": ("CL",)} if indicator in PER_HEAD else {}
    return Query(indicator, (period,), tuple(by.split()), where)


@pytest.mark.parametrize(("indicator", "period", "by", "expected"), CASES)
def test_figure_gives_what_was_counted_by_hand(
    register: Register,
    figures: Figures,
    indicator: str,
    period: str,
    by: str,
    expected: dict[str, Any],
) -> None:
    found = figure(register, query(indicator, period, by))
    cells = {"".join(cell.codes.values()): cell.value for cell in found.cells}
    assert {c: v for c, v in cells.items() if v not in NONE or c in expected} == expected
    assert figures.figure(query(indicator, period, by)).as_dict() == found.as_dict()


@pytest.mark.parametrize(
    ("periods", "status", "total"),
    [
        (("2010-H1", "2010-H2"), "A", Fraction(3, 2)),
        (("2009", "2010"), "Z", None),  # whose people would it be per head of?
    ],
)
def test_total_per_head_is_of_one_year(
    register: Register,
    figures: Figures,
    periods: tuple[str, ...],
    status: str,
    total: Fraction | None,
) -> None:
    asked = Query("C07", periods, (), {"office": ("CL",)})
    found = figure(register, asked)
    assert (found.total.status, found.total.value) == (status, total)
    assert figures.figure(asked).as_dict() == found.as_dict()


@pytest.mark.parametrize(("indicator", "period", "by", "expected"), CASES)
def test_plain_python_gives_what_was_counted_by_hand(
    register: Register, indicator: str, period: str, by: str, expected: dict[str, Any]
) -> None:
    question = ask(query(indicator, period, by))
    found = plain.cells(known_rows(register, None), question, question.by, question.where)
    definition = question.definition
    if not (definition.series or definition.without or definition.between):
        values = {"".join(key[1:]): _value(cell, question) for key, cell in found.items()}
        wanted = {code: value for code, value in expected.items() if value is not None}
        assert values == wanted


def _value(cell: plain.Cell, question: Any) -> Any:
    definition = question.definition
    if definition.is_ranked:
        mean = Fraction(sum(cell.days), len(cell.days))
        return mean if definition.statistic == "mean" else cell.median
    return cell.hits / cell.amount * definition.scale if definition.is_share else cell.amount


@pytest.mark.parametrize(("indicator", "period", "by", "expected"), CASES)
def test_number_opens_to_the_records_it_counts(
    register: Register,
    figures: Figures,
    indicator: str,
    period: str,
    by: str,
    expected: dict[str, Any],
) -> None:
    total = figures.figure(query(indicator, period, "")).total
    page = records(register, query(indicator, period, ""))
    assert page.count == total.records
    if not catalogue()[indicator].is_ranked:
        assert page.total == (total.numerator or 0)
    if catalogue()[indicator].type in ("flow", "stock"):
        assert page.lineage == total.lineage


def test_every_indicator_of_rights_has_a_worked_example() -> None:
    from tests.indicators.test_spec import CASES as OTHERS

    worked = {case[0] for case in (*CASES, *OTHERS)}
    mine = {d.id for d in catalogue().values() if d.grain == "right" and d.id[0] != "U"}
    assert mine - worked == {"P05-10"}  # worked below, on patents that are old enough


def test_patents_in_force_ten_years_after_their_grant(tmp_path: Path) -> None:
    """Of three granted in 2005 one ceased after five years, one after eleven, one is in force; of
    that of 2012 nobody knows yet."""
    at = {"applicants": [RM], "filing_date": "2003-01-01", "expiry_date": "2023-01-01"}
    loaded = load(
        tmp_path,
        [
            right("1", **at, grant_date="2005-02-01", termination_date="2010-02-01"),
            right("2", **at, grant_date="2005-03-01", termination_date="2016-03-01"),
            right("3", **at, grant_date="2005-04-01"),
            right("4", **at, grant_date="2012-04-01"),
        ],
        "2019-06-30",
    )
    for period, value in (("2005", Fraction(200, 3)), ("2012", None)):
        asked = query("P05-10", period, "")
        assert figure(loaded, asked).total.value == value
        question = ask(asked)
        told = plain.cells(known_rows(loaded, None), question, (), question.where)
        assert [_value(cell, question) for cell in told.values()] == [value] * (value is not None)


def test_age_of_a_listed_record_is_that_at_the_end_of_the_period(register: Register) -> None:
    page = records(register, Query("P04", ("2018",)))
    assert {row["application_number"]: row["days"] for row in page.rows} == {
        "1": 3286,
        "3": 3286,
        "5": 974,
        "6": 1674,
    }


def test_young_cohort_is_left_out_and_said(register: Register) -> None:
    told = figure(register, Query("A07", ("2016",)))
    assert (told.total.value, told.total.status) == (None, "M")
    assert [(note.count, note.text["en"]) for note in told.notes] == [
        (1, "1 are left out: the loads do not yet cover 1826 days after them."),
    ]


def test_file_that_says_no_number_is_counted_as_one_and_said(register: Register) -> None:
    for indicator in ("C10", "C11"):
        notes = figure(register, Query(indicator, ("2018",))).notes
        assert [note.count for note in notes if note.count is not None] == [1]


def test_index_is_asked_of_one_cell_and_over_several_periods(register: Register) -> None:
    """In 2015 nobody of Valparaíso was granted any: nothing is expected, and nothing is known."""
    cell = {"region": ("CL-VS",), "field": ("16",)}
    found = figure(register, Query("C17", ("2012", "2015"), (), cell))
    assert [(total.value, total.status) for total in found.totals] == [(2, "A"), (None, "M")]
    assert (found.total.value, found.total.status) == (None, "M")
    here = figure(register, Query("C17", ("2012", "2014"), (), {"region": ("CL-RM",)}))
    assert [total.value for total in here.totals] == [1, 1]
    assert (here.total.numerator, here.total.denominator, here.total.value) == (2, 2, 1)
    parts = explain(register, Query("C17", ("2012",), (), cell), 2, None)
    assert parts.difference == sum(part.value for part in parts.parts) == 0
