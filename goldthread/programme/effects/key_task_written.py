"""A task is written: its own columns, then the parts that hang on it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from goldthread.offices.models import Office
from goldthread.programme.effects import rows
from goldthread.programme.finding import found
from goldthread.programme.given import milestones, supports, targets
from goldthread.programme.models import (
    Clause,
    Criterion,
    Cycle,
    KeyTask,
    Measure,
    Milestone,
    Support,
    Target,
)
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

TARGET_COLUMNS = (
    *("indicator", "region", "period", "where", "direction"),
    *("value", "compliance", "action"),
)


@filling("key_task.write")
def fill(occasion: Occasion) -> None:
    """What changes after the issuer signed must be signed again.

    The first due day of a task that was extended or carried over stays to be seen.
    """
    task, given = occasion.obj, occasion.payload
    if task.cycle_id is None:
        task.cycle = found(Cycle, given["cycle"])
    for name in ("title_en", "title_zh", "text", "responsible"):
        setattr(task, name, given[name] or "")
    task.measure, task.clause = found(Measure, given["measure"]), found(Clause, given["clause"])
    task.lead = Office.objects.filter(code=given["lead"]).first()
    task.due = given["due"]
    if task.carried_from_id is None and not task.extensions_granted:
        task.original_due = task.due
    task.signed_on = None


@effect("key_task.write")
def write_parts(occasion: Occasion) -> None:
    """Parts left out stay as they are."""
    task, given = occasion.obj, occasion.payload
    if given["supports"] is not None:
        put_supports(task, supports.read(given["supports"]))
    if given["milestones"] is not None:
        put_milestones(task, milestones.read(given["milestones"], task.due))
    if given["targets"] is not None:
        put_targets(task, targets.read(given["targets"]))


def put_supports(task: KeyTask, given: Sequence[supports.GivenSupport]) -> None:
    """Three queries; a unit that stays keeps its signature."""
    offices = {o.code: o for o in Office.objects.filter(code__in=[each.office for each in given])}
    there = {row.office.code: row for row in task.supports.select_related("office")}
    wanted = [_support(task, offices[each.office], each, there.get(each.office)) for each in given]
    gone = [row.pk for code, row in there.items() if code not in offices]
    Support.objects.filter(pk__in=gone).delete()
    kept = [row for row in wanted if row.pk]
    if kept:
        Support.objects.bulk_update(kept, ["share_n", "share_d", "duty"])
    Support.objects.bulk_create([row for row in wanted if not row.pk])


def _support(
    task: KeyTask, office: Office, given: supports.GivenSupport, there: Support | None
) -> Support:
    row = there or Support(task=task, office=office)
    row.share_n, row.share_d = as_pair(given.share)
    row.duty = given.duty
    return row


def as_pair(share: Fraction | None) -> tuple[int | None, int | None]:
    return (None, None) if share is None else (share.numerator, share.denominator)


def put_milestones(task: KeyTask, given: Sequence[milestones.GivenMilestone]) -> None:
    wanted = [
        Milestone(task=task, position=position, title=each.title, due=each.due)
        for position, each in enumerate(given, 1)
    ]
    stand = rows.put(task.milestones.all(), wanted, ("title", "due"))
    there: dict[int, list[Criterion]] = {row.pk: [] for row in stand}
    for old in Criterion.objects.filter(milestone__task=task).order_by("position"):
        there[old.milestone_id].append(old)
    _put_criteria(there, {row.pk: each.criteria for row, each in zip(stand, given, strict=True)})


def _put_criteria(there: dict[int, list[Any]], wanted: dict[int, tuple[str, ...]]) -> None:
    """The criteria of all milestones at once: three queries."""
    fresh, kept, gone = [], [], []
    for milestone, texts in wanted.items():
        old = there[milestone]
        gone += [row.pk for row in old[len(texts) :]]
        for row, text in zip(old, texts, strict=False):
            row.text = text
            kept.append(row)
        fresh += [
            Criterion(milestone_id=milestone, position=position, text=text)
            for position, text in enumerate(texts[len(old) :], len(old) + 1)
        ]
    Criterion.objects.filter(pk__in=gone).delete()
    if kept:
        Criterion.objects.bulk_update(kept, ["text"])
    Criterion.objects.bulk_create(fresh)


def put_targets(task: KeyTask, given: Sequence[targets.GivenTarget]) -> None:
    wanted = [
        Target(task=task, position=position, **{n: getattr(each, n) for n in TARGET_COLUMNS})
        for position, each in enumerate(given, 1)
    ]
    rows.put(task.targets.all(), wanted, TARGET_COLUMNS)
