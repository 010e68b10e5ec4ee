"""Sealed segments: loads merged and sorted, so that old and new questions are answered fast.

A segment is derived: it holds the rows of a run of loads, root rows sorted by region, field and
filing day, child rows by key; those that loads of the run closed stand apart, with the load
(`known_to_load`). Closes of versions in earlier segments stay beside it. Segments are merged as
they grow, so that a feed has few of them and a row is written again only each time its segment
has grown eightfold.
"""

import math
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import uuid4

from goldthread.readers.schema import ROOTS, TABLES
from goldthread.register.columns import CLOSES, fingerprint, sql_text, sql_type
from goldthread.register.errors import RegisterError
from goldthread.register.index import run_of, write_run
from goldthread.register.keys import Run, merge
from goldthread.register.layout import Layout, remove, sync
from goldthread.register.parquet import CHILD_GROUP_ROWS, GROUP_ROWS, stored_files
from goldthread.register.relation import columns, files, versions
from goldthread.register.units import (
    CLOSES_FILE,
    NOWHERE,
    PARTED,
    PARTED_BY,
    SEGMENT,
    Current,
    Unit,
    read_current,
    segment_folders,
    segment_text,
    write_current,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# How long a segment stays on the disk after another took its place: a question that began
# before must end within.
GRACE_SECONDS: Final = 900.0
# Row groups of one file in a large segment: a question about few records plans with all of them
# and reads a whole one.
ROOT_GROUPS: Final = 400
CHILD_GROUPS: Final = 500
_CLOSES: Final = CLOSES_FILE.removesuffix(".parquet")
_SORTED_BY: Final = {
    "ip_right": "applicant_region, field, filing_date, right_id",
    "transaction": "recorded_date, tx_type, tx_id",
    "enforcement_case": "region_code, accepted_date, case_id",
    "aggregate_cell": "indicator_code, region_code, period, cell_id",
    "reference_series": "series, region_code, period, observation_id",
}


@dataclass(frozen=True)
class Rule:
    """When to seal.

    `fanout` units of one size are merged into one; sizes are powers of `fanout` times `smallest`
    records. A unit is also merged with all later ones once they have closed one in
    `closed_share` of its records, but not fewer than `smallest`. More than `part_rows` rights
    are written to several files; a row group has `group_rows`.
    """

    fanout: int = 8
    smallest: int = 8192
    closed_share: int = 8
    part_rows: int = 3_000_000
    group_rows: int = 61_440

    def size(self, records: int) -> int:
        """The size class of a unit: 0 for the smallest."""
        ratio = max(records, self.smallest) / self.smallest
        return math.floor(math.log(ratio, self.fanout) + 1e-9)


EVERY_DAY: Final = Rule()


def plan(units: Sequence[Unit], rule: Rule) -> int | None:
    """From which unit on all units are to be merged into one; None when nothing is due."""
    start = min(_many_alike(units, rule), _much_closed(units, rule), _large(units, rule))
    return start if start < len(units) else None


def _many_alike(units: Sequence[Unit], rule: Rule) -> int:
    """The beginning of the last units, if they are too many for their size."""
    start = len(units)
    sizes = [rule.size(unit.records) for unit in units]
    for size in range(max(sizes, default=0) + 1):
        first = len(units)
        while first and sizes[first - 1] <= size:
            first -= 1
        alike = sizes[first:start].count(size) + (start < len(units))
        if alike >= rule.fanout:
            start = first
    return start


def _much_closed(units: Sequence[Unit], rule: Rule) -> int:
    """The first unit of which later ones have closed too much."""
    closed: Counter[int] = Counter()
    for unit in units:
        closed.update(unit.closed)
    for place, unit in enumerate(units):
        gone = sum(closed[load] for load in unit.loads)
        if gone >= max(rule.smallest, unit.records / rule.closed_share):
            return place
    return len(units)


def _large(units: Sequence[Unit], rule: Rule) -> int:
    """The newest load, if it alone is worth sorting."""
    if units and not units[-1].sealed and rule.size(units[-1].records) > 0:
        return len(units) - 1
    return len(units)


def seal(
    layout: Layout, feed: str, units: Sequence[Unit], start: int, rule: Rule = EVERY_DAY
) -> None:
    """Merge the units from `start` on into one segment and put it in force."""
    folder = layout.scratch("seal")
    try:
        merged = _write(folder, feed, units[start:], rule)
        name = f"{merged.first:06d}-{merged.last:06d}-{uuid4().hex[:8]}"
        home = layout.sealed / feed
        home.mkdir(exist_ok=True)
        folder.rename(home / name)
        sync(home)
    finally:
        if folder.exists():
            remove(folder)
    kept = tuple(unit.folder.name for unit in units[:start])
    write_current(layout, feed, read_current(layout, feed).after((*kept, name)))
    clear_retired(layout, feed)


def clear_retired(layout: Layout, feed: str) -> None:
    """Remove segments that no reader can still be in, and those that never came into force."""
    current = read_current(layout, feed)
    recent = tuple(one for one in current.retired if time.time() - one.since < GRACE_SECONDS)
    kept = {*current.segments, *(one.folder for one in recent)}
    stale = [folder for folder in segment_folders(layout, feed) if folder.name not in kept]
    if stale:
        write_current(layout, feed, Current(current.segments, recent))
    for folder in stale:
        remove(folder)


def reseal(layout: Layout, feed: str, loads: Sequence[Unit], rule: Rule = EVERY_DAY) -> None:
    """Make one segment of all loads of a feed, whatever was sealed before."""
    try:
        before = read_current(layout, feed)
    except RegisterError:
        before = Current()
    (layout.sealed / feed).mkdir(exist_ok=True)
    write_current(layout, feed, before.after(()))
    seal(layout, feed, loads, 0, rule)


def trouble() -> tuple[type[Exception], ...]:
    """What can go wrong while sealing without harm to the loads."""
    import duckdb

    return (duckdb.Error, OSError, RegisterError)


def connect(spill: Path) -> "DuckDBPyConnection":
    """A DuckDB that may use a folder for what does not fit into memory."""
    import duckdb

    return duckdb.connect(config={"temp_directory": str(spill)})


def with_ends(name: str, units: Sequence[Unit]) -> str | None:
    """A SELECT of all versions in some units with the load among them that closed each."""
    reads = [read for unit in units for read in versions(name, unit)]
    closes = _closes_of(name, units)
    if not reads or not closes:
        return " UNION ALL ".join(reads) or None
    return (
        "SELECT v.* REPLACE (CAST(coalesce(c.known_to_load, v.known_to_load) AS INTEGER) "
        f"AS known_to_load) FROM ({' UNION ALL '.join(reads)}) AS v LEFT JOIN ({closes}) AS c "
        f"ON {_same_version(name)}"
    )


def still_open(name: str, units: Sequence[Unit]) -> str | None:
    """A SELECT of the versions in some units that none of them closed."""
    paths = [path for unit in units for path in unit.rows(name)]
    if not paths:
        return None
    rows = f"SELECT {columns(name)} FROM {files(paths)}"
    closes = _closes_of(name, units)
    if not closes:
        return rows
    return f"SELECT v.* FROM ({rows}) AS v ANTI JOIN ({closes}) AS c ON {_same_version(name)}"


def closed_within(name: str, units: Sequence[Unit]) -> str | None:
    """A SELECT of the versions in some units that they closed themselves, with the load."""
    reads = []
    closes = _closes_of(name, units)
    for unit in units:
        open_, past = unit.rows(name), unit.past(name)
        if open_ and closes:
            reads.append(
                f"SELECT v.*, c.known_to_load FROM (SELECT {columns(name)} FROM {files(open_)}) "
                f"AS v JOIN ({closes}) AS c ON {_same_version(name)}"
            )
        if past:
            reads.append(f"SELECT {columns(name)}, known_to_load FROM {files(past)}")
    return " UNION ALL ".join(reads) or None


def _closes_of(name: str, units: Sequence[Unit]) -> str | None:
    paths = [path for unit in units for path in unit.rows(_CLOSES)]
    if not paths:
        return None
    return (
        "SELECT key, known_from_load, CAST(known_to_load AS INTEGER) AS known_to_load "
        f"FROM {files(paths)} WHERE root = {sql_text(TABLES[name].root)}"
    )


def _same_version(name: str) -> str:
    return f"c.key = v.{TABLES[name].key} AND c.known_from_load = v.known_from_load"


def residual(units: Sequence[Unit]) -> str | None:
    """A SELECT of the closes in some units whose versions lie in earlier ones."""
    paths = [path for unit in units for path in unit.rows(_CLOSES)]
    if not paths:
        return None
    listed = ", ".join(f"CAST({f.name} AS {sql_type(f.type)}) AS {f.name}" for f in CLOSES)
    return f"SELECT {listed} FROM {files(paths)} WHERE known_from_load < {units[0].first}"


def _write(folder: Path, feed: str, units: Sequence[Unit], rule: Rule) -> Unit:
    spill = folder / "spill"
    spill.mkdir()
    connection = connect(spill)
    try:
        held = _copy_tables(connection, folder, units)
        rights = still_open(PARTED, units)
        parts = copy_rights(connection, rights and rights + _order(PARTED), folder, rule)
    finally:
        connection.close()
        remove(spill)
    held |= {folder / part.name: part.rows for part in parts} | _write_runs(folder, units)
    stored = stored_files(held, {path.name: count for path, count in held.items()})
    loads = tuple(load for unit in units for load in unit.loads)
    closed = {load: count for load, count in _closed(units).items() if load < loads[0]}
    records = sum(unit.records for unit in units)
    regions = {part.name: part.span for part in parts if part.span}
    merged = Unit(feed, folder, loads, stored, closed, records, sealed=True, parts=regions)
    path = folder / SEGMENT
    path.write_text(segment_text(merged, fingerprint()), "utf-8")
    folder.chmod(0o755)
    sync(path)
    sync(folder)
    return merged


def _closed(units: Sequence[Unit]) -> Counter[int]:
    closed: Counter[int] = Counter()
    for unit in units:
        closed.update(unit.closed)
    return closed


def _copy_tables(
    connection: "DuckDBPyConnection", folder: Path, units: Sequence[Unit]
) -> dict[Path, int]:
    """Write the Parquet files of a segment; their rows."""
    held = {folder / CLOSES_FILE: _copy(connection, residual(units), folder / CLOSES_FILE)}
    records = sum(unit.records for unit in units)
    for name, table in TABLES.items():
        rows = {".past": closed_within(name, units)}
        if name != PARTED:
            rows[""] = still_open(name, units)
        for made, select in rows.items():
            path = folder / f"{name}{made}.parquet"
            group = group_rows(records, root=table.is_root)
            held[path] = _copy(connection, select and select + _order(name), path, group)
    return {path: count for path, count in held.items() if count is not None}


def _order(name: str) -> str:
    return f" ORDER BY {_SORTED_BY.get(name, f'{TABLES[name].key}, known_from_load')}"


class Part(NamedTuple):
    """A file of rights: its name, its rows, and its first and last region if others have others."""

    name: str
    rows: int
    span: tuple[str, str] | None = None


def copy_rights(
    connection: "DuckDBPyConnection", rights: str | None, folder: Path, rule: Rule
) -> list[Part]:
    """Write the rows of a sorted SELECT of rights: to one file, or to several if they are many.

    A file then holds some regions, or one; the rights without a region have one of their own.
    """
    whole = folder / f"{PARTED}.parquet"
    count = _copy(connection, rights, whole, rule.group_rows)
    if count is None or count <= rule.part_rows:
        return [Part(whole.name, count)] if count else []
    source = files([whole])
    told = connection.execute(
        f"SELECT {PARTED_BY}, count(*) FROM {source} GROUP BY ALL ORDER BY ALL NULLS LAST"
    )
    made = []
    for number, (span, rows) in enumerate(_runs(told.fetchall(), rule.part_rows)):
        path = folder / f"{PARTED}.{number:03d}.parquet"
        inside = f"BETWEEN {sql_text(span[0])} AND {sql_text(span[1])}"
        where = f"{PARTED_BY} {'IS NULL' if span == NOWHERE else inside}"
        _copy(connection, f"SELECT * FROM {source} WHERE {where}", path, rule.group_rows)
        made.append(Part(path.name, rows, span))
    whole.unlink()
    return made


def _runs(
    regions: Sequence[tuple[str | None, int]], most: int
) -> Iterator[tuple[tuple[str, str], int]]:
    """Neighbouring regions that together have at most so many rights; the absent one alone."""
    run: list[str] = []
    held = 0
    for region, count in regions:
        if run and (region is None or held + count > most):
            yield (run[0], run[-1]), held
            run, held = [], 0
        if region is None:
            yield NOWHERE, count
            return
        run.append(region)
        held += count
    if run:
        yield (run[0], run[-1]), held


def spans(connection: "DuckDBPyConnection", paths: Sequence[Path]) -> dict[Path, tuple[str, str]]:
    """The first and last region in each of some files of rights."""
    asked = (
        f"SELECT {sql_text(str(path))}, coalesce(min({PARTED_BY}), ''), "
        f"coalesce(max({PARTED_BY}), '') FROM {files([path])}"
        for path in paths
    )
    told = connection.execute(" UNION ALL ".join(asked)).fetchall()
    return {Path(path): (first, last) for path, first, last in told}


def group_rows(records: int, *, root: bool) -> int:
    """The rows of a row group: the smaller, the finer what is skipped, the longer the planning."""
    if root:
        return max(GROUP_ROWS, records // ROOT_GROUPS)
    return max(CHILD_GROUP_ROWS, records // CHILD_GROUPS)


def _copy(
    connection: "DuckDBPyConnection", rows: str | None, path: Path, group: int = GROUP_ROWS
) -> int | None:
    """Write a query's rows; how many they are, None without any."""
    if rows is None:
        return None
    answer = connection.execute(
        f"COPY ({rows}) TO {sql_text(str(path))} "
        f"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {group})"
    )
    found = answer.fetchone()
    assert found is not None
    if not found[0]:
        path.unlink(missing_ok=True)
    return int(found[0]) or None


def _write_runs(folder: Path, units: Sequence[Unit]) -> dict[Path, int]:
    made: dict[Path, int] = {}
    for root in ROOTS:
        run: Run = merge([run_of(unit, root) for unit in units])
        if len(run):
            made |= dict.fromkeys(write_run(folder, root, run), len(run))
    return made
