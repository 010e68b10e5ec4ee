"""Sessions live on while they are used; a second step that is owed comes first."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from goldthread.api.problems import PREFIX
from goldthread.web.accounts import second_step
from goldthread.web.shell import pages

Next = Callable[[HttpRequest], HttpResponse]
SEEN = "seen"
EVERY = 300  # seconds: how often a session that is used is written again
# What somebody may open who still owes the second step: setting it up, and signing out.
OWN = ("/account", "/sign-in", "/sign-out", "/alive")


class SignedIn:
    """Only for requests that bring a session; a visitor's costs nothing."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _keep_alive(request)
            if not request.path.startswith(OWN) and second_step.owes(request.user):
                return _second_step_first(request)
        return self.get_response(request)


def _keep_alive(request: HttpRequest) -> None:
    """Each writing puts off the end by the idle time."""
    now = int(time())
    if now - request.session.get(SEEN, 0) >= EVERY:
        request.session[SEEN] = now


def _second_step_first(request: HttpRequest) -> HttpResponse:
    if request.method in ("GET", "HEAD") and not request.path.startswith(PREFIX):
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    sentence = _(
        "Your roles require the second step. Set it up under “Your account”, then do this."
    )
    return pages.stopped(request, _("Nothing was changed"), sentence, 403)
