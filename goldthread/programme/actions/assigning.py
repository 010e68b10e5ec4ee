"""A national task to regional offices: to some, to all at once, or to those that had it again."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldthread.offices.days import on
from goldthread.offices.models import OfficeVersion
from goldthread.programme.finding import REGIONAL
from goldthread.programme.models import KeyTask
from goldthread.programme.rules.key_task_assigned import ENDED_OTHERWISE
from goldthread.workflow import clock
from goldthread.workflow.engine import create, perform
from goldthread.workflow.log import hold
from goldthread.workflow.occasion import Actor

Targets = Mapping[str, list[dict[str, Any]]]


def assign_to_offices(
    *,
    task: KeyTask,
    actor: Actor,
    offices: Iterable[str] | None = None,
    targets: Targets | None = None,
    due: date | None = None,
    at: datetime | None = None,
) -> list[KeyTask]:
    """Assign the task on to offices by their codes; None: every regional office without it.

    `targets`: by the code of an office, as the field of the action takes them.
    """
    with transaction.atomic():
        hold("default")
        codes = _without_it(task, at) if offices is None else tuple(offices)
        return [
            _pass_on(task, code, actor, due, (targets or {}).get(code), at or clock.now())
            for code in codes
        ]


def _pass_on(
    task: KeyTask,
    code: str,
    actor: Actor,
    due: date | None,
    targets: list[dict[str, Any]] | None,
    at: datetime,
) -> KeyTask:
    made = KeyTask()
    given = {"parent": task.pk, "lead": code, "due": due, "targets": targets}
    create(made, "pass_on", actor=actor, payload=given, at=at)
    return made


def _without_it(task: KeyTask, at: datetime | None) -> tuple[str, ...]:
    day = task.due or (at or clock.now()).date()
    have = task.assignments.exclude(state__in=ENDED_OTHERWISE).values("lead_id")
    rows = OfficeVersion.objects.filter(on(day), kind=REGIONAL).exclude(office_id__in=have)
    return tuple(rows.order_by("office__code").values_list("office__code", flat=True))


def assign_again(*, task: KeyTask, actor: Actor, at: datetime | None = None) -> list[KeyTask]:
    """Assign whatever of the task's assignments is registered: handed back, or carried over."""
    with transaction.atomic():
        hold("default")
        rows = list(task.assignments.filter(state="registered").order_by("pk"))
        for each in rows:
            perform(
                each,
                "assign",
                actor=actor,
                expected_version=each.version,
                at=max(at or clock.now(), each.updated_at),
            )
        return rows
