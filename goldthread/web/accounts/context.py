"""Who is signed in, for the frame of every page; a visitor without a cookie costs nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from goldthread.web.accounts import demo, second_step, who


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """`user` is None for visitors; the ledger is asked only for who brings a session."""
    found = {"user": None, "demo_roles": demo.is_open()}
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return found
    lang = getattr(request, "lang", "en")
    return found | {
        "user": request.user,
        "me": {"name": who.name_of(request.user, lang), "held": who.held_now(request.user, lang)},
        # Called by the few templates that ask.
        "second_step_owed": lambda: second_step.owed_by_role(request.user),
    }
