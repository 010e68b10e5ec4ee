"""What each figure over transactions and cases counts: a few records, expected values by hand."""
# ruff: noqa: E501 - tables are wider than code

from fractions import Fraction
from pathlib import Path

import pytest

from goldthread.indicators.acts import plain
from goldthread.indicators.catalogue import catalogue
from goldthread.indicators.figure import Figure, figure
from goldthread.indicators.grains import GRAINS
from goldthread.indicators.query import Query, ask
from goldthread.indicators.records import records
from goldthread.readers.identity import surrogate
from goldthread.register.store import Register
from tests.indicators.acts.support import act, case, known_rows
from tests.indicators.support import Record, load, right

# A party is name:region, or name:country; a right is kind:number:day of grant.
ACTS = """
no  | type            | recorded   | from                      | to           | rights                                                 | amount    | cur | ends
A1  | assignment      | 2021-02-01 | Alpha:CN-ZJ               | Beta:CN-JS   | PT:1:2020-01-01 PT:2:2022-01-01 PT:1:2020-01-01        |           |     |
A2  | assignment      | 2021-05-01 | Beta:CN-JS                | Gamma:CN-ZJ  | PT:1:2020-01-01 UM:7:2021-05-01                        |           |     |
A3  | assignment      | 2021-07-01 | Alpha:CN-ZJ               | Delta:CN-ZJ  | PT:3:2019-01-01                                        |           |     |
A4  | assignment      | 2021-07-02 | Alpha:CN-ZJ               | Omega:US     | PT:4:2019-01-01                                        |           |     |
A5  | assignment      | 2021-08-01 | Corps:CN-XPCC             | Oasis:CN-XJ  | PT:5:                                                  |           |     |
N1  | name_change     | 2021-03-01 | Alpha:CN-ZJ               | Alfa:CN-ZJ   | PT:1:2020-01-01                                        |           |     |
M1  | merger          | 2021-03-02 | Alpha:CN-ZJ               | Alfa:CN-ZJ   | PT:1:2020-01-01                                        |           |     |
L1  | licence_excl    | 2021-04-01 | Alpha:CN-ZJ               | Beta:CN-JS   | PT:1:2020-01-01 PT:2:                                  |           |     |
L2  | licence_nonexcl | 2021-04-02 | Alpha:CN-ZJ               | Gamma:CN-ZJ  | PT:1:2020-01-01                                        |           |     |
L3  | compulsory      | 2021-09-02 | Beta:CN-JS                |              | PT:6:                                                  |           |     |
O1  | open_offer      | 2021-01-10 | Univ:CN-JS                |              | PT:11: PT:12:                                          |           |     |
O2  | open_offer      | 2021-02-10 | Univ:CN-JS                |              | PT:12: PT:13:                                          |           |     |
R1  | release         | 2021-06-30 | Univ:CN-JS                |              |                                                        |           |     | O1
P1  | pledge          | 2021-03-05 | Alpha:CN-ZJ Beta:CN-JS    | Bank:CN-ZJ   | PT:1:2020-01-01 TM:90: TM:91:                          |  10000000 | CNY |
P2  | pledge          | 2021-03-06 | ALPHA.:CN-ZJ              | Bank:CN-ZJ   | PT:2:                                                  | 9999999.5 | CNY |
P3  | pledge          | 2021-09-07 | Gamma:CN-ZJ               | Bank:CN-ZJ   | PT:8:                                                  |    100.25 | USD |
P4  | pledge          | 2021-09-08 | Gamma:CN-ZJ               | Bank:CN-ZJ   | PT:9:                                                  |           |     |
S1  | security        | 2021-09-09 | Gamma:CN-ZJ               | Fund:US      | PT:8: PT:9:                                            |           |     |
"""
CASES_OF_OFFICES = [
    case("1", "2020-12-20", "2021-02-01", region_code="CN-ZJ", outcome="infringement"),
    case("2", "2021-01-05", "2021-03-01", region_code="CN-ZJ", outcome="settled"),
    case("3", "2021-02-05", None, region_code="CN-ZJ"),
    case("4", "2021-03-05", "2021-08-01", region_code="CN-JS", right_kind="TM"),
    case("5", "2021-04-05", "2021-05-01", region_code="CN-JS", case_type="civil"),
]
THIRD = Fraction(1, 3)
U, Z = "_U", "_Z"
SMALL, LARGE = Fraction(19999999, 2), Fraction(10_000_000)

# indicator, period, by, where, counting, {codes: value}
CASES = [
    ("U01", "2021-H1", "", {}, None, {(): 3}),  # 1 twice, 7 on the day of its grant; not 2
    ("U01", "2021-H1", "", {}, "distinct-rights", {(): 2}),
    ("U01", "2021-H1", "", {}, "transactions", {(): 2}),
    ("U01", "2021", "region", {"region": ("CN-JS", "CN-ZJ", Z)}, None, {"CN-JS": 1, "CN-ZJ": 3, Z: 1}),
    ("U01", "2021", "kind", {}, None, {"PT": 4, "UM": 1}),
    ("U01", "2021", "kind", {}, "transactions", {"PT": 4}),  # A2's first right is a patent
    ("U01", "2021", "partner_region country", {"partner_region": ("CN-ZJ",)}, None,
     {("CN-ZJ", "CN"): 2, ("CN-ZJ", "US"): 1}),
    ("U03", "2021", "", {}, None, {(): 3}),
    ("U03", "2021", "tx_type", {}, "rights", {"licence_excl": 2, "licence_nonexcl": 1, "compulsory": 1}),
    ("U03", "2021", "", {}, "distinct-rights", {(): 3}),
    ("U03", "2021", "", {}, "distinct-parties", {(): 2}),  # Alpha and Beta license
    ("U04", "2021-Q1", "", {}, None, {(): 3}),
    ("U04", "2021-Q1", "", {}, "rights", {(): 4}),
    ("U04", "2021-05", "", {}, "transactions", {(): 2}),
    ("U04", "2021-06", "", {}, None, {(): 2}),  # on the day of its release an offer is over
    ("U05", "2021-Q1", "", {}, None, {(): LARGE + SMALL}),
    ("U05", "2021-Q1", "region", {"region": ("CN-ZJ", "CN-JS")}, None,
     {"CN-ZJ": LARGE / 2 + SMALL, "CN-JS": LARGE / 2}),
    ("U05", "2021-Q1", "region", {"region": ("CN-ZJ",)}, "transactions", {"CN-ZJ": LARGE + SMALL}),
    ("U05", "2021-Q1", "kind", {}, "fraction-rights",
     {"PT": LARGE * THIRD + SMALL, "TM": LARGE * 2 * THIRD}),
    ("U05", "2021", "currency", {}, None, {"CNY": LARGE + SMALL, "USD": Fraction("100.25")}),
    ("U05", "2021", "", {}, None, {(): None}),  # yuan and dollars
    ("U05", "2021", "", {"currency": ("USD",)}, None, {(): Fraction("100.25")}),
    ("U06", "2021", "", {}, None, {(): 4}),
    ("U06", "2021", "", {}, "rights", {(): 6}),
    ("U06", "2021", "region", {"region": ("CN-ZJ", "CN-JS")}, "distinct-parties", {"CN-ZJ": 2, "CN-JS": 1}),
    ("U06F", "2021", "", {}, None, {(): 3}),  # "Alpha" and "ALPHA." are one
    ("U06S", "2021", "", {}, None, {(): 50}),  # 10 million is not below 10 million
    ("U07", "2021-H2", "tx_type", {}, None, {"security": 2, "pledge": 2}),
    ("U07", "2021-H2", "", {}, "distinct-rights", {(): 2}),
    ("U13", "2021", "region", {"region": ("CN-ZJ", "CN-JS", "CN-XJ", "CN-XPCC", Z)}, None,
     {"CN-ZJ": -1, "CN-XJ": 0, "CN-XPCC": -1, Z: 1}),  # the Corps lie in Xinjiang
    ("U13", "2021", "region partner_region", {"region": ("CN-ZJ", "CN-JS")}, None,
     {("CN-ZJ", "CN-JS"): 0, ("CN-JS", "CN-ZJ"): 0, ("CN-ZJ", Z): -1}),
    ("U13", "2021-Q1", "region partner_region", {"region": ("CN-ZJ", "CN-JS")}, None,
     {("CN-ZJ", "CN-JS"): -2, ("CN-JS", "CN-ZJ"): 2}),
    ("P11", "2021-H1", "", {}, None, {(): 3}),
    ("P11", "2021-H1", "kind outcome", {}, None, {("PT", "settled"): 1, ("PT", Z): 1, ("TM", U): 1}),
    ("P11C", "2021-H1", "", {}, None, {(): 2}),
    ("P11R", "2021-H1", "region", {"region": ("CN-ZJ", "CN-JS")}, None, {"CN-ZJ": 100}),  # 2 of 2; 0 of 1
    ("P11R", "2021-H2", "", {}, None, {(): None}),  # one closed, none accepted
]  # fmt: skip


def acts() -> list[Record]:
    header, *lines = ACTS.strip().splitlines()
    assert header.startswith("no")
    return [_act(*(cell.strip() for cell in line.split("|"))) for line in lines]


def _act(*cells: str) -> Record:
    number, tx_type, recorded, givers, takers, rights, amount, currency, ends = cells
    return act(
        number,
        tx_type,
        recorded,
        [_party(one) for one in givers.split()],
        [_party(one) for one in takers.split()],
        [_right(one) for one in rights.split()],
        amount=amount or None,
        currency=currency or None,
        ends_recording=ends or None,
    )


def _party(text: str) -> tuple[str, str, str | None]:
    name, _, place = text.partition(":")
    return name, place[:2], place if "-" in place else None


def _right(text: str) -> tuple[str, str, str | None]:
    kind, number, grant = text.split(":")
    return kind, number, grant or None


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    home = tmp_path_factory.mktemp("home")
    load(home, CASES_OF_OFFICES, "2022-01-15", "cases")
    return load(home, acts(), "2022-01-15")


def ask_figure(register: Register, indicator, period, by, where, counting) -> Figure:
    return figure(register, Query(indicator, (period,), tuple(by.split()), where, None, counting))


def key(codes: object) -> tuple[str, ...]:
    return (codes,) if isinstance(codes, str) else tuple(codes)


@pytest.mark.parametrize(("indicator", "period", "by", "where", "counting", "expected"), CASES)
def test_figure_gives_what_was_counted_by_hand(
    register: Register, indicator, period, by, where, counting, expected
) -> None:
    found = ask_figure(register, indicator, period, by, where, counting)
    cells = {tuple(cell.codes.values()): cell.value for cell in found.cells}
    wanted = {key(codes): value for codes, value in expected.items()}
    assert {c: v for c, v in cells.items() if v != 0 or c in wanted} == wanted


# The plain engine gives counts, of one currency.
COUNTED = [c for c in CASES if c[0] not in ("U06S", "P11R") and None not in c[5].values()]


@pytest.mark.parametrize(("indicator", "period", "by", "where", "counting", "expected"), COUNTED)
def test_plain_engine_gives_what_was_counted_by_hand(
    register: Register, indicator, period, by, where, counting, expected
) -> None:
    question = ask(Query(indicator, (period,), tuple(by.split()), where, None, counting))
    known = known_rows(register, GRAINS[question.definition.grain].table)
    cells = plain.cells(known, question, question.by, question.where)
    found = {codes[1:]: cell.amount for codes, cell in cells.items() if cell.amount}
    assert found == {key(c): value for c, value in expected.items() if value != 0}


def test_every_definition_over_transactions_and_cases_has_its_example() -> None:
    """One rule at least of each definition, and every rule of some definition."""
    ours = {d.id: d for d in catalogue().values() if d.grain != "right"}
    assert {case[0] for case in CASES} == set(ours)
    asked = {case[4] or ours[case[0]].counting for case in CASES}
    assert asked == {rule for grain in GRAINS.values() for rule in grain.countings}


def test_two_currencies_have_no_sum_and_a_note_says_so(register: Register) -> None:
    found = ask_figure(register, "U05", "2021", "", {}, None)
    assert (found.total.status, found.total.value, found.total.records) == ("Z", None, 3)
    assert [note.text["en"] for note in found.notes] == [
        "1 pledge contracts are left out: no amount is said.",
        "Amounts in CNY, USD are not added up: divide by currency.",
        "The records known run from 2021-01-10 to 2021-09-09: 2021 in part only.",
    ]
    regions = ask_figure(register, "U05", "2021", "region", {}, None).cells
    assert {(c.value, c.status) for c in regions} == {(None, "Z"), (0, "A")}
    one = ask_figure(register, "U05", "2021-Q1", "", {}, None)
    assert "The amounts are in CNY." in [note.text["en"] for note in one.notes]


def test_balance_says_inflow_and_outflow_and_sums_to_nothing(register: Register) -> None:
    found = ask_figure(register, "U13", "2021", "region", {}, None)
    zhejiang = next(cell for cell in found.cells if cell.codes["region"] == "CN-ZJ")
    # In: 1 and 7 from Jiangsu. Out: 1 and 2 to Jiangsu, 4 abroad. Within: 3.
    assert zhejiang.statistics == {"inflow": 2, "outflow": 3}
    assert zhejiang.as_dict()["inflow"] == 2
    assert sum(c.value for c in found.cells if c.value and c.of_which is None) == 0
    assert (found.total.value, found.total.records) == (0, 0)


def test_distinct_rights_of_two_periods_are_counted_anew(register: Register) -> None:
    query = Query("U01", ("2021-Q1", "2021-Q2"), counting="distinct-rights")
    found = figure(register, query)
    assert [cell.value for cell in found.totals] == [1, 2]
    assert found.total.value == 2  # right 1 passed on in both


def test_day_of_grant_that_a_recording_does_not_tell_is_that_of_the_register(
    tmp_path: Path,
) -> None:
    """Right 1 was granted before its transfer, 2 after it; of 3 the register knows nothing."""
    rights = [("PT", number, None) for number in ("1", "2", "3")]
    load(tmp_path, [act("T1", "assignment", "2021-05-01", [], [], rights)], "2021-06-01")
    before = figure(Register(tmp_path), Query("U01", ("2021",)))
    assert (before.total.value, before.notes[0].count) == (0, 1)
    held = [
        right("1", "CN", grant_date="2020-01-01"),
        right("2", "CN", grant_date="2021-05-02"),
    ]
    load(tmp_path, held, "2021-07-01", "rights")
    after = figure(Register(tmp_path), Query("U01", ("2021",)))
    assert after.total.value == 1
    assert after.notes[0].text["en"].startswith("1 assignments name rights without a known day")
    # A feed of a higher rank tells other days, and its word stands whichever load is later.
    better = [
        right("1", "CN", grant_date="2021-05-03"),
        right("2", "CN", grant_date="2021-04-30"),
        right("3", "CN", grant_date="2021-04-30"),
    ]
    load(tmp_path, better, "2021-08-01", "gazette", rank=5)
    load(tmp_path, [right("3", "CN", grant_date="2021-05-09")], "2021-09-01", "rights")
    (row,) = records(Register(tmp_path), Query("U01", ("2021",))).rows
    assert row["right_numbers"] == "2; 3"


def test_right_that_its_inventor_gave_is_left_out(tmp_path: Path) -> None:
    """The inventor of 1 gave both rights; of 2 he is no inventor."""
    held = [
        right(number, "CN", inventors=[("CN", None)], grant_date="2020-01-01")
        for number in ("1", "2")
    ]
    held[0]["right_party"][0]["name"] = "Wenjun  Liu"
    load(tmp_path, held, "2021-01-01", "rights")
    giver, firm = ("LIU, WENJUN", "CN", None), ("Firm", "CN", None)
    rights = [("PT", number, None) for number in ("1", "2")]
    load(tmp_path, [act("T1", "assignment", "2021-05-01", [giver], [firm], rights)], "2021-06-01")
    assert figure(Register(tmp_path), Query("U01", ("2021",))).total.value == 1
    (row,) = records(Register(tmp_path), Query("U01", ("2021",))).rows
    assert row["right_numbers"] == "2"


def test_release_of_a_number_that_two_acts_bear_ends_the_one_whose_parties_it_has(
    tmp_path: Path,
) -> None:
    univ, alpha, bank = ("Univ", "CN", None), ("Alpha", "CN", None), ("Bank", "CN", None)
    offer = act("7", "open_offer", "2021-01-01", [univ], [], [("PT", "1", None)])
    pledge = act("7", "pledge", "2021-01-01", [alpha], [bank])
    ends = act("7", "release", "2021-02-01", [bank], [alpha], ends_recording="7")
    for record, book in ((offer, "offer"), (pledge, "pledge"), (ends, "release")):
        _keyed(record, f"CN|{book}|7")
    load(tmp_path, [offer, pledge, ends], "2021-06-01")
    assert figure(Register(tmp_path), Query("U04", ("2021-02",))).total.value == 1


def _keyed(record: Record, key: str) -> None:
    """Give a transaction the key of the book that it stands in."""
    for rows in record.values():
        for row in rows:
            row["tx_id"] = surrogate(key)
    record["transaction"][0]["record_key"] = key


def test_closing_rate_says_what_it_is_made_of(register: Register) -> None:
    cell = ask_figure(register, "P11R", "2021-H1", "", {}, None).total
    assert (cell.value, cell.numerator, cell.denominator) == (Fraction(200, 3), 2, 3)


def test_zero_where_a_feed_covers_and_missing_where_none_does(register: Register) -> None:
    def status(indicator: str, period: str, **where: tuple[str, ...]) -> tuple[object, str]:
        total = figure(register, Query(indicator, (period,), where=where)).total
        return total.value, total.status

    assert status("U01", "2021-01") == (0, "A")  # the feed begins on the tenth
    assert status("U01", "2020") == (None, "M")
    assert status("U01", "2021", office=("CL",)) == (None, "M")
    assert status("P11C", "2021-04") == (0, "A")
