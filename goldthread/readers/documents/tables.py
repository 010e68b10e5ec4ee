"""Records as Arrow tables: keys, numbering, and what follows from other columns."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

import pyarrow as pa

from goldthread.readers.documents.maps import Record, Values
from goldthread.readers.documents.values import script
from goldthread.readers.identity import right_key, surrogate
from goldthread.readers.schema import LOCATION_COLUMNS, ROOTS, TABLES

# Rows are numbered within a record, and within each value of this column.
_NUMBERED_BY: Final = {"right_party": "role", "right_classification": "scheme"}
_NUMBERED: Final = {name for name, one in TABLES.items() if "sequence" in one.schema.names}
_KEY: Final = ("ip_office_code", "right_kind", "application_number")
ROWS_LIMIT: Final = 32_767


class Located(NamedTuple):
    """A record with the place it was read from."""

    record: Record
    file_id: int
    locator: str


def completed(record: Record) -> Record:
    """Add what follows from the record itself: key, earliest priority, scripts, numbers of rows."""
    right = record.right
    key = right_key(*(str(right[name]) for name in _KEY))
    right["record_key"], right["right_id"] = key, surrogate(key)
    claimed = [row["date"] for row in record.of("right_priority")]
    days = [one for one in claimed if isinstance(one, date)]
    if right.get("earliest_priority_date") is None:
        right["earliest_priority_date"] = min(days, default=None)
    for row in record.of("right_party"):
        row["script"] = script(str(row["name"])) if row.get("name") else None
    for table, rows in record.rows.items():
        _number(table, rows)
    return record


def made(located: Sequence[Located]) -> dict[str, pa.Table]:
    """The tables of some records."""
    if not located:
        return {}
    tables = {"ip_right": _root(located)}
    for table in ROOTS["ip_right"]:
        found = [(one.record.right["right_id"], one.record.rows.get(table.name)) for one in located]
        rows = [row for _, some in found if some for row in some]
        if rows:
            filled = set[str]().union(*rows)
            arrays = {one.name: _column(one, rows, filled) for one in table.schema}
            ids = [right_id for right_id, some in found if some for _ in some]
            arrays["right_id"] = pa.array(ids, pa.int64())
            tables[table.name] = pa.table(arrays, schema=table.schema)
    return tables


def _column(column: pa.Field, rows: Sequence[Values], filled: set[str]) -> pa.Array:
    """A column of rows; a format fills few of a table's columns."""
    name = column.name
    if name not in filled:
        return pa.nulls(len(rows), column.type)
    return pa.array([row.get(name) for row in rows], column.type)


def _root(located: Sequence[Located]) -> pa.Table:
    schema = pa.schema([*TABLES["ip_right"].schema, *LOCATION_COLUMNS])
    places = {
        "source_file_id": [one.file_id for one in located],
        "source_locator": [one.locator for one in located],
    }
    arrays = {
        column.name: pa.array(
            places.get(column.name) or [one.record.right.get(column.name) for one in located],
            column.type,
        )
        for column in schema
    }
    return pa.table(arrays, schema=schema)


def _number(table: str, rows: list[Values]) -> None:
    if table not in _NUMBERED:
        return
    by, counts = _NUMBERED_BY.get(table, ""), dict[object, int]()
    for row in rows:
        value = row.get(by)
        row["sequence"] = counts[value] = counts.get(value, 0) + 1
        if table == "right_classification" and row.get("position") is None:
            row["position"] = "first" if row["sequence"] == 1 else "later"
