"""What the permission matrix says of reading, as conditions that several querysets share.

A right is asked of a day; who holds no role on it sees nothing. "Own" is the own unit and what
stands under it; each condition is one indexed join over `Reach`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from goldthread.offices.queries import in_scope, roles_of
from goldthread.programme.models import Support

DEPARTMENT = ("national_department",)
UNIT = ("contributor", "provincial_coordinator", "provincial_head", "national_department")
LEADS = ("provincial_coordinator", "provincial_head", "national_department")


NOTHING = Q(pk__in=())


def everywhere(user: Any, day: date, roles: Iterable[str]) -> Q:
    """All rows for who holds one of the roles on the day, else none."""
    return Q(pk__isnull=False) if roles_of(user, day) & set(roles) else NOTHING


def led(user: Any, day: date, roles: Iterable[str], task: str) -> Q:
    """Rows of the tasks that the own unit leads; `task` is the path to the task."""
    held = _held(user, day, roles)
    return in_scope(user, day, held, f"{task}__lead") if held else NOTHING


def own(user: Any, day: date, roles: Iterable[str], office: str = "office") -> Q:
    held = _held(user, day, roles)
    return in_scope(user, day, held, office) if held else NOTHING


def departments(user: Any, day: date, task: str) -> Q:
    """What a department sees: the tasks it leads or supports and their assignments to regions."""
    if not _held(user, day, DEPARTMENT):
        return NOTHING
    mine = in_scope(user, day, DEPARTMENT)
    supports = Support.objects.filter(mine, task_id=OuterRef(f"{task}_id"))
    above = Support.objects.filter(mine, task_id=OuterRef(f"{task}__parent_id"))
    return (
        in_scope(user, day, DEPARTMENT, f"{task}__lead")
        | in_scope(user, day, DEPARTMENT, f"{task}__parent__lead")
        | Q(Exists(supports))
        | Q(Exists(above))
    )


def _held(user: Any, day: date, roles: Iterable[str]) -> tuple[str, ...]:
    """Those of the roles that the user holds, so that no join is made for nothing."""
    held = roles_of(user, day)
    return tuple(role for role in roles if role in held)
