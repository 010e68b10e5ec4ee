"""Numbers as offices write them, bounded: a number of 10,000 digits is refused, never computed."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from goldthread.readers.table.cells import Flaw, Unfit, shown

_PLAIN = re.compile(r"[+-]?(?:\d{1,16}(?:\.\d{1,30})?|\.\d{1,30})(?:E[+-]?\d{1,2})?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{2,4})*(?:\.\d+)?")
LENGTH_LIMIT = 60


@dataclass(frozen=True)
class Numbers:
    """The step that makes a number of a value.

    `decimal` is the decimal mark; `thousands` the marks between groups of digits, none of which
    is accepted unless it is named; `times` multiplies what was read; less than `least` is none.
    """

    decimal: str = "."
    thousands: str = ""
    times: Decimal = Decimal(1)
    least: Decimal | None = None

    def __call__(self, value: object) -> Decimal | Unfit:
        if isinstance(value, Flaw):
            return Unfit(value.reason, value.detail)
        if isinstance(value, (date, time, timedelta)):
            return Unfit("bad-number", f"{shown(value)} is a date or a time, not a number.")
        text = repr(value) if isinstance(value, float) else str(value).strip()
        number = self._read(text if isinstance(value, float) else self._western(text))
        if number is None or not number.is_finite():
            return Unfit("bad-number", f"{shown(text)} is no number{self._hint(text)}.")
        if self.least is not None and number < self.least:
            return Unfit("bad-number", f"{shown(value)} is less than {self.least}.")
        return number * self.times

    def _western(self, text: str) -> str:
        """The text with a dot as decimal mark and without marks between groups of digits."""
        if len(text) > LENGTH_LIMIT:
            return text
        text = text.replace("\u2212", "-").rstrip("%").rstrip()
        for mark in self.thousands:
            text = text.replace(mark, "")
        return text.replace(self.decimal, ".") if self.decimal != "." else text

    def _read(self, text: str) -> Decimal | None:
        if len(text) > LENGTH_LIMIT or not _PLAIN.fullmatch(text):
            return None
        return Decimal(text)

    def _hint(self, text: str) -> str:
        if not self.thousands and len(text) <= LENGTH_LIMIT and _GROUPED.fullmatch(text):
            return '; if its commas stand between thousands, say number: {thousands: ","}'
        return ""


def whole(number: object, least: int, greatest: int) -> int | Unfit:
    """A whole number within the bounds of its column."""
    assert isinstance(number, Decimal)
    if number != number.to_integral_value() or not least <= number <= greatest:
        return Unfit(
            "bad-number", f"{shown(str(number))} is no whole number from {least} to {greatest}."
        )
    return int(number)


def amount(number: object, digits: int, places: int) -> Decimal | Unfit:
    """A decimal with at most `digits` digits, rounded half to even at `places` places."""
    assert isinstance(number, Decimal)
    if abs(number) >= Decimal(10) ** (digits - places):
        return Unfit(
            "bad-number", f"{shown(str(number))} has more than {digits - places} digits before "
            "the decimal mark."
        )  # fmt: skip
    return number.quantize(Decimal(1).scaleb(-places))
