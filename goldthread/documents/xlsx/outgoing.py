"""A value on its way into a cell: what is put there so that it comes back the same."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from goldthread.documents.xlsx.model import (
    LISTED,
    NUMBER_LIMIT,
    NUMBERS,
    SPREADSHEET_EXACT,
    TEXT_LIMIT,
    Column,
    FormError,
    Kind,
    Mark,
    Value,
)
from goldthread.documents.xlsx.wording import words

# Before it, spreadsheets count days differently; such a day is written as a text.
FIRST_DATE: Final = date(1900, 3, 1)
NUMBER_DIGITS: Final = 15  # a spreadsheet keeps no more; longer numbers are written as texts
_TYPES: Final[Mapping[Kind, type | tuple[type, ...]]] = {
    "text": str,
    "date": date,
    "integer": int,
    "decimal": (Decimal, int),
    "percent": (Decimal, int),
    "choice": str,
    "reference": str,
    "boolean": bool,
}
# What XML cannot carry: lone surrogates, and the two characters that are none.
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")

Put = str | Decimal | date | None


def put(column: Column, value: Value, lang: str, *, key: bool = False) -> Put:
    """What a cell of the column holds; FormError for a value that the column cannot hold."""
    if value is None or value == "":
        _check(not (key and value is None), column, value, "is missing in the key of the row")
        return None
    if isinstance(value, Mark):
        _check(column.applies_or_not, column, value, "is not a value of the column")
        return str(words("not_applicable", lang))
    _check(_fits(column.kind, value), column, value, f"is no {column.kind}")
    if isinstance(value, bool):
        return str(words("yes" if value else "no", lang))
    if isinstance(value, str):
        return _text(column, value, lang, key=key)
    if isinstance(value, date):
        return value if value >= FIRST_DATE else value.isoformat()
    return _number(column, value)


def _fits(kind: Kind, value: Value) -> bool:
    if isinstance(value, (bool, datetime)):
        return kind == "boolean" and isinstance(value, bool)
    return isinstance(value, _TYPES[kind])


def _text(column: Column, value: str, lang: str, *, key: bool) -> str:
    if column.choices:
        choice = column.by_code.get(value)
        _check(choice is not None, column, value, "is not in the column's list")
        assert choice is not None
        return choice.shown(column.kind, lang)
    text = _NO_CHARACTER.sub("\ufffd", value)
    outer = (key or column.kind in LISTED) and text != text.strip()
    _check(not outer, column, value, "is a code with spaces around it")
    length = len(text.encode("utf-16-le")) // 2
    _check(length <= TEXT_LIMIT, column, value, f"is longer than the {TEXT_LIMIT:,} of a cell")
    return text


def _number(column: Column, value: int | Decimal) -> Put:
    assert column.kind in NUMBERS
    number = Decimal(value)
    _check(number.is_finite(), column, value, "is no number")
    _check(abs(number) < NUMBER_LIMIT, column, value, f"is not below {NUMBER_LIMIT:g}")
    kept = column.kept(number)
    assert isinstance(kept, Decimal)
    plain = kept.normalize() if kept else Decimal(0)
    if len(plain.as_tuple().digits) <= NUMBER_DIGITS and abs(plain) < SPREADSHEET_EXACT:
        return plain
    # A text in a percent column says per cent, as a person would write it.
    return f"{plain * 100:f}%" if column.kind == "percent" else f"{plain:f}"


def _check(holds: bool, column: Column, value: object, said: str) -> None:
    if not holds:
        raise FormError(f"Column {column.key} cannot be written: {str(value)[:80]!r} {said}.")
