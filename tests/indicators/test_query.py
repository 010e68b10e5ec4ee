"""What may be asked: periods, dimensions and values as people write them; refusals that help."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from goldthread.indicators import records as listing
from goldthread.indicators.errors import QueryError
from goldthread.indicators.figure import figure
from goldthread.indicators.figures import Figures
from goldthread.indicators.periods import disjoint, period
from goldthread.indicators.query import Query, ask
from goldthread.indicators.records import records
from goldthread.register.store import Register
from tests.indicators.support import load, people, right


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-H1", date(2019, 1, 1), date(2019, 6, 30)),
        ("2019-h2", date(2019, 7, 1), date(2019, 12, 31)),
        ("2019-Q3", date(2019, 7, 1), date(2019, 9, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
    ],
)
def test_period_runs_from_first_to_last_day(label: str, first: date, last: date) -> None:
    assert (period(label).start, period(label).end) == (first, last)
    assert period(label).label == label.upper()


def test_period_a_year_earlier() -> None:
    assert period("2019-H1").year_earlier().label == "2018-H1"


def test_periods_that_overlap_are_not_disjoint() -> None:
    assert disjoint([period("2019-H1"), period("2019-H2"), period("2018")])
    assert not disjoint([period("2019"), period("2019-07")])


@pytest.mark.parametrize("label", ["", "19", "2019-13", "2019-H3", "2019-Q0", "2019-7", "٢٠١٩"])
def test_what_is_no_period_is_refused(label: str) -> None:
    with pytest.raises(QueryError, match="is no period: write a year"):
        period(label)


WHERE = [
    ("region", "cn-zj", "CN-ZJ"),
    ("region", "Zhejiang", "CN-ZJ"),
    ("region", "浙江省", "CN-ZJ"),
    ("region", "CN", "CN"),
    ("region", "_z", "_Z"),
    ("country", "Chile", "CL"),
    ("office", "us", "US"),
    ("kind", "pt", "PT"),
    ("field", "35", "35"),
    ("resident", "r", "R"),
    ("month", "2019-07", "2019-07"),
    ("applicant_type", "uni", "UNI"),
    ("route", "PCT", "pct"),
]


@pytest.mark.parametrize(("dimension", "written", "code"), WHERE)
def test_value_means_a_code(dimension: str, written: str, code: str) -> None:
    question = ask(Query("C01", ("2019",), (), {dimension: (written,)}))
    assert question.values(dimension) == (code,)


REFUSED = [
    (Query("C01", ()), "for which period"),
    (Query("C01", ("2019",), ("colour",)), "'colour' is no dimension; there are region"),
    (Query("P01", ("2019",), ("month",)), "Ask for months as periods"),
    (Query("C01", ("2019",), (), {"kind": ("XX",)}), "'XX' is no kind; there are PT"),
    (Query("C01", ("2019",), (), {"field": ("36",)}), "there are 1 to 35"),
    (Query("C01", ("2019",), (), {"region": ("Atlantis",)}), "'Atlantis' is no region"),
    (Query("C01", ("2019",), (), {"country": ("Atlantis",)}), "'Atlantis' is no country"),
    (Query("C01", ("2019",), (), {"month": ("2019",)}), "'2019' is no month"),
    (Query("C01", ("2019",), (), {"kind": ()}), "'kind=' needs a value"),
    (Query("C01", ("2019",), counting="by-weight"), "is no counting rule; there are first"),
    (Query("I05", ("2019",), counting="fraction_fields"), "does not fit I05"),
    (Query("C01", ("2019",), (), {"kind": ("PT' OR 1=1 --",)}), "is no kind"),
]


@pytest.mark.parametrize(("query", "message"), REFUSED)
def test_question_that_cannot_be_answered_is_refused(query: Query, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ask(query)


def test_counting_rule_may_be_written_with_underscores() -> None:
    assert ask(Query("c01", ("2019",), counting="FRACTION_FIELDS")).counting == "fraction-fields"


@pytest.fixture
def register(tmp_path: Path) -> Register:
    load(tmp_path, [people("CL", 2019, 1000)], "2020-01-01", "people")
    rights = [
        right("1", filing_date="2019-02-01", title="b", applicants=[("CL", "CL-RM", "ENT")]),
        right("2", filing_date="2019-03-01", title="a", applicants=[("CL", "CL-VS", "UNI")]),
        right("3", filing_date="2019-05-01", title="c", applicants=[("US", None, "UNI")]),
    ]
    return load(tmp_path, rights)


REFUSED_RECORDS = [
    (Query("C01", ("2019",), ("region",)), {}, "write --where instead of --by"),
    (Query("P01", ("2019", "2018")), {}, "for one period"),
    (Query("C01", ("2019", "2019-H1")), {}, "that do not overlap"),
    (Query("C01", ("2019",)), {"offset": -1}, "0 or later"),
    (Query("C01", ("2019",)), {"sort": "colour"}, "'colour' is no column"),
    (Query("C01", ("2019",)), {"sort": "days"}, "'days' is no column"),
    (Query("C01", ("2019",)), {"sort": "title; drop"}, "no column"),
]


@pytest.mark.parametrize(("query", "options", "message"), REFUSED_RECORDS)
def test_records_that_cannot_be_listed_are_refused(
    register: Register, query: Query, options: dict[str, object], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        records(register, query, **options)


def test_records_are_sorted_and_paged_in_the_engine(register: Register) -> None:
    query = Query("C01", ("2019",))
    titles = [row["title"] for row in records(register, query, sort="-title").rows]
    assert titles == ["c", "b", "a"]
    page = records(register, query, limit=1, offset=1, sort="title")
    assert [(row["title"], row["applicant"]) for row in page.rows] == [("b", "applicant 1")]
    assert (page.total, page.count, page.offset) == (3, 3, 1)
    told = page.as_dict()["records"][0]
    assert (told["source_file"], told["source_locator"]) == ("office-001.jsonl", "line 1")
    assert told["filing_date"] == "2019-02-01"


def test_page_is_a_part_of_all_records_however_they_are_added_up(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Query("C01", ("2019",))
    every = records(register, query, sort="title")
    for added, limit, offset in product((0, 2, 3, 500), range(5), (0, 1, 3)):
        monkeypatch.setattr(listing, "ADDED_UP", added)
        page = records(register, query, limit=limit, offset=offset, sort="title")
        assert page.rows == every.rows[offset : offset + limit]
        found = (page.total, page.count, page.lineage)
        assert found == (every.total, every.count, every.lineage)


def test_records_of_nothing_are_an_empty_page(register: Register) -> None:
    for limit in (None, 10):
        page = records(register, Query("C01", ("2001",)), limit=limit)
        assert (page.total, page.count, page.table.num_rows) == (0, 0, 0)


def test_zero_missing_and_not_applicable_are_three_things(register: Register) -> None:
    def status(query: Query) -> tuple[object, str]:
        total = figure(register, query).total
        return total.value, total.status

    assert status(Query("C01", ("2019-04",))) == (0, "A")
    assert status(Query("C01", ("2018",))) == (None, "M")
    assert status(Query("C09", ("2019",))) == (None, "M")  # no load tells of utility models
    assert status(Query("C01", ("2019", "2019-H1"))) == (None, "Z")
    assert status(Query("C01", ("2019", "2018"))) == (None, "M")
    assert status(Query("P02", ("2019",), (), {"region": ("_Z",)})) == (None, "M")
    cells = figure(register, Query("C01", ("2019",), ("region",))).cells
    by = {cell.codes["region"]: (cell.value, cell.status) for cell in cells}
    assert (by["CL-RM"], by["CL-MA"], by["_Z"]) == ((1, "A"), (0, "A"), (1, "A"))


def test_months_of_a_table_are_all_there(register: Register) -> None:
    cells = figure(register, Query("C01", ("2019-H1",), ("month",))).cells
    assert [(c.codes["month"], c.value, c.status) for c in cells] == [
        ("2019-01", None, "M"),
        ("2019-02", 1, "A"),
        ("2019-03", 1, "A"),
        ("2019-04", 0, "A"),
        ("2019-05", 1, "A"),
        ("2019-06", None, "M"),
    ]
    two = figure(register, Query("C01", ("2019-H1",), ("month", "resident"))).cells
    assert sum(cell.value for cell in two) == 3


def test_empty_register_says_missing(tmp_path: Path) -> None:
    empty = Register(tmp_path)
    found = figure(empty, Query("C01", ("2019",), ("region",)))
    assert (found.total.value, found.total.status, found.as_of) == (None, "M", 0)
    assert Figures(empty).figure(Query("P02", ("2019",))).total.status == "M"
    assert records(empty, Query("C01", ("2019",)), limit=5).count == 0


def test_identity_of_a_figure(register: Register) -> None:
    query = Query("C01", ("2019",), ("region",))
    told = figure(register, query).as_dict()
    assert told["as_of"] == 2
    assert told["loads"] == {"office": 2, "people": 1}
    assert told["parameters"]["periods"] == ["2019"]
    assert figure(register, query).lineage == told["lineage"]
    other = figure(register, Query("C01", ("2019",), ("region",), {"region": ("CL-RM",)}))
    assert other.lineage != told["lineage"]
    page = records(register, Query("C01", ("2019",)))
    assert page.lineage == figure(register, Query("C01", ("2019",))).total.lineage


def test_regional_office_counts_for_the_regions_in_its_charge(tmp_path: Path) -> None:
    """Delhi's office serves the northern states of India; a Chilean region is its own."""
    rights = [
        right("1", "IN", filing_date="2019-01-01", applicants=[("IN", "IN-DL", None)]),
        right("2", "IN", filing_date="2019-01-01", applicants=[("IN", "IN-PB", None)]),
        right("3", "CL", filing_date="2019-01-01", applicants=[("CL", "CL-RM", None)]),
    ]
    register = load(tmp_path, rights)
    query = Query("C01", ("2019",), ("region",), counting="regional-office")
    cells = {c.codes["region"]: c.value for c in figure(register, query).cells}
    assert cells == {"DEL": 2, "CL-RM": 1}
    one = Query("C01", ("2019",), (), {"region": ("del",)}, None, "regional-office")
    assert [row["region"] for row in records(register, one).rows] == ["DEL", "DEL"]


def test_region_holds_what_lies_in_it(tmp_path: Path) -> None:
    rights = [
        right("1", "CN", filing_date="2019-01-01", applicants=[("CN", "CN-XJ", None)]),
        right("2", "CN", filing_date="2019-01-01", applicants=[("CN", "CN-XPCC", None)]),
    ]
    register = load(tmp_path, rights)
    found = figure(register, Query("C01", ("2019",), ("region",)))
    cells = {c.codes["region"]: (c.value, c.of_which) for c in found.cells if c.value}
    assert cells == {"CN-XJ": (2, None), "CN-XPCC": (1, "CN-XJ")}
    assert found.total.value == sum(c.value for c in found.cells if c.of_which is None) == 2
    for region, value in (("CN-XJ", 2), ("CN-XPCC", 1), ("CN", 2)):
        assert records(register, Query("C01", ("2019",), (), {"region": (region,)})).total == value
