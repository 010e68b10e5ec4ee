"""What the permission matrix says of reading, as conditions that several querysets share.

A right is asked of a day; who holds no role on it sees nothing. "Own" is the own unit and what
stands under it, a subquery that the database reads once.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from goldthread.offices.queries import roles_of
from goldthread.programme.models import Support
from goldthread.programme.queries.own_offices import own_offices

DEPARTMENT = ("national_department",)
UNIT = ("contributor", "provincial_coordinator", "provincial_head", "national_department")
LEADS = ("provincial_coordinator", "provincial_head", "national_department")
NOTHING = Q(pk__in=())


def everywhere(user: Any, day: date, roles: Iterable[str]) -> Q:
    """All rows for who holds one of the roles on the day, else none."""
    return Q(pk__isnull=False) if roles_of(user, day) & set(roles) else NOTHING


def own(user: Any, day: date, roles: Iterable[str], office: str = "office") -> Q:
    """Rows of the own unit; `office` is the path to the office."""
    held = _held(user, day, roles)
    return Q(**{f"{office}__in": own_offices(user, day, held)}) if held else NOTHING


def departments(user: Any, day: date, task: str) -> Q:
    """What a department sees: the tasks it leads or supports and their assignments to regions."""
    if not _held(user, day, DEPARTMENT):
        return NOTHING
    mine = own_offices(user, day, DEPARTMENT)
    supports = Support.objects.filter(office__in=mine).values("task_id")
    return (
        Q(**{f"{task}__lead__in": mine})
        | Q(**{f"{task}__parent__lead__in": mine})
        | Q(**{f"{task}__in": supports})
        | Q(**{f"{task}__parent__in": supports})
    )


def _held(user: Any, day: date, roles: Iterable[str]) -> tuple[str, ...]:
    """Those of the roles that the user holds, so that no join is made for nothing."""
    held = roles_of(user, day)
    return tuple(role for role in roles if role in held)
