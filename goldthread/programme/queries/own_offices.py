"""The offices of a user's own scope, as a subquery that a database reads once, not once a row."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.offices.days import on
from goldthread.offices.models import Reach
from goldthread.offices.queries import memberships_of

SUPERVISION = ("supervision", "supervision_head")
DEPARTMENT = ("national_department",)
REGION = ("provincial_head", "provincial_coordinator")
CONTRIBUTOR = ("contributor",)


def own_offices(user: Any, day: date, roles: Iterable[str]) -> "QuerySet[Reach]":
    """Keys of the own unit in one of the roles and of what stands under it, on the day."""
    seats = memberships_of(user, day).filter(role__in=tuple(roles)).values("office_id")
    return Reach.objects.filter(on(day), ancestor_id__in=seats).values("office_id")
