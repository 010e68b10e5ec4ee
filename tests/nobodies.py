"""People who must be treated like nobody, though they hold, held or will hold every role."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from goldthread.offices.codelists import roles
from goldthread.offices.models import Membership, Office

NOBODY = ("ended yesterday", "begins tomorrow", "switched off")
"""Three who hold every role in every office of the scenes, but not today, or with no account."""


def seat_nobodies(world: Any, today: date, offices: Iterable[str]) -> None:
    """The three, and the public; written straight into the table, as no one person could be given
    all of these roles."""
    world.users["public"] = AnonymousUser()
    began, tomorrow = date(2019, 1, 1), today + timedelta(days=1)
    days = {NOBODY[0]: (began, today), NOBODY[1]: (tomorrow, None), NOBODY[2]: (began, None)}
    for name, (starts, ends) in days.items():
        user = world.hire(name, "delegate", "IPO-XPCC", starts=starts, ends=ends)
        Membership.objects.bulk_create(
            Membership(person=user.person, office=office, role=role, starts=starts, ends=ends)
            for office in Office.objects.filter(code__in=list(offices))
            for role in set(roles()) - {"public"}
        )
    get_user_model()._default_manager.filter(username=NOBODY[2]).update(is_active=False)
    world.users[NOBODY[2]].refresh_from_db()
