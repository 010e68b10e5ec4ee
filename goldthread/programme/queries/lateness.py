"""Fair inheritance: on whose days a task ran late, by the handovers of its lead."""

from collections.abc import Sequence
from datetime import date

from goldthread.offices.lateness import HandedOver, Lateness, days_late_split
from goldthread.programme.models import KeyTask


def lateness(task: KeyTask, today: date) -> Lateness:
    """The calendar days late, each with the office that led on them; one query.

    Days before a handover stay with the predecessor. A task that was cancelled or carried over is
    late up to the day on which it was.
    """
    rows = task.handovers.filter(part=False).exclude(done_on=None).order_by("done_on", "pk")
    passed = rows.values_list("done_on", "predecessor__code", "successor__code")
    return lateness_of(task, [HandedOver(*row) for row in passed], today)


def lateness_of(task: KeyTask, handed: Sequence[HandedOver], today: date) -> Lateness:
    """The same where the handovers of the lead were read already, in the order of their days."""
    holder = task.lead.code if task.lead is not None else ""
    return days_late_split(task.due, handed, today, holder=holder, done=_ended(task))


def _ended(task: KeyTask) -> date | None:
    if task.done_on is None and not task.is_open:
        ended: date = task.entered_at.date()
        return ended
    return task.done_day()
