"""What a workbook says of itself: the form, its version, and a stamp over what it holds.

It stands on a hidden sheet and among the document's properties: programs that drop the one on
saving keep the other. Each sheet of the form says in its hidden first row which column is which.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from goldthread.documents.xlsx.model import Form, Mark, Sheet, Value

META_SHEET: Final = "goldthread-form"
LISTS_SHEET: Final = "goldthread-lists"
KEYS_ROW: Final = 0  # hidden; the titles stand below it
TITLE_ROW: Final = 1
FIRST_ROW: Final = 2


@dataclass(frozen=True)
class Stamp:
    """The mark of a form in a workbook."""

    form: str
    version: int
    lang: str
    content: str

    def lines(self) -> tuple[tuple[str, str], ...]:
        return (
            ("form", self.form),
            ("version", str(self.version)),
            ("lang", self.lang),
            ("content", self.content),
        )


def column_mark(sheet: Sheet, key: str) -> str:
    """What the hidden first row says above a column."""
    return f"{sheet.code}.{key}"


class Content:
    """A digest over the values of the rows, whatever the language, order of columns or looks."""

    def __init__(self, form: Form) -> None:
        self._digest = hashlib.sha256(f"{form.id} {form.version}\n".encode())

    def add(self, sheet: Sheet, values: tuple[Value, ...]) -> None:
        parts = [sheet.code, *map(canonical, values)]
        packed = b"".join(len(part := text.encode()).to_bytes(4, "big") + part for text in parts)
        self._digest.update(packed)

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def canonical(value: Value) -> str:
    """One text for equal values, different for different ones of a kind."""
    match value:
        case None:
            return ""
        case Mark():
            return "n/a"
        case bool():
            return f"b{value:d}"
        case int() | Decimal():
            return f"n{Decimal(value).normalize():f}" if value else "n0"
        case date():
            return f"d{value.isoformat()}"
        case _:
            return f"t{value}"
