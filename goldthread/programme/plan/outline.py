"""Which candidates are numbers of the plan, and how they nest.

A level is recognised by its place, not by its kind: "1." may be a chapter and, below "(1)", a
task again. A number is taken where it is expected (the next of an open level, the first of a new
one, or the next where numbering runs on across headings); elsewhere only at the start of a line.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from goldthread.programme.plan.layout import Clean
from goldthread.programme.plan.numbering import Candidate, candidates
from goldthread.programme.plan.tables import Row, Table

# Kinds that stand above all others wherever they appear; the rest nest as they come.
_RANK = {"chapter": 1, "section": 2, "hanenum": 3, "roman": 3}
# The usual order, for a number that neither follows nor begins anything.
_USUAL = _RANK | {"hanparen": 4, "alpha-upper": 4, "arabic": 5, "numparen": 6, "numhalf": 6}
_DEEPEST = 8
_FARTHEST_SKIP = 20
_UNIT_CUE = re.compile(
    r"负责|牵头|配合|[Rr]esponsib|[Ll]ed by|Lead:|Ministry|Office|Administration"
)


_Event = tuple[float, Callable[[Any], None], Any]


@dataclass
class Item:
    """One numbered (or styled) heading or task, from its number to the next item's."""

    kind: str
    value: int
    label: str | None
    start: int
    body: int
    end: int = 0
    children: list["Item"] = field(default_factory=list)
    row: Row | None = None
    heading: int | None = None
    inline: bool = False


@dataclass
class Outline:
    """The tree of items under `root`, and what was odd about its numbers."""

    root: Item
    remarks: list[tuple[str, str, int, int]]  # kind, message, clean start, clean end
    count: int


def outline(clean: Clean, tables: Iterable[Table]) -> Outline:
    """The items of a clean text; table rows hang on the heading above their table."""
    builder = _Builder(clean)
    for _, act, argument in sorted(_events(clean, tables, builder), key=lambda event: event[0]):
        act(argument)
    return builder.finish()


def _events(clean: Clean, tables: Iterable[Table], builder: "_Builder") -> list[_Event]:
    """What happens where; a styled heading comes just before a number at the same place."""
    events: list[_Event] = []
    for table in tables:
        events.append((table.start, builder.close, table.start))
        events += [(row.start + 0.2, builder.row, row) for row in table.rows]
        events.append((table.end, builder.resume, table.end))
    regions = [(table.start, table.end) for table in tables]
    for candidate in _outside(builder.found, regions):
        events.append((candidate.start + 0.1, builder.number, candidate))
    events += [(at, builder.heading, (at, level)) for at, level in clean.headings.items()]
    return events


def _outside(found: list[Candidate], regions: list[tuple[int, int]]) -> list[Candidate]:
    kept, index = [], 0
    for candidate in found:
        while index < len(regions) and regions[index][1] <= candidate.start:
            index += 1
        if index == len(regions) or candidate.start < regions[index][0]:
            kept.append(candidate)
    return kept


class _Builder:
    def __init__(self, clean: Clean) -> None:
        self.clean = clean
        self.root = Item("root", 0, None, 0, 0, len(clean.text))
        self.stack: list[Item] = []
        self.popped: dict[str, int] = {}
        self.remarks: list[tuple[str, str, int, int]] = []
        self.last: Item = self.root
        self.count = 0
        self.section: Item | None = None
        self.pending: int | None = None
        self.found = found = candidates(clean.marks)
        self.starts = {candidate.start for candidate in found}
        self.following = {a.start: b.start for a, b in pairwise(found)}
        self.breaks = [match.start() for match in re.finditer("\n", clean.marks)]
        self.crowd = Counter(self._paragraph(c.start) for c in found if c.place != "line")
        self.ahead = _next_at_line_start(found)

    def _paragraph(self, position: int) -> int:
        return bisect_left(self.breaks, position)

    # Events, in the order of the text.

    def number(self, candidate: Candidate) -> None:
        hint, self.pending = self.pending, None
        depth, reading = self._choose(candidate)
        if reading is None:
            if hint is not None:
                self._styled(candidate.start, hint)
            return
        kind, value = reading
        self._note_gap(candidate, kind, value, depth)
        self._pop(depth)
        item = Item(kind, value, candidate.label, candidate.start, candidate.end)
        item.heading, item.inline = hint, candidate.place != "line"
        self._append(item)

    def heading(self, styled: tuple[int, int]) -> None:
        """A heading by its style alone; a number at the same place wins."""
        position, level = styled
        if position in self.starts:
            self.pending = level
        else:
            self._styled(position, level)

    def _styled(self, position: int, level: int) -> None:
        depth = len(self.stack)
        while depth and not self._above(self.stack[depth - 1], level):
            depth -= 1
        self._pop(depth)
        item = Item(f"heading{level}", level, None, position, position, heading=level)
        self._append(item)

    @staticmethod
    def _above(item: Item, level: int) -> bool:
        return item.heading is not None and item.heading < level

    def close(self, position: int) -> None:
        self.last.end = position

    def resume(self, position: int) -> None:
        """What follows a table belongs to no item until the next number."""
        self.last = Item("after-table", 0, None, position, position)

    def row(self, row: Row) -> None:
        parent = self._section(row) if row.section else self._parent
        item = Item("row", 0, row.number, row.start, row.start, row.end, row=row)
        parent.children.append(item)
        self.count += 1

    @property
    def _parent(self) -> Item:
        return self.stack[-1] if self.stack else self.root

    def _section(self, row: Row) -> Item:
        """The heading made of a table's section cell, shared by the rows that follow it."""
        known = self.section
        if known is None or known.row is None or known.row.section != row.section:
            known = Item("row-section", 0, None, row.start, row.start, row.start, row=row)
            self._parent.children.append(known)
            self.section = known
        return known

    def finish(self) -> Outline:
        self.last.end = len(self.clean.text)
        return Outline(self.root, self.remarks, self.count)

    def _append(self, item: Item) -> None:
        self.last.end = item.start
        self._parent.children.append(item)
        self.stack.append(item)
        self.last = item
        self.section = None
        self.count += 1

    def _pop(self, depth: int) -> None:
        for item in self.stack[depth:]:
            self.popped[item.kind] = item.value
        del self.stack[depth:]

    # Where a number belongs.

    def _choose(self, candidate: Candidate) -> tuple[int, tuple[str, int] | None]:
        for find in (self._next, self._first):
            for reading in candidate.readings:
                depth = find(candidate, *reading)
                if depth is not None and self._trusted(candidate, *reading, depth):
                    return depth, reading
        if candidate.place == "line" and self._unlikely_wrap(candidate):
            for reading in candidate.readings:
                depth = self._unexpected(*reading)
                if depth is not None:
                    return depth, reading
        return 0, None

    def _next(self, candidate: Candidate, kind: str, value: int) -> int | None:
        """The depth of the open level that expects this number."""
        depths = [
            depth
            for depth, item in enumerate(self.stack)
            if item.kind == kind and item.value + 1 == value
        ]
        if len(depths) > 1 and self._reads_as_heading(candidate):
            return depths[0]
        return depths[-1] if depths else None

    def _first(self, candidate: Candidate, kind: str, value: int) -> int | None:
        """The depth at which this number opens a level, at 1 or where numbering runs on."""
        if kind.startswith("decimal"):
            return self._decimal(candidate, value)
        if value == 1 or self.popped.get(kind, -1) + 1 == value:
            return self._opened(kind)
        return None

    def _opened(self, kind: str) -> int | None:
        """The depth at which a new level of this kind opens."""
        same = [depth for depth, item in enumerate(self.stack) if item.kind == kind]
        if same and (kind in _RANK or same[-1] == len(self.stack) - 1):
            return None
        if len(self.stack) >= _DEEPEST:
            return None
        depth = len(self.stack)
        rank = _RANK.get(kind)
        while rank and depth and _RANK.get(self.stack[depth - 1].kind, 9) >= rank:
            if self.stack[depth - 1].heading is not None:
                break
            depth -= 1
        return depth

    def _decimal(self, candidate: Candidate, value: int) -> int | None:
        """2.1 opens a level only under 2, and 2.1.1 only under 2.1."""
        if value != 1 and self.popped.get(candidate.readings[0][0], -1) + 1 != value:
            return None
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].value == candidate.prefix[-2]:
                return depth + 1
        return None

    def _unexpected(self, kind: str, value: int) -> int | None:
        """The depth of a number that was skipped to or repeated; None if it cannot be one."""
        if kind.startswith("decimal"):
            return None
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].kind == kind:
                near = -_FARTHEST_SKIP <= value - self.stack[depth].value <= _FARTHEST_SKIP
                return depth if near or value == 1 else None
        if kind.startswith("alpha") and value > 3:
            return None
        known = self.popped.get(kind)
        if len(self.stack) >= _DEEPEST or (known and abs(value - known) > _FARTHEST_SKIP):
            return None
        usual, depth = _USUAL.get(kind, 7), len(self.stack)
        while depth and _USUAL.get(self.stack[depth - 1].kind, 7) >= usual:
            depth -= 1
        return depth

    def _trusted(self, candidate: Candidate, kind: str, value: int, depth: int) -> bool:
        """Whether a number inside a line may be taken, though it is expected."""
        if candidate.place == "line":
            return True
        if self.ahead.get((candidate.start, kind)) == value and depth < len(self.stack):
            return False
        if candidate.place == "end":
            return True
        return self.crowd[self._paragraph(candidate.start)] > 1

    def _unlikely_wrap(self, candidate: Candidate) -> bool:
        """Whether the line before an unexpected number was finished, so that this is no wrap."""
        before = self.clean.marks[max(0, candidate.start - 2) : candidate.start].rstrip(
            "\n \t#*•>-"
        )
        if not before or not self.last.label:
            return True
        ended = before[-1] in '。；;.!?)：:”"》'
        short = candidate.start - self.last.start <= 80 and self.last.label is not None
        return ended or short

    def _reads_as_heading(self, candidate: Candidate) -> bool:
        """Whether the text up to the next candidate has a heading's form."""
        end = min(self.following.get(candidate.start, len(self.clean.marks)), candidate.end + 400)
        text = self.clean.marks[candidate.end : end].strip()
        if _UNIT_CUE.search(text) and text.endswith(")"):
            return False
        return len(text) <= 160 and not re.search(r"[。；;]|[.)]$", text)

    def _note_gap(self, candidate: Candidate, kind: str, value: int, depth: int) -> None:
        if kind.startswith(("decimal", "heading")):
            return
        known = self.stack[depth].value if depth < len(self.stack) else self.popped.get(kind, 0)
        if depth < len(self.stack) and self.stack[depth].kind != kind:
            known = self.popped.get(kind, 0) if value != 1 else 0
        if value == known + 1 or (value == 1 and depth >= len(self.stack)):
            return
        self._note(candidate, value, known)

    def _note(self, candidate: Candidate, value: int, known: int) -> None:
        label = candidate.label
        if value > known + 1:
            kind, what = "number_skipped", f"Number {label} follows {known or 'no number'}"
            message = f"{what}: check whether an item is missing before it."
        else:
            kind = "number_repeated"
            message = f"Number {label} follows {known}: a number is repeated or out of order."
        self.remarks.append((kind, message, candidate.start, candidate.end))


def _next_at_line_start(found: list[Candidate]) -> dict[tuple[int, str], int]:
    """For each candidate and kind, the value of the next candidate of that kind on a new line."""
    nearest: dict[str, int] = {}
    ahead: dict[tuple[int, str], int] = {}
    for candidate in reversed(found):
        for kind, _ in candidate.readings:
            if kind in nearest:
                ahead[candidate.start, kind] = nearest[kind]
        if candidate.place == "line":
            nearest |= dict(candidate.readings)
    return ahead
