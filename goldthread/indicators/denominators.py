"""Denominators that are no counts of rights: reference series, as known, their year stated."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from sqlglot import exp

from goldthread.indicators.compile import parameter, select
from goldthread.indicators.definition import Series
from goldthread.indicators.engine import Session
from goldthread.indicators.lineage import Lineage


@dataclass(frozen=True)
class Observation:
    value: Fraction
    year: int
    lineage: Lineage


@dataclass(frozen=True)
class Observations:
    """A series as known: the yearly values of each place (a country or a region)."""

    series: Series
    values: dict[tuple[str, int], Observation]

    def at(self, places: Iterable[str], year: int) -> Observation | None:
        """The sum over places of their latest value of one year; None when a place has none.

        All places give their value of the same year: the latest, not more than `years_back` before
        `year`, that every one of them has.
        """
        wanted = tuple(places)
        for candidate in range(year, year - self.series.years_back - 1, -1):
            found = [self.values.get((place, candidate)) for place in wanted]
            known = [one for one in found if one is not None]
            if wanted and len(known) == len(wanted):
                return reduce(_add, known)
        return None


def _add(one: Observation, other: Observation) -> Observation:
    return Observation(one.value + other.value, one.year, one.lineage + other.lineage)


def observations(session: Session, series: Series) -> Observations:
    """Every yearly value of a series; of two feeds' values the higher rank, then the later load."""
    query = select("region_code", "period", "value", "lineage_key", "feed_rank", "known_from_load")
    query = query.from_("reference_series")
    query = query.where(exp.EQ(this=exp.column("series"), expression=parameter("series")))
    query = query.where("NOT value IS NULL AND NOT region_code IS NULL")
    rows = session.run(query, {"series": series.series}, ["reference_series"])
    values = {}
    for place, period, value, key, *_ in sorted(rows, key=lambda row: (row[4], row[5], row[3])):
        if period is not None and period.isdecimal() and len(period) == 4:
            lineage = Lineage(1, key, key)
            values[place, int(period)] = Observation(Fraction(value), int(period), lineage)
    return Observations(series, values)
