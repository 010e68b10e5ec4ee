"""What is stored: the Arrow schema of every file of a load, and its type in SQL."""

from functools import cache
from hashlib import sha256
from typing import Final

import pyarrow as pa

from goldthread.readers.schema import LOCATION_COLUMNS, TABLES, VERSION_COLUMNS, Table

KNOWN_FROM: Final = VERSION_COLUMNS.field("known_from_load")
KNOWN_TO: Final = pa.field("known_to_load", pa.int32(), nullable=False)

CLOSES: Final = pa.schema(
    [
        pa.field("root", pa.string(), nullable=False),  # the root table
        pa.field("key", pa.int64(), nullable=False),
        pa.field("known_from_load", pa.int32(), nullable=False),  # of the version closed
        pa.field("known_to_load", pa.int32(), nullable=False),  # the load that closes it
        pa.field("reason", pa.string(), nullable=False),  # changed, withdrawn
    ]
)
QUARANTINE: Final = pa.schema(
    [
        pa.field("source_file_id", pa.int32(), nullable=False),
        pa.field("source_file", pa.string(), nullable=False),
        pa.field("source_locator", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("detail", pa.string(), nullable=False),
        pa.field("raw", pa.binary(), nullable=False),
    ]
)

_SQL_TYPES: Final = {
    pa.int64(): "BIGINT",
    pa.int32(): "INTEGER",
    pa.int16(): "SMALLINT",
    pa.string(): "VARCHAR",
    pa.date32(): "DATE",
    pa.binary(16): "BLOB",
}


def delivered(table: Table) -> pa.Schema:
    """The columns a reader hands over: its own, and for a root row where it stands."""
    return pa.schema([*table.schema, *LOCATION_COLUMNS]) if table.is_root else table.schema


@cache
def stored(name: str) -> pa.Schema:
    """The columns of a table's Parquet file in a load."""
    table = TABLES[name]
    version = VERSION_COLUMNS if table.is_root else [KNOWN_FROM]
    return pa.schema([*table.schema, *table.derived, *version])


@cache
def fingerprint() -> str:
    """The SHA-256 of all stored schemas: equal when two loads can be read together."""
    lines = (f"{name}\n{stored(name).to_string()}" for name in sorted(TABLES))
    return sha256("\n\n".join(lines).encode()).hexdigest()


def sql_type(kind: pa.DataType) -> str:
    """The DuckDB type a stored column has, exactly."""
    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision},{kind.scale})"
    return _SQL_TYPES[kind]


def sql_text(value: str) -> str:
    """A text literal."""
    return "'" + value.replace("'", "''") + "'"
