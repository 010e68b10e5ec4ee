"""Real recordings of the US assignment register, counted by hand from their two XML files."""

from pathlib import Path

import pytest

from goldthread.indicators.figure import figure
from goldthread.indicators.query import Query
from goldthread.indicators.records import records
from goldthread.readers.registry import detect
from goldthread.register.store import Register

pytestmark = pytest.mark.realdata

# 018247/0405, recorded 2006-09-14, to Realtime Data LLC in New York: five rights, whose issueDate
# is 2006-10-31, 2008-01-22, 2001-02-27, 2001-10-30 and 2003-07-29. 043433/0231, recorded 2017-08-29
# by five inventors to Tesla Motors in California: one application without an issueDate.
CASES = [
    ("U01", "2006", "", {}, None, {(): 3}),
    ("U01", "2006", "", {}, "transactions", {(): 1}),
    ("U01", "2006,2017", "region", {"region": ("US-NY", "US-CA")}, None, {("2006", "US-NY"): 3}),
    ("U01", "2017", "", {}, None, {}),
    ("U13", "2006", "region", {"region": ("US-NY", "_U")}, None, {"US-NY": 5, "_U": -5}),
    ("U13", "2017", "region partner_region", {}, None, {("US-CA", "_U"): 1, ("_U", "US-CA"): -1}),
]


@pytest.fixture(scope="module")
def register(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    register = Register(tmp_path_factory.mktemp("home"))
    files = sorted((shared_data / "assignments").glob("*.xml"))
    register.load(detect(files), files)
    return register


@pytest.mark.parametrize(("indicator", "periods", "by", "where", "counting", "expected"), CASES)
def test_figure_is_what_the_files_say(
    register: Register, indicator, periods, by, where, counting, expected
) -> None:
    labels = tuple(periods.split(","))
    found = figure(register, Query(indicator, labels, tuple(by.split()), where, None, counting))
    cells = {
        ((cell.period,) if len(labels) > 1 else ()) + tuple(cell.codes.values()): cell.value
        for cell in found.cells
        if cell.value
    }
    wanted = {(c,) if isinstance(c, str) else c: value for c, value in expected.items()}
    assert cells == wanted


def test_records_name_the_three_patents_granted_before(register: Register) -> None:
    (row,) = records(register, Query("U01", ("2006",))).rows
    assert row["right_numbers"] == "6195024; 6309424; 6601104"
    assert (row["to_names"], row["region"], row["share"]) == ("REALTIME DATA LLC", "US-NY", 3)


def test_nothing_is_said_of_what_the_files_do_not_hold(register: Register) -> None:
    for indicator in ("U03", "U05", "U07", "P11"):
        assert figure(register, Query(indicator, ("2006",))).total.status == "M"
