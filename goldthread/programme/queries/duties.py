"""Which reports are due on a day: derived from cycles, tasks and units, without a stored row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from goldthread.offices.models import Office
from goldthread.programme.clocks import deadline, near_until
from goldthread.programme.models import KeyTask, ProgressReport, Support
from goldthread.programme.parties import OPEN_CYCLE
from goldthread.programme.periods import OWING, owed
from goldthread.workflow.timing import Timing


@dataclass(frozen=True)
class Duty:
    """A unit owes a report of a task as of a day. `report` is there once it was begun.

    `due` is the last day to hand it in; `handed_in` when that was done. A report sent back stays
    handed in: it was in time on the day it came.
    """

    task: KeyTask
    office: Office
    part: bool
    period_end: date
    due: date
    report: ProgressReport | None
    near: bool

    def due_day(self) -> date | None:
        return self.due

    def done_day(self) -> date | None:
        return self.report.submitted_on if self.report is not None else None

    def timing(self, day: date) -> Timing:
        done = self.done_day()
        if done is not None and done <= day:
            return Timing.DONE_LATE if done > self.due else Timing.DONE_IN_TIME
        if day > self.due:
            return Timing.LATE
        return Timing.NEAR if self.near else Timing.AHEAD


def owing_tasks() -> "QuerySet[KeyTask]":
    """The tasks of which reports are owed, with their units; in cycles open for reporting."""
    supports = Support.objects.select_related("office").order_by("office__code")
    rows = KeyTask.objects.filter(state__in=OWING, cycle__state=OPEN_CYCLE)
    rows = rows.select_related("cycle", "lead").prefetch_related(Prefetch("supports", supports))
    return rows.order_by("pk")


def duties(
    day: date,
    *,
    tasks: "QuerySet[KeyTask] | None" = None,
    offices: Iterable[int] | None = None,
) -> list[Duty]:
    """Every report owed, handed in or not; `offices`: only of these (keys). Two queries and the
    tasks' own."""
    rows = list(owing_tasks() if tasks is None else tasks)
    wanted = None if offices is None else set(offices)
    begun = _begun(rows, wanted)
    calendars: dict[int, _Calendar] = {}
    found = []
    for task in rows:
        known = calendars.get(task.cycle_id)
        calendar = calendars[task.cycle_id] = known or _Calendar(task, day)
        units = [(task.lead, False), *((row.office, True) for row in task.supports.all())]
        found += [
            calendar.duty(task, office, part, end, begun.get((task.pk, office.pk, end)))
            for office, part in units
            if wanted is None or office.pk in wanted
            for end in owed(task)
        ]
    return found


def reports_due(
    day: date,
    *,
    tasks: "QuerySet[KeyTask] | None" = None,
    offices: Iterable[int] | None = None,
) -> list[Duty]:
    """The reports near or late on a day and not handed in, the longest due first."""
    open_ones = (Timing.NEAR, Timing.LATE)
    found = duties(day, tasks=tasks, offices=offices)
    left = [duty for duty in found if duty.timing(day) in open_ones]
    return sorted(left, key=lambda duty: (duty.due, duty.task.pk, duty.part, duty.office.code))


class _Calendar:
    """The days of one cycle, worked out once."""

    def __init__(self, task: KeyTask, day: date) -> None:
        self._cycle = task.cycle
        self._near = near_until(self._cycle, day)
        self._due: dict[date, date] = {}

    def duty(
        self, task: KeyTask, office: Office, part: bool, end: date, report: ProgressReport | None
    ) -> Duty:
        if end not in self._due:
            self._due[end] = deadline(self._cycle, end, "report")
        due = self._due[end] if report is None else report.due
        return Duty(task, office, part, end, due, report, near=due < self._near)


def _begun(
    tasks: list[KeyTask], offices: set[int] | None
) -> dict[tuple[int, int, date], ProgressReport]:
    """The reports there are; a national task has those of all that support it, so that they are
    asked of the few offices in question."""
    cycles = {task.cycle_id for task in tasks}
    rows = ProgressReport.objects.filter(task__cycle__in=cycles)
    if offices is not None and len(offices) < FEW:
        rows = rows.filter(office__in=offices)
    if len(tasks) < FEW:
        rows = rows.filter(task__in=[task.pk for task in tasks])
    return {(row.task_id, row.office_id, row.period_end): row for row in rows}


FEW = 500
"""So many tasks may be named one by one in a query."""
