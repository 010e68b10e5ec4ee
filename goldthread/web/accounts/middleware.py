"""Sessions live on while they are used; a second step that is owed comes first."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]
SEEN = "seen"
EVERY = 300  # seconds: how often a session that is used is written again


class SignedIn:
    """Only for requests that bring a session; a visitor's costs nothing."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _keep_alive(request)
        return self.get_response(request)


def _keep_alive(request: HttpRequest) -> None:
    """Each writing puts off the end by the idle time."""
    now = int(time())
    if now - request.session.get(SEEN, 0) >= EVERY:
        request.session[SEEN] = now
