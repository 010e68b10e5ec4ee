"""Counts of cells: what engines return, put together exactly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol

from sqlglot import exp

from goldthread.indicators.compile import compile_tally, measures, relations_of
from goldthread.indicators.definition import EPOCH, Definition
from goldthread.indicators.engine import Session
from goldthread.indicators.expressions import DIALECT
from goldthread.indicators.lineage import Lineage
from goldthread.indicators.parameters import (
    Values,
    Where,
    day_values,
    shape_of,
    span_values,
    where_values,
)
from goldthread.indicators.periods import Period, month_label
from goldthread.indicators.plan import Tally, plan
from goldthread.indicators.reading import read_duration, read_flow, read_stock

Key = tuple[str, ...]  # the label of the period, then the code of each dimension asked by
Spans = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Counted:
    """What one cell holds: whole rights or the sum of their shares, and which versions they are."""

    amount: Fraction = Fraction(0)
    records: int = 0
    lineage: Lineage = field(default_factory=Lineage)
    hits: Fraction = Fraction(0)
    hit_records: int = 0
    days: Mapping[str, Fraction] = field(default_factory=dict)  # statistics of a duration
    currencies: frozenset[str] = frozenset()  # of the amounts that a sum adds up

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.amount + other.amount,
            self.records + other.records,
            self.lineage + other.lineage,
            self.hits + other.hits,
            self.hit_records + other.hit_records,
            currencies=self.currencies | other.currencies,
        )


@dataclass(frozen=True)
class Request:
    """One set of counts: cells of some dimensions, within others, over labelled runs of months."""

    definition: Definition
    counting: str
    by: tuple[str, ...]
    where: Where
    spans: Spans
    condition: str | None = None

    def __hash__(self) -> int:
        parts = (self.definition.sha256, self.counting, self.by, self.where, self.spans)
        return hash((*parts, self.condition))

    @property
    def months(self) -> tuple[int, int]:
        return min(s[1] for s in self.spans), max(s[2] for s in self.spans)

    def plan(self, once: bool, spells: bool, bounded: bool = True) -> Tally:
        return plan(
            self.definition,
            self.counting,
            self.by,
            shape_of(self.where),
            once=once,
            spells=spells,
            bounded=bounded,
            condition=self.condition,
            together=bounded and self._one_period,
        )

    @property
    def _one_period(self) -> bool:
        """Are all rows counted those of one run of months, which nothing divides?"""
        monthly = "month" in (*self.by, *(name for name, _ in self.where))
        return len(self.spans) == 1 and not monthly and not self.definition.counts_stock

    def values(self, tally: Tally) -> Values:
        """The parameters of the plan and of its reading."""
        keep, days = tally.of.of, day_values(self.months)
        if not keep.not_before:
            del days["first_day"]
        return days | where_values(self.where) | span_values(self.spans)


class Source(Protocol):
    """Whoever can count: the register itself, or cubes made from it."""

    session: Session

    def counts(self, request: Request) -> dict[Key, Counted]: ...


class Direct:
    """Counts by one query over the register's own rows."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def counts(self, request: Request) -> dict[Key, Counted]:
        if request.definition.grain != "right":
            from goldthread.indicators.acts.counts import counts

            return counts(self.session, request)
        tally = request.plan(self.session.once, self.session.spells)
        text = _text(tally, request.by, len(request.spans), request.definition.percentiles)
        rows = self.session.rows(text, request.values(tally), relations_of(tally))
        return collect(rows, tally, request)


@lru_cache(maxsize=1024)
def _text(tally: Tally, by: tuple[str, ...], periods: int, percentiles: tuple[int, ...]) -> str:
    """The SQL of counts: kept, for only values differ from one page to the next."""
    return read_tally(compile_tally(tally), tally, by, periods, percentiles).sql(DIALECT)


def read_tally(
    query: exp.Select, tally: Tally, by: tuple[str, ...], periods: int, percentiles: tuple[int, ...]
) -> exp.Select:
    """The last step for the kind of the tally."""
    if tally.kind == "duration":
        return read_duration(query, by, periods, percentiles, tally.until is not None)
    keys = (*by, "k", *(name for name in measures(tally) if name == "hit"))
    read = read_stock if tally.kind == "stock" else read_flow
    return read(query, keys, periods)


def collect(rows: Iterable[Sequence[Any]], tally: Tally, request: Request) -> dict[Key, Counted]:
    """The cells of the rows that `read_tally` gives."""
    make = _duration if tally.kind == "duration" else _count
    width = 1 + len(request.by)
    month = 1 + request.by.index("month") if "month" in request.by else None
    hit = "hit" in measures(tally)
    ends = {label: (Period(last, last, "").end - EPOCH).days for label, _, last in request.spans}
    cells: dict[Key, Counted] = {}
    for row in rows:
        codes = list(row[:width])
        if month is not None:
            codes[month] = month_label(codes[month])
        key = tuple(codes)
        found = make(row[width:], hit, request.definition.percentiles)
        if request.definition.type == "age":
            found = _aged(found, ends[key[0]])
        cells[key] = cells[key] + found if key in cells else found
    return {key: cell for key, cell in cells.items() if cell.records}


def _aged(found: Counted, days: int) -> Counted:
    """The statistics of ages on a day so many days after EPOCH, from those on EPOCH itself.

    Everybody is as much older: statistics by rank and means are, too.
    """
    return replace(found, days={name: value + days for name, value in found.days.items()})


def _count(row: Sequence[Any], hit: bool, _: tuple[int, ...]) -> Counted:
    k, *rest = row
    is_hit = bool(rest.pop(0)) if hit else True
    n, versions, low, high, mix = rest
    amount = Fraction(n, k)
    lineage = Lineage(versions, low + (high << 32), mix)
    hits = (amount, versions) if is_hit else (Fraction(0), 0)
    return Counted(amount, versions, lineage, *hits)


def _duration(row: Sequence[Any], _: bool, percentiles: tuple[int, ...]) -> Counted:
    n, versions, low, high, mix, total, lower, upper, *ranks = row
    days = {
        "median": Fraction(lower + upper, 2),
        "mean": Fraction(total, n),
        **{f"p{p}": Fraction(rank) for p, rank in zip(percentiles, ranks, strict=True)},
    }
    lineage = Lineage(versions, low + (high << 32), mix)
    return Counted(Fraction(n), versions, lineage, Fraction(n), versions, days)
