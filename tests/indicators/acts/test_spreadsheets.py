"""From a regional office's spreadsheets to its figures: templates filled in, loaded, counted."""
# ruff: noqa: E501 - tables are wider than code

from fractions import Fraction

import pytest

from goldthread.indicators.figure import figure
from goldthread.indicators.query import Query
from goldthread.readers.registry import detect
from goldthread.register.store import Register
from tests.indicators.support import load, right
from tests.readers.spreadsheets.workbooks import Cells, filled_in

ZJ, JS = "CN-ZJ", "CN-JS"


def _row(number: str, right_number: str, **cells: object) -> Cells:
    own = {"office": "CN", "right_kind": "Invention patent", "right_number": right_number}
    return {"number": number, **own, **cells}


SHEETS: dict[str, list[Cells]] = {
    "pledges": [
        _row("Y1", "202010000001", pledgor=f"({ZJ}) Alpha; ({JS}) Beta", pledgee="Bank",
             registered="2021-03-01", amount=1200, unit="ten thousands", currency="CNY"),
        _row("Y2", "202010000002", pledgor="Alpha", pledgor_region=ZJ, pledgee="Bank",
             registered="2021-04-01", released="2021-09-01", amount="500.5", currency="CNY"),
    ],
    "licences": [
        _row("L1", "202010000003", licence_type="Non-exclusive", licensor="Alpha", licensor_region=ZJ,
             licensee="Gamma", registered="2021-05-01"),
        _row("L2", "202010000004; 202010000005", licence_type="Open offer", licensor="Univ", licensor_region=JS,
             registered="2021-02-01"),
        _row("L3", "202010000006", licence_type="Open offer", licensor="Univ", licensor_region=JS,
             registered="2021-02-01", ended="2021-08-01"),
    ],
    "transfers": [
        _row("T1", "202010000001; 202010000009", assignor="Alpha", assignor_region=ZJ, assignee="Beta",
             assignee_region=JS, registered="2021-06-01"),
    ],
    "enforcement": [
        {"authority": "Office of Hangzhou", "case_number": "C1", "case_type": "Administrative",
         "accepted": "2021-01-05", "closed": "2021-03-01", "outcome": "Settled", "region": ZJ},
        {"authority": "Office of Hangzhou", "case_number": "C2", "case_type": "Administrative",
         "accepted": "2021-02-05", "region": ZJ},
    ],
}  # fmt: skip
# indicator, period, by, {codes: value}, counted by hand
CASES = [
    ("U05", "2021-H1", "region", {ZJ: 6_000_000 + Fraction("500.5"), JS: 6_000_000}),
    ("U06", "2021", "", {(): 2}),
    ("U06F", "2021", "", {(): 2}),
    ("U06S", "2021", "", {(): 50}),
    ("U03", "2021", "tx_type", {"licence_nonexcl": 1}),
    ("U04", "2021-07", "", {(): 3}),
    ("U04", "2021-08", "region", {JS: 2}),
    ("U01", "2021", "region", {JS: 1}),  # right 9 is not known to be granted
    ("U13", "2021", "region", {JS: 2, ZJ: -2}),
    ("P11", "2021-H1", "region", {ZJ: 2}),
    ("P11R", "2021-H1", "", {(): 50}),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    home = tmp_path_factory.mktemp("home")
    register = Register(home)
    for name, rows in SHEETS.items():
        path = filled_in(home / f"{name}.xlsx", name, rows)
        assert register.load(detect([path]), [path]).quarantined == 0
    return load(
        home, [right("202010000001.1", "CN", grant_date="2021-01-01")], "2022-02-01", "rights"
    )


@pytest.mark.parametrize(("indicator", "period", "by", "expected"), CASES)
def test_figure_of_what_was_filled_in(
    register: Register, indicator: str, period: str, by: str, expected: dict
) -> None:
    found = figure(register, Query(indicator, (period,), tuple(by.split())))
    cells = {tuple(cell.codes.values()): cell.value for cell in found.cells if cell.value}
    assert cells == {(c,) if isinstance(c, str) else c: value for c, value in expected.items()}
