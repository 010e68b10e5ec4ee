"""What moved: the change on the year of each figure that a review tells, and its usual range.

The range is that of the same change in the years before; a figure is out of it where its change is
greater or smaller than all of those. With fewer than three of them nobody can say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from goldthread.errors import GoldthreadError
from goldthread.indicators.figure import Figure
from goldthread.indicators.periods import Period
from goldthread.indicators.query import Query
from goldthread.indicators.values import NORMAL
from goldthread.programme import figures
from goldthread.review.freezing import chosen
from goldthread.workflow.texts import Titles

YEARS, LEAST = 6, 3
RELATIVE = ("flow", "stock")
"""Types of indicators whose change is told in per cent; of others it is a difference."""


@dataclass(frozen=True)
class Movement:
    """`low`, `high`: of the changes in the years before, None where there are too few."""

    indicator: str
    titles: Titles
    period: str
    change: Fraction
    relative: bool
    unit: Titles
    low: Fraction | None
    high: Fraction | None

    @property
    def outside(self) -> bool:
        return self.beyond > 0

    @property
    def beyond(self) -> Fraction:
        """How far outside, in widths of the range and of the change itself: to put in order."""
        if self.low is None or self.high is None:
            return Fraction(0)
        far = max(self.low - self.change, self.change - self.high, Fraction(0))
        return far / (self.high - self.low or abs(self.change) or Fraction(1))


def movements(span: Period, day: date) -> list[Movement]:
    """Of every figure of the whole that has a value for the period and a year before it; those that
    are farthest out of their range first, then by the size of their change."""
    found = [made for name in _indicators() if (made := _movement(name, span, day)) is not None]
    return sorted(found, key=lambda m: (-m.beyond, not m.relative, -abs(m.change), m.indicator))


def _indicators() -> list[str]:
    return list(dict.fromkeys(row.indicator for row in chosen() if not row.counting))


def _movement(indicator: str, span: Period, day: date) -> Movement | None:
    labels = _labels(span)
    try:
        figure = figures.figures().figure(Query(indicator, tuple(sorted(labels)), (), {}, day))
    except GoldthreadError:
        return None
    relative = figure.definition.type in RELATIVE
    values = _values(figure, labels)
    changes = [_change(new, old, relative) for new, old in pairwise(values)]
    now, before = changes[0], [each for each in changes[1:] if each is not None]
    if now is None:
        return None
    known = len(before) >= LEAST
    return Movement(
        indicator,
        figure.definition.titles,
        span.label,
        now,
        relative,
        figure.definition.unit_titles,
        min(before) if known else None,
        max(before) if known else None,
    )


def _labels(span: Period) -> list[str]:
    """The period and the same one of the years before, the newest first."""
    found = [span]
    for _ in range(YEARS):
        found.append(found[-1].year_earlier())
    return [each.label for each in found]


def _values(figure: Figure, labels: Sequence[str]) -> list[Fraction | None]:
    cells = {cell.period: cell for cell in figure.cells}
    return [
        cell.value if (cell := cells.get(label)) is not None and cell.status == NORMAL else None
        for label in labels
    ]


def _change(new: Fraction | None, old: Fraction | None, relative: bool) -> Fraction | None:
    if new is None or old is None:
        return None
    if not relative:
        return new - old
    return (new - old) / old * 100 if old else None
