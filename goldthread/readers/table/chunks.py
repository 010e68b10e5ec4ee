"""Some rows at a time, column by column: what expressions are evaluated on."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Protocol

from goldthread.readers.table.cells import Cell, Unfit

NOTES_LIMIT = 200


class Notes:
    """What was noticed and not repaired: sentences and how often; a bounded number of them."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.further = 0

    def add(self, sentence: str, times: int = 1) -> None:
        if sentence in self.counts or len(self.counts) < NOTES_LIMIT:
            self.counts[sentence] += times
        else:
            self.further += times

    def sentences(self) -> list[str]:
        told = [f"{text} ({n:,} times)" if n > 1 else text for text, n in self.counts.items()]
        more = [f"{self.further:,} more values were noted."] if self.further else []
        return told + more


class Chunk(Protocol):
    """Rows, or the items found in their cells; columns by name, and the fields made so far."""

    fields: dict[str, list[object]]

    @property
    def size(self) -> int: ...
    def column(self, name: str) -> Sequence[Cell]: ...
    def fail(self, index: int, unfit: Unfit) -> None: ...
    def note(self, sentence: str) -> None: ...


@dataclass
class Rows:
    """Rows of one sheet: `columns` hold their cells, missing ones as None."""

    size: int
    columns: dict[str, list[Cell]]
    locators: list[str]
    raws: list[Callable[[], bytes]]
    file_ids: list[int]
    notes: Notes
    fields: dict[str, list[object]] = field(default_factory=dict)
    failed: dict[int, Unfit] = field(default_factory=dict)
    # What the file calls a column that the mapping names otherwise.
    titles: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> Sequence[Cell]:
        found = self.columns.get(name)
        return found if found is not None else [None] * self.size

    def fail(self, index: int, unfit: Unfit) -> None:
        self.failed.setdefault(index, unfit)

    def note(self, sentence: str) -> None:
        self.notes.add(sentence)

    def chosen(self, indices: Sequence[int]) -> "Rows":
        """These rows alone, in this order (an index may come twice), nothing evaluated yet."""
        return Rows(
            len(indices),
            {name: [cells[i] for i in indices] for name, cells in self.columns.items()},
            [self.locators[i] for i in indices],
            [self.raws[i] for i in indices],
            [self.file_ids[i] for i in indices],
            self.notes,
            titles=self.titles,
        )


@dataclass
class Items:
    """Several values that stood in one row each: `parents[i]` is the row of item i.

    `cell` is the column whose cells were parted; empty when each row is one item.
    """

    parent: Chunk
    parents: list[int]
    own: dict[str, list[Cell]]
    cell: str = ""
    fields: dict[str, list[object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parts = frozenset(self.own)

    @property
    def size(self) -> int:
        return len(self.parents)

    def column(self, name: str) -> Sequence[Cell]:
        if name not in self.own:
            cells = self.parent.column(name)
            self.own[name] = [cells[i] for i in self.parents]
        return self.own[name]

    def fail(self, index: int, unfit: Unfit) -> None:
        made_here = unfit.column in self.parts
        placed = replace(unfit, column=self.cell) if made_here else unfit
        self.parent.fail(self.parents[index], placed)

    def note(self, sentence: str) -> None:
        self.parent.note(sentence)


def cleaned(cells: Iterable[object], missing: frozenset[str]) -> list[Cell]:
    """The cells without outer white space; empty ones and missing markers as None."""
    if missing:
        return [_clean(cell, missing) for cell in cells]
    return [(c.strip() or None) if type(c) is str else _clean(c, missing) for c in cells]


def _clean(cell: object, missing: frozenset[str]) -> Cell:
    if type(cell) is str:
        text = cell.strip()
        return None if not text or text.casefold() in missing else text
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if cell is None:
        return None
    if missing and isinstance(cell, (int, float)) and f"{cell:g}" in missing:
        return None
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, time):
        return cell.isoformat()
    return cell  # type: ignore[return-value]
