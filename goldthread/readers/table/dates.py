"""Days in the forms that offices write: each form a pattern and the calendar it counts in.

Republic-of-China year 1 is 1912. Japanese eras count from Meiji 1 = 1868, Taisho 1 = 1912,
Showa 1 = 1926, Heisei 1 = 1989, Reiwa 1 = 2019. An Excel serial counts days of the 1900 system,
which holds a 29 February 1900 that never was.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from goldthread.readers.table.cells import PATTERN_LIMIT, Flaw, Unfit, as_text, shown

Inside = Literal["no", "only", "first", "last"]

_ERAS = {
    "明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018,
    "M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018,
}  # fmt: skip
_ROC = 1911
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago set oct nov dic",
    )
    for number, name in enumerate(names.split(), 1)
} | {"setiembre": 9, "sept": 9}
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1}
_NUMERAL = "[0-9０-９〇零○一二三四五六七八九十百元]"
_TAIL = r"(?:[T ]+(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
_GAP = r"\s*[/.\-–\s]\s*"
_CJK_DAY = rf"年\s*(?P<m>{_NUMERAL}{{1,3}})\s*月\s*(?P<d>{_NUMERAL}{{1,3}})\s*日"
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))


def _numeral(text: str) -> int:
    """The number of Arabic or Chinese digits: 108, １０８, 一百零八, 二〇一九, 元 (the first)."""
    if not any(c in "十百" for c in text):
        return int("".join(str(_DIGITS.get(c, c)) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in "十百":
            total, digit = total + (digit or 1) * (100 if c == "百" else 10), 0
        else:
            digit = _DIGITS[c] if c in _DIGITS else int(c)
    return total + digit


def _short_year(year: int) -> int:
    """Two digits of a year: 70-99 are 19xx, 00-69 are 20xx."""
    return year + (1900 if year >= 70 else 2000)


def _plain(found: re.Match[str]) -> date:
    return date(int(found["y"]), int(found["m"]), int(found["d"]))


def _short(found: re.Match[str]) -> date:
    return date(_short_year(int(found["y"])), int(found["m"]), int(found["d"]))


def _named(found: re.Match[str]) -> date:
    return date(int(found["y"]), _MONTHS[found["m"].rstrip(".").lower()], int(found["d"]))


def _numerals(found: re.Match[str]) -> date:
    return date(_numeral(found["y"]), _numeral(found["m"]), _numeral(found["d"]))


def _roc(found: re.Match[str]) -> date:
    return date(_numeral(found["y"]) + _ROC, _numeral(found["m"]), _numeral(found["d"]))


def _era(found: re.Match[str]) -> date:
    first = _ERAS[found["era"].upper()]
    return date(_numeral(found["y"]) + first, _numeral(found["m"]), _numeral(found["d"]))


def _serial(found: re.Match[str]) -> date:
    return from_serial(float(found[0]))


def from_serial(serial: float) -> date:
    """The day of an Excel serial number (1900 system); ValueError for one that is no day."""
    days = math.floor(serial)
    if not 1 <= days <= 2_958_465 or days == 60:
        raise ValueError(f"{serial:g} is no Excel day")
    return date(1899, 12, 30 if days > 60 else 31) + timedelta(days)


_Builder = Callable[[re.Match[str]], date]


def _form(pattern: str, build: _Builder) -> tuple[re.Pattern[str], _Builder]:
    return re.compile(rf"(?<![0-9]){pattern}(?![0-9])", re.IGNORECASE), build


_D, _M = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})"
_FORMS: dict[str, tuple[tuple[re.Pattern[str], _Builder], ...]] = {
    "iso": (_form(rf"(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}}){_TAIL}", _plain),),
    "d/m/y": (_form(rf"{_D}{_GAP}{_M}{_GAP}(?P<y>\d{{4}}){_TAIL}", _plain),),
    "m/d/y": (_form(rf"{_M}{_GAP}{_D}{_GAP}(?P<y>\d{{4}}){_TAIL}", _plain),),
    "y/m/d": (_form(rf"(?P<y>\d{{4}}){_GAP}{_M}{_GAP}{_D}{_TAIL}", _plain),),
    "d/m/yy": (_form(rf"{_D}{_GAP}{_M}{_GAP}(?P<y>\d{{2}}){_TAIL}", _short),),
    "m/d/yy": (_form(rf"{_M}{_GAP}{_D}{_GAP}(?P<y>\d{{2}}){_TAIL}", _short),),
    "yyyymmdd": (_form(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", _plain),),
    "excel": (_form(r"\d{1,7}(?:\.\d+)?", _serial),),
    "month name": (
        _form(
            rf"{_D}(?:st|nd|rd|th)?[\s\-]+(?:de\s+)?(?P<m>{_NAMES})\.?,?[\s\-]+(?:del?\s+)?"
            rf"(?P<y>\d{{4}}){_TAIL}",
            _named,
        ),
        _form(rf"(?P<m>{_NAMES})\.?\s+{_D}(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_TAIL}", _named),
    ),
    "chinese": (_form(rf"(?P<y>{_NUMERAL}{{4}})\s*{_CJK_DAY}", _numerals),),
    "roc": (
        _form(rf"(?:中[華华])?(?:民[國国])?\s*(?P<y>{_NUMERAL}{{1,5}})\s*{_CJK_DAY}", _roc),
        _form(rf"(?:中[華华])?(?:民[國国])?\s*(?P<y>\d{{2,3}}){_GAP}{_M}{_GAP}{_D}", _roc),
        _form(r"(?P<y>\d{2,3})(?P<m>\d{2})(?P<d>\d{2})", _roc),
    ),
    "japanese": (
        _form(rf"(?P<era>明治|大正|昭和|平成|令和)\s*(?P<y>{_NUMERAL}{{1,3}})\s*{_CJK_DAY}", _era),
        _form(rf"(?P<era>[MTSHR])\s*(?P<y>\d{{1,2}}){_GAP}{_M}{_GAP}{_D}", _era),
    ),
}  # fmt: skip
FORMS = tuple(_FORMS)


def zone_named(name: str) -> tzinfo:
    """An offset such as +08:00 or a zone of the IANA list; ValueError when it is neither."""
    offset = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", name)
    if offset:
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(-away if offset[1] == "-" else away)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        raise ValueError(f"{name!r} is neither an offset such as +08:00 nor a time zone") from None


@dataclass(frozen=True)
class Days:
    """The step that makes a day of a value, trying `forms` in their order.

    A real spreadsheet date is itself under any form. A moment with a zone is a day as written,
    or the day in `zone` when one is given.
    """

    forms: tuple[str, ...] = ("iso",)
    inside: Inside = "no"
    zone: tzinfo | None = None

    def __call__(self, value: object) -> date | Unfit:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, Flaw):
            return Unfit(value.reason, value.detail)
        text = as_text(value).strip()
        if len(text) > PATTERN_LIMIT:
            return Unfit("bad-date", f"{shown(text)} is too long to hold a day.")
        return self._sentence(text) if self.inside != "no" else self._whole(text)

    def _whole(self, text: str) -> date | Unfit:
        for pattern, build in self._patterns():
            found = pattern.fullmatch(text)
            if found:
                return self._built(found, build)
        return Unfit("bad-date", f"{shown(text)} is no day of the form {self._named_forms()}.")

    def _sentence(self, text: str) -> date | Unfit:
        for pattern, build in self._patterns():
            days = [self._built(found, build) for found in pattern.finditer(text)]
            if not days:
                continue
            if self.inside == "only" and len(set(days)) > 1:
                return Unfit("bad-date", f"{shown(text)} holds more than one day.")
            return days[-1] if self.inside == "last" else days[0]
        return Unfit("bad-date", f"{shown(text)} holds no day of the form {self._named_forms()}.")

    def _patterns(self) -> list[tuple[re.Pattern[str], _Builder]]:
        return [pair for form in self.forms for pair in _FORMS[form]]

    def _named_forms(self) -> str:
        return " or ".join(self.forms)

    def _built(self, found: re.Match[str], build: _Builder) -> date | Unfit:
        try:
            day = build(found)
            return self._in_zone(day, found) if self.zone else day
        except (ValueError, OverflowError):
            return Unfit("bad-date", f"{shown(found[0])} is no day of the calendar.")

    def _in_zone(self, day: date, found: re.Match[str]) -> date:
        parts = found.groupdict()
        if not parts.get("zone"):
            return day
        offset = "+0000" if parts["zone"].upper() == "Z" else parts["zone"].replace(":", "")
        clock = parts["clock"].replace(",", ".").partition(".")[0]
        form = "%H:%M:%S" if clock.count(":") == 2 else "%H:%M"
        moment = datetime.strptime(f"{clock} {offset}", f"{form} %z").replace(
            year=day.year, month=day.month, day=day.day
        )
        return moment.astimezone(self.zone).date()


_PERIOD = re.compile(
    r"(?P<y>\d{4})(?:\s*[-/.]?\s*(?:(?P<part>[HSQ])(?P<n>[1-4])|(?P<m>\d{1,2})|M(?P<mm>\d{1,2})))?"
    r"|(?P<cy>\d{4})\s*年(?:\s*(?P<cm>\d{1,2})\s*月)?",
    re.IGNORECASE,
)


def period(value: object) -> str | Unfit:
    """A period of the field: 2019, 2019-H1, 2019-Q3 or 2019-07; a real date gives its month."""
    if isinstance(value, (date, datetime)):
        return f"{value.year:04d}-{value.month:02d}"
    text = as_text(value).strip()
    found = _PERIOD.fullmatch(text) if len(text) <= 20 else None
    if not found:
        return Unfit("bad-period", f"{shown(text)} is no year, half-year, quarter or month.")
    year, month = found["y"] or found["cy"], found["m"] or found["mm"] or found["cm"]
    if month:
        good, code = 1 <= int(month) <= 12, f"{year}-{int(month):02d}"
    elif found["part"]:
        letter = found["part"].upper().replace("S", "H")
        good, code = letter == "Q" or int(found["n"]) <= 2, f"{year}-{letter}{found['n']}"
    else:
        good, code = True, year
    return code if good else Unfit("bad-period", f"{shown(text)} is no period of a year.")


def frequency(code: str) -> str:
    """The SDMX frequency of a period code: A, S, Q or M."""
    tail = code[5:6]
    return {"": "A", "H": "S", "Q": "Q"}.get(tail, "M")
