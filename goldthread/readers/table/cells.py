"""What a cell can be, and the small things every step needs: folding, text, and unfit values."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

# A pattern is never tried on a longer text: its time may grow with a power of the length.
PATTERN_LIMIT = 10_000
SHOWN = 80
# Several times what any office writes; what is longer is some other text, or a damaged file.
NUMBER_LIMIT = 200


@dataclass(frozen=True)
class Flaw:
    """A cell that the file itself spoilt: wrong bytes, a formula's error; unfit when it is used."""

    reason: str
    detail: str


@dataclass(frozen=True)
class Merged(Flaw):
    """A cell below the first of merged ones: `value` is the first's, `row` where that stands."""

    value: object
    row: int


Cell = str | int | float | datetime | date | time | timedelta | Flaw | None


@dataclass(frozen=True)
class Unfit:
    """A value that a column cannot take; the record is quarantined, or skipped and counted.

    `column` is the column of the mapping that the value stood in, where one is to blame.
    """

    reason: str
    detail: str
    skip: bool = False
    column: str = ""


@dataclass(frozen=True)
class Noted:
    """A value that is taken as `value`, with a sentence for the load's notes."""

    value: object
    sentence: str


def shown(value: object) -> str:
    """A value for a message, at most 80 characters of it."""
    text = as_text(value) if not isinstance(value, str) else value
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}… ({len(text):,} characters)")


def as_text(value: object) -> str:
    """The text of a cell: a whole number without `.0`, a day as ISO, a moment as ISO with a T."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return str(value)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The text without case, accents, spaces and punctuation: what look-ups compare."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LN")


def spaced(text: str) -> str:
    """The text with each run of white space made one space: how column headings are compared."""
    return re.sub(r"\s+", " ", text).strip()
