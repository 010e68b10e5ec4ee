"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goldthread.web.home import demo_notice
from goldthread.web.shell.address import LONGEST, ORDER, Address

GROUPS = (
    (
        _("Statistics"),
        (
            ("/", _("Look-back")),
            ("/indicators", _("Indicators")),
            ("/explain", _("Explain")),
            ("/loads", _("Loads")),
        ),
    ),
    (
        _("Work"),
        (("/cycles", _("Cycles")), ("/ledger", _("Ledger")), ("/sources", _("Sources"))),
    ),
    (
        _("Seminar"),
        (
            ("/seminars", _("Seminars")),
            ("/proposals", _("Proposals")),
            ("/answers", _("Answers")),
            ("/promises", _("Promises")),
        ),
    ),
    (_("Review"), (("/reviews", _("Reviews")), ("/news", _("News")))),
    (_("Offices"), (("/offices", _("Offices")), ("/reforms", _("Reforms")))),
)
"""The areas of the site, grouped; a group leads to its first area."""
OWN_AREA = ("/desk", _("My desk"))
"""For who is signed in."""
BELONG = {
    "/ledger": (
        *("/tasks", "/reports", "/evidence", "/extensions", "/notices", "/escalations"),
        *("/signals", "/burden"),
    ),
    "/cycles": ("/measures",),
    "/sources": ("/requirements",),
    "/indicators": ("/records", "/transactions", "/cases", "/series"),
    "/proposals": ("/remarks", "/stances", "/sponsorships"),
    "/seminars": (
        *("/sessions", "/agenda-items", "/documents", "/delegations", "/interventions"),
        *("/minutes", "/corrections", "/addresses"),
    ),
    "/reviews": ("/assessments", "/sampled-tasks", "/review-documents", "/f"),
}
"""Pages that belong to an area without lying under its address."""
_AREA_OF = {page: area for area, pages in BELONG.items() for page in pages}


def here(request: HttpRequest) -> Address:
    """The address of the page itself, in canonical order; what it does not know is left out."""
    given = request.GET.items()
    known = {name: value for name, value in given if name in ORDER and len(value) <= LONGEST}
    return Address.of(request.path, **known)


def _signed_in(request: HttpRequest) -> bool:
    """A visitor without a session costs no look into the ledger."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and (
        getattr(request, "user", None) is not None and request.user.is_authenticated
    )


def _area(request: HttpRequest) -> str:
    first = "/" + request.path.strip("/").split("/")[0].split(".")[0]
    return _AREA_OF.get(first, first)


def _menu(request: HttpRequest, asked: str) -> dict[str, Any]:
    """The groups, and the areas of the one that the page belongs to."""
    area = _area(request)

    def entry(path: str, title: Any, here: bool) -> dict[str, Any]:
        return {"href": str(Address.of(path, lang=asked)), "title": title, "here": here}

    own = [entry(*OWN_AREA, OWN_AREA[0] == area)] if _signed_in(request) else []
    groups, areas = [], []
    for title, members in GROUPS:
        inside = area in {path for path, _title in members}
        groups.append(entry(members[0][0], title, inside))
        if inside:
            areas = [entry(path, name, path == area) for path, name in members]
    return {"menu": own + groups, "menu_here": areas}


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame: language, the other language's address, areas, the demo's notice."""
    lang = getattr(request, "lang", "en")
    asked = getattr(request, "lang_asked", "")
    address = here(request)
    return {
        "lang": lang,
        "html_lang": "zh-Hans" if lang == "zh" else "en",
        "other_lang": "en" if lang == "zh" else "zh-Hans",
        "other_name": "English" if lang == "zh" else "中文",
        "other_language": str(address.with_(lang="en" if lang == "zh" else "zh")),
        **_menu(request, asked),
        "home_address": str(Address.of("/", lang=asked)),
        "notice": demo_notice(settings.GOLDTHREAD_HOME, lang),
        "lang_asked": asked,
    }
