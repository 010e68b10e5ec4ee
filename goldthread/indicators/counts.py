"""Counts of cells: what engines return, put together exactly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from sqlglot import exp

from goldthread.indicators.compile import Parameters, compile_tally, measures, relations_of
from goldthread.indicators.definition import Definition
from goldthread.indicators.engine import Session
from goldthread.indicators.lineage import Lineage
from goldthread.indicators.periods import month_label
from goldthread.indicators.plan import Tally, plan
from goldthread.indicators.query import Where
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

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.amount + other.amount,
            self.records + other.records,
            self.lineage + other.lineage,
            self.hits + other.hits,
            self.hit_records + other.hit_records,
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

    def plan(self, once: bool, months: tuple[int, int] | None) -> Tally:
        return plan(
            self.definition,
            self.counting,
            self.by,
            self.where,
            once=once,
            months=months,
            condition=self.condition,
        )


class Source(Protocol):
    """Whoever can count: the register itself, or cubes made from it."""

    session: Session

    def counts(self, request: Request) -> dict[Key, Counted]: ...


class Direct:
    """Counts by one query over the register's own rows."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def counts(self, request: Request) -> dict[Key, Counted]:
        tally = request.plan(self.session.once, request.months)
        parameters = Parameters()
        query = compile_tally(tally, parameters)
        relations = [*relations_of(tally), *(["loads"] if tally.needs_loads else [])]
        read = read_tally(query, tally, request, parameters)
        return collect(self.session.run(read, parameters.values, relations), tally, request)


def read_tally(
    query: exp.Select, tally: Tally, request: Request, parameters: Parameters
) -> exp.Select:
    """The last step for the kind of the tally."""
    if tally.kind == "duration":
        percentiles = request.definition.percentiles
        return read_duration(query, request.by, request.spans, parameters, percentiles)
    keys = (*request.by, "k", *(name for name in measures(tally) if name == "hit"))
    read = read_stock if tally.kind == "stock" else read_flow
    return read(query, keys, request.spans, parameters)


def collect(rows: Iterable[Sequence[Any]], tally: Tally, request: Request) -> dict[Key, Counted]:
    """The cells of the rows that `read_tally` gives."""
    make = _duration if tally.kind == "duration" else _count
    width = 1 + len(request.by)
    month = 1 + request.by.index("month") if "month" in request.by else None
    hit = "hit" in measures(tally)
    cells: dict[Key, Counted] = {}
    for row in rows:
        codes = list(row[:width])
        if month is not None:
            codes[month] = month_label(codes[month])
        key = tuple(codes)
        found = make(row[width:], hit, request.definition.percentiles)
        cells[key] = cells[key] + found if key in cells else found
    return {key: cell for key, cell in cells.items() if cell.records}


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
