"""From an office's text to a value of the schema, by the standard's own rule."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

Convert = Callable[[str], object]

NUMBER_LIMIT: Final = 40  # longer than any number of any office
COUNT_DIGITS: Final = 9
LONGEST_TERM: Final = 999
_SHOWN: Final = 60
_SEEN: Final = 80  # characters of a name that are looked at: what is cached stays small
_LONGEST_DAY: Final = 32  # characters of a day that is remembered
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:Z|[+-]\d{2}:\d{2}|T.*)?")
_INCOMPLETE: Final = re.compile(r"(\d{4})-?(\d{2})?(?:-?00)?")
_IPC: Final = re.compile(
    r"([A-H]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})(?:\s*\((\d{4})\.(\d{2})\))?.*", re.DOTALL
)
_LOCARNO: Final = re.compile(r"(\d{1,2})\s*[-.]?\s*(\d{2})")
# Scripts by the first letters that tell one, as ISO 15924 has them; kana and Hangul before Han.
_SCRIPTS: Final = (
    ("Jpan", re.compile(r"[\u3040-\u30ff\uff66-\uff9f]")),
    ("Kore", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("Hani", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")),
    ("Cyrl", re.compile(r"[\u0400-\u04ff]")),
    ("Arab", re.compile(r"[\u0600-\u06ff]")),
    ("Deva", re.compile(r"[\u0900-\u097f]")),
    ("Thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("Grek", re.compile(r"[\u0370-\u03ff]")),
    ("Hebr", re.compile(r"[\u0590-\u05ff]")),
    ("Latn", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a]")),
)


class Unsound(Exception):
    """A value that its column cannot take; where a record hangs on it, it is quarantined."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


def shown(text: str) -> str:
    """A value for a message."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({len(text)} characters)")


def tidy(text: str) -> str | None:
    """Without white space at the ends and with single blanks inside; None where nothing is left."""
    return text if text.isalnum() else " ".join(text.split()) or None


def plain(text: str) -> str:
    """The text as it is."""
    return text


def day(text: str) -> date | None:
    """A day by ST.2: 20190702 or 2019-07-02, with or without a time zone.

    None for one that is incomplete: with 00 for day or month, or without them.
    """
    return _day(text) if len(text) <= _LONGEST_DAY else _uncached_day(text)


def _uncached_day(text: str) -> date | None:
    found = _COMPACT.fullmatch(text) or _ISO.fullmatch(text)
    if found is None:
        if _INCOMPLETE.fullmatch(text):
            return None
        raise Unsound("bad-date", f"{shown(text)} is no day; wanted is yyyymmdd or yyyy-mm-dd.")
    year, month, of_month = (int(part) for part in found.groups()[:3])
    if not (month and of_month):
        return None
    try:
        return date(year, month, of_month)
    except ValueError:
        raise Unsound("bad-date", f"{shown(text)} is no day of the calendar.") from None


_day: Final = lru_cache(maxsize=16_384)(_uncached_day)


def number(text: str) -> str:
    """A document's number, as the office writes it."""
    if len(text) > NUMBER_LIMIT:
        raise Unsound("bad-number", f"{shown(text)} is no number of a document.")
    return text


def count(text: str) -> int:
    """A whole number of things."""
    if not (text.isascii() and text.isdigit() and len(text) <= COUNT_DIGITS):
        raise Unsound("bad-number", f"{shown(text)} is no number of things.")
    return int(text)


def years(text: str) -> int:
    """A term in whole years."""
    found = count(text)
    if found > LONGEST_TERM:
        raise Unsound("bad-number", f"{shown(text)} is no term in years.")
    return found


def country(text: str) -> str | None:
    """A code of ST.3; XX stands for no country."""
    code = text.upper()
    return code if re.fullmatch(r"[A-Z]{2}", code) and code != "XX" else None


def language(text: str) -> str | None:
    """A language of ISO 639-1 in small letters; a region behind it goes."""
    code = text.lower().replace("_", "-").split("-")[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def script(name: str) -> str | None:
    """The script of a name by ISO 15924, None where no letter tells one."""
    return _script(name[:_SEEN])


@lru_cache(maxsize=65_536)
def _script(name: str) -> str | None:
    return next((code for code, letters in _SCRIPTS if letters.search(name)), None)


def ipc(text: str) -> str | None:
    """`H04L  29/08    (2006.01)` is `H04L 29/08`."""
    found = _IPC.match(text)
    return f"{found[1]} {int(found[2])}/{found[3]}" if found else None


def ipc_version(text: str) -> str | None:
    """The version that stands behind a symbol: `(2006.01)`."""
    found = _IPC.match(text)
    return f"{found[4]}.{found[5]}" if found and found[4] else None


def version(text: str) -> str | None:
    """A version of a classification from its day: 20060101 and 2006-01-01 are 2006.01."""
    digits = text.replace("-", "")
    return f"{digits[:4]}.{digits[4:6]}" if re.fullmatch(r"\d{8}", digits) else None


def locarno(text: str) -> str | None:
    """A Locarno class and subclass: `14-02`, `1402` and `14.02` are `14-02`."""
    found = _LOCARNO.search(text)
    return f"{int(found[1]):02d}-{found[2]}" if found else None


def nice(text: str) -> str | None:
    """A Nice class without leading zeros: `009` is `9`."""
    return str(int(text)) if re.fullmatch(r"[0-9]{1,3}", text) and 0 < int(text) <= 45 else None


def st13(kind: str, year: str, serial: str) -> str:
    """An application number by ST.13: type of right, year and nine digits of the serial number."""
    return f"{kind}{year}{int(serial):09d}"
