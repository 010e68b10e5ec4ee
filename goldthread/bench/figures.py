"""`bench figures`: what figures cost, each held against a limit measured in the same run.

Targets: PERFORMANCE section 2. Measured on synthetic rights in a process of its own, so that the
peak memory is that of figures alone. Each row is a median (tables and records: the slowest or the
95th percentile) after one run that warms the files.
"""

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from goldthread.bench.report import Bench, Row, Say, Size
from goldthread.bench.sealed_rights import FEED, add_week, make

if TYPE_CHECKING:
    from goldthread.indicators.cubes import Wanted

COUNTS: Final = {"small": 200_000, "full": 10_000_000}
HELD_FROM: Final = 1_000_000  # rights from which ratios are held against their targets
MEDIAN: Final = "exact median of the time to grant"
EVENTS: Final = "stock told by events / by columns"
DISTINCT: Final = "exact number of distinct applicants"
_MONTH: Final = "EXTRACT(YEAR FROM filing_date) * 12 + EXTRACT(MONTH FROM filing_date)"
_CELL: Final = ("applicant_region", "field", "filing_date")
_CLASSES: Final = {
    "applicant_country": ("= 'CN'", "<> 'CN'"),
    "applicant_type": ("= 'ENT'", "= 'UNI'", "= 'RES'"),
    "filing_route": ("= 'pct'",),
    "n_claims": ("> 10",),
    "grant_date": ("> DATE '2010-01-01'",),
    "termination_date": ("> DATE '2010-01-01'",),
    "expiry_date": ("> DATE '2025-01-01'",),
}
_KINDS: Final = ("PT", "UM", "DS")


def run(size: Size, progress: Say) -> Bench:
    """Make a register, measure on it, throw it away."""
    return Bench("figures", measured(COUNTS[size], 5 if size == "small" else 3, progress))


def measured(count: int, repeats: int, progress: Say) -> list[Row]:
    """Every row of the benchmark, on a register of so many rights made for it."""
    with TemporaryDirectory(prefix="goldthread-bench-") as folder:
        progress(f"making a register of {count:,} synthetic rights")
        _alone(make, Path(folder), count)
        progress("measuring")
        rows: list[Row] = _alone(measure, Path(folder), count, repeats)
    return rows


def _alone(act: Callable[..., Any], *arguments: Any) -> Any:
    """Call in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(act, *arguments).result()


def measure(home: Path, count: int, repeats: int) -> list[Row]:
    """Every row of the benchmark, on a register that `sealed_rights.make` made in `home`."""
    ratios = [*_ratios(home, repeats)]
    rows = [*_tables(home), *_records(home), Row("peak memory", _peak(), "MB", target=1000.0)]
    ratios += _events(home, repeats)
    rows.append(Row(f"peak memory, {EVENTS.split(' / ')[0]}", _peak(), "MB"))
    ratios += _week(home, count)
    # With fewer rights a ratio says how long it takes to plan a query, not to run it.
    held = [row if count >= HELD_FROM else replace(row, target=None) for row in ratios]
    return [*held, *rows]


def _peak() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


Asked = tuple[str, dict[str, object]]  # SQL and its parameters


def _seconds(texts: dict[str, Asked], repeats: int) -> dict[str, float]:
    """The median seconds of each query, taken in turns."""
    from goldthread.indicators.engine import ask_duckdb

    taken: dict[str, list[float]] = {name: [] for name in texts}
    for turn in range(repeats + 1):
        for name, (text, values) in texts.items():
            began = time.perf_counter()
            ask_duckdb(text, values)
            if turn:
                taken[name].append(time.perf_counter() - began)
    return {name: median(seconds) for name, seconds in taken.items()}


def _ratios(home: Path, repeats: int) -> Iterator[Row]:
    """What the engine does, against reading the columns it needs."""
    texts, columns = _queries(home)
    scans: dict[str, Asked] = {
        f"scan {name}": (_scan(home, names), {}) for name, names in columns.items()
    }
    seconds = _seconds(texts | scans, repeats)
    targets = {"30-indicator cube": 6.0, "count cube": 3.0, "stock by region and month": 5.0}
    for name, target in targets.items():
        yield Row(name, seconds[name], "s", seconds[f"scan {name}"], target)
    known, plain = seconds["as known on"], seconds["without versions"]
    yield Row("as known on / without versions", known, "s", plain, 1.5)
    yield Row(MEDIAN, seconds["exact median"], "s")
    yield Row(DISTINCT, seconds["exact distinct"], "s")


def _queries(home: Path) -> tuple[dict[str, Asked], dict[str, tuple[str, ...]]]:
    """The queries by name, and the columns that those held against a scan read."""
    from goldthread.register.relation import files
    from goldthread.register.store import Register

    register = Register(home)
    known = register.known(2)
    rights, parties = (register.relation(n, known) for n in ("ip_right", "right_party"))
    sealed = files(register.units(FEED)[0].rows("ip_right"))
    cell = f"applicant_region, field, {_MONTH} AS month"
    month = f"{cell}, COUNT(*) AS n FROM ({{}}) AS r GROUP BY ALL"
    count = f"SELECT COUNT(*), SUM(n) FROM (SELECT {month}) AS c"
    place = ("applicant_country", "applicant_region", "ip_office_code")
    texts: dict[str, Asked] = {
        "30-indicator cube": (_thirty(rights, cell), {}),
        "count cube": (_tally(home, "C01", ("region", "field")), {}),
        "stock by region and month": (_tally(home, "P01", ("region",)), {}),
        "as known on": (count.format(register.relation("ip_right", register.known(1))), {}),
        "without versions": (count.format(f"SELECT * FROM {sealed}"), {}),
        "exact median": _median(home),
        "exact distinct": (_distinct(parties), {}),
    }
    return texts, {
        "30-indicator cube": (*_CELL, "right_kind", *_CLASSES),
        "count cube": ("filing_date", "right_kind", "field", "lineage_key", *place),
        "stock by region and month": (
            *("grant_date", "expiry_date", "termination_date", "status", "right_kind"),
            *("lineage_key", *place),
        ),
    }


def _events(home: Path, repeats: int) -> Iterator[Row]:
    """A stock of which events tell, against the same told by columns."""
    texts: dict[str, Asked] = {
        "events": (_tally_by_events(home), {}),
        "columns": (_tally(home, "P01", ("region",)), {}),
    }
    seconds = _seconds(texts, repeats)
    yield Row(EVENTS, seconds["events"], "s", seconds["columns"])


def _distinct(parties: str) -> str:
    """Grouping is several times faster here than COUNT(DISTINCT), and as exact."""
    named = f"SELECT name FROM ({parties}) AS p WHERE name IS NOT NULL GROUP BY name"
    return f"SELECT COUNT(*) FROM ({named}) AS d"


def _thirty(rights: str, cell: str) -> str:
    """Ten conditions by kind of right, region, field and month: thirty indicators in one pass."""
    conditions = [f"{column} {test}" for column, tests in _CLASSES.items() for test in tests]
    assert len(conditions) * len(_KINDS) == 30
    counts = ", ".join(f"COUNT(*) FILTER (WHERE {c}) AS n{i}" for i, c in enumerate(conditions))
    total = " + ".join(f"n{i}" for i in range(len(conditions)))
    cube = f"SELECT {cell}, right_kind, {counts} FROM ({rights}) AS r GROUP BY ALL"
    return f"SELECT COUNT(*), SUM({total}) FROM ({cube}) AS c"


def _scan(home: Path, columns: tuple[str, ...]) -> str:
    """Reading every value of some columns and doing next to nothing with them."""
    from goldthread.register.store import Register

    register = Register(home)
    greatest = ", ".join(f"MAX({name})" for name in columns)
    return f"SELECT {greatest} FROM ({register.relation('ip_right', register.known(2))}) AS r"


def _tally(home: Path, indicator: str, by: tuple[str, ...]) -> str:
    """The engine's own query for a cube, its rows counted instead of fetched."""
    from goldthread.indicators.catalogue import definition
    from goldthread.indicators.compile import compile_tally, relations_of
    from goldthread.indicators.engine import Session
    from goldthread.indicators.plan import plan
    from goldthread.register.store import Register

    found = definition(indicator)
    tally = plan(found, found.counting, by)
    text = Session(Register(home), 2).text(compile_tally(tally), relations_of(tally))
    return _counted(text)


def _tally_by_events(home: Path) -> str:
    """The same of a stock of which events tell: every fifth right lapsed 1,500 days after grant."""
    from goldthread.indicators.catalogue import definition
    from goldthread.indicators.compile import compile_tally, relations_of
    from goldthread.indicators.engine import Session, quoted, write
    from goldthread.indicators.plan import plan
    from goldthread.register.store import Register

    session, path = Session(Register(home), 2), home / "spells.parquet"
    columns = (
        "right_id, known_from_load, CAST(NULL AS DATE) AS begins, grant_date + 1500 AS ends, "
        "'life' AS tells, lineage_key"
    )
    lapsed = "NOT grant_date IS NULL AND hash(right_id) % 5 = 0 ORDER BY right_id"
    write(f"SELECT {columns} FROM ({session.relation('ip_right')}) AS r WHERE {lapsed}", path)
    found = definition("P01")
    tally = plan(found, found.counting, ("region",), spells=True)
    relations = [name for name in relations_of(tally) if name != "right_spell"]
    text = session.text(compile_tally(tally), relations)
    spells = f"right_spell AS (SELECT * FROM read_parquet({quoted(path)}))"
    return _counted(f"WITH {spells}, {text.removeprefix('WITH ')}")


def _median(home: Path) -> Asked:
    """The engine's query for the median, by rank, of all grants."""
    from goldthread.indicators.catalogue import definition
    from goldthread.indicators.compile import compile_tally, relations_of
    from goldthread.indicators.counts import Request, read_tally
    from goldthread.indicators.engine import Session
    from goldthread.register.store import Register

    found = definition("A04")
    request = Request(found, found.counting, (), (), (("all", 12, 12 * 9998),))
    tally = request.plan(False, False)
    query = read_tally(compile_tally(tally), tally, (), 1, found.percentiles)
    text = Session(Register(home), 2).text(query, relations_of(tally))
    return text, request.values(tally)


def _tables(home: Path) -> Iterator[Row]:
    """Published tables and series from cubes, each a question that was not asked before."""
    from goldthread.indicators.figures import Figures
    from goldthread.indicators.query import Query
    from goldthread.register.store import Register

    figures = Figures(Register(home))
    random = Random(7)  # noqa: S311 - any months will do
    taken = []
    for turn in range(40):
        year = str(2001 + random.randrange(18))
        months = tuple(f"{year}-{month:02}" for month in range(1, 13))
        region, field = f"CN-{random.choice(('ZJ', 'JS', 'GD'))}", str(random.randint(1, 35))
        for query in (
            Query("C01", (year,), ("region",)),
            Query("C01", months, (), {"region": (region,)}),
            Query("C03", (year, str(int(year) - 1)), ("region",)),
            Query("P01", (f"{year}-H1",), ("region",)),
            Query("P01", months, (), {"region": (region,)}),
            Query("C01", (year,), ("field",), {"region": (region,)}),
            Query("I05", (year,), ("field",)),
            Query("C13", (year,), ("applicant_type",), {"field": (field,)}),
        ):
            began = time.perf_counter()
            figures.figure(query)
            if turn:  # the first turn makes the cubes
                taken.append((time.perf_counter() - began) * 1000)
    yield Row("a published table, slowest", max(taken), "ms", target=50.0)
    yield Row("a published table, typical", median(taken), "ms")


def _records(home: Path) -> Iterator[Row]:
    """The first fifty records of a cell: a region and a field in a month."""
    from goldthread.indicators.query import Query
    from goldthread.indicators.records import records
    from goldthread.register.store import Register

    register = Register(home)
    random = Random(11)  # noqa: S311 - any cells will do
    taken = []
    for turn in range(41):
        month = f"{2001 + random.randrange(18)}-{random.randint(1, 12):02}"
        where = {
            "region": (f"CN-{random.choice(('ZJ', 'JS', 'GD', 'SC', 'AH'))}",),
            "field": (str(random.randint(1, 35)),),
        }
        began = time.perf_counter()
        records(register, Query("C01", (month,), (), where, as_of=2), limit=50)
        if turn:
            taken.append((time.perf_counter() - began) * 1000)
    yield Row("a cell's records, p95", quantiles(taken, n=20)[-1], "ms", target=50.0)


def _week(home: Path, count: int) -> Iterator[Row]:
    """Bringing a cube up to date after a week's load, against making it from all rights."""
    from goldthread.bench.sealed_rights import Made
    from goldthread.indicators.compile import compile_tally, relations_of
    from goldthread.indicators.engine import Session
    from goldthread.indicators.updates import delta
    from goldthread.register.store import Register

    cube = _finest("C01")
    rights = Session(Register(home), 2)
    tally = cube.tally(False, False)
    text = rights.text(compile_tally(tally), relations_of(tally))
    asked: dict[str, Asked] = {"rebuilt": (_counted(text), {})}
    for load, name in ((3, "a week added to a cube"), (4, "a week that changes as many rights")):
        add_week(Made(home, count), load, changing=load == 4)
        after = Session(Register(home))
        rows = delta(cube, Register(home).known(load - 1), after)
        assert rows is not None, "one feed, one step"
        asked[name] = (_counted(rows), {})
    seconds = _seconds(asked, 1)
    rebuilt = seconds.pop("rebuilt")
    for (name, taken), target in zip(seconds.items(), (1 / 15, None), strict=True):
        yield Row(f"{name} / rebuilt", taken, "s", rebuilt, target)


def _finest(indicator: str) -> "Wanted":
    """The cube of an indicator that is divided by every dimension."""
    from goldthread.indicators.catalogue import definition
    from goldthread.indicators.cubes import Wanted

    found = definition(indicator)
    fine = Wanted(found, found.counting, None, ()).finest
    assert fine is not None, "whole rights have a finest cube"
    return fine


def _counted(rows: str) -> str:
    return f"SELECT COUNT(*), SUM(n) FROM ({rows}) AS t"
