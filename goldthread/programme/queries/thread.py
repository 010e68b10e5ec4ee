"""One thread: from a task up to the clauses that asked for it, down to what shows it is done."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import Coalesce

from goldthread.programme.models import (
    Clause,
    Evidence,
    KeyTask,
    Measure,
    ProgressReport,
    Requirement,
    SupervisionNotice,
    Target,
)
from goldthread.programme.queries.ledger import counted

DOWNSTREAM: dict[str, tuple[Any, str]] = {
    "assignments": (KeyTask, "parent_id"),
    "reports": (ProgressReport, "task_id"),
    "evidence": (Evidence, "task_id"),
    "targets": (Target, "task_id"),
    "notices": (SupervisionNotice, "task_id"),
}
"""What hangs on a task: a name, its table, and the column that says on which task."""


@dataclass(frozen=True)
class TaskThread:
    """`clauses` with their documents: the task's own first, then those of its requirements.

    `counts`: by the names of `DOWNSTREAM`; what was withdrawn or superseded is not counted.
    """

    task: KeyTask
    clauses: tuple[Clause, ...]
    requirements: tuple[Requirement, ...]
    measure: Measure | None
    parent: KeyTask | None
    carried_from: KeyTask | None
    counts: dict[str, int]


def thread(task: KeyTask) -> TaskThread:
    """Two queries."""
    counts = {name: _count(model, column) for name, (model, column) in DOWNSTREAM.items()}
    related = ("clause__document", "measure", "parent", "carried_from", "cycle", "lead")
    row = KeyTask.objects.select_related(*related).annotate(
        **{f"n_{name}": count for name, count in counts.items()}
    )
    found = row.get(pk=task.pk)
    requirements = tuple(_requirements(found))
    clauses = [found.clause] if found.clause else []
    clauses += [each.clause for each in requirements]
    return TaskThread(
        task=found,
        clauses=tuple({clause.pk: clause for clause in clauses}.values()),
        requirements=requirements,
        measure=found.measure,
        parent=found.parent,
        carried_from=found.carried_from,
        counts={name: getattr(found, f"n_{name}") for name in DOWNSTREAM},
    )


def _requirements(task: KeyTask) -> "QuerySet[Requirement]":
    rows = Requirement.objects.filter(answered_by__measure_id=task.measure_id)
    return rows.select_related("clause__document").order_by("number", "pk")


def _count(model: Any, column: str) -> Coalesce:
    rows = model.objects.filter(**{column: OuterRef("pk")})
    if model is Evidence:
        rows = rows.exclude(state__in=("withdrawn", "superseded"))
    return counted(rows, column)
