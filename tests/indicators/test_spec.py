"""What each indicator counts: one small register, expected values by hand, two engines."""
# ruff: noqa: E501 - tables are wider than code

from fractions import Fraction

import pytest

from goldthread.indicators import plain
from goldthread.indicators.figure import figure
from goldthread.indicators.query import Query, ask
from goldthread.register.store import Register
from tests.indicators.support import Record, load, people, right
from tests.indicators.test_readding import known_rows

# Parties are country-region:type, or a country alone.
RIGHTS = """
no | kind | filed      | public.    | granted    | expires    | ended      | status | applicants          | inventors         | symbols
1  | PT   | 2017-01-10 | 2018-07-10 | 2019-01-10 | 2037-01-10 |            |        | CL-RM:ENT US:UNI    | CL-RM CL-VS US-MI | H04L 9/32, G06F 17/00
2  | PT   | 2017-02-01 | 2018-08-01 | 2019-03-01 | 2037-02-01 | 2019-05-20 |        | CL-VS:UNI           | CL-VS             | A61K 9/00
3  | PT   | 2017-06-30 |            | 2019-06-30 | 2037-06-30 |            | lapsed | US:ENT              | CL-RM             |
4  | PT   | 2018-01-05 | 2019-07-05 |            |            |            |        | :                   |                   | A61K 9/00
5  | UM   | 2018-02-05 |            | 2018-12-31 | 2019-06-30 |            |        | CL-RM:IND           | CL-RM             | H04L 9/32
6  | DS   | 2018-02-05 |            | 2019-06-01 |            |            |        | CL-RM:ENT           |                   |
7  | PT   | 2016-01-01 | 2019-02-01 | 2019-02-01 | 2019-06-29 |            |        | CL-RM:ENT CL-RM:IND | CL-RM CL-RM CL    | C07D 1/00, A61K 9/00
"""
PEOPLE = [people("CL", 2018, 20_000), people("CL-RM", 2019, 4_000)]
U, Z, A, M = "_U", "_Z", "A", "M"
THIRD = Fraction(1, 3)

# indicator, period, by, where, counting, {codes: value}
CASES = [
    ("C01", "2017", "", {}, None, {(): 3}),
    ("C01", "2017", "region", {"region": ("CL-RM", "CL-VS", "_Z")}, None,
     {"CL-RM": 1, "CL-VS": 1, Z: 1}),
    ("C01", "2018", "region resident", {}, None, {(U, U): 1}),
    ("C02", "2018-H2", "", {}, None, {(): 2}),
    ("C02", "2019", "", {}, None, {(): 1}),  # right 7 was published on the day of its grant
    ("C03", "2019-H1", "region", {"region": ("CL-RM", "CL-VS")}, None, {"CL-RM": 3, "CL-VS": 1}),
    ("C03", "2019-H1", "region", {"region": ("CL-RM", "_Z")}, "first-applicant", {"CL-RM": 2, Z: 1}),
    ("C04", "2019-Q1", "region", {"region": ("CL-RM", "CL-VS", "_U", "_Z")}, None,
     {"CL-RM": THIRD + 2 * THIRD, "CL-VS": THIRD + 1, Z: THIRD, U: THIRD}),
    ("C05", "2019-Q1", "country", {}, None, {"CL": Fraction(5, 2), "US": Fraction(1, 2)}),
    ("C05", "2019-Q1", "applicant_type", {}, None,
     {"ENT": 1, "UNI": Fraction(3, 2), "IND": Fraction(1, 2)}),
    ("C06", "2019", "field", {}, None,
     {"4": Fraction(1, 2), "6": Fraction(1, 2), "16": Fraction(3, 2), "14": Fraction(1, 2), U: 1}),
    ("C09", "2018", "", {}, None, {(): 1}),
    ("C09R", "2018", "field", {}, None, {"4": 1}),
    ("C10R", "2019", "field", {}, None, {Z: 1}),
    ("C13", "2017", "applicant_type", {}, None, {"ENT": Fraction(200, 3), "UNI": 100 * THIRD}),
    ("P01", "2018", "", {}, None, {}),  # the feed begins on 2018-12-31
    ("P01", "2019-Q1", "", {}, None, {(): 3}),
    ("P01", "2019-05", "", {}, None, {(): 2}),
    ("P01", "2019-H1", "region", {"region": ("CL-RM",)}, None, {"CL-RM": 1}),  # 7 ends on 06-29
    ("P02", "2019-H1", "", {}, None, {(): Fraction(1, 2)}),  # 1 in force, 20,000 people in 2018
    ("P02", "2019-H1", "region", {"region": ("CL-RM", "CL-VS")}, None,
     {"CL-RM": Fraction(5, 2), "CL-VS": None}),
    ("A04", "2019", "", {}, None, {(): Fraction(744)}),  # 730, 758, 730 and 1127 days
    ("A15", "2020", "", {}, None, {(): 240}),  # 194 199 228 240 348 370 380 days
    ("I05", "2017", "", {}, None, {(): 100 * THIRD}),
    ("I08", "2019", "", {}, None, {(): 25}),
    ("I09", "2019", "", {}, None, {(): 50}),  # rights 1 and 3 have an applicant abroad
]  # fmt: skip


def rights() -> list[Record]:
    header, *lines = [line for line in RIGHTS.strip().splitlines() if line]
    assert header.startswith("no")
    return [_right(*(cell.strip() for cell in line.split("|"))) for line in lines]


def _right(*cells: str) -> Record:
    number, kind, filed, public, granted, expires, ended, status, applicants, inventors, symbols = (
        cells
    )
    return right(
        number,
        kind=kind,
        applicants=[
            (*_place(p.partition(":")[0]), p.partition(":")[2] or None) for p in applicants.split()
        ],
        inventors=[_place(part) for part in inventors.split()],
        symbols=[symbol.strip() for symbol in symbols.split(",") if symbol.strip()],
        filing_date=filed or None,
        publication_date=public or None,
        grant_date=granted or None,
        expiry_date=expires or None,
        termination_date=ended or None,
        status=status or None,
    )


def _place(text: str) -> tuple[str | None, str | None]:
    return text[:2] or None, text if "-" in text else None


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    home = tmp_path_factory.mktemp("home")
    load(home, PEOPLE, "2020-01-01", "people")
    return load(home, rights(), "2020-01-15")


def key(codes: object) -> tuple[str, ...]:
    return (codes,) if isinstance(codes, str) else tuple(codes)


@pytest.mark.parametrize(("indicator", "period", "by", "where", "counting", "expected"), CASES)
def test_figure_gives_what_was_counted_by_hand(
    register: Register, indicator, period, by, where, counting, expected
) -> None:
    query = Query(indicator, (period,), tuple(by.split()), where, None, counting)
    found = figure(register, query)
    cells = {tuple(cell.codes.values()): cell.value for cell in found.cells}
    held = {codes: value for codes, value in cells.items() if value != 0}
    assert held == {key(codes): value for codes, value in expected.items()}


@pytest.mark.parametrize(("indicator", "period", "by", "where", "counting", "expected"), CASES)
def test_plain_engine_gives_what_was_counted_by_hand(
    register: Register, indicator, period, by, where, counting, expected
) -> None:
    question = ask(Query(indicator, (period,), tuple(by.split()), where, None, counting))
    cells = plain.cells(known_rows(register, None), question, question.by, question.where)
    if question.definition.type in ("flow", "stock"):
        found = {codes[1:]: cell.amount for codes, cell in cells.items()}
        assert found == {key(c): value for c, value in expected.items() if value is not None}
    if question.definition.type == "duration":
        assert [cell.median for cell in cells.values()] == list(expected.values())
