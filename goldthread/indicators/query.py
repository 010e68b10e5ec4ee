"""What is asked for: a query as a person writes it, and the question it becomes once checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from goldthread.indicators.catalogue import definition
from goldthread.indicators.definition import (
    EVERY_COUNTING,
    EVERY_DIMENSION,
    Definition,
    check_expressions,
)
from goldthread.indicators.dimensions import check_value
from goldthread.indicators.errors import QueryError
from goldthread.indicators.parameters import Where
from goldthread.indicators.periods import Period, disjoint, period

AsOf = str | int | date | None


@dataclass(frozen=True)
class Query:
    """An indicator for some periods, divided by dimensions, within some of their values."""

    indicator: str
    periods: tuple[str, ...]
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    as_of: AsOf = None
    counting: str | None = None


@dataclass(frozen=True)
class Question:
    """A query whose every part is known to be meaningful; equal questions are equal and hash so."""

    definition: Definition
    periods: tuple[Period, ...]
    by: tuple[str, ...]
    where: Where
    counting: str

    def __hash__(self) -> int:
        parts = (self.definition.sha256, self.periods, self.by, self.where, self.counting)
        return hash(parts)

    def values(self, dimension: str) -> tuple[str, ...]:
        return dict(self.where).get(dimension, ())

    @property
    def disjoint(self) -> bool:
        return disjoint(self.periods)


def ask(query: Query, home: Path | None = None, found: Definition | None = None) -> Question:
    """The question of a query; QueryError says which part cannot be answered and what can be."""
    found = found or definition(query.indicator, home)
    check_expressions(found)
    if not query.periods:
        raise QueryError("Say for which period: 2019, 2019-H1, 2019-Q3 or 2019-07.")
    periods = tuple(dict.fromkeys(period(label) for label in query.periods))
    by = tuple(dict.fromkeys(_dimension(found, name) for name in query.by))
    where = {
        name: _values(name, values, _counting(found, query.counting))
        for name, values in ((_dimension(found, n), v) for n, v in query.where.items())
    }
    return Question(
        found, periods, by, tuple(sorted(where.items())), _counting(found, query.counting)
    )


def _dimension(found: Definition, name: str) -> str:
    folded = name.strip().lower().replace("-", "_")
    if folded not in EVERY_DIMENSION:
        raise QueryError(f"'{name}' is no dimension; there are {', '.join(EVERY_DIMENSION)}.")
    if folded not in found.dimensions:
        hint = " Ask for months as periods." if folded == "month" else ""
        raise QueryError(
            f"{found.id} is not divided by {folded}, only by {', '.join(found.dimensions)}.{hint}"
        )
    return folded


def _values(name: str, values: tuple[str, ...] | str, counting: str) -> tuple[str, ...]:
    listed = (values,) if isinstance(values, str) else tuple(values)
    if not listed:
        raise QueryError(f"'{name}=' needs a value.")
    return tuple(dict.fromkeys(check_value(name, value, counting) for value in listed))


def _counting(found: Definition, name: str | None) -> str:
    if name is None:
        return found.counting
    folded = name.strip().lower().replace("_", "-")
    if folded not in found.countings:
        reason = (
            "is no counting rule" if folded not in EVERY_COUNTING else f"does not fit {found.id}"
        )
        raise QueryError(f"'{name}' {reason}; there are {', '.join(found.countings)}.")
    return folded
