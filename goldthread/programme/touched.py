"""What of this part a reform touches: open tasks, supporting parts, targets, reports, notices."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from goldthread.offices.rehearsal import TOUCHED, Held, Touch
from goldthread.programme.models import (
    KeyTask,
    ProgressReport,
    SupervisionNotice,
    Support,
    Target,
)
from goldthread.workflow.machine import open_states
from goldthread.workflow.texts import Titles

OPEN = open_states(KeyTask.machine.states)


@TOUCHED.register("task", {"en": "key tasks", "zh": "督办事项"})
def tasks(touch: Touch) -> Iterator[Held]:
    """The tasks that the offices lead."""
    rows = KeyTask.objects.using(touch.using).filter(lead__code__in=touch.offices, state__in=OPEN)
    for task in rows.select_related("lead").order_by("ledger_number", "pk"):
        yield Held(f"task:{task.pk}", named(task), task.lead.code)


@TOUCHED.register("part", {"en": "supporting parts of key tasks", "zh": "配合事项"})
def parts(touch: Touch) -> Iterator[Held]:
    for row in _of_open_tasks(Support, touch, "office").select_related("task", "office"):
        yield Held(f"part:{row.pk}", named(row.task), row.office.code)


@TOUCHED.register("target", {"en": "targets", "zh": "指标目标"})
def targets(touch: Touch) -> Iterator[Held]:
    """A target goes with its task."""
    for row in _of_open_tasks(Target, touch, "task__lead").select_related("task__lead"):
        yield Held(f"target:{row.pk}", _with(str(row), row.task), row.task.lead.code)


@TOUCHED.register("report", {"en": "progress reports under way", "zh": "在办进展报告"})
def reports(touch: Touch) -> Iterator[Held]:
    rows = ProgressReport.objects.using(touch.using).filter(
        office__code__in=touch.offices,
        state__in=open_states(ProgressReport.machine.states, but=("accepted",)),
    )
    for row in rows.select_related("task", "office").order_by("pk"):
        yield Held(f"report:{row.pk}", _with(str(row.period_end), row.task), row.office.code)


@TOUCHED.register("notice", {"en": "supervision notices", "zh": "督办单"})
def notices(touch: Touch) -> Iterator[Held]:
    rows = SupervisionNotice.objects.using(touch.using).filter(
        task__lead__code__in=touch.offices,
        state__in=open_states(SupervisionNotice.machine.states),
    )
    for row in rows.select_related("task__lead").order_by("pk"):
        yield Held(f"notice:{row.pk}", _with(row.number, row.task), row.task.lead.code)


def _of_open_tasks(model: Any, touch: Touch, office: str) -> "QuerySet[Any]":
    rows = model.objects.using(touch.using).filter(task__state__in=OPEN)
    return rows.filter(**{f"{office}__code__in": touch.offices}).order_by("pk")


def named(task: KeyTask) -> Titles:
    """Number and title of a task, in both languages."""
    return {lang: f"{task.ledger_number} {task.title(lang)}".strip() for lang in ("en", "zh")}


def _with(what: str, task: KeyTask) -> Titles:
    return {lang: f"{what} ({title})" for lang, title in named(task).items()}
