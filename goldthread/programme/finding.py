"""What rules and effects look up: objects by the keys that payloads hold, offices on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model

from goldthread.offices.days import on
from goldthread.offices.models import Membership, Office, OfficeVersion, Person, Reach, Reform
from goldthread.offices.queries import PUBLISHED_ACTS, holds, memberships_of

M = TypeVar("M", bound=Model)

UNIT_ROLES = ("national_department", "provincial_head", "provincial_coordinator")
"""Who acts for a unit."""

HEAD_ROLES = ("national_department", "provincial_head")
"""Who answers for a unit; a department of the national office answers as a whole."""

REGIONAL = "provincial"
MOST_DIGITS = 18


def found(model: type[M], key: str | None, *related: str) -> M | None:
    """The object of a key given as text; None where there is none such."""
    if not key or not key.isascii() or not key.isdigit() or len(key) > MOST_DIGITS:
        return None
    rows = model._default_manager.select_related(*related) if related else model._default_manager
    row: M | None = rows.filter(pk=int(key)).first()
    return row


def office_on(code: str | None, day: date) -> Office | None:
    """The office of a code, where it exists on the day."""
    row: Office | None = Office.objects.filter(on(day), code=code).first() if code else None
    return row


def is_regional(office: Office, day: date) -> bool:
    return bool(OfficeVersion.objects.filter(on(day), office_id=office.pk, kind=REGIONAL).exists())


def person_of(actor: Any) -> Person | None:
    """The person who signs in as this actor."""
    if not isinstance(actor.pk, int):
        return None
    row: Person | None = Person.objects.filter(user_id=actor.pk).first()
    return row


def acts_for(actor: Any, office: Office | None, roles: Iterable[str], day: date) -> bool:
    """Holds the actor one of the roles in the office, or in one that it stands under?"""
    return office is not None and any(holds(actor, role, day, over=office.code) for role in roles)


def works_in(actor: Any, offices: Iterable[int], day: date) -> bool:
    """Works the actor, in whatever role, in one of the offices or under one of them?"""
    own = memberships_of(actor, day).values("office_id")
    return bool(
        Reach.objects.filter(on(day), ancestor_id__in=list(offices), office_id__in=own).exists()
    )


def holders(roles: Iterable[str], day: date) -> tuple[str, ...]:
    """The persons, as text keys, who hold one of the roles in whatever office: one query."""
    rows = Membership.objects.filter(on(day), role__in=tuple(roles))
    rows = rows.exclude(person__user__is_active=False).order_by("person_id")
    return tuple(str(key) for key in rows.values_list("person_id", flat=True).distinct())


def enacted(key: str | None) -> Reform | None:
    """The reform act of a key, once it is enacted."""
    act = found(Reform, key)
    return act if act is not None and act.state in PUBLISHED_ACTS else None
