"""What is due for one person beside reports: receipts, milestones, tasks, answers to notices.

Of the units in which the person works on tasks; near its day, or late. The calendar is asked once
a cycle.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from goldthread.offices.days import on
from goldthread.offices.models import Membership, Person
from goldthread.offices.post.due import Due
from goldthread.programme.clocks import deadline, near_until
from goldthread.programme.following import FOLLOWED, UNANSWERED
from goldthread.programme.models import Cycle, KeyTask, Milestone, SupervisionNotice
from goldthread.programme.parties import EVERYBODY
from goldthread.programme.touched import named
from goldthread.workflow.texts import Titles

Near = Callable[[Cycle], date]


def days_of(person: Person, day: date) -> Iterator[Due]:
    """For a person without a right on the day: nothing."""
    rows = Membership.objects.filter(on(day), person=person, role__in=EVERYBODY)
    own = frozenset(rows.values_list("office_id", flat=True))
    if not own:
        return
    near = _near(day)
    yield from _receipts(own, near)
    yield from _milestones(own, near)
    yield from _tasks(own, near)
    yield from _answers(own)


def _near(day: date) -> Near:
    """The day before which a thing is near, worked out once for each cycle."""
    known: dict[int, date] = {}

    def near(cycle: Cycle) -> date:
        if cycle.pk not in known:
            known[cycle.pk] = near_until(cycle, day)
        return known[cycle.pk]

    return near


def _receipts(own: frozenset[int], near: Near) -> Iterator[Due]:
    rows = KeyTask.objects.filter(state="assigned", lead__in=own).exclude(assigned_on=None)
    for task in rows.select_related("cycle"):
        due = deadline(task.cycle, task.assigned_on, "receipt")
        if due < near(task.cycle):
            yield Due(_said("Sign for receipt", "签收", task), due, f"/tasks/{task.pk}")


def _milestones(own: frozenset[int], near: Near) -> Iterator[Due]:
    rows = Milestone.objects.filter(done_on=None, task__state__in=FOLLOWED, task__lead__in=own)
    for row in rows.select_related("task__cycle").order_by("due", "pk"):
        if row.due < near(row.task.cycle):
            titles = _said(f"Milestone “{row.title}”", f"时间节点“{row.title}”", row.task)
            yield Due(titles, row.due, f"/tasks/{row.task_id}")


def _tasks(own: frozenset[int], near: Near) -> Iterator[Due]:
    rows = KeyTask.objects.filter(state__in=FOLLOWED, lead__in=own).exclude(due=None)
    for task in rows.select_related("cycle").order_by("due", "pk"):
        if task.due < near(task.cycle):
            yield Due(_said("Key task", "督办事项", task), task.due, f"/tasks/{task.pk}")


def _answers(own: frozenset[int]) -> Iterator[Due]:
    rows = SupervisionNotice.objects.filter(state__in=UNANSWERED, task__lead__in=own)
    for row in rows.select_related("task").order_by("answer_due", "pk"):
        titles = _said(f"Answer to notice {row.number}", f"回复督办单{row.number}", row.task)
        yield Due(titles, row.answer_due, f"/notices/{row.pk}")


def _said(en: str, zh: str, obj: Any) -> Titles:
    task = named(obj)
    return {"en": f"{en}: {task['en']}", "zh": f"{zh}：{task['zh']}"}
