"""A task is signed, entered in the ledger, assigned, passed on to regional offices, handed back."""

from typing import Any

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme import numbering
from goldthread.programme.effects.key_task_written import put_targets
from goldthread.programme.finding import UNIT_ROLES, acts_for, found
from goldthread.programme.given import targets
from goldthread.programme.models import Criterion, KeyTask, Milestone, Target
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

COPIED = ("title_en", "title_zh", "text", "responsible", "measure_id", "clause_id")


@filling("key_task.sign")
def sign(occasion: Occasion) -> None:
    occasion.obj.signed_on = day_of(occasion.at)


@filling("key_task.enter_in_ledger")
def enter_in_ledger(occasion: Occasion) -> None:
    """The number given, else the one it has, else the next one."""
    task, day = occasion.obj, day_of(occasion.at)
    task.ledger_number = occasion.payload["ledger_number"] or task.ledger_number
    if not task.ledger_number:
        task.ledger_number = (
            numbering.assignment(task.parent, task.lead, day)
            if task.parent_id
            else numbering.national(task.cycle)
        )
    task.assigned_on = day


@filling("key_task.pass_on")
def fill_assignment(occasion: Occasion) -> None:
    """The assignment says what the national task says, to one regional office."""
    task, given, day = occasion.obj, occasion.payload, day_of(occasion.at)
    parent = found(KeyTask, given["parent"])
    assert parent is not None
    for name in COPIED:
        setattr(task, name, getattr(parent, name))
    task.parent, task.cycle_id = parent, parent.cycle_id
    task.lead = Office.objects.get(code=given["lead"])
    task.responsible = given["responsible"] or ""
    task.due = task.original_due = given["due"] or parent.due
    task.signed_on, task.assigned_on = parent.signed_on, day
    task.ledger_number = numbering.assignment(parent, task.lead, day)


@effect("key_task.pass_on")
def copy_parts(occasion: Occasion) -> None:
    """Milestones and criteria of the national task; targets as given, else none."""
    task = occasion.obj
    copy_milestones(task.parent, task)
    if occasion.payload["targets"] is not None:
        put_targets(task, targets.read(occasion.payload["targets"]))


def copy_milestones(source: KeyTask, onto: KeyTask, **moved: Any) -> None:
    """Four queries. `moved`: `due`, a function from the old day of a milestone to the new one."""
    move = moved.get("due", lambda day: day)
    there = list(source.milestones.prefetch_related("criteria"))
    made = Milestone.objects.bulk_create(
        Milestone(task=onto, position=row.position, title=row.title, due=move(row.due))
        for row in there
    )
    Criterion.objects.bulk_create(
        Criterion(milestone=new, position=each.position, text=each.text)
        for old, new in zip(there, made, strict=True)
        for each in old.criteria.all()
    )


def copy_targets(source: KeyTask, onto: KeyTask) -> None:
    there = list(source.targets.all())
    for row in there:
        row.pk, row.task = None, onto
        row._state.adding = True
    Target.objects.bulk_create(there)


@filling("key_task.receive")
def receive(occasion: Occasion) -> None:
    task = occasion.obj
    task.received_on = day_of(occasion.at)
    task.responsible = occasion.payload["responsible"] or task.responsible


@effect("key_task.sign_part")
def sign_part(occasion: Occasion) -> None:
    """Every part of the actor's own units that is not signed for yet."""
    day = day_of(occasion.at)
    rows = occasion.obj.supports.filter(signed_on=None).select_related("office")
    own = [row.pk for row in rows if acts_for(occasion.actor, row.office, UNIT_ROLES, day)]
    occasion.obj.supports.filter(pk__in=own).update(signed_on=day)


@filling("key_task.unsign")
def unsign(occasion: Occasion) -> None:
    """Handed back: to be looked at, signed and assigned anew; the ledger number stays."""
    task = occasion.obj
    task.signed_on = task.assigned_on = task.received_on = None


@filling("key_task.extend")
def extend(occasion: Occasion) -> None:
    """The due day moves, the original one stays."""
    task = occasion.obj
    task.due = occasion.payload["due"]
    task.extensions_granted += 1
