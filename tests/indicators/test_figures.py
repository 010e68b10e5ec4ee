"""Figures from cubes equal figures from the register's rows."""

import os
from pathlib import Path
from random import Random

import pytest

from goldthread.indicators import cube_files, cube_store, engine
from goldthread.indicators.catalogue import catalogue, definition
from goldthread.indicators.coverage import coverage, coverages
from goldthread.indicators.definition import Definition
from goldthread.indicators.engine import Session, ask_duckdb
from goldthread.indicators.errors import IndicatorError
from goldthread.indicators.figure import figure
from goldthread.indicators.figures import Figures
from goldthread.indicators.query import Query
from goldthread.register.store import Register
from tests.indicators.random_register import random_register, random_right
from tests.indicators.support import Record, load, right
from tests.indicators.test_readding import NAMES, RULES, random_query


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return random_register(tmp_path_factory.mktemp("home"), 5, rights=80)


@pytest.fixture(scope="module")
def figures(register: Register) -> Figures:
    return Figures(register)


@pytest.mark.parametrize(("definition", "rule"), RULES, ids=NAMES)
def test_cubes_give_what_rows_give(
    register: Register, figures: Figures, definition: Definition, rule: str
) -> None:
    query = random_query(Random(f"cubes {definition.id} {rule}"), definition, rule)
    assert figures.figure(query).as_dict() == figure(register, query).as_dict(), query


def test_cube_brought_up_to_date_equals_the_rows(tmp_path: Path) -> None:
    """One feed, so that cubes are updated by what a load added and closed."""
    numbers = [f"{n}" for n in range(40)]
    random = Random("weeks")
    register = load(tmp_path, [_anew(random, n) for n in numbers], "2020-01-01")
    figures = Figures(register)
    queries = [
        Query("C01", ("2018", "2019"), ("region",)),
        Query("C04", ("2019",), ("region",)),
        Query("C06", ("2019",), ("field",), {"resident": ("R",)}),
        Query("P01", ("2018", "2019"), ("field",)),
        Query("A04", ("2018", "2019"), ("office",)),
        Query("I08", ("2019",)),
    ]
    for week in range(1, 4):
        assert [figures.figure(q).as_dict() for q in queries] == [
            figure(register, q).as_dict() for q in queries
        ]
        changed = random.sample(numbers, 10) + [f"{week}00{n}" for n in range(5)]
        load(tmp_path, [_anew(random, n) for n in changed], f"2020-01-{1 + 7 * week:02}")
    again = Figures(register)  # a new worker reads the cubes kept on disk and updates them
    for query in queries:
        assert again.figure(query).as_dict() == figure(register, query).as_dict()
    earlier = Query("C01", ("2018", "2019"), ("region",), as_of=1)
    assert again.figure(earlier).as_dict() == figure(register, earlier).as_dict()


def _anew(random: Random, number: str) -> Record:
    return random_right(random, "CL", "PT", number)


def test_figures_see_a_new_load_at_once(tmp_path: Path) -> None:
    register = load(tmp_path, [right("1", filing_date="2019-01-01")])
    figures, query = Figures(register), Query("C01", ("2019",))
    assert figures.figure(query).total.value == 1
    load(tmp_path, [right("2", filing_date="2019-02-01")], "2020-02-01")
    assert figures.figure(query).total.value == 2
    assert figures.figure(Query("C01", ("2019",), as_of=1)).total.value == 1


def test_cube_cut_short_on_disk_is_made_again(tmp_path: Path) -> None:
    register = load(tmp_path, [right("1", filing_date="2019-01-01")])
    query = Query("C01", ("2019",))
    Figures(register).figure(query)
    (cube,) = (tmp_path / "register" / "cubes").glob("*.parquet")
    cube.write_bytes(cube.read_bytes()[:100])
    assert Figures(register).figure(query).total.value == 1


def test_cubes_beyond_the_limit_are_dropped_and_made_again(tmp_path: Path) -> None:
    register = load(tmp_path, [right(f"{n}", filing_date="2019-01-01") for n in range(9)])
    figures = Figures(register, row_limit=1)
    for _ in range(2):
        assert figures.figure(Query("C01", ("2019",), ("region",))).total.value == 9
        assert figures.figure(Query("C01", ("2019-Q1",), ("kind",))).total.value == 9


def test_rows_beyond_the_memory_of_writing_wait_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "WRITING", "100MB")
    path = tmp_path / "rows.parquet"
    engine.write("SELECT i, hash(i) AS h FROM range(6000000) AS r(i) ORDER BY h", path)
    counted = f"SELECT COUNT(*), COUNT(DISTINCT i), SUM(i) FROM '{path}'"
    assert ask_duckdb(counted, {}) == [(6_000_000, 6_000_000, 17_999_997_000_000)]
    assert [one.name for one in tmp_path.iterdir()] == ["rows.parquet"]


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndicatorError, match="could not answer"):
        engine.write("SELECT 1 AS a", tmp_path / "nowhere" / "rows.parquet")


def test_worker_without_a_place_to_write_still_answers(tmp_path: Path) -> None:
    register = load(tmp_path, [right("1", filing_date="2019-01-01")])
    (tmp_path / "register" / "cubes").write_text("in the way")
    assert Figures(register).figure(Query("C01", ("2019",))).total.value == 1


def test_old_cubes_are_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cube_files, "CUBE_LIMIT", 2)
    register = load(tmp_path, [right("1", filing_date="2019-01-01", grant_date="2019-05-01")])
    figures = Figures(register)
    for indicator in ("C01", "C03", "C04", "A04"):
        assert figures.figure(Query(indicator, ("2019",))).total.records == 1
    folder = tmp_path / "register" / "cubes"
    assert (len(list(folder.glob("*.json"))), len(list(folder.glob("*.parquet")))) == (2, 2)


def test_what_a_process_left_half_written_is_removed_in_time(tmp_path: Path) -> None:
    register = load(tmp_path, [right("1", filing_date="2019-01-01")])
    folder = tmp_path / "register" / "cubes"
    (folder / "old.tmp.spill").mkdir(parents=True)
    for name in ("old.tmp", "old.tmp.spill/part", "new.tmp"):
        (folder / name).write_text("half")
    for name in ("old.tmp", "old.tmp.spill"):
        os.utime(folder / name, (1e9, 1e9))
    assert Figures(register).figure(Query("C01", ("2019",))).total.value == 1
    assert [path.name for path in folder.glob("*.tmp*")] == ["new.tmp"]


def test_duration_too_large_for_a_cube_is_asked_of_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cube_store, "DURATION_LIMIT", 0)
    register = load(tmp_path, [right("1", filing_date="2019-01-01", grant_date="2019-01-11")])
    assert Figures(register).figure(Query("A04", ("2019",))).total.value == 10


def test_coverage_learnt_of_many_at_once_is_that_of_each(register: Register) -> None:
    definitions = list(catalogue().values())
    for newest in (1, 4):
        session = Session(register, newest)
        together = coverages(session, definitions)
        assert together == [coverage(session, definition) for definition in definitions]


def test_figures_learnt_before_are_those_asked_for(register: Register) -> None:
    figures, query = Figures(register), Query("A04", ("2018", "2019"), ("office",), as_of=4)
    figures.learn([definition("C01"), definition("A04")], as_of=4)
    assert figures.figure(query).as_dict() == figure(register, query).as_dict()
