"""Time limits in working days: the cycle's own (`clocks`) over the usual ones."""

from datetime import date

from django.conf import settings

from goldthread.codes.workdays import add_working_days
from goldthread.programme.codelists import usual_clocks
from goldthread.programme.models import Cycle

EVERY = ("month", "quarter", "end")
"""What a cycle's clock `report_every` may say: how often units report. Usual: each month."""


def country() -> str:
    """The country whose working days count: `settings.GOLDTHREAD_COUNTRY`."""
    return str(getattr(settings, "GOLDTHREAD_COUNTRY", None) or "CN")


def limit(cycle: Cycle, name: str) -> int:
    """Working days of a time limit of `data/clocks.yaml`, as the cycle has it."""
    found: int = cycle.clocks.get(name, usual_clocks()[name])
    return found


def deadline(cycle: Cycle, start: date, name: str) -> date:
    """The last day of a limit that begins on a day; that day itself is not counted."""
    return add_working_days(start, limit(cycle, name), country())


def report_every(cycle: Cycle) -> str:
    """`month`, `quarter` or `end`."""
    found = cycle.clocks.get("report_every", EVERY[0])
    return str(found) if found in EVERY else EVERY[0]


def near_until(cycle: Cycle, day: date) -> date:
    """What is due before this day is near on `day`: at most the limit's working days remain."""
    return add_working_days(day, limit(cycle, "near") + 1, country())
