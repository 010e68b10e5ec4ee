"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goldthread.web.home import demo_notice
from goldthread.web.shell.address import LONGEST, ORDER, Address

AREAS = (
    ("/", _("Look-back")),
    ("/indicators", _("Indicators")),
    ("/explain", _("Explain")),
    ("/loads", _("Loads")),
    ("/cycles", _("Cycles")),
    ("/ledger", _("Ledger")),
    ("/seminars", _("Seminars")),
    ("/proposals", _("Proposals")),
    ("/news", _("News")),
    ("/reviews", _("Reviews")),
    ("/sources", _("Sources")),
    ("/offices", _("Offices")),
    ("/reforms", _("Reforms")),
)
OWN_AREAS = (("/desk", _("My desk")),)
"""For who is signed in."""
OF_PROPOSALS = ("/answers", "/promises", "/remarks", "/stances", "/sponsorships")
"""Pages that belong to the area of proposals."""
OF_SEMINARS = (
    *("/sessions", "/agenda-items", "/documents", "/delegations", "/interventions", "/minutes"),
    *("/corrections", "/addresses"),
)
"""Pages that belong to the area of seminars."""
OF_REVIEWS = ("/assessments", "/sampled-tasks", "/review-documents", "/f")
"""Pages that belong to the area of reviews."""


def here(request: HttpRequest) -> Address:
    """The address of the page itself, in canonical order; what it does not know is left out."""
    given = request.GET.items()
    known = {name: value for name, value in given if name in ORDER and len(value) <= LONGEST}
    return Address.of(request.path, **known)


def _areas(request: HttpRequest) -> tuple[tuple[str, Any], ...]:
    """A visitor without a session costs no look into the ledger."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and (
        getattr(request, "user", None) is not None and request.user.is_authenticated
    )
    return (*OWN_AREAS, *AREAS) if signed_in else AREAS


def _area(request: HttpRequest) -> str:
    first = "/" + request.path.strip("/").split("/")[0]
    if first.startswith("/loads"):
        return "/loads"
    if first in OF_SEMINARS:
        return "/seminars"
    if first in OF_REVIEWS:
        return "/reviews"
    return "/proposals" if first in OF_PROPOSALS else first


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame: language, the other language's address, areas, the demo's notice."""
    lang = getattr(request, "lang", "en")
    asked = getattr(request, "lang_asked", "")
    address = here(request)
    area = _area(request)
    return {
        "lang": lang,
        "html_lang": "zh-Hans" if lang == "zh" else "en",
        "other_lang": "en" if lang == "zh" else "zh-Hans",
        "other_name": "English" if lang == "zh" else "中文",
        "other_language": str(address.with_(lang="en" if lang == "zh" else "zh")),
        "areas": [
            {"href": str(Address.of(path, lang=asked)), "title": title, "here": path == area}
            for path, title in _areas(request)
        ],
        "home_address": str(Address.of("/", lang=asked)),
        "notice": demo_notice(settings.GOLDTHREAD_HOME, lang),
        "lang_asked": asked,
    }
