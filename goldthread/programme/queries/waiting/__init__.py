"""What waits for a person: rows of every kind on which an action may be done now, by SQL alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldthread.programme.models import (
    Evidence,
    Extension,
    KeyTask,
    Measure,
    ProgressReport,
    Requirement,
    SourceDocument,
    SupervisionNotice,
)
from goldthread.programme.queries.waiting import of_reports, of_tasks, upstream  # noqa: F401
from goldthread.programme.queries.waiting.kinds import WAITING, Waiting

ORDER = (
    *(SourceDocument, Requirement, Measure, KeyTask),
    *(ProgressReport, Evidence, Extension, SupervisionNotice),
)
"""The order of the work."""


@dataclass(frozen=True)
class Group:
    """One kind of waiting: how many there are, and the first of them."""

    kind: Waiting
    count: int
    first: tuple[Any, ...]


def waiting(user: Any, day: date, *, most: int = 5) -> list[Group]:
    """The groups that are not empty, in the order of the work: one query for each kind that the
    user's roles have to do with, however many rows there are, and one more to count many."""
    found = []
    for kind in sorted(WAITING, key=lambda each: ORDER.index(each.model)):
        rows = kind.rows(user, day)
        if rows is None:
            continue
        first = tuple(rows.select_related(*related(kind))[:most])
        if first:
            count = len(first) if len(first) < most else rows.count()
            found.append(Group(kind, count, first))
    return found


def related(kind: Waiting) -> tuple[str, ...]:
    """The relations by which an object is named."""
    return ("task", "office") if _has(kind, "office") else ("task",) if _has(kind, "task") else ()


def _has(kind: Waiting, name: str) -> bool:
    return any(field.name == name for field in kind.model._meta.fields)


__all__ = ["WAITING", "Group", "Waiting", "related", "waiting"]
