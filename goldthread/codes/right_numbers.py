"""The numbers of rights as people write them down, in the form that the office itself uses.

China: eight digits until 2003, twelve since, and a check digit after a point. The digits are
weighed with 2 to 9 and again from 2; their sum modulo 11 is the check digit, ten being X. The
digit behind the year tells the kind. Source: the office's standard on application numbers
(ZC 0006-2003). In forms the point and the letters ZL come and go.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from goldthread.codes.errors import CodeError

_CHINA: Final = re.compile(r"(?:ZL|CN)?(\d{12}|\d{8})\.?([0-9X])?")
_CHINESE_KINDS: Final = {"1": "PT", "8": "PT", "2": "UM", "9": "UM", "3": "DS"}
_CHINESE_PATENTS: Final = frozenset({None, "PT", "UM", "DS"})
_ANY: Final = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9 ./,()\-]{0,39}")


class NoNumber(CodeError):
    """A text that cannot be the number of a right; the message says why."""


@dataclass(frozen=True)
class Number:
    """A number in its office's form, with the kind of right if the number tells it."""

    number: str
    kind: str | None = None


def read(office: str, text: str, kind: str | None = None) -> Number:
    """The number; NoNumber for a text without digits, or one whose check digit is wrong."""
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if office == "CN" and kind in _CHINESE_PATENTS:
        found = _CHINA.fullmatch(plain.replace(" ", ""))
        if found:
            number = _chinese(text, *found.groups())
            if kind not in (None, number.kind):
                raise NoNumber(f"{text[:60]!r} is the number of a {number.kind}, not of a {kind}.")
            return number
        if kind is not None or plain.startswith("ZL"):
            raise NoNumber(
                f"{text[:60]!r} is no number of a Chinese patent: 12 digits (8 until 2003) and a "
                "check digit."
            )
    if not _ANY.fullmatch(plain):
        raise NoNumber(f"{text[:60]!r} is no number of a right.")
    return Number(plain)


def _chinese(text: str, digits: str, check: str | None) -> Number:
    right = check_digit(digits)
    if check is not None and check != right:
        raise NoNumber(
            f"{text[:60]!r} is mistyped: the check digit of {digits} is {right}, not {check}."
        )
    return Number(f"{digits}.{right}", _CHINESE_KINDS.get(digits[4 if len(digits) == 12 else 2]))


def check_digit(digits: str) -> str:
    """The check digit of a Chinese application number of 8 or 12 digits."""
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(digits))
    return "X" if total % 11 == 10 else str(total % 11)
