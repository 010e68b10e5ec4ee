"""The days of which a cycle's tasks are reported, derived from the cycle and its clocks."""

from calendar import monthrange
from datetime import date, timedelta

from goldthread.offices.days import day_of
from goldthread.programme.clocks import report_every
from goldthread.programme.models import Cycle, KeyTask

OWING = (
    "assigned",
    "received",
    "in_progress",
    "completion_reported",
    "verified",
    "settled",
    "suspended",
)
"""States in which a task's reports are owed; not signing for receipt relieves nobody of them."""

_MONTHS = {"month": 1, "quarter": 3}


def period_ends(cycle: Cycle) -> tuple[date, ...]:
    """The reporting days in order: ends of months or quarters within the cycle, and its last day.

    A cycle that ends within a month is reported on its last day too.
    """
    step = _MONTHS.get(report_every(cycle))
    inner = [] if step is None else _ends_of_months(cycle.starts, cycle.ends, step)
    return tuple(dict.fromkeys([*inner, cycle.ends]))


def owed(task: KeyTask) -> tuple[date, ...]:
    """The reporting days of a task: since its assignment, until completion was reported.

    While a task is suspended nothing new falls due.
    """
    if task.state not in OWING or task.assigned_on is None:
        return ()
    last = task.done_on
    if task.state == "suspended":
        last = day_of(task.entered_at)
    days = (day for day in period_ends(task.cycle) if day >= task.assigned_on)
    return tuple(day for day in days if last is None or day <= last)


def begins_after(cycle: Cycle, period_end: date) -> date:
    """The reporting day before, or the day before the cycle: after it the period begins."""
    earlier = [day for day in period_ends(cycle) if day < period_end]
    return earlier[-1] if earlier else cycle.starts - timedelta(days=1)


def _ends_of_months(first: date, last: date, step: int) -> list[date]:
    found = []
    for year in range(first.year, last.year + 1):
        for month in range(step, 13, step):
            day = date(year, month, monthrange(year, month)[1])
            if first <= day <= last:
                found.append(day)
    return found
