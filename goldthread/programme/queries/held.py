"""What a person keeps: things given and not yet decided on, lines of plans, saved views."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldthread.offices.queries import memberships_of
from goldthread.programme.models import Held, PlanLine, SavedView
from goldthread.workflow import clock

LEFT = ("cancelled",)
"""A task in one of these states leaves its line of the plan to be taken again."""


def held_visible_to(user: Any) -> "QuerySet[Held]":
    """One's own, and nobody else's."""
    key = getattr(user, "pk", None)
    if not isinstance(key, int):
        return Held.objects.none()
    return Held.objects.filter(person__user_id=key)


def taken_lines(sha256: str) -> dict[tuple[int, int], int]:
    """The places of a text whose lines stand in the ledger, each with the key of its task."""
    rows = PlanLine.objects.filter(sha256=sha256).exclude(task__state__in=LEFT)
    return {(start, end): task for start, end, task in rows.values_list("start", "end", "task_id")}


def views_visible_to(user: Any, day: date | None = None) -> "QuerySet[SavedView]":
    """One's own, and those shared with an office in which one holds a role on the day."""
    key = getattr(user, "pk", None)
    if not isinstance(key, int):
        return SavedView.objects.none()
    seats = memberships_of(user, day or clock.today()).values("office_id")
    shared = Q(office_id__in=seats)
    rows = SavedView.objects.filter(Q(person__user_id=key) | shared)
    return rows.select_related("person", "office")
