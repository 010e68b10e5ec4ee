"""One record with all its versions: when each became known, and when it ceased to be."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from goldthread.readers.schema import OPEN_LOAD, ROOTS, TABLES
from goldthread.register.relation import check_table, files, versions
from goldthread.register.units import Unit

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from goldthread.register.store import Register

Row = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """A record as one load brought it.

    `known_to` is the load that closed the version, None while it is open. `children` are the
    rows of its child tables that have any, by table.
    """

    feed: str
    known_from: int
    known_to: int | None
    row: Row
    children: dict[str, list[Row]] = field(default_factory=dict)


def history(
    register: "Register",
    key: int,
    root: str = "ip_right",
    connection: "DuckDBPyConnection | None" = None,
) -> list[Version]:
    """Every version of a record in every feed, by load; none for a key that was never loaded."""
    check_table(root)
    cursor = connection.cursor() if connection is not None else _connect()
    found: list[Version] = []
    try:
        for feed in sorted({manifest.feed for manifest in register.manifests()}):
            found += _of_feed(cursor, feed, register.units(feed), key, root)
    finally:
        cursor.close()
    return sorted(found, key=lambda version: (version.known_from, version.feed))


def _connect() -> "DuckDBPyConnection":
    import duckdb

    return duckdb.connect()


def _of_feed(
    cursor: "DuckDBPyConnection", feed: str, units: Iterable[Unit], key: int, root: str
) -> list[Version]:
    ordered = list(units)
    found: list[Version] = []
    for unit in ordered:
        rows = _rows(cursor, unit, root, key)
        if rows:
            children = {t.name: _rows(cursor, unit, t.name, key) for t in ROOTS[root]}
            found += [_version(feed, row, children) for row in rows]
    closes = _closes(cursor, ordered, root, key) if found else {}
    return [_closed(version, closes.get(version.known_from)) for version in found]


def _rows(cursor: "DuckDBPyConnection", unit: Unit, table: str, key: int) -> list[Row]:
    reads = versions(table, unit)
    if not reads:
        return []
    where = f"WHERE {TABLES[table].key} = ?"
    answer = cursor.execute(f"SELECT * FROM ({' UNION ALL '.join(reads)}) {where}", [key])
    names = [part[0] for part in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _version(feed: str, row: Row, children: dict[str, list[Row]]) -> Version:
    known_from = int(row["known_from_load"])
    known_to = int(row.pop("known_to_load", None) or OPEN_LOAD)
    own = {
        name: [{k: v for k, v in c.items() if k != "known_to_load"} for c in rows
               if c["known_from_load"] == known_from]
        for name, rows in children.items()
    }  # fmt: skip
    kept = {name: rows for name, rows in own.items() if rows}
    return Version(feed, known_from, None if known_to == OPEN_LOAD else known_to, row, kept)


def _closes(
    cursor: "DuckDBPyConnection", units: Iterable[Unit], root: str, key: int
) -> dict[int, int]:
    """The load that closed each version, by the load that made it."""
    paths = [path for unit in units for path in unit.closes]
    if not paths:
        return {}
    sql = f"SELECT known_from_load, known_to_load FROM {files(paths)} WHERE root = ? AND key = ?"
    return dict(cursor.execute(sql, [root, key]).fetchall())


def _closed(version: Version, load: int | None) -> Version:
    ends = [end for end in (version.known_to, load) if end is not None]
    return replace(version, known_to=min(ends, default=None))
