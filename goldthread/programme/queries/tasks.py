"""Who sees which key tasks, and what the public sees of them."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldthread.offices.emergency import opened
from goldthread.offices.queries import remembering, roles_of
from goldthread.programme.models import KeyTask, Support
from goldthread.programme.queries.own_offices import (
    CONTRIBUTOR,
    DEPARTMENT,
    REGION,
    SUPERVISION,
    own_offices,
)
from goldthread.programme.touched import OPEN
from goldthread.workflow import clock

TASKS_ALL = frozenset(("issuer", *SUPERVISION, "planning", "statistician", "auditor"))
IN_LEDGER = ~Q(ledger_number="")
"""What was assigned once has a number, and keeps it where it was handed back."""

PUBLISHED_FIELDS = (
    *("id", "cycle_id", "ledger_number", "title_en", "title_zh", "lead_id", "due", "state"),
    *("done_on", "measure_id"),
)


@remembering()
def tasks_visible_to(user: Any, day: date | None = None) -> "QuerySet[KeyTask]":
    """Those who plan and supervise see all; a unit sees what it leads or supports, once it is in
    the ledger; a department also the regional offices' assignments of such a task.
    """
    on = day or clock.today()
    held = roles_of(user, on)
    if held & TASKS_ALL:
        return KeyTask.objects.all()
    roles = held & {*DEPARTMENT, *REGION, *CONTRIBUTOR}
    if not roles:
        return KeyTask.objects.filter(opened(user, on, KeyTask))
    seen = Q(lead_id__in=own_offices(user, on, roles)) | Q(pk__in=_supported(user, on, roles))
    if held & {*DEPARTMENT}:
        led = KeyTask.objects.filter(lead_id__in=own_offices(user, on, DEPARTMENT))
        seen |= Q(parent_id__in=led.values("pk"))
        seen |= Q(parent_id__in=_supported(user, on, DEPARTMENT))
    return KeyTask.objects.filter(seen & IN_LEDGER | opened(user, on, KeyTask))


def _supported(user: Any, day: date, roles: Any) -> "QuerySet[Support]":
    offices = own_offices(user, day, roles)
    return Support.objects.filter(office_id__in=offices).values("task_id")


def tasks_published() -> "QuerySet[dict[str, Any]]":
    """The published fields of national tasks in the ledger, and no others."""
    rows = KeyTask.objects.filter(IN_LEDGER, parent=None).exclude(state="registered")
    return rows.values(*PUBLISHED_FIELDS)


def stranded_tasks(day: date) -> "QuerySet[KeyTask]":
    """Open tasks of which the lead or a supporting unit has ceased by the day."""
    parts = Support.objects.filter(office__ends__lte=day).values("task_id")
    return KeyTask.objects.filter(Q(lead__ends__lte=day) | Q(pk__in=parts), state__in=OPEN)
