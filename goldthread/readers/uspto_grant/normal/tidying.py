"""All texts of a batch tidied in one go: there are hundreds of columns, and calls cost."""

from typing import Final

import pyarrow as pa

from goldthread.readers.uspto_grant.normal.columns import tidy
from goldthread.readers.uspto_grant.raw import Raw, Rows

# The symbols of the US classification stand in fixed columns: their blanks count.
_AS_IT_IS: Final = frozenset({"national"})


def tidied(raw: Raw) -> Raw:
    """The tables with every text tidied (see `tidy`)."""
    tables = {name: rows for name, rows in raw.tables.items() if name not in _AS_IT_IS}
    texts = [column for rows in tables.values() for column in rows.columns.values() if _any(column)]
    whole = tidy(pa.concat_arrays([pa.nulls(0, pa.string()), *texts]))
    start = 0

    def next_of(column: pa.Array) -> pa.Array:
        nonlocal start
        start += len(column)
        return whole.slice(start - len(column), len(column))

    for name, rows in tables.items():
        columns = {
            key: next_of(column) if _any(column) else column for key, column in rows.columns.items()
        }
        tables[name] = Rows(rows.document, rows.item, columns)
    return Raw(raw.documents, raw.tables | tables)


def _any(column: pa.Array) -> bool:
    return bool(column.null_count < len(column))
