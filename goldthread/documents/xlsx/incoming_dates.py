"""Days as people write them: the year first, or a spreadsheet's own date."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from goldthread.documents.xlsx.faults import shown
from goldthread.documents.xlsx.folding import western
from goldthread.documents.xlsx.taken import Taken, read_as, wrong
from goldthread.readers.table.cells import as_text

_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEAR_FIRST: Final = re.compile(
    r"(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?(?:[ T]0{1,2}:00(?::00)?)?", re.ASCII
)
_EIGHT: Final = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](?:\d{4}|\d\d)", re.ASCII)
# A number in this span is taken for a spreadsheet's day number: 1954 to 2119.
_SERIALS: Final = range(20_000, 80_001)
_DAY_ZERO: Final = date(1899, 12, 30)


def take_date(cell: Any) -> Taken:
    """The day that a cell means."""
    if isinstance(cell, datetime):
        whole = cell.time() == time()
        return Taken(cell.date()) if whole else wrong("has_time", value=shown(as_text(cell)))
    if isinstance(cell, date):
        return Taken(cell)
    if isinstance(cell, (bool, time, timedelta)):
        return wrong("not_date", value=shown(cell))
    return _from_text(as_text(cell))


def _from_text(written: str) -> Taken:
    text = western(written)
    if found := _ISO.fullmatch(text):
        day = _day(found)
        return Taken(day) if day else wrong("not_date", value=shown(written))
    for pattern in (_YEAR_FIRST, _EIGHT):
        if (found := pattern.fullmatch(text)) and (day := _day(found)):
            return read_as(day, written, day.isoformat())
    if re.fullmatch(r"\d{5}", text, re.ASCII) and int(text) in _SERIALS:
        day = _DAY_ZERO + timedelta(days=int(text))
        return read_as(day, written, day.isoformat())
    return _not_read(written, text)


def _not_read(written: str, text: str) -> Taken:
    found = _YEAR_LAST.fullmatch(text)
    open_ = found is not None and int(found[1]) <= 12 and int(found[2]) <= 12
    return wrong("ambiguous_date" if open_ else "not_date", value=shown(written))


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
