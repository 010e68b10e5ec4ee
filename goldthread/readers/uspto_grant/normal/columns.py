"""Whole columns at a time: tidying, mapping by distinct values, numbering, making tables."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.arrow import from_numpy
from goldthread.readers.schema import TABLES
from goldthread.readers.uspto_grant.raw import Documents

Bools = npt.NDArray[np.bool_]
# Scalars with their type: without one, pyarrow looks for dateutil on every call (0.07 ms).
NO_TEXT: Final = pa.scalar(None, pa.string())
_EMPTY: Final = pa.scalar("", pa.string())
_NO: Final = pa.scalar(False, pa.bool_())


@cache
def word(text: str) -> pa.Scalar:
    """A text as an Arrow scalar."""
    return pa.scalar(text, pa.string())


@cache
def whole(number: int) -> pa.Scalar:
    """A whole number as an Arrow scalar of 32 bits."""
    return pa.scalar(number, pa.int32())


def tidy(text: pa.Array) -> pa.Array:
    """Without white space at the ends and line breaks inside; null where nothing is left."""
    if text.null_count == len(text):
        return text
    text = pc.ascii_trim_whitespace(text)
    broken = pc.match_substring(text, "\n")
    if pc.any(broken).as_py():
        mended = pc.replace_substring_regex(text.filter(broken), r"\s*\n\s*", " ")
        text = pc.replace_with_mask(text, pc.fill_null(broken, _NO), mended)
    empty = pc.equal(text, _EMPTY)
    return pc.if_else(empty, NO_TEXT, text) if pc.any(empty).as_py() else text


def mapped(
    text: pa.Array, meaning: Callable[[str], str | None], cache: dict[str, str | None]
) -> pa.Array:
    """`meaning` of each value, computed once for each distinct one and kept in `cache`."""
    if text.null_count == len(text):
        return text
    encoded = text.dictionary_encode()
    meanings = []
    for value in encoded.dictionary.to_pylist():
        if value not in cache:
            cache[value] = meaning(value)
        meanings.append(cache[value])
    return pa.array(meanings, pa.string()).take(encoded.indices)


def changed_where(
    mask: pa.Array, text: pa.Array, change: Callable[[pa.Array], pa.Array]
) -> pa.Array:
    """`text` with `change` applied where `mask`; null counts as no."""
    mask = pc.fill_null(mask, _NO)
    if not pc.any(mask).as_py():
        return text
    return pc.replace_with_mask(text, mask, change(text.filter(mask)))


def bools(mask: pa.Array) -> Bools:
    """An Arrow mask as numpy's; null counts as no."""
    chosen: Bools = pc.fill_null(mask, _NO).to_numpy(zero_copy_only=False)
    return chosen


def sequence(document: Documents) -> npt.NDArray[np.int64]:
    """1, 2, 3 ... within each document; `document` never falls."""
    place = np.arange(len(document))
    first = np.ones(len(document), np.bool_)
    first[1:] = document[1:] != document[:-1]
    numbers: npt.NDArray[np.int64] = place - np.maximum.accumulate(np.where(first, place, 0)) + 1
    return numbers


def constant(value: str, count: int) -> pa.Array:
    """`value`, `count` times."""
    return pa.repeat(word(value), count)


def table(name: str, count: int, columns: dict[str, Any]) -> pa.Table:
    """The schema's table `name`; numpy integers are cast, columns left out are null."""
    schema = TABLES[name].schema
    assert not set(columns) - set(schema.names), set(columns) - set(schema.names)
    arrays = [
        _array(columns[field.name], field.type)
        if field.name in columns
        else pa.nulls(count, field.type)
        for field in schema
    ]
    return pa.table(arrays, schema=schema)


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    if isinstance(values, np.ndarray):
        values = from_numpy(values)
    if values.type != kind:
        values = values.cast(kind)
    if isinstance(values, pa.Array) and values.get_total_buffer_size() > 2 * values.nbytes:
        # A slice would keep all the texts of its batch for as long as the table waits.
        values = pa.concat_arrays([values])
    return values
