"""Writing a segment: its Parquet files, sorted, and the keys it holds.

Root rows are sorted by region, field and filing day, child rows by key; those that loads of the
segment closed stand apart, with the load (`known_to_load`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from goldthread.readers.schema import ROOTS, TABLES
from goldthread.register.columns import fingerprint, sql_text
from goldthread.register.index import run_of, write_run
from goldthread.register.keys import Run, merge
from goldthread.register.layout import remove, sync
from goldthread.register.merged import closed_within, residual, still_open
from goldthread.register.parquet import CHILD_GROUP_ROWS, GROUP_ROWS, stored_files
from goldthread.register.relation import files
from goldthread.register.units import (
    CLOSES_FILE,
    NOWHERE,
    PARTED,
    PARTED_BY,
    SEGMENT,
    Unit,
    segment_text,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Row groups of another table's one file in a large segment.
ROOT_GROUPS: Final = 400
CHILD_GROUPS: Final = 500
_SORTED_BY: Final = {
    "ip_right": "applicant_region, field, filing_date, right_id",
    "transaction": "recorded_date, tx_type, tx_id",
    "enforcement_case": "region_code, accepted_date, case_id",
    "aggregate_cell": "indicator_code, region_code, period, cell_id",
    "reference_series": "series, region_code, period, observation_id",
}


@dataclass(frozen=True)
class Shape:
    """How the rights of a segment are written: in row groups of `group_rows`, and more than
    `part_rows` of them to several files.

    A question about few records plans with all row groups of its files and reads a whole one.
    """

    part_rows: int = 3_000_000
    group_rows: int = GROUP_ROWS


USUAL: Final = Shape()


def _connect(spill: Path) -> "DuckDBPyConnection":
    """A DuckDB that may use a folder for what does not fit into memory."""
    import duckdb

    return duckdb.connect(config={"temp_directory": str(spill)})


def write(folder: Path, feed: str, units: Sequence[Unit], shape: Shape) -> Unit:
    """Write the rows of some units as one segment to an empty folder."""
    spill = folder / "spill"
    spill.mkdir()
    connection = _connect(spill)
    try:
        held = _copy_tables(connection, folder, units)
        rights = still_open(PARTED, units)
        parts = copy_rights(connection, rights and rights + _order(PARTED), folder, shape)
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
    """A file of rights, with the first and the last region in it where it is one of several."""

    name: str
    rows: int
    span: tuple[str, str] | None = None


def copy_rights(
    connection: "DuckDBPyConnection", rights: str | None, folder: Path, shape: Shape
) -> list[Part]:
    """Write the rows of a sorted SELECT of rights: to one file, or to several if they are many.

    A file then holds some regions, or one; the rights without a region have one of their own.
    """
    whole = folder / f"{PARTED}.parquet"
    count = _copy(connection, rights, whole, shape.group_rows)
    if count is None or count <= shape.part_rows:
        return [Part(whole.name, count)] if count else []
    source = files([whole])
    told = connection.execute(
        f"SELECT {PARTED_BY}, count(*) FROM {source} GROUP BY ALL ORDER BY ALL NULLS LAST"
    )
    made = []
    for number, (span, rows) in enumerate(_runs(told.fetchall(), shape.part_rows)):
        path = folder / f"{PARTED}.{number:03d}.parquet"
        inside = f"BETWEEN {sql_text(span[0])} AND {sql_text(span[1])}"
        where = f"{PARTED_BY} {'IS NULL' if span == NOWHERE else inside}"
        _copy(connection, f"SELECT * FROM {source} WHERE {where}", path, shape.group_rows)
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
