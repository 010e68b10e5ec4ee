"""The notices that the calendar sends: whatever is due on a day is announced, each thing once.

Level-triggered: every run looks at how things stand, not at what changed since the last run; a
unique key keeps out what was announced. A run that was missed is made up by the next. Where a due
day moves, it is another thing that falls due, and is announced anew.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from goldthread.offices.days import day_of
from goldthread.offices.queries import remembering
from goldthread.programme.clocks import deadline, near_until
from goldthread.programme.following import FOLLOWED, UNANSWERED, UNDECIDED
from goldthread.programme.models import (
    Cycle,
    Extension,
    KeyTask,
    Milestone,
    SupervisionNotice,
)
from goldthread.programme.queries.duties import Duty, reports_due
from goldthread.workflow.models import Notice
from goldthread.workflow.outbox import announce, key_of
from goldthread.workflow.timing import Timing

AT_ONCE = 500
"""Keys asked for in one query, and notices put in by one transaction."""


@dataclass(frozen=True)
class Due:
    """One thing to be told: a notice of `kind` on `obj`, once for this `key`."""

    obj: Model
    kind: str
    key: str
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def unique(self) -> str:
        return key_of(self.obj, self.kind, self.key)


def announce_due(moment: datetime) -> int:
    """Announce all that is due at the moment; how many notices were new."""
    return announce_each(all_due(day_of(moment)), moment)


def announce_each(due: Iterable[Due], moment: datetime) -> int:
    """Announce those that were not announced before; how many these were."""
    found = list(due)
    known = _announced([each.unique for each in found])
    new = [each for each in found if each.unique not in known]
    with remembering():
        parts = range(0, len(new), AT_ONCE)
        return sum(_put(new[start : start + AT_ONCE], moment) for start in parts)


def _put(new: list[Due], moment: datetime) -> int:
    """Some of them in one transaction: others may write between one part and the next."""
    with transaction.atomic():
        put = [announce(row.obj, row.kind, key=row.key, at=moment, about=row.about) for row in new]
    return sum(notice is not None for notice in put)


def all_due(day: date) -> Iterator[Due]:
    for find in (_receipts, _reports, _milestones, _tasks, _extensions, _unanswered):
        yield from find(day)


def _receipts(day: date) -> Iterator[Due]:
    for task in _tasks_in(("assigned",)).exclude(assigned_on=None):
        if deadline(task.cycle, task.assigned_on, "receipt") < day:
            yield Due(task, "key_task.receipt_overdue", task.assigned_on.isoformat())


def _reports(day: date) -> Iterator[Due]:
    for duty in reports_due(day):
        late = duty.timing(day) is Timing.LATE
        yield Due(
            duty.task,
            "report.late" if late else "report.due",
            f"{duty.office.pk}/{duty.period_end.isoformat()}",
            _about(duty),
        )


def _about(duty: Duty) -> dict[str, Any]:
    return {"office": duty.office.pk, "part": duty.part}


def _milestones(day: date) -> Iterator[Due]:
    near = _near(day)
    rows = Milestone.objects.filter(done_on=None, task__state__in=FOLLOWED)
    rows = rows.select_related("task__lead", "task__cycle", "task__parent__lead")
    for row in rows.order_by("due", "pk"):
        key = f"{row.pk}/{row.due.isoformat()}"
        if row.due < day:
            yield Due(row.task, "key_task.milestone_behind", key)
        elif row.due < near(row.task.cycle):
            yield Due(row.task, "key_task.milestone_near", key)


def _tasks(day: date) -> Iterator[Due]:
    near = _near(day)
    for task in _tasks_in(FOLLOWED).exclude(due=None):
        if task.due < day:
            yield Due(task, "key_task.overdue", task.due.isoformat())
        elif task.due < near(task.cycle):
            yield Due(task, "key_task.near", task.due.isoformat())


def _extensions(day: date) -> Iterator[Due]:
    rows = Extension.objects.filter(state__in=UNDECIDED)
    for row in rows.select_related("task__cycle", "task__lead").order_by("pk"):
        if deadline(row.task.cycle, day_of(row.entered_at), "extension") < day:
            yield Due(row, "extension.pending", row.state)


def _unanswered(day: date) -> Iterator[Due]:
    rows = SupervisionNotice.objects.filter(state__in=UNANSWERED, answer_due__lt=day)
    for row in rows.select_related("task__lead").order_by("pk"):
        yield Due(row, "supervision_notice.unanswered", row.answer_due.isoformat())


def _tasks_in(states: tuple[str, ...]) -> "QuerySet[KeyTask]":
    rows = KeyTask.objects.filter(state__in=states)
    return rows.select_related("cycle", "lead", "parent__lead").order_by("due", "pk")


def _near(day: date) -> Callable[[Cycle], date]:
    """The day before which a thing is near, worked out once for each cycle."""
    known: dict[int, date] = {}

    def near(cycle: Cycle) -> date:
        if cycle.pk not in known:
            known[cycle.pk] = near_until(cycle, day)
        return known[cycle.pk]

    return near


def _announced(keys: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        rows = Notice.objects.filter(key__in=keys[start : start + AT_ONCE])
        found |= set(rows.values_list("key", flat=True))
    return found
