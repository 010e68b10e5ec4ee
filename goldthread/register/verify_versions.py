"""The versions of a feed: each is closed at most once, and before the next one begins."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from goldthread.readers.schema import ROOTS, TABLES
from goldthread.register.columns import sql_text
from goldthread.register.layout import Layout
from goldthread.register.manifest import Manifest
from goldthread.register.relation import files
from goldthread.register.units import CLOSES_FILE, Unit, of_load

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SHOWN = 3


def check_versions(layout: Layout, feed: str, manifests: Sequence[Manifest]) -> Iterator[str]:
    """Sentences on closes that do not fit the versions of a feed."""
    import duckdb

    units = [of_load(manifest, layout) for manifest in manifests]
    connection = duckdb.connect()
    try:
        for root in ROOTS:
            _create(connection, root, units)
            for question, complaint in _QUESTIONS.items():
                found = connection.execute(question).fetchall()
                if found:
                    shown = ", ".join(f"{key} of load {load}" for key, load in found[:_SHOWN])
                    yield f"In the feed {feed}, {len(found)} {root} {complaint}: {shown}."
        yield from _stated(connection, units, feed)
    finally:
        connection.close()


_WITHOUT_VERSION = """
    SELECT c.key, c.known_from FROM closes c
    LEFT JOIN versions v ON v.key = c.key AND v.known_from = c.known_from
    WHERE v.key IS NULL ORDER BY ALL"""
_TWICE = "SELECT key, known_from FROM closes GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL"
_TOO_EARLY = "SELECT key, known_from FROM closes WHERE known_to <= known_from ORDER BY ALL"
# A version still open while the next one of its key is known would be counted twice.
_OVERLAPPING = """
    SELECT key, known_from FROM (
        SELECT v.key, v.known_from, c.known_to,
            lead(v.known_from) OVER (PARTITION BY v.key ORDER BY v.known_from) AS next
        FROM versions v LEFT JOIN closes c ON v.key = c.key AND v.known_from = c.known_from)
    WHERE next IS NOT NULL AND (known_to IS NULL OR known_to > next) ORDER BY ALL"""
_QUESTIONS = {
    _WITHOUT_VERSION: "closes are of versions that do not exist",
    _TWICE: "versions are closed more than once",
    _TOO_EARLY: "versions are closed before they were known",
    _OVERLAPPING: "versions are still open when the next one begins",
}


def _create(connection: "DuckDBPyConnection", root: str, units: Sequence[Unit]) -> None:
    rows = [path for unit in units for path in unit.rows(root)]
    closes = [path for unit in units for path in unit.closes]
    versions = f"SELECT {TABLES[root].key} AS key, known_from_load AS known_from FROM "
    of_root = "SELECT key, known_from_load AS known_from, known_to_load AS known_to FROM "
    where = f" WHERE root = {sql_text(root)}"
    empty = "SELECT 0::BIGINT AS key, 0 AS known_from"
    _run(
        connection,
        "versions",
        versions + files(rows) if rows else f"{empty} WHERE false",
    )
    _run(
        connection,
        "closes",
        of_root + files(closes) + where if closes else f"{empty}, 0 AS known_to WHERE false",
    )


def _run(connection: "DuckDBPyConnection", name: str, select: str) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {select}")


def _stated(connection: "DuckDBPyConnection", units: Sequence[Unit], feed: str) -> Iterator[str]:
    """What a manifest says of its closes is what its file holds."""
    for unit in units:
        path = unit.folder / CLOSES_FILE
        answer = connection.execute(
            f"SELECT known_from_load, count(*) FROM {files([path])} GROUP BY ALL"
        )
        if dict(answer.fetchall()) != dict(unit.closed):
            yield f"The manifest of load {unit.last} ({feed}) miscounts the versions it closes."
