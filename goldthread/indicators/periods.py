"""Periods as people write them (2019, 2019-H1, 2019-Q3, 2019-07) and as engines count them."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from goldthread.indicators.errors import QueryError

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<H>[12])|Q(?P<Q>[1-4])|(?P<M>0[1-9]|1[0-2])))?", re.ASCII
)
_MONTHS = {"H": 6, "Q": 3, "M": 1}


@dataclass(frozen=True, order=True)
class Period:
    """A run of whole months. A month is counted from year 0: 2019-07 is 2019 * 12 + 6."""

    first_month: int
    last_month: int
    label: str

    @property
    def start(self) -> date:
        year, month = divmod(self.first_month, 12)
        return date(year, month + 1, 1)

    @property
    def end(self) -> date:
        """The last day of the period, which belongs to it."""
        year, month = divmod(self.last_month, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    @property
    def year(self) -> int:
        return self.last_month // 12

    def overlaps(self, other: "Period") -> bool:
        return self.first_month <= other.last_month and other.first_month <= self.last_month

    def year_earlier(self) -> "Period":
        return period(f"{self.year - 1:04}{self.label[4:]}")


@lru_cache(maxsize=4096)
def period(label: str) -> Period:
    """The period that `label` names; QueryError when it names none."""
    form = _FORM.fullmatch(label.strip().upper())
    if form is None or int(form["year"]) < 1:
        raise QueryError(
            f"'{label}' is no period: write a year (2019), a half (2019-H1), a quarter (2019-Q3) "
            "or a month (2019-07)."
        )
    january = int(form["year"]) * 12
    part = next((name for name in _MONTHS if form[name]), None)
    if part is None:
        return Period(january, january + 11, form.group())
    months = _MONTHS[part]
    first = january + (int(form[part]) - 1) * months
    return Period(first, first + months - 1, form.group())


def month_label(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"


def month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


def disjoint(periods: Iterable[Period]) -> bool:
    """May figures of these periods be added up?"""
    ordered = sorted(periods)
    return all(a.last_month < b.first_month for a, b in pairwise(ordered))


def months_of(periods: Sequence[Period]) -> tuple[int, int]:
    """The first and the last month that any of the periods holds."""
    return min(p.first_month for p in periods), max(p.last_month for p in periods)
