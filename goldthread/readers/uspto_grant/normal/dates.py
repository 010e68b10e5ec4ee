"""Dates written yyyymmdd, a column at a time, as numpy days (NaT where there is no day).

A date with 00 for the day or the month is incomplete: no day. A date such as 20190231 is faulty:
no day either, and where a record hangs on it the record is quarantined.
"""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.arrow import from_numpy
from goldthread.readers.uspto_grant.normal.columns import bools, whole

Days = npt.NDArray[np.datetime64]
_WEIGHTS: Final = np.array([1000, 100, 10, 1], np.int64)


def parse(text: pa.Array) -> Days:
    """The days; NaT for null, incomplete and faulty."""
    return _parsed(text)[0]


def faulty(text: pa.Array) -> npt.NDArray[np.bool_]:
    """Which values are there but are no date, not even an incomplete one."""
    return _parsed(text)[1]


def _parsed(text: pa.Array) -> tuple[Days, npt.NDArray[np.bool_]]:
    days = np.full(len(text), np.datetime64("NaT", "D"))
    wrong = np.zeros(len(text), np.bool_)
    if text.null_count == len(text):
        return days, wrong
    length = pc.binary_length(text)
    chosen = bools(pc.equal(length, whole(8)))
    wrong |= bools(pc.greater(length, whole(0)))
    days[chosen], wrong[chosen] = _days(_digits(text.filter(from_numpy(chosen))))
    return days, wrong


def _digits(text: pa.Array) -> npt.NDArray[np.int64]:
    """The characters of texts of eight bytes, less that of zero."""
    data = np.frombuffer(text.buffers()[2] or b"", np.uint8, 8 * len(text), 8 * text.offset)
    return data.reshape(-1, 8).astype(np.int64) - ord("0")


def _days(digits: npt.NDArray[np.int64]) -> tuple[Days, npt.NDArray[np.bool_]]:
    year = digits[:, :4] @ _WEIGHTS
    month = digits[:, 4] * 10 + digits[:, 5]
    day = digits[:, 6] * 10 + digits[:, 7]
    numeric = ((digits >= 0) & (digits <= 9)).all(axis=1)
    incomplete = numeric & ((month == 0) | (day == 0)) & (month <= 12) & (day <= 31)
    sound = numeric & (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1)
    first = np.where(sound, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    sound &= day <= _length(first)
    days = first.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    days[~sound] = np.datetime64("NaT", "D")
    return days, ~(sound | incomplete)


def _length(month: Days) -> npt.NDArray[np.int64]:
    following = (month + np.timedelta64(1, "M")).astype("datetime64[D]")
    days: npt.NDArray[np.int64] = (following - month.astype("datetime64[D]")).astype(np.int64)
    return days


def years_after(days: Days, years: Any) -> Days:
    """The same day so many years on; 29 February becomes 28 in a year without it."""
    month = days.astype("datetime64[M]")
    offset = days - month.astype("datetime64[D]")
    target = month + np.asarray(years * 12).astype("timedelta64[M]")
    last = (_length(target) - 1).astype("timedelta64[D]")
    moved: Days = target.astype("datetime64[D]") + np.minimum(offset, last)
    return moved


def arrow(days: Days) -> pa.Array:
    """The days as DATE, null for NaT."""
    return from_numpy(days.astype("datetime64[D]"))


def earliest(count: int, *groups: tuple[npt.NDArray[np.int64], Days]) -> Days:
    """For each of `count` documents the earliest of the days given with their documents."""
    never = np.iinfo(np.int64).max
    first = np.full(count, never)
    for document, days in groups:
        known = ~np.isnat(days)
        np.minimum.at(first, document[known], days[known].astype(np.int64))
    result = np.where(first == never, 0, first).astype("datetime64[D]")
    result[first == never] = np.datetime64("NaT", "D")
    return result
