"""The rows of several units as one: what a segment made of them holds."""

from collections.abc import Sequence

from goldthread.readers.schema import TABLES
from goldthread.register.columns import CLOSES, sql_text, sql_type
from goldthread.register.relation import columns, files, versions
from goldthread.register.units import Unit


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
    paths = [path for unit in units for path in unit.closes]
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
    paths = [path for unit in units for path in unit.closes]
    if not paths:
        return None
    listed = ", ".join(f"CAST({f.name} AS {sql_type(f.type)}) AS {f.name}" for f in CLOSES)
    return f"SELECT {listed} FROM {files(paths)} WHERE known_from_load < {units[0].first}"
