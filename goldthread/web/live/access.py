"""Who may look at a screen: somebody signed in who attends, or the hall's machine by its token.

Asked by the page, by the stream when it begins, and again while it lasts.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from goldthread.offices.queries import remembering
from goldthread.seminar.models import Seminar
from goldthread.seminar.queries import seminars_published, seminars_visible_to
from goldthread.seminar.queries.screen import Audience, audience_of
from goldthread.web.accounts import second_step
from goldthread.web.accounts.sessions import SessionStore
from goldthread.web.live.token import holds


@dataclass(frozen=True)
class Bearer:
    """What somebody shows: the key of a session, or a token; the token counts where both are."""

    session: str = ""
    token: str = ""


@dataclass(frozen=True)
class Admitted:
    seminar: Seminar
    audience: Audience


def admitted(key: str, bearer: Bearer) -> Admitted | None:
    """The seminar of a key and what the bearer sees of it; None where there is nothing to see."""
    if bearer.token:
        return by_token(key, bearer.token)
    return by_user(key, user_of(bearer.session)) if bearer.session else None


def by_token(key: str, given: str) -> Admitted | None:
    """Until the seminar is in the archive."""
    seminar = seminars_published().filter(key=key).first()
    if seminar is None or not holds(given, seminar):
        return None
    if not seminar.machine.state(seminar.state).open:
        return None
    return Admitted(seminar, "delegates")


def by_user(key: str, user: Any) -> Admitted | None:
    with remembering():
        audience = audience_of(user)
        seminar = seminars_visible_to(user).filter(key=key).first() if audience else None
    return Admitted(seminar, audience) if seminar and audience else None


def user_of(session: str) -> Any:
    """Who is signed in by a session, as a page would say it; nobody who owes the second step."""
    request = HttpRequest()
    request.session = SessionStore(session)
    user = get_user(request)
    return AnonymousUser() if user.is_authenticated and second_step.owes(user) else user
