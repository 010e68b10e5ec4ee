"""Who sees which reports, evidence, extensions and supervision notices, as the matrix says."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldthread.offices.emergency import opened
from goldthread.offices.queries import remembering
from goldthread.programme.models import Evidence, Extension, ProgressReport, SupervisionNotice
from goldthread.programme.queries.scopes import LEADS, UNIT, departments, everywhere, own
from goldthread.workflow import clock

HANDED_IN = (
    "submitted",
    "under_review",
    "returned",
    "resubmitted",
    "accepted",
    "accepted_above",
)
ACCEPTED = ("accepted", "accepted_above")
FOLLOWING = ("supervision", "supervision_head")


@remembering()
def reports_visible_to(user: Any, day: date | None = None) -> "QuerySet[ProgressReport]":
    """Supervision and statistics all; issuer and auditor what was handed in; a unit its own, and
    of the tasks it leads what was handed in; a department also that of the regions' assignments.
    """
    on = day or clock.today()
    handed_in = Q(state__in=HANDED_IN) & (
        everywhere(user, on, ("issuer", "auditor"))
        | own(user, on, LEADS, "task__lead")
        | departments(user, on, "task")
    )
    return ProgressReport.objects.filter(
        everywhere(user, on, (*FOLLOWING, "statistician"))
        | own(user, on, UNIT)
        | handed_in
        | opened(user, on, ProgressReport)
    )


@remembering()
def evidence_visible_to(user: Any, day: date | None = None) -> "QuerySet[Evidence]":
    """Those who verify and the auditor all; a unit its own and that of the tasks it leads; a
    department that of the tasks it leads or supports and of the regions' assignments."""
    on = day or clock.today()
    return Evidence.objects.filter(
        everywhere(user, on, (*FOLLOWING, "statistician", "auditor"))
        | own(user, on, UNIT)
        | own(user, on, LEADS, "task__lead")
        | departments(user, on, "task")
        | opened(user, on, Evidence)
    )


@remembering()
def extensions_visible_to(user: Any, day: date | None = None) -> "QuerySet[Extension]":
    on = day or clock.today()
    return Extension.objects.filter(_followed(user, on) | opened(user, on, Extension))


@remembering()
def notices_visible_to(user: Any, day: date | None = None) -> "QuerySet[SupervisionNotice]":
    on = day or clock.today()
    seen = _followed(user, on) | opened(user, on, SupervisionNotice)
    return SupervisionNotice.objects.filter(seen)


def reports_published() -> "QuerySet[ProgressReport]":
    """What the public may read the summary of: accepted main reports of national tasks."""
    return ProgressReport.objects.filter(state__in=ACCEPTED, part=False, task__parent=None)


def _followed(user: Any, day: date) -> Q:
    """Issuer, supervision and auditor all; who acts for a unit those of its tasks; a department
    those of the tasks it leads or supports and of the regions' assignments."""
    return (
        everywhere(user, day, (*FOLLOWING, "issuer", "auditor"))
        | own(user, day, LEADS, "task__lead")
        | departments(user, day, "task")
    )
