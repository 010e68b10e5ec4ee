"""How patents end, are revived and are told wrongly: an event feed in the codes of ST.27."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldthread.demo.deliveries import EVENTS_FROM, Calendar, Rows
from goldthread.demo.facts import MONTHS
from goldthread.demo.lives import NEVER, STARTS
from goldthread.demo.records import Records

_SHARE: Final = 0.0006  # of the patents in force that lapse and are revived, or were told wrongly
_LAST_LAPSE: Final = MONTHS - 4  # so that all of these are in force at the end of the half-year
_HEADINGS: Final = (
    "ipOfficeCode", "ipRightKindCategory", "applicationNumber", "patentNumber",
    "statusEventIdentifier", "statusEventCode", "eventDate", "correctedStatusEventIdentifier",
)  # fmt: skip
_PATENT: Final = "Patent for invention"
_FILED: Final = "A-0-1-A10-A12-NAP"
_PUBLISHED: Final = "A-1-1-Q10-Q12-NAP-PB01"
_GRANTED: Final = "A-2-4-F10-F11-EXM-GR01"
_LAPSED: Final = "N-4-6-H10-H13-OTH-CF01"
_REVIVED: Final = "A-6-4-K10-K13-OTH"
_CORRECTED: Final = "A-6-4-Y10-Y00-OTH"


@dataclass(frozen=True)
class Turns:
    """Patents that lapse in a month and come back two months later: revived, or told wrongly."""

    rows: Rows
    lapse: NDArray[np.int64]  # the day
    back: NDArray[np.int64]  # the day of the revival, or of the correction
    wrong: NDArray[np.bool_]

    @property
    def months(self) -> NDArray[np.int64]:
        """The month in which each lapse was told."""
        return np.asarray(np.searchsorted(STARTS, self.lapse, "right") - 1)


def turns(rng: np.random.Generator, calendar: Calendar) -> Turns:
    """A few patents that were in force before and stay in force."""
    lives = calendar.records.lives
    old = (lives.kind == 0) & (lives.granted < STARTS[EVENTS_FROM - 6]) & (lives.end == 0)
    old &= calendar.entered < EVENTS_FROM
    held = np.flatnonzero(old)
    rows = np.sort(rng.choice(held, max(2, round(len(held) * _SHARE)), replace=False))
    month = rng.integers(EVENTS_FROM, _LAST_LAPSE + 1, len(rows))
    lapse = STARTS[month] + rng.integers(0, 28, len(rows))
    back = STARTS[month + 2] + rng.integers(0, 28, len(rows))
    return Turns(rows, lapse, back, np.arange(len(rows)) % 3 == 0)


def write_events(path: Path, calendar: Calendar, turns: Turns, month: int) -> int:
    """The events of a month: of each patent that one befell, all events until then; how many.

    No file where there is none.
    """
    lines = []
    for row in calendar.lapsed(month):
        lines += _history(calendar.records, int(row), int(calendar.records.lives.ended[row]))
    for at in np.flatnonzero((turns.months == month) | (turns.months + 2 == month)):
        row, lapse = int(turns.rows[at]), int(turns.lapse[at])
        lines += _history(calendar.records, row, lapse)
        if turns.months[at] + 2 == month:
            lines.append(_return(calendar.records, row, int(turns.back[at]), bool(turns.wrong[at])))
    if not lines:
        return 0
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([_HEADINGS, *lines])
    return len(lines)


def _history(records: Records, row: int, lapse: int) -> list[tuple[str, ...]]:
    """Filed, published, granted, lapsed."""
    lives = records.lives
    days = [(_FILED, lives.filed[row])]
    if lives.published[row] < NEVER:
        days.append((_PUBLISHED, lives.published[row]))
    days += [(_GRANTED, lives.granted[row]), (_LAPSED, lapse)]
    return [_line(records, row, place, code, int(day)) for place, (code, day) in enumerate(days, 1)]


def _return(records: Records, row: int, day: int, wrong: bool) -> tuple[str, ...]:
    """A revival; or the correction of a lapse that never was."""
    place = 4 if records.lives.published[row] < NEVER else 3
    code = _CORRECTED if wrong else _REVIVED
    corrected = f"{records.number[row]}-{place}" if wrong else ""
    return _line(records, row, place + 1, code, day, corrected)


def _line(
    records: Records, row: int, place: int, code: str, day: int, corrected: str = ""
) -> tuple[str, ...]:
    number, told = str(records.number[row]), str(np.int64(day).astype("M8[D]"))
    return ("CN", _PATENT, number, f"ZL{number}", f"{number}-{place}", code, told, corrected)
