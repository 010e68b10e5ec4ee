"""Who is signed in, for the frame of every page; a visitor without a cookie costs nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """`user` is None for visitors; the ledger is asked only for who brings a session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {"user": None}
    user = request.user
    return {"user": user if user.is_authenticated else None}
