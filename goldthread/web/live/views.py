"""The screen for somebody signed in, the same for the hall's machine, and the machine's address."""

from typing import Any

from csp.constants import HEADER, SELF
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices.queries import holds, remembering
from goldthread.seminar.queries import seminars_visible_to
from goldthread.web.acting.frame import address as link
from goldthread.web.live import place
from goldthread.web.live.access import Admitted, by_token, by_user
from goldthread.web.live.shown import both, shown
from goldthread.web.live.token import token as token_of
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.offers import available

RELOAD = 10
"""Seconds after which the page loads itself again where no stream reaches it."""


def for_user(request: HttpRequest, key: str) -> HttpResponse:
    """The secretariat is led on to the address for the hall."""
    with remembering():
        found = by_user(key, request.user)
        gives = found is not None and holds(request.user, "secretariat", clock.today())
    hall = link(request, f"/seminars/{key}/hall") if gives else ""
    return _screen(request, found, f"/seminars/{key}/stream", hall)


def for_token(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Whoever is signed in beside: the token alone decides, so that it shows what it shows."""
    return _screen(request, by_token(key, token), f"/seminars/{key}/stream/{token}")


def _screen(
    request: HttpRequest, found: Admitted | None, stream: str, hall: str = ""
) -> HttpResponse:
    address.read(request, {})
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    state = shown(found.seminar, found.audience, request.lang)
    origin = place.origin(request)
    context = {
        "title": _("Screen: %(name)s") % {"name": found.seminar.title(request.lang)},
        "state": state,
        "reload": RELOAD,
        "hall": hall,
        "stream": None if origin is None else f"{origin}{stream}?lang={request.lang}",
    }
    answer = render(request, "live/screen.html", context)
    answer.headers["Cache-Control"] = "no-store"
    if origin:
        answer.headers[HEADER] = build_policy(update={"connect-src": [SELF, origin]})
    return answer


def given(request: HttpRequest, key: str) -> HttpResponse:
    """For the secretariat: the address that the hall's machine opens, and how it is renewed."""
    address.read(request, {})
    seminar = seminars_visible_to(request.user).filter(key=key).first()
    if seminar is None or not holds(request.user, "secretariat", clock.today()):
        raise NotThere(_("There is nothing at this address that you can see."))
    path = f"/seminars/{key}/screen/{token_of(seminar)}"
    context: dict[str, Any] = {
        "title": _("The hall's screen"),
        "seminar": both({"en": seminar.title_en, "zh": seminar.title_zh}, request.lang),
        "number": seminar.screen,
        "whole": request.build_absolute_uri(path),
        "href": link(request, path),
        "own": link(request, f"/seminars/{key}/screen"),
        "published": seminar.state != "planned",
        "renew": _renew(request, seminar),
    }
    answer = render(request, "live/hall.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _renew(request: HttpRequest, seminar: Any) -> str:
    with remembering():
        offers = available(seminar, request.user)
    may = any(o.allowed and o.transition.action == "renew_screen" for o in offers)
    return link(request, f"/act/seminar/{seminar.pk}/renew_screen") if may else ""
