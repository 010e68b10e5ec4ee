"""Cubes in memory: their rows by cell and month, so that any period of a cell is two look-ups.

The counts of a cube form a group (sums, and an exclusive or, which undoes itself): what a cell
holds from one month to another is the difference of two running sums. Of durations the rows
themselves are kept. What is read are the rows that `counts.read_tally` asks an engine for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from goldthread.indicators.compile import COUNTS
from goldthread.indicators.counts import Request
from goldthread.indicators.cubes import Within, within
from goldthread.indicators.ranks import statistics

if TYPE_CHECKING:
    import pyarrow as pa

Ints = npt.NDArray[np.int64]
Rows = Iterator[tuple[Any, ...]]
Part = tuple[int, int]  # the first and the last month of a run of months
_MIX: Final = COUNTS.index("mix")


@dataclass(frozen=True)
class Line:
    """The months of one line of an answer: a period, or what a condition leaves of it."""

    label: str
    month: int | None  # the month itself, where an answer is divided by month
    parts: tuple[Part, ...]

    def key(self, codes: tuple[Any, ...], by: Sequence[str]) -> tuple[Any, ...]:
        """The label, then the codes asked by, the month in its place, and what follows them."""
        if self.month is None:
            return (self.label, *codes)
        at = by.index("month")
        return (self.label, *codes[:at], self.month, *codes[at:])


@dataclass(frozen=True)
class Groups:
    """The rows of a cube in groups of one cell (its dimensions, k and hit), each by month.

    `at` holds group * width + month - low of each row, ascending; `names` the codes of each key,
    `codes` the place therein of each group's.
    """

    names: Mapping[str, Sequence[Any]]
    codes: Mapping[str, Ints]
    at: Ints
    low: int
    width: int

    def within(self, where: Within) -> Ints:
        """The groups whose codes are among those asked for."""
        kept = np.ones(int(self.at[-1]) // self.width + 1 if len(self.at) else 0, np.bool_)
        for name, codes in where:
            if name != "month":
                kept &= np.isin(self.codes[name], _places(self.names[name], codes))
        return np.flatnonzero(kept)

    def cells(self, groups: Ints, keys: Sequence[str]) -> tuple[list[tuple[Any, ...]], Ints]:
        """The distinct codes that groups have under some keys, and which of them each has."""
        if not keys:
            return [()], np.zeros(len(groups), np.int64)
        found, cell = np.unique(
            np.stack([self.codes[name][groups] for name in keys]), axis=1, return_inverse=True
        )
        named = [[self.names[n][p] for p in row] for n, row in zip(keys, found, strict=True)]
        return list(zip(*named, strict=True)), cell.reshape(-1)

    def between(self, groups: Ints, parts: Sequence[Part]) -> tuple[Ints, Ints]:
        """Where the rows of each group (down) in each run of months (across) begin and end."""
        bounds = np.array([(first, last + 1) for first, last in parts], np.int64).reshape(-1, 2)
        inside = np.clip(bounds - self.low, 0, self.width)
        found = np.searchsorted(self.at, groups[:, None, None] * self.width + inside)
        return found[..., 0], found[..., 1]

    def lines(self, request: Request, where: Within) -> Iterator[Line]:
        """The lines of an answer: its periods, divided by month or cut down to some."""
        asked = dict(where).get("month")
        for label, first, last in request.spans:
            if asked is None and "month" not in request.by:
                yield Line(label, None, ((first, last),))
                continue
            held = range(max(first, self.low), min(last, self.low + self.width - 1) + 1)
            months = [m for m in (held if asked is None else sorted(map(int, asked))) if m in held]
            if "month" in request.by:
                yield from (Line(label, month, ((month, month),)) for month in months)
            else:
                yield Line(label, None, tuple((month, month) for month in months))


def _places(names: Sequence[Any], codes: Iterable[Any]) -> list[int]:
    return [names.index(code) for code in codes if code in names]


class Held(Protocol):
    """A cube in memory."""

    def __len__(self) -> int: ...

    def rows(self, request: Request) -> Rows: ...


@dataclass(frozen=True)
class HeldCounts:
    """A cube of a flow or a stock: the running sums of COUNTS before each row and after the last.

    A stock's rows are comings and goings: in force is what came since the first month, less what
    went.
    """

    groups: Groups
    sums: Ints
    stock: bool

    def __len__(self) -> int:
        return len(self.groups.at)

    def rows(self, request: Request) -> Rows:
        """Label, the codes asked by, k, hit and COUNTS of each cell that holds anything."""
        where = within(request)
        groups, lines = self.groups.within(where), list(self.groups.lines(request, where))
        parts = [(line, part) for line in lines for part in line.parts]
        if not (len(groups) and parts):
            return
        keys = [name for name in (*request.by, "k", "hit") if name in self.groups.codes]
        cells, cell = self.groups.cells(groups, keys)
        counts = self._counts(groups, [self._since(part) for _, part in parts], cell, len(cells))
        for place, at in np.argwhere(counts[:2].any(axis=0)).tolist():
            yield (*parts[at][0].key(cells[place], request.by), *counts[:, place, at].tolist())

    def _since(self, part: Part) -> Part:
        return (self.groups.low, part[1]) if self.stock else part

    def _counts(self, groups: Ints, parts: Sequence[Part], cell: Ints, cells: int) -> Ints:
        """COUNTS of each cell (down) in each run of months (across)."""
        start, end = self.groups.between(groups, parts)
        starts, ends = self.sums[:, start], self.sums[:, end]
        found = ends - starts
        found[_MIX] = ends[_MIX] ^ starts[_MIX]
        held = np.zeros((len(COUNTS), cells, len(parts)), np.int64)
        for place, values in enumerate(found):
            (np.bitwise_xor if place == _MIX else np.add).at(held[place], cell, values)
        return held


@dataclass(frozen=True)
class HeldDays:
    """A cube of a duration: the days of each row, and its COUNTS."""

    groups: Groups
    counts: Ints
    days: Ints
    stock: bool = False  # of rights in force: all that came until a period's end, and went

    def __len__(self) -> int:
        return len(self.days)

    def rows(self, request: Request) -> Rows:
        """Label, the codes asked by, COUNTS and the statistics of each cell that holds anything."""
        where = within(request)
        groups = self.groups.within(where)
        if not len(groups):
            return
        keys = [name for name in request.by if name != "month"]
        cells, cell = self.groups.cells(groups, keys)
        for line in _united(self.groups.lines(request, where)):
            parts = (
                [(self.groups.low, last) for _, last in line.parts] if self.stock else line.parts
            )
            start, end = self.groups.between(groups, parts)
            for place, codes in enumerate(cells):
                rows = _ranges(start[cell == place].ravel(), end[cell == place].ravel())
                counts = self.counts[:, rows]
                if counts[0].sum():
                    found = statistics(self.days[rows], counts[0], request.definition.percentiles)
                    yield (*line.key(codes, request.by), *_added(counts), *found)


def _united(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, those under one label as one: statistics of several periods do not add up."""
    parts: dict[tuple[str, int | None], tuple[Part, ...]] = {}
    for line in lines:
        parts[line.label, line.month] = (*parts.get((line.label, line.month), ()), *line.parts)
    return (Line(*key, own) for key, own in parts.items())


def _ranges(starts: Ints, ends: Ints) -> Ints:
    """Every number from each start to before its end."""
    ranges = [np.arange(a, b) for a, b in zip(starts.tolist(), ends.tolist(), strict=True) if a < b]
    return np.concatenate(ranges) if ranges else np.empty(0, np.int64)


def _added(counts: Ints) -> list[int]:
    sums: list[int] = counts.sum(axis=1).tolist()
    sums[_MIX] = int(np.bitwise_xor.reduce(counts[_MIX]))
    return sums


def hold(table: "pa.Table", keys: Sequence[str], stock: bool) -> Held:
    """The rows of a cube: columns month, `keys` and COUNTS."""
    cells = [name for name in keys if name != "days"]
    coded = {name: _coded(table.column(name)) for name in cells}
    group = _numbered([codes for _, codes in coded.values()], table.num_rows)
    months = _ints(table.column("month"))
    low = int(months.min()) if len(months) else 0
    width = int(months.max()) - low + 1 if len(months) else 1
    at = group * width + months - low
    order = np.argsort(at, kind="stable")
    at = at[order]
    first = order[np.unique(group[order], return_index=True)[1]]
    groups = Groups(
        names={name: names for name, (names, _) in coded.items()},
        codes={name: codes[first] for name, (_, codes) in coded.items()},
        at=at,
        low=low,
        width=width,
    )
    counts = np.stack([_ints(table.column(name)) for name in COUNTS])[:, order]
    if "days" in keys:
        return HeldDays(groups, counts, _ints(table.column("days"))[order], stock)
    return HeldCounts(groups, _running(counts), stock)


def _coded(column: "pa.ChunkedArray") -> tuple[list[Any], Ints]:
    """The distinct values of a column, and the place of each row's."""
    coded = column.combine_chunks().dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.to_numpy().astype(np.int64)


def _numbered(codes: Sequence[Ints], count: int) -> Ints:
    """The number of each row's combination of codes, without gaps."""
    number = np.zeros(count, np.int64)
    for own in codes:
        number = number * (int(own.max()) + 1 if count else 1) + own
        number = np.unique(number, return_inverse=True)[1].astype(np.int64)
    return number


def _ints(column: "pa.ChunkedArray") -> Ints:
    return np.asarray(column.to_numpy()).astype(np.int64)


def _running(counts: Ints) -> Ints:
    """The sums of COUNTS of all rows before each row, and of all."""
    sums = np.zeros((len(COUNTS), counts.shape[1] + 1), np.int64)
    np.cumsum(counts, axis=1, out=sums[:, 1:])
    np.bitwise_xor.accumulate(counts[_MIX], out=sums[_MIX, 1:])
    return sums
