"""A cell on its way in: the typed value that it means, or what is wrong with it.

What can be read beyond doubt is read, and told where it was not written as the form asks:
full-width digits, commas between thousands, a date as a text or as a spreadsheet's day number.
What can be read in two ways is not read.
"""

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from goldthread.documents.xlsx.faults import shown
from goldthread.documents.xlsx.folding import folded
from goldthread.documents.xlsx.incoming_dates import take_date
from goldthread.documents.xlsx.incoming_numbers import take_number, take_percent
from goldthread.documents.xlsx.model import (
    LANGS,
    NOT_APPLICABLE,
    SPREADSHEET_EXACT,
    Column,
    Kind,
    Text,
    Value,
)
from goldthread.documents.xlsx.taken import NOTHING, Taken, read_as, wrong
from goldthread.documents.xlsx.wording import spellings, words
from goldthread.readers.table.cells import as_text

SOME: Final = 4  # entries of a list that a message names


def take(column: Column, cell: Any, *, key: bool = False) -> Taken:
    """What a cell of the column means. `cell` is what calamine gives."""
    if cell is None or cell == "" or (isinstance(cell, str) and _blank(column, cell, key)):
        return wrong("required", title=dict(column.title)) if column.required else NOTHING
    if isinstance(cell, str) and _says_not_applicable(column, cell):
        if column.applies_or_not:
            return Taken(NOT_APPLICABLE)
        return wrong("must_apply", value=shown(cell))
    if _digits_lost(column, cell):
        return wrong("digits_lost", value=f"{cell:.0f}")
    taken = _BY_KIND[column.kind](column, cell.strip() if key and isinstance(cell, str) else cell)
    return taken if taken.refused else _within(column, cell, taken)


def _digits_lost(column: Column, cell: Any) -> bool:
    """A long number or code typed as a number has zeros for its last digits by now."""
    typed = isinstance(cell, float) and abs(cell) >= SPREADSHEET_EXACT
    return typed and column.kind not in ("date", "boolean")


def _blank(column: Column, cell: str, key: bool) -> bool:
    """A free text may be of spaces; in every other cell they are nothing."""
    free = column.kind == "text" and not column.required and not key
    return not free and not cell.strip(" \t\r\n\u3000\u200b\ufeff\u00a0")


def _says_not_applicable(column: Column, cell: str) -> bool:
    # A free text, or a code that the form does not know, may well be spelt so.
    known = column.applies_or_not or (column.kind != "text" and not _open(column))
    return known and folded(cell) in spellings("not_applicable")


def _open(column: Column) -> bool:
    return column.kind == "reference" and not column.choices


def _text(column: Column, cell: Any) -> Taken:
    text = _as_text(cell)
    if len(text) > column.longest:
        return wrong("too_long", length=len(text), limit=column.longest)
    if isinstance(cell, (date, time, timedelta)):
        return read_as(text, cell, text)
    return Taken(text)


def _as_text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return as_text(cell)


def _listed(column: Column, cell: Any) -> Taken:
    text = _as_text(cell).strip()
    if _open(column):
        return _text(column, text)
    code = column.codes.get(folded(text))
    if code is not None:
        return Taken(code)
    return wrong("not_listed", value=shown(text), some=_some(column))


def _some(column: Column) -> Text:
    more = "…" if len(column.choices) > SOME else ""
    marks = {"en": ", ", "zh": "、"}
    return {
        lang: marks[lang].join(c.shown(column.kind, lang) for c in column.choices[:SOME]) + more
        for lang in LANGS
    }


def _boolean(cell: Any) -> Taken:
    if isinstance(cell, bool):
        return Taken(cell)
    if isinstance(cell, float) and cell in (0, 1):
        said: Text = {lang: str(words("yes" if cell else "no", lang)) for lang in LANGS}
        return read_as(bool(cell), as_text(cell), said)
    for name, value in (("yes", True), ("no", False)):
        if isinstance(cell, str) and folded(cell) in spellings(name):
            return Taken(value)
    return wrong("not_boolean", value=shown(_as_text(cell)))


def _within(column: Column, cell: Any, taken: Taken) -> Taken:
    value = taken.value
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, date)):
        return taken
    if column.greatest is not None and _more(value, column.greatest):
        if column.kind == "percent" and not isinstance(cell, str):
            limit = _limit(column, column.greatest)
            return wrong(
                "percent_without_sign", value=as_text(cell), read=_limit(column, value), limit=limit
            )
        found, limit = _limit(column, value), _limit(column, column.greatest)
        return wrong("too_great", value=found, limit=limit)
    if column.least is not None and _more(column.least, value):
        found, limit = _limit(column, value), _limit(column, column.least)
        return wrong("too_small", value=found, limit=limit)
    return taken


def _more(one: Any, other: Any) -> bool:
    return bool(one > other)


def _limit(column: Column, value: Value) -> str:
    if column.kind == "percent" and isinstance(value, (int, Decimal)):
        return f"{(Decimal(value) * 100).normalize():f}%"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


_BY_KIND: Final[Mapping[Kind, Callable[[Column, Any], Taken]]] = {
    "text": _text,
    "date": lambda _, cell: take_date(cell),
    "integer": take_number,
    "decimal": take_number,
    "percent": take_percent,
    "choice": _listed,
    "reference": _listed,
    "boolean": lambda _, cell: _boolean(cell),
}
