"""The benchmark of figures measures what it says, on a register that is what it says."""

from pathlib import Path

import duckdb
import pytest

from goldthread.bench import scale
from goldthread.bench.figures import COUNTS, DISTINCT, MEDIAN, _alone, _ratios, _week, measure
from goldthread.bench.report import Row
from goldthread.bench.sealed_rights import CHANGED, FEED, Made, add_week, make
from goldthread.bench.suite import run
from goldthread.indicators.figure import figure
from goldthread.indicators.query import Query
from goldthread.indicators.records import records
from goldthread.register.store import Register

COUNT = 5_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("home"), COUNT)


def test_rights_made_are_counted_once_at_each_load(made: Made) -> None:
    register, every = Register(made.home), tuple(str(year) for year in range(2000, 2020))
    totals = [
        [figure(register, Query(i, every, as_of=load)).total.value for i in ("C01", "C09")]
        for load in (1, 2)
    ]
    assert totals[0] == totals[1]
    assert register.manifest(2).changed == COUNT // CHANGED


def test_measure_gives_every_row_of_the_targets(made: Made) -> None:
    rows = {row.name: row for row in measure(made.home, COUNT, 1)}
    targets = {name: row.target for name, row in rows.items() if row.target is not None}
    assert targets == {
        "a published table, slowest": 50.0,
        "a cell's records, p95": 50.0,
        "peak memory": 1000.0,
    }
    assert all(row.value > 0 for row in rows.values())


def test_ratios_are_held_from_a_million_rights(tmp_path: Path) -> None:
    make(tmp_path, 1_000)
    week = [row for row in _week(tmp_path, 1_000) if row.target is not None]
    assert [(row.name, row.target) for row in week] == [
        ("a week added to a cube / rebuilt", 1 / 15)
    ]
    held = {row.name: row.target for row in _ratios(tmp_path, 1) if row.target is not None}
    assert held == {
        "30-indicator cube": 6.0,
        "count cube": 3.0,
        "stock by region and month": 5.0,
        "as known on / without versions": 1.5,
    }


def test_week_added_changes_and_adds_rights(tmp_path: Path) -> None:
    small = make(tmp_path, 2_000)
    before = records(Register(tmp_path), Query("C01", ("2010",)), limit=0).count
    add_week(small, 3, changing=True)
    register = Register(tmp_path)
    assert register.known().newest == 3
    after = records(register, Query("C01", ("2010",)), limit=0)
    assert before <= after.count <= before + 10
    assert records(register, Query("C01", ("2010",), as_of=2), limit=0).count == before


def test_measuring_in_a_process_of_its_own(tmp_path: Path) -> None:
    assert _alone(make, tmp_path, 100).count == 100


def test_scale_holds_seconds_that_figures_only_tell() -> None:
    told = [Row("count cube", 1.0, "s", 1.0, 3.0), Row(MEDIAN, 1.0, "s"), Row(DISTINCT, 4.0, "s")]
    bars = [(row.name, row.target, row.holds) for row in scale.held(told)]
    assert bars == [("count cube", 3.0, True), (MEDIAN, 1.2, True), (DISTINCT, 3.0, False)]


def test_scale_measures_what_figures_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(scale.COUNTS, "small", 2_000)
    monkeypatch.setitem(COUNTS, "small", 2_000)
    said: list[str] = []
    names = [
        [row.name for row in run(name, "small", said.append).rows] for name in ("scale", "figures")
    ]
    assert names[0] == names[1]
    assert said == ["making a register of 2,000 synthetic rights", "measuring"] * 2


def test_rights_are_written_in_the_order_of_a_segment(made: Made) -> None:
    folder = made.home / "register" / "sealed" / FEED / "made"
    for table, key in (
        ("ip_right", "applicant_region, field, filing_date, right_id"),
        ("right_party", "right_id"),
    ):
        rows = f"SELECT right_id FROM read_parquet('{folder / table}.parquet')"
        found = duckdb.sql(rows).fetchall()
        assert len(found) == COUNT
        assert found == duckdb.sql(f"{rows} ORDER BY {key}").fetchall()
    assert {path.suffix for path in folder.iterdir()} == {".parquet", ".json"}
