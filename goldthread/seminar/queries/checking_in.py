"""Who is expected at the door and who has come. Badges are for the secretariat alone: whoever
knows one could check somebody in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from goldthread.offices.days import on
from goldthread.offices.models import OfficeVersion
from goldthread.offices.queries import holds
from goldthread.seminar.models import Delegate, Delegation, Seminar
from goldthread.seminar.queries.visible import delegations_visible_to
from goldthread.workflow import clock
from goldthread.workflow.texts import Titles

AT_THE_DOOR = "secretariat"


@dataclass(frozen=True)
class Expected:
    """Somebody with a badge, as a phone at the door keeps it while there is no network."""

    badge: str
    name: Titles
    post: Titles
    kind: str
    delegation: int
    office: Titles
    checked_in_at: datetime | None


@dataclass(frozen=True)
class Attendance:
    """Of a delegation: how many are named, and how many of them have come."""

    delegation: Delegation
    office: Titles
    named: int
    arrived: int


def door_list(user: Any, seminar: Seminar, day: date | None = None) -> list[Expected]:
    """Everybody with a badge that is not void, by delegation; nobody for who is not at the door."""
    today = day or clock.today()
    if not holds(user, AT_THE_DOOR, today):
        return []
    rows = Delegate.objects.filter(
        delegation__seminar=seminar, badge__isnull=False, replaced_at=None
    )
    found = list(rows.order_by("delegation__office__code", "position").select_related("delegation"))
    names = _names({row.delegation.office_id for row in found}, today)
    return [_expected(row, names) for row in found]


def attendance(user: Any, seminar: Seminar, day: date | None = None) -> list[Attendance]:
    """The delegations that the user sees, by the code of the office: two queries."""
    today = day or clock.today()
    there = Q(delegates__replaced_at=None, delegates__isnull=False)
    rows = delegations_visible_to(user, today).filter(seminar=seminar).select_related("office")
    rows = rows.annotate(
        named=Count("delegates", filter=there),
        arrived=Count("delegates", filter=there & Q(delegates__checked_in_at__isnull=False)),
    )
    found = list(rows.order_by("office__code"))
    names = _names({row.office_id for row in found}, today)
    return [Attendance(row, names[row.office_id], row.named, row.arrived) for row in found]


def _expected(row: Delegate, names: dict[int, Titles]) -> Expected:
    assert row.badge is not None
    return Expected(
        badge=row.badge,
        name={"en": row.name_en or row.name_zh, "zh": row.name_zh or row.name_en},
        post={"en": row.post_en or row.post_zh, "zh": row.post_zh or row.post_en},
        kind=row.kind,
        delegation=row.delegation_id,
        office=names[row.delegation.office_id],
        checked_in_at=row.checked_in_at,
    )


def _names(offices: set[int], day: date) -> dict[int, Titles]:
    """The short names of offices on the day; of one that is no more, the last that it had."""
    rows = OfficeVersion.objects.filter(office__in=offices).order_by("starts")
    known: dict[int, Titles] = {}
    for row in rows.filter(Q(on(day)) | Q(ends__lte=day)):
        known[row.office_id] = {"en": row.short_en, "zh": row.short_zh}
    return known
