"""Fair inheritance: days late before a handover stay with the predecessor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from goldthread.offices.errors import OfficesError


@dataclass(frozen=True)
class HandedOver:
    """From `day` on (that day included) the successor answers."""

    day: date
    predecessor: str
    successor: str


@dataclass(frozen=True)
class LateDays:
    """`office` answered on these many of the days late, in this order."""

    office: str
    days: int


@dataclass(frozen=True)
class Lateness:
    parts: tuple[LateDays, ...]

    @property
    def total(self) -> int:
        return sum(part.days for part in self.parts)

    @property
    def own(self) -> int:
        """The days of the office that answers now (or answered at the end)."""
        return self.parts[-1].days

    @property
    def inherited(self) -> int:
        return self.total - self.own

    def of(self, office: str) -> int:
        return sum(part.days for part in self.parts if part.office == office)


def days_late_split(
    due: date | None,
    handovers: Sequence[HandedOver],
    today: date,
    *,
    holder: str = "",
    done: date | None = None,
) -> Lateness:
    """Split the calendar days late, from the day after `due` until done or today.

    `handovers` in order of their days, each from the one before's successor; handovers after the
    end are not yet. `holder` is who answers where there was no handover. The total is
    `workflow.timing.days_late`.
    """
    _refuse_broken(handovers)
    end = done if done is not None and done <= today else today
    past = [each for each in handovers if each.day <= end]
    first = handovers[0].predecessor if handovers else holder
    offices = [first, *(each.successor for each in past)]
    bounds = [date.min, *(each.day for each in past), end + timedelta(days=1)]
    start = due + timedelta(days=1) if due else date.max
    return Lateness(
        tuple(
            LateDays(office, max(0, (bounds[at + 1] - max(bounds[at], start)).days))
            for at, office in enumerate(offices)
        )
    )


def _refuse_broken(handovers: Sequence[HandedOver]) -> None:
    for one, other in pairwise(handovers):
        if other.day < one.day or other.predecessor != one.successor:
            raise OfficesError(
                f"The handover of {other.day} by {other.predecessor} does not follow that of "
                f"{one.day} to {one.successor}: give them in order, each by who took over before."
            )
