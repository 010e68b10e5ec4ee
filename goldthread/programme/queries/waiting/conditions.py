"""Conditions that several kinds of waiting share: who acts for a unit, who wrote what."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Q
from django.db.models.functions import Cast

from goldthread.offices.days import on
from goldthread.offices.models import Person, Reach
from goldthread.offices.queries import memberships_of
from goldthread.programme.parties import SUPERVISORS
from goldthread.programme.queries.scopes import NOTHING, everywhere, own
from goldthread.programme.queries.waiting.kinds import Condition
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event


def role(*names: str) -> Condition:
    """Whoever holds one of the roles, in whatever office."""
    return lambda user, day: everywhere(user, day, names)


def unit(roles: Iterable[str], office: str) -> Condition:
    """Whoever acts for the office of the path in one of the roles."""
    names = tuple(roles)
    return lambda user, day: own(user, day, names, office)


def either(*conditions: Condition) -> Condition:
    """One of them; those for which the user is nobody are left out."""

    def one(user: Any, day: date) -> Q:
        found = NOTHING
        for condition in conditions:
            more = condition(user, day)
            if more != NOTHING:
                found = more if found == NOTHING else found | more
        return found

    return one


supervision = role(*SUPERVISORS)


def did(user: Any, model: type[Lifecycle], actions: tuple[str, ...]) -> Q:
    """The user did one of the actions to the row: the log says so.

    What one person did is read once, rather than the log asked row by row.
    """
    events = Event.objects.filter(
        object_type=model._meta.label_lower, action__in=actions, actor_id=str(user.pk)
    )
    return Q(pk__in=events.values_list(Cast("object_id", BigIntegerField()), flat=True))


def person_of(user: Any) -> Any:
    """The key of the user's person, as a subquery."""
    return Person.objects.filter(user_id=user.pk).values("pk")


def above_own(user: Any, day: date) -> Any:
    """The offices in which the user works, in whatever role, and all above them."""
    seats = memberships_of(user, day).values("office_id")
    return Reach.objects.filter(on(day), office_id__in=seats).values("ancestor_id")


def seats_of(user: Any, day: date) -> Any:
    """The very offices in which the user works."""
    return memberships_of(user, day).values("office_id")
