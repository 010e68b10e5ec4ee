"""What both backends give: the raw tables of the field map, as text."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldthread.readers.arrow import from_numpy

Documents = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """The rows of one raw table.

    `document` is the row's document, counted from 0 in the batch and never falling; `item` the
    index of its element in the field map's `items`; `columns` the texts, null where absent.
    """

    document: Documents
    item: npt.NDArray[np.int8]
    columns: dict[str, pa.Array]

    def __len__(self) -> int:
        return len(self.document)

    def where(self, mask: Mask) -> "Rows":
        """The rows of `mask`."""
        if mask.all():
            return self
        chosen = from_numpy(mask)
        columns = {name: column.filter(chosen) for name, column in self.columns.items()}
        return Rows(self.document[mask], self.item[mask], columns)

    def __getitem__(self, column: str) -> pa.Array:
        return self.columns[column]


@dataclass(frozen=True)
class Raw:
    """The raw tables of `documents` documents; a table without rows is absent."""

    documents: int
    tables: dict[str, Rows]

    def get(self, *names: str) -> Rows | None:
        """The rows of the named tables together, in the order of the documents."""
        found = [self.tables[name] for name in names if name in self.tables]
        if len(found) < 2:
            return found[0] if found else None
        return _joined(found)

    def only(self, good: Mask) -> "Raw":
        """The documents of `good`, counted anew."""
        number = np.cumsum(good) - 1
        tables = {}
        for name, rows in self.tables.items():
            kept = rows.where(good[rows.document])
            if len(kept):
                tables[name] = Rows(number[kept.document], kept.item, kept.columns)
        return Raw(int(good.sum()), tables)


def concatenated(raws: list[Raw]) -> Raw:
    """The documents of all, one after another."""
    if len(raws) == 1:
        return raws[0]
    first = np.cumsum([0, *(raw.documents for raw in raws)])
    tables = {}
    for name in dict.fromkeys(name for raw in raws for name in raw.tables):
        parts = [
            (raw.tables[name], start)
            for raw, start in zip(raws, first, strict=False)
            if name in raw.tables
        ]
        columns = {
            column: pa.concat_arrays([rows.columns[column] for rows, _ in parts])
            for column in parts[0][0].columns
        }
        document = np.concatenate([rows.document + start for rows, start in parts])
        tables[name] = Rows(document, np.concatenate([rows.item for rows, _ in parts]), columns)
    return Raw(int(first[-1]), tables)


def _joined(parts: list[Rows]) -> Rows:
    document = np.concatenate([part.document for part in parts])
    order = np.argsort(document, kind="stable")
    take = from_numpy(order)
    columns = {
        name: pa.concat_arrays([part.columns[name] for part in parts]).take(take)
        for name in parts[0].columns
    }
    return Rows(document[order], np.concatenate([part.item for part in parts])[order], columns)
