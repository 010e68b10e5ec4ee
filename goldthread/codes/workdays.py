"""Working days of a country: its holidays, bridged days, and weekends worked to make up for them.

The days come from the `holidays` library, which carries the yearly notices of countries that move
their working days (China); an office adds days of its own by a file. Where nothing is known,
Monday to Friday are worked, and `basis` says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import holidays
import yaml

from goldthread.codes import datafile
from goldthread.codes.errors import CodeError

ONE_DAY = timedelta(days=1)
SATURDAY = 5
MOST_DAYS = 100_000


class Basis(StrEnum):
    """What the working days of a year rest on."""

    OFFICIAL = "official"
    FORECAST = "forecast"
    MONDAY_TO_FRIDAY = "monday_to_friday"

    def sentence(self, country: str, year: int) -> dict[str, str]:
        """For people, in each language."""
        told = {"country": country or "?", "year": year}
        return {lang: text.format(**told) for lang, text in SENTENCES[self].items()}


SENTENCES = {
    Basis.OFFICIAL: {
        "en": "Working days of {country} in {year} by its official holidays.",
        "zh": "{year}年{country}的工作日依据官方节假日安排。",
    },
    Basis.FORECAST: {
        "en": "The holiday arrangement of {country} for {year} is not known; its statutory "
        "holidays are taken, without days moved.",
        "zh": "{country}{year}年的放假调休安排未知，仅按法定节假日计算，未计调休。",
    },
    Basis.MONDAY_TO_FRIDAY: {
        "en": "The holidays of {country} in {year} are not known; Monday to Friday are counted as "
        "working days.",
        "zh": "{country}{year}年的节假日未知，按周一至周五为工作日计算。",
    },
}


@dataclass(frozen=True)
class OwnDays:
    """Days that an office adds for itself: `closed` is not worked, `worked` is."""

    closed: frozenset[date] = field(default_factory=frozenset)
    worked: frozenset[date] = field(default_factory=frozenset)


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of a country, by ISO 3166 / ST.3 code; `own` days stand over them."""

    country: str
    own: OwnDays = OwnDays()

    def is_working_day(self, day: date) -> bool:
        if day in self.own.worked:
            return True
        return day not in self.own.closed and day in _worked(self.country, day.year)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after the day (before it where n is negative); the day itself for 0.

        The day on which a term begins is not counted: 1 is the next working day.
        """
        if abs(n) > MOST_DAYS:
            raise CodeError(f"{n} working days are too many to count; at most {MOST_DAYS:,}.")
        step, found = (ONE_DAY if n > 0 else -ONE_DAY), 0
        while found < abs(n):
            day += step
            found += self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative where `end` lies before."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (end - start).days
        return sum(self.is_working_day(start + ONE_DAY * i) for i in range(1, days + 1))

    def next_working_day(self, day: date) -> date:
        """The day itself where it is worked, else the first after it."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def basis(self, year: int) -> Basis:
        return basis(self.country, year)


def is_working_day(day: date, country: str) -> bool:
    return WorkCalendar(country).is_working_day(day)


def add_working_days(day: date, n: int, country: str) -> date:
    return WorkCalendar(country).add_working_days(day, n)


def working_days_between(start: date, end: date, country: str) -> int:
    return WorkCalendar(country).working_days_between(start, end)


def basis(country: str, year: int) -> Basis:
    """Whether the year's days are official, a forecast, or merely Monday to Friday."""
    span = _span(country)
    if span is None or not span[0] <= year <= span[1]:
        return Basis.MONDAY_TO_FRIDAY
    announced = _announced().get(country)
    if announced and not announced["first"] <= year <= announced["last"]:
        return Basis.FORECAST
    return Basis.OFFICIAL


def read_own(path: Path) -> OwnDays:
    """An office's own days: a YAML file with `source`, and `closed` and `worked`, lists of days."""
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise CodeError(f"{path} cannot be read as a list of days: {error}.") from error
    if not isinstance(found, dict) or set(found) - {"source", "closed", "worked"}:
        raise CodeError(f"{path} must hold `source`, `closed` and `worked`, and nothing else.")
    if not str(found.get("source") or "").strip():
        raise CodeError(f"{path} lacks `source`: name the notice that the days come from.")
    closed, worked = (_days(path, name, found.get(name)) for name in ("closed", "worked"))
    if both := sorted(closed & worked):
        raise CodeError(f"{path} lists {both[0]} both as closed and as worked; take one out.")
    return OwnDays(closed, worked)


def _days(path: Path, name: str, given: object) -> frozenset[date]:
    rows = [] if given is None else given
    if not isinstance(rows, list) or any(type(row) is not date for row in rows):
        raise CodeError(f"{path}: `{name}` must be a list of days such as 2019-07-01.")
    return frozenset(rows)


@lru_cache(maxsize=512)
def _worked(country: str, year: int) -> frozenset[date]:
    days = list(_days_of(year))
    if basis(country, year) is Basis.MONDAY_TO_FRIDAY:
        return frozenset(day for day in days if day.weekday() < SATURDAY)
    # The neighbours too: a notice may move a day of the year before.
    known = holidays.country_holidays(country, years=range(year - 1, year + 2))
    return frozenset(day for day in days if known.is_working_day(day))


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + ONE_DAY * i for i in range(date(year, 12, 31).timetuple().tm_yday))


@lru_cache(maxsize=512)
def _span(country: str) -> tuple[int, int] | None:
    """The first and last year of which the library knows the country's holidays."""
    if country not in holidays.list_supported_countries():
        return None
    found = holidays.country_holidays(country)
    return found.start_year, found.end_year


@lru_cache(maxsize=1)
def _announced() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = datafile.load("workdays")["announced"]
    return found
