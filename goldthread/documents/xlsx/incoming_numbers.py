"""Numbers and percentages as people write them: bounded, and never guessed."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from goldthread.documents.xlsx.faults import shown
from goldthread.documents.xlsx.folding import western
from goldthread.documents.xlsx.model import NUMBER_LIMIT, Column
from goldthread.documents.xlsx.taken import Taken, read_as, wrong
from goldthread.readers.table.cells import as_text

_PLAIN: Final = re.compile(r"[+-]?\d{1,40}(?:\.\d{1,40})?", re.ASCII)
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3}){1,9}(?:\.\d{1,40})?", re.ASCII)
_SPACED: Final = re.compile(r"[+-]?\d{1,3}(?: \d{3}){1,9}(?:\.\d{1,40})?", re.ASCII)
_SIGNIFICANT: Final = 15  # what a spreadsheet shows; 0.1+0.2 is 0.3 to its user
_HINTS: Final = {
    (True, True): {"en": ", or n/a", "zh": "，或填“不适用”"},
    (True, False): {"en": ", n/a, or an empty cell", "zh": "，或填“不适用”，或留空"},
    (False, True): {"en": "", "zh": ""},
    (False, False): {"en": ", or an empty cell", "zh": "，或留空"},
}
_EXPECTED: Final = {"integer": "not_integer", "decimal": "not_number", "percent": "not_percent"}


def take_number(column: Column, cell: Any) -> Taken:
    """The whole number or the decimal that a cell means."""
    number, plain = _number(cell)
    if number is None:
        return _no(column, cell)
    if column.kind == "integer":
        if number != number.to_integral_value():
            return _no(column, cell)
        value = int(number)
        return Taken(value) if plain else read_as(value, cell, str(value))
    kept = column.kept(number)
    assert isinstance(kept, Decimal)
    told = not plain or kept != number
    return read_as(kept, as_text(cell), f"{kept:f}") if told else Taken(kept)


def take_percent(column: Column, cell: Any) -> Taken:
    """The fraction that a cell means: 0.5 in a cell is 50 %, and so is the text 50%."""
    if isinstance(cell, str):
        text = western(cell)
        number, plain = _number(text.removesuffix("%").rstrip())
        if number is None or not text.endswith("%"):
            return _no(column, cell)
        number, plain = number.scaleb(-2), plain and text == cell
    else:
        number, plain = _number(cell)
        if number is None:
            return _no(column, cell)
    kept = column.kept(number)
    assert isinstance(kept, Decimal)
    told = not plain or kept != number
    return read_as(kept, as_text(cell), f"{kept.scaleb(2):f}%") if told else Taken(kept)


def _number(cell: Any) -> tuple[Decimal | None, bool]:
    """The number, and whether it is written as the form asks."""
    if isinstance(cell, (bool, date, time, timedelta)):
        return None, False
    if isinstance(cell, (int, float)):
        number = Decimal(f"{cell:.{_SIGNIFICANT}g}")
        return _bounded(number), True
    text = western(cell)
    if _PLAIN.fullmatch(text):
        return _bounded(Decimal(text)), text == cell
    for pattern, mark in ((_GROUPED, ","), (_SPACED, " ")):
        if pattern.fullmatch(text):
            return _bounded(Decimal(text.replace(mark, ""))), False
    return None, False


def _bounded(number: Decimal) -> Decimal | None:
    return number if number.is_finite() and abs(number) < NUMBER_LIMIT else None


def _no(column: Column, cell: Any) -> Taken:
    na = _HINTS[column.applies_or_not, column.required]
    return wrong(_EXPECTED[column.kind], value=shown(as_text(cell)), na=na)
