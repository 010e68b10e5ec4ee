"""Which rows of a child table belong to which record.

The rows of one record stand together, in the order of the root rows, so that a record's rows are
a slice: `starts[i] : starts[i] + counts[i]`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldthread.readers.schema import ROOTS, TABLES, Table
from goldthread.register.errors import ReaderFault

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Spans:
    """Per record, where its rows begin in a child table and how many they are."""

    starts: Ints
    counts: Ints

    @property
    def bounds(self) -> Ints:
        """Start of every record, and the end of the last: n + 1 positions."""
        return np.append(self.starts, self.starts[-1:] + self.counts[-1:])

    @property
    def record(self) -> Ints:
        """Per child row, the position of its record."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    @classmethod
    def of_counts(cls, counts: Ints) -> "Spans":
        return cls(np.cumsum(counts) - counts, counts)

    def kept(self, keep: npt.NDArray[np.bool_]) -> "Spans":
        """The spans once only the records of `keep` are left."""
        return Spans.of_counts(self.counts[keep])


def keys_of(table: pa.Table, column: str) -> Ints:
    """The key column as integers."""
    return np.asarray(table.column(column).to_numpy(), dtype=np.int64)


def runs(keys: Ints) -> tuple[Ints, Ints]:
    """Where each run of equal keys begins, and how long it is."""
    if not len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return starts, np.diff(starts, append=len(keys))


def spans(root_keys: Ints, child_keys: Ints, name: str) -> Spans:
    """The spans of a child table over records whose keys all differ."""
    starts, lengths = runs(child_keys)
    order = np.argsort(root_keys, kind="stable")
    place = np.searchsorted(root_keys, child_keys[starts], sorter=order)
    record = order[np.minimum(place, len(order) - 1)]
    _check(root_keys[record] == child_keys[starts], child_keys[starts], name, "has no record")
    _check(np.diff(record, prepend=-1) > 0, child_keys[starts], name, "is out of order")
    counts = np.zeros(len(root_keys), np.int64)
    counts[record] = lengths
    return Spans.of_counts(counts)


def _check(good: npt.NDArray[np.bool_], keys: Ints, name: str, fault: str) -> None:
    if not good.all():
        key = int(keys[int(np.argmin(good))])
        raise ReaderFault(
            f"The reader handed over rows of {name} whose key {key} {fault}: the rows of one "
            "record must stand together, in the order of the records. Nothing was loaded."
        )


def children_of(root: str, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The child tables of a root that have rows, in the schema's order."""
    return {
        child.name: tables[child.name]
        for child in ROOTS[root]
        if child.name in tables and tables[child.name].num_rows
    }


def roots_in(tables: dict[str, pa.Table]) -> list[Table]:
    """The root tables among a batch's tables, in the schema's order."""
    return [TABLES[name] for name in ROOTS if name in tables]
