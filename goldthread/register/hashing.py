"""The record hash: BLAKE2b-128 over the canonical bytes of a record.

The canonical bytes are, for the root table and then each child table in the schema's order:

1. the number of rows, 4 bytes;
2. a byte for each cell, row by row: 255 for a missing value, else for a text min(length, 254) and
   for anything else 0;
3. the true length of every text of 254 bytes and more, 4 bytes each, in the same order;
4. column by column the values that are not missing: texts as UTF-8; numbers, days (since 1970)
   and amounts (in units of their scale) as two's complement of the column's width.

Location and derived columns take no part, nor does the key column of a child row. All integers
are little-endian. The bytes can be read back without doubt, so two records have the same bytes
only when they are the same.
"""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.schema import ROOTS, TABLES
from goldthread.register.spans import Ints, Spans

MISSING: Final = 255
LONG: Final = 254
DIGEST: Final = 16
CHUNK: Final = 8192  # records hashed at a time: bounds what is joined in memory

Hashes = npt.NDArray[np.uint8]  # n × 16
_Bytes = npt.NDArray[np.uint8]


def record_hashes(root: str, tables: dict[str, pa.Table], places: dict[str, Spans]) -> Hashes:
    """The hash of every record, as n rows of 16 bytes."""
    count = tables[root].num_rows
    digests: list[bytes] = []
    for first in range(0, count, CHUNK):
        digests += _digests(root, tables, places, first, min(first + CHUNK, count))
    return np.frombuffer(b"".join(digests), np.uint8).reshape(count, DIGEST)


def lineage_keys(hashes: Hashes) -> Ints:
    """The first 63 bits of each hash."""
    words = np.ascontiguousarray(hashes[:, :8]).view(">u8").ravel()
    return (words >> np.uint64(1)).astype(np.int64)


def _digests(
    root: str, tables: dict[str, pa.Table], places: dict[str, Spans], first: int, last: int
) -> list[bytes]:
    parts = list(_table_parts(root, tables[root], np.arange(first, last + 1)))
    for child in ROOTS[root]:
        if len(child.schema) > 1:
            parts += _child_parts(child.name, tables, places, first, last)
    joined = pc.binary_join_element_wise(*parts, pa.scalar(b""))
    bounds = _offsets(joined).tolist()
    data = memoryview(joined.buffers()[2] or b"")
    return [blake2b(data[a:b], digest_size=DIGEST).digest() for a, b in pairwise(bounds)]


def _child_parts(
    name: str, tables: dict[str, pa.Table], places: dict[str, Spans], first: int, last: int
) -> Iterator[pa.Array]:
    if name in places:
        return _table_parts(name, tables[name], places[name].bounds[first : last + 1])
    none = np.zeros(last - first, "<u4")
    return iter([_slices(none, np.arange(last - first + 1) * 4)])


def _table_parts(name: str, table: pa.Table, bounds: Ints) -> Iterator[pa.Array]:
    """The canonical bytes of each record's rows in one table, in parts to be joined."""
    schema = TABLES[name].schema
    columns = schema.names if TABLES[name].is_root else schema.names[1:]
    low, high = int(bounds[0]), int(bounds[-1])
    inner = bounds - low
    cells = np.full((high - low, len(columns)), MISSING, np.uint8)
    long: dict[int, Ints] = {}
    values: list[pa.Array] = []
    for place, column in enumerate(columns):
        array = _one_chunk(table.column(column)).slice(low, high - low)
        if array.null_count < len(array):
            values.append(_values(array, cells, place, long, inner))
    yield _slices(np.diff(inner).astype("<u4"), np.arange(len(inner)) * 4)
    yield _slices(cells, inner * len(columns))
    if long:
        yield _long_lengths(cells, long, inner)
    yield from values


def _values(
    array: pa.Array, cells: _Bytes, place: int, long: dict[int, Ints], bounds: Ints
) -> pa.Array:
    if pa.types.is_string(array.type):
        return _texts(array, cells, place, long, bounds)
    return _fixed(array, cells, place, bounds)


def _texts(
    array: pa.Array, cells: _Bytes, place: int, long: dict[int, Ints], bounds: Ints
) -> pa.Array:
    offsets = _offsets(array)
    lengths = np.diff(offsets)
    if array.null_count:
        missing = _missing(array)
        if lengths[missing].any():
            return _texts(_tidy(array), cells, place, long, bounds)
        cells[:, place] = np.where(missing, MISSING, np.minimum(lengths, LONG))
    else:
        np.minimum(lengths, LONG, out=cells[:, place], casting="unsafe")
    if int(lengths.max()) >= LONG:
        long[place] = lengths
    return _over(array.buffers()[2], offsets[bounds])


def _fixed(array: pa.Array, cells: _Bytes, place: int, bounds: Ints) -> pa.Array:
    width = array.type.byte_width
    raw = np.frombuffer(array.buffers()[1], np.uint8)[array.offset * width :]
    raw = raw[: len(array) * width].reshape(len(array), width)
    if not array.null_count:
        cells[:, place] = 0
        return _slices(raw, bounds * width)
    missing = _missing(array)
    cells[:, place] = np.where(missing, MISSING, 0)
    before = np.append(0, np.cumsum(~missing))
    return _slices(raw[~missing], before[bounds] * width)


def _long_lengths(cells: _Bytes, long: dict[int, Ints], bounds: Ints) -> pa.Array:
    rows, columns = np.nonzero(cells == LONG)
    lengths = np.zeros(len(rows), "<u4")
    for place, of_column in long.items():
        here = columns == place
        lengths[here] = of_column[rows[here]]
    return _slices(lengths, np.searchsorted(rows, bounds) * 4)


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _missing(array: pa.Array) -> npt.NDArray[np.bool_]:
    return np.asarray(array.is_null().to_numpy(zero_copy_only=False))


def _tidy(array: pa.Array) -> pa.Array:
    """The same texts, with no bytes hidden under missing values."""
    return pa.concat_arrays([array.take(pa.array(np.arange(len(array))))])


def _offsets(array: pa.Array) -> npt.NDArray[np.int32]:
    buffer = array.buffers()[1]
    return np.frombuffer(buffer, np.int32)[array.offset : array.offset + len(array) + 1]


def _slices(data: npt.NDArray[np.generic], offsets: Ints) -> pa.Array:
    return _over(pa.py_buffer(np.ascontiguousarray(data)), offsets)


def _over(data: pa.Buffer | None, offsets: npt.NDArray[np.integer]) -> pa.Array:
    """A binary array of the slices of a buffer, nothing copied."""
    places = pa.py_buffer(np.ascontiguousarray(offsets, dtype=np.int32))
    return pa.Array.from_buffers(
        pa.binary(), len(offsets) - 1, [None, places, data or pa.py_buffer(b"")]
    )
