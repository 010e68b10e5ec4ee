"""The SQL that gives exactly the rows known: no window functions, nothing de-duplicated."""

from collections.abc import Collection, Sequence
from pathlib import Path

from goldthread.errors import UsageError
from goldthread.readers.schema import OPEN_LOAD, TABLES
from goldthread.register.columns import sql_text, sql_type, stored
from goldthread.register.units import Unit


def check_table(name: str) -> None:
    """An error that lists the tables, when there is no such one."""
    if name not in TABLES:
        raise UsageError(f"There is no table {name!r}: the tables are {', '.join(TABLES)}.")


def no_rows(name: str) -> str:
    """A SELECT with the table's columns and no row."""
    columns = [
        f"CAST(NULL AS {sql_type(field.type)}) AS {field.name}" for field in stored(name)
    ] + [f"CAST(NULL AS {kind}) AS {column}" for column, kind in _feed_columns(name)]
    return f"SELECT {', '.join(columns)} WHERE false"


def of_feed(
    name: str, units: Sequence[Unit], newest: int, rank: int, regions: Collection[str] = ()
) -> str | None:
    """A SELECT of the rows of one feed known at its load `newest`; None when it has none.

    With `regions`, rights of applicants of other regions may be missing.
    """
    seen = [unit for unit in units if unit.first <= newest]
    holding = [unit for unit in seen if unit.rows(name, regions) or unit.past(name)]
    if not holding:
        return None
    values = {"feed": sql_text(holding[0].feed), "feed_rank": str(rank)}
    extra = "".join(
        f", CAST({values[column]} AS {kind}) AS {column}" for column, kind in _feed_columns(name)
    )
    closing = [unit for unit in seen if any(unit.closes_in(other) for other in holding)]
    touched = [u for u in holding if any(closer.closes_in(u) for closer in closing)]
    whole = [unit for unit in holding if unit not in touched]
    selects = [
        f"SELECT {_columns(name)}{extra} FROM ({r}) AS v"
        for r in _rows(name, whole, newest, regions)
    ]
    if rows := " UNION ALL ".join(_rows(name, touched, newest, regions)):
        selects.append(
            f"SELECT {_columns(name)}{extra} FROM ({rows}) AS v "
            f"ANTI JOIN ({_closes(name, closing, newest)}) AS c "
            f"ON c.key = v.{TABLES[name].key} AND c.known_from_load = v.known_from_load"
        )
    return " UNION ALL ".join(selects) or None


def files(paths: Sequence[Path]) -> str:
    """A read of Parquet files."""
    return f"read_parquet([{', '.join(sql_text(str(path)) for path in paths)}])"


def columns(name: str) -> str:
    """The stored columns, each with its exact type."""
    return ", ".join(
        f"CAST({field.name} AS {sql_type(field.type)}) AS {field.name}" for field in stored(name)
    )


def _columns(name: str) -> str:
    return ", ".join(f"v.{column}" for column in stored(name).names)


def versions(name: str, unit: Unit, regions: Collection[str] = ()) -> list[str]:
    """SELECTs of all rows of a unit, with the load of its own that closed each."""
    reads = []
    held = (unit.rows(name, regions), str(OPEN_LOAD)), (unit.past(name), "known_to_load")
    for paths, end in held:
        if paths:
            closed = f"CAST({end} AS INTEGER) AS known_to_load"
            reads.append(f"SELECT {columns(name)}, {closed} FROM {files(paths)}")
    return reads


def _rows(name: str, units: Sequence[Unit], newest: int, regions: Collection[str]) -> list[str]:
    """Reads of the rows that units hold as known at a load, but for what other units close."""
    whole = [path for unit in units if unit.last <= newest for path in unit.rows(name, regions)]
    reads = [f"SELECT {columns(name)} FROM {files(whole)}"] if whole else []
    for unit in units:
        if unit.last > newest:
            reads += [
                f"SELECT * EXCLUDE (known_to_load) FROM ({rows}) "
                f"WHERE known_from_load <= {newest} AND known_to_load > {newest}"
                for rows in versions(name, unit, regions)
            ]
    return reads


def _closes(name: str, closing: Sequence[Unit], newest: int) -> str:
    paths = [path for unit in closing for path in unit.closes]
    return (
        f"SELECT key, known_from_load FROM {files(paths)} "
        f"WHERE root = {sql_text(TABLES[name].root)} AND known_to_load <= {newest}"
    )


def _feed_columns(name: str) -> list[tuple[str, str]]:
    """Which feed a root row, or one that is ranked, comes from, and its rank among feeds."""
    table = TABLES[name]
    return [("feed", "VARCHAR"), ("feed_rank", "INTEGER")] if table.is_root or table.ranked else []
