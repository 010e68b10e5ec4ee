"""Rules about a row: which rows are records, and when an expression or a doubt applies."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from goldthread.readers.table.cells import PATTERN_LIMIT, Cell, Flaw, as_text
from goldthread.readers.table.chunks import Chunk


class Rule(Protocol):
    """A condition; `test` answers for each row of the chunk."""

    def test(self, chunk: Chunk) -> list[bool]: ...


@dataclass(frozen=True)
class All:
    rules: tuple[Rule, ...]

    def test(self, chunk: Chunk) -> list[bool]:
        return [all(answers) for answers in zip(*(r.test(chunk) for r in self.rules), strict=True)]


@dataclass(frozen=True)
class AnyOf:
    rules: tuple[Rule, ...]

    def test(self, chunk: Chunk) -> list[bool]:
        return [any(answers) for answers in zip(*(r.test(chunk) for r in self.rules), strict=True)]


@dataclass(frozen=True)
class Not:
    rule: Rule

    def test(self, chunk: Chunk) -> list[bool]:
        return [not answer for answer in self.rule.test(chunk)]


@dataclass(frozen=True)
class Empty:
    column: str
    empty: bool

    def test(self, chunk: Chunk) -> list[bool]:
        return [(cell is None) == self.empty for cell in chunk.column(self.column)]


@dataclass(frozen=True)
class Matches:
    """The pattern is found in the cell's text; an empty or an overlong cell does not match."""

    column: str
    pattern: re.Pattern[str]

    def test(self, chunk: Chunk) -> list[bool]:
        return [self._matches(cell) for cell in chunk.column(self.column)]

    def _matches(self, cell: Cell) -> bool:
        if cell is None or isinstance(cell, Flaw):
            return False
        text = as_text(cell)
        return len(text) <= PATTERN_LIMIT and self.pattern.search(text) is not None


@dataclass(frozen=True)
class OneOf:
    column: str
    values: frozenset[str]

    def test(self, chunk: Chunk) -> list[bool]:
        cells = chunk.column(self.column)
        return [cell is not None and as_text(cell) in self.values for cell in cells]


@dataclass(frozen=True)
class Compares:
    """A cell against a fixed value or another column: as numbers, else days, else text."""

    column: str
    compare: Callable[[object, object], bool]
    value: str | None
    other: str | None

    def test(self, chunk: Chunk) -> list[bool]:
        cells = chunk.column(self.column)
        if self.other is None:
            known = {cell: self._holds(cell, self.value) for cell in set(cells)}
            return [known[cell] for cell in cells]
        others = zip(cells, chunk.column(self.other), strict=True)
        return [self._holds(one, two) for one, two in others]

    def _holds(self, one: Cell, two: Cell) -> bool:
        if one is None or two is None or isinstance(one, Flaw) or isinstance(two, Flaw):
            return False
        first, second = _number(one), _number(two)
        if first is not None and second is not None:
            return self.compare(first, second)
        return self.compare(_text(one), _text(two))


def _number(cell: Cell) -> float | None:
    if isinstance(cell, (int, float)):
        return float(cell)
    if isinstance(cell, str) and len(cell) <= 30:
        try:
            return float(cell)
        except ValueError:
            return None
    return None


def _text(cell: Cell) -> str:
    """ISO days compare as text as they do as days."""
    return cell.date().isoformat() if isinstance(cell, datetime) else _day(cell)


def _day(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else as_text(cell)
