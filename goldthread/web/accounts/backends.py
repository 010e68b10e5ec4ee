"""Whose account lets one in: it is switched on, and its person has not left."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from goldthread.offices.queries import roles_of
from goldthread.workflow import clock


class Accounts(AuthenticationBackend):
    """Asked at sign-in and for every request of a session, so that leaving ends sessions too."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user)) and not has_left(user)


def has_left(user: Any) -> bool:
    """Somebody who leaves on a day to come holds the roles, and the account, until then."""
    person = getattr(user, "person", None)
    if person is None or person.state != "left":
        return False
    return not roles_of(user, clock.today())
