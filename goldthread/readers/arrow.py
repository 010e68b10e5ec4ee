"""From numpy to Arrow without copying, and without the search for pandas.

`pa.array` of a numpy array looks for pandas on every call, and takes 0.2 ms where there is none.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_DAY = np.dtype("datetime64[D]")


def from_numpy(
    values: npt.NDArray[Any], *, absent: npt.NDArray[np.bool_] | None = None
) -> pa.Array:
    """An Arrow array of booleans, integers or days; null where `absent`, and for NaT."""
    count = len(values)
    if values.dtype == np.bool_:
        return pa.Array.from_buffers(pa.bool_(), count, [_bits(absent), _packed(values)])
    if values.dtype == _DAY:
        absent = np.isnat(values)
        values = np.where(absent, 0, values.astype(np.int64)).astype(np.int32)
        kind = pa.date32()
    else:
        kind = pa.from_numpy_dtype(values.dtype)
    data = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(kind, count, [_bits(absent), data])


def _bits(absent: npt.NDArray[np.bool_] | None) -> pa.Buffer | None:
    return None if absent is None or not absent.any() else _packed(~absent)


def _packed(values: npt.NDArray[np.bool_]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(values, bitorder="little"))
