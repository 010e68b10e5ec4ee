"""A reform's handovers all at once: proposed as rehearsed, signed sheet by sheet, done."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from goldthread.offices.models import Reform, Succession
from goldthread.offices.queries import PUBLISHED_ACTS
from goldthread.programme import heirs
from goldthread.programme.models import Handover, KeyTask, Support
from goldthread.programme.touched import OPEN
from goldthread.workflow import clock
from goldthread.workflow.engine import perform
from goldthread.workflow.log import hold
from goldthread.workflow.occasion import Actor


def transfer_under_reform(
    *, reform: Reform, actor: Actor, at: datetime | None = None
) -> list[KeyTask]:
    """Propose every transfer of the act as rehearsed: by its decisions, else to the largest heir.

    One handover of a task is open at a time: where the lead and a supporting part both move, the
    lead goes first; call this again once that is done. Tasks with an open handover are passed over.
    """
    with transaction.atomic():
        hold("default")
        ways = _ways(reform)
        proposed = []
        for task in _touched(ways):
            unit = _unit(task, ways, reform.decisions)
            if unit is not None:
                given = {"act": reform.pk, "unit": unit}
                _do(task, "propose_transfer", actor, at, **given)
                proposed.append(task)
        return proposed


def sign_handovers(
    *, reform: Reform, actor: Actor, predecessor: str, successor: str, at: datetime | None = None
) -> list[KeyTask]:
    """Sign the sheet between two units: every open handover, for the side the actor heads."""
    with transaction.atomic():
        hold("default")
        rows = _open(reform).filter(predecessor__code=predecessor, successor__code=successor)
        unsigned = rows.filter(Q(predecessor_signed_on=None) | Q(successor_signed_on=None))
        return _each(unsigned, "sign_handover", actor, at)


def transfer_signed(*, reform: Reform, actor: Actor, at: datetime | None = None) -> list[KeyTask]:
    """Do every transfer of the act that both units have signed."""
    with transaction.atomic():
        hold("default")
        signed = _open(reform).exclude(Q(predecessor_signed_on=None) | Q(successor_signed_on=None))
        return _each(signed, "transfer", actor, at)


def _ways(reform: Reform) -> dict[str, str]:
    """Each office whose tasks pass on, with the one that takes them."""
    givers = Succession.objects.filter(change__reform=reform, function="")
    codes = givers.order_by("predecessor__code").values_list("predecessor__code", flat=True)
    ways = {code: heirs.heir(reform, code) for code in codes.distinct()}
    return {code: unit for code, unit in ways.items() if code != unit}


def _touched(ways: dict[str, str]) -> "QuerySet[KeyTask]":
    codes = list(ways)
    part = Support.objects.filter(task=OuterRef("pk"), office__code__in=codes)
    opened = Handover.objects.filter(
        task=OuterRef("pk"), done_on=None, reform__state__in=PUBLISHED_ACTS
    )
    rows = KeyTask.objects.filter(Q(lead__code__in=codes) | Exists(part), state__in=OPEN)
    rows = rows.exclude(Exists(opened)).select_related("lead")
    return rows.prefetch_related("supports__office").order_by("pk")


def _unit(task: KeyTask, ways: dict[str, str], decisions: dict[str, str]) -> str | None:
    """Who takes the task's lead, else its first supporting part that moves."""
    if task.lead is not None and task.lead.code in ways:
        return decisions.get(f"task:{task.pk}") or ways[task.lead.code]
    for part in sorted(task.supports.all(), key=lambda row: str(row.office.code)):
        if part.office.code in ways:
            return decisions.get(f"part:{part.pk}") or ways[part.office.code]
    return None


def _open(reform: Reform) -> "QuerySet[Handover]":
    rows = Handover.objects.filter(
        reform=reform, reform__state__in=PUBLISHED_ACTS, done_on=None, task__state__in=OPEN
    )
    return rows.select_related("task").order_by("task_id")


def _each(
    rows: Iterable[Handover], action: str, actor: Actor, at: datetime | None
) -> list[KeyTask]:
    tasks = [row.task for row in rows]
    for task in tasks:
        _do(task, action, actor, at)
    return tasks


def _do(task: KeyTask, action: str, actor: Actor, at: datetime | None, **given: Any) -> None:
    perform(
        task,
        action,
        actor=actor,
        expected_version=task.version,
        payload=given,
        at=max(at or clock.now(), task.updated_at),
    )
