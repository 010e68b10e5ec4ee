"""The small logical algebra between a definition and SQL: frozen nodes that check themselves.

    Known -> Keep -> Place -> Tally        record versions -> those counted -> cells -> counts

Expressions are held as their checked text (`expressions.parse` gives the tree). What cannot be
meant cannot be built: a share of a stock's months, a tally of a kind without its columns.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from goldthread.indicators.definition import DIMENSIONS, EPOCH, FRACTIONAL, Definition
from goldthread.indicators.events import by_columns
from goldthread.indicators.expressions import names, parse
from goldthread.indicators.kinds import (
    DEED_COLUMNS,
    LOAD_COLUMNS,
    MILESTONE_COLUMNS,
    PARTY_COLUMNS,
    SPELL_COLUMNS,
)
from goldthread.indicators.parameters import Shape

Kind = Literal["flow", "stock", "duration"]
# The party or field rows over which a fractional rule shares a right.
OVER: Final = {
    "fraction-inventors": "inventor",
    "fraction-applicants": "applicant",
    "fraction-fields": "field",
}


@dataclass(frozen=True)
class Known:
    """The record versions known, one row each, with the day they are counted under.

    With `once`, several feeds may describe one right: of the versions that have this day, the one
    of the highest-ranking feed stands, then the latest.
    """

    day: str
    once: bool = False
    spells: bool = False  # do events tell of any right when it was in force?

    def __post_init__(self) -> None:
        parse(self.day, "day")


@dataclass(frozen=True)
class Keep:
    """The versions that meet the condition, whose day is not before or after the days given."""

    of: Known
    condition: str
    not_before: bool = False
    not_after: bool = False

    def __post_init__(self) -> None:
        parse(self.condition, "condition")


@dataclass(frozen=True)
class Place:
    """The cells that each version, or each share of it, stands in."""

    of: Keep
    rule: str
    by: tuple[str, ...]
    where: Shape = ()
    rolled: bool = True  # a region's cell holds the regions that lie in it
    carry: tuple[str, ...] = ()  # columns of ip_right that each row keeps, as own_<name>

    def __post_init__(self) -> None:
        named = {*self.by, *self.within}
        assert named <= set(DIMENSIONS), "dimensions are known"

    @property
    def within(self) -> tuple[str, ...]:
        """The dimensions of which only some values are wanted."""
        return tuple(name for name, *_ in self.where)

    @property
    def shares(self) -> bool:
        """Does a version count as fractions?"""
        return self.rule in FRACTIONAL


@dataclass(frozen=True)
class Tally:
    """Counts of a cell and month: a flow's, a stock's comings and goings, a duration's days.

    A duration that ends (`until`) is of the rights in force: their numbers come and go. With a
    `weight` a version counts for so many.

    With `together`, the months are those of one period alone and are not told apart: every row
    carries the first.
    """

    of: Place
    kind: Kind
    until: str | None = None
    measure: str | None = None
    numerator: str | None = None
    weight: str | None = None
    together: bool = False

    def __post_init__(self) -> None:
        assert self.kind != "stock" or self.until is not None, "a stock ends"
        assert self.kind != "flow" or self.until is None, "a flow does not"
        assert self.weight is None or not (self.of.shares or self.measure), "of whole rights"
        assert (self.kind == "duration") == (self.measure is not None), "a duration is measured"
        assert not (self.of.shares and (self.measure or self.numerator)), "shares of counts only"
        assert self.until is None or "month" not in self.of.by, "a stock is of a day"
        keep = self.of.of
        assert not self.together or (keep.not_before and keep.not_after), "of one period alone"

    @property
    def expressions(self) -> tuple[tuple[str, str], ...]:
        """Every expression of the plan with its kind."""
        keep = self.of.of
        parts = (
            (keep.of.day, "day"),
            (keep.condition, "condition"),
            (self.until, "day"),
            (self.measure, "number"),
            (self.numerator, "condition"),
            (self.weight, "number"),
        )
        return tuple((text, kind) for text, kind in parts if text is not None)

    @property
    def columns(self) -> frozenset[str]:
        return _columns(self.expressions)

    @property
    def needs_parties(self) -> bool:
        return bool(self.columns & PARTY_COLUMNS.keys())

    @property
    def needs_loads(self) -> bool:
        return bool(self.columns & LOAD_COLUMNS.keys())

    @property
    def needs_spells(self) -> bool:
        return bool(self.columns & SPELL_COLUMNS.keys()) or self.grants_by_events

    @property
    def grants_by_events(self) -> bool:
        """May a day of grant come from events, where the version that is counted has none?"""
        return self.of.of.of.spells and self.kind != "stock" and "grant_date" in self.columns

    @property
    def needs_deeds(self) -> bool:
        return bool(self.columns & DEED_COLUMNS.keys())

    @property
    def milestones(self) -> tuple[str, ...]:
        """The acts whose days are asked for."""
        return tuple(sorted(self.columns & MILESTONE_COLUMNS.keys()))


@lru_cache(maxsize=1024)
def _columns(expressions: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset().union(*(names(parse(text, kind)) for text, kind in expressions))


def plan(
    definition: Definition,
    counting: str,
    by: tuple[str, ...],
    where: Shape = (),
    *,
    once: bool = False,
    spells: bool = False,
    bounded: bool = False,
    condition: str | None = None,
    carry: tuple[str, ...] = (),
    together: bool = False,
    on: date = EPOCH,
) -> Tally:
    """The plan of a definition's counts; `condition` stands for the definition's own when given.

    Without `spells` no event tells when a right is in force: its columns do. `bounded` is for
    questions about some months only: `first_day` and `last_day` are then given. Ages are those
    `on` a day.
    """

    def told(text: str, kind: str) -> str:
        return text if spells else by_columns(text, kind)

    def own(text: str | None, kind: str) -> str | None:
        return None if text is None or condition is not None else told(text, kind)

    keep = Keep(
        Known(told(definition.date_basis, "day"), once, spells),
        told(condition or definition.condition, "condition"),
        # Of a stock, whatever came earlier may still be in force.
        not_before=bounded and not definition.counts_stock,
        not_after=bounded,
    )
    kind: Kind = "stock" if definition.counts_stock else "flow"
    return Tally(
        of=Place(keep, counting, by, where, carry=carry),
        kind="duration" if definition.is_ranked and condition is None else kind,
        until=None if definition.until is None else told(definition.until, "day"),
        measure=own(definition.measured(on), "number"),
        numerator=own(definition.hit, "condition"),
        weight=own(definition.weight, "number"),
        together=together,
    )
