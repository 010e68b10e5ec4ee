"""A task is carried over into the next cycle or cancelled; its assignments with it."""

from datetime import timedelta

from goldthread.programme.effects.key_task_assigned import copy_milestones, copy_targets
from goldthread.programme.effects.measure import CARRYING
from goldthread.programme.finding import found
from goldthread.programme.models import Cycle, KeyTask, Support
from goldthread.workflow.engine import create, perform
from goldthread.workflow.machine import open_states
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

COPIED = (
    *("title_en", "title_zh", "text", "responsible", "clause_id", "lead_id"),
    *("original_due", "extensions_granted"),
)
OPEN = open_states(KeyTask.machine.states, but=("settled",))
"""What is settled is done: it is written off, whatever becomes of its national task."""


@effect("key_task.carry_over")
def carry_over(occasion: Occasion) -> None:
    """The next cycle's task comes into being, then those of its open assignments.

    An assignment's new day lies as many days after its old one as that of the national task, and
    not before the cycle begins.
    """
    task, given = occasion.obj, occasion.payload
    new = {"carried_from": task.pk, "cycle": given["into"], "due": given["due"]}
    create(KeyTask(), "carry_in", actor=CARRYING, payload=new, at=occasion.at)
    moved = given["due"] - task.due
    into = found(Cycle, given["into"])
    assert into is not None
    for each in task.assignments.filter(state__in=OPEN).order_by("pk"):
        perform(
            each,
            "carry_over",
            actor=CARRYING,
            expected_version=each.version,
            payload={**given, "due": max(each.due + moved, into.starts)},
            at=max(occasion.at, each.updated_at),
        )


@filling("key_task.carry_in")
def fill_next(occasion: Occasion) -> None:
    """Registered anew: the next cycle signs and assigns it. The first due day stays to be seen."""
    task, old = occasion.obj, _old(occasion)
    for name in COPIED:
        setattr(task, name, getattr(old, name))
    task.cycle, task.due = found(Cycle, occasion.payload["cycle"]), occasion.payload["due"]
    task.carried_from = old
    task.measure = getattr(old.measure, "carried_to", None) or old.measure if old.measure else None
    task.parent = getattr(old.parent, "carried_to", None) if old.parent else None


@effect("key_task.carry_in")
def copy_parts(occasion: Occasion) -> None:
    """As many milestones, each moved by as many days as the due day; targets and units as is."""
    task, old = occasion.obj, _old(occasion)
    moved = task.due - old.due if old.due else timedelta()
    copy_milestones(old, task, due=lambda day: day + moved)
    copy_targets(old, task)
    Support.objects.bulk_create(
        Support(
            task=task,
            office_id=row.office_id,
            share_n=row.share_n,
            share_d=row.share_d,
            duty=row.duty,
        )
        for row in old.supports.all()
    )


def _old(occasion: Occasion) -> KeyTask:
    old = found(KeyTask, occasion.payload["carried_from"], "measure", "parent")
    assert old is not None
    return old


@effect("key_task.cancel")
def cancel(occasion: Occasion) -> None:
    """With a national task its open assignments are cancelled, by the same document."""
    for each in occasion.obj.assignments.filter(state__in=OPEN).order_by("pk"):
        perform(
            each,
            "cancel",
            actor=occasion.actor,
            expected_version=each.version,
            payload=dict(occasion.payload),
            at=max(occasion.at, each.updated_at),
        )
