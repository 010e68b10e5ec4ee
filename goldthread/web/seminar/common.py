"""What every page about a seminar shares: the seminar of the address, its tabs, what one holds."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.seminar import queries
from goldthread.seminar.models import Seminar
from goldthread.seminar.queries.visible import ATTENDING, PREPARING, SCREENING
from goldthread.web.acting.frame import address as link
from goldthread.web.seminar import thread
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock

DESK = frozenset({"secretariat"})
"""Whose work the badges and the check-in are."""


def nothing_there() -> NotThere:
    return NotThere(_("There is nothing at this address that you can see."))


def seen_seminar(request: HttpRequest, key: str) -> Seminar:
    found: Seminar | None = (
        queries.seminars_visible_to(request.user).select_related("cycle").filter(key=key).first()
    )
    if found is None:
        raise nothing_there()
    return found


def seen(rows: Any, key: str) -> Any:
    """The object of a page; what the reader may not see is not there."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise nothing_there()
    return found


def held(request: HttpRequest) -> frozenset[str]:
    return offices.roles_of(request.user, clock.today())


def is_one_of(request: HttpRequest, roles: Any) -> bool:
    return bool(held(request) & set(roles))


def prepares(request: HttpRequest) -> bool:
    """Reads the working copy of the agenda."""
    return is_one_of(request, PREPARING)


def only(request: HttpRequest, roles: Any) -> None:
    """A page that is there for some roles only."""
    if not is_one_of(request, roles):
        raise nothing_there()


def page(
    request: HttpRequest, seminar: Seminar, tab: str, title: str, **context: Any
) -> Mapping[str, Any]:
    """The context of a page about a seminar; `tab` is the last part of its path."""
    return {
        "title": title,
        "seminar": seminar,
        "seminar_title": seminar.title(request.lang),
        "seminar_href": link(request, f"/seminars/{seminar.key}"),
        "tabs": tabs(request, seminar, tab),
        "thread": thread.page_of(request, seminar, title, tab),
        **context,
    }


def tabs(request: HttpRequest, seminar: Seminar, here: str) -> list[dict[str, Any]]:
    """The pages of the seminar that hold something for the reader."""
    roles = held(request)
    wanted = (
        ("", _("Overview"), None),
        ("agenda", _("Agenda"), None),
        ("documents", _("Documents"), None),
        ("proposals", _("Proposals"), None),
        ("delegations", _("Delegations"), ATTENDING),
        ("interventions", _("Interventions"), ATTENDING),
        ("minutes", _("Minutes"), None),
        ("unsaid", _("Unsaid"), SCREENING),
        ("badges", _("Badges"), DESK),
        ("check-in", _("Check-in"), DESK),
        ("screen", _("Screen"), ATTENDING),
    )
    return [
        {
            "title": title,
            "href": link(request, f"/seminars/{seminar.key}{'/' if path else ''}{path}"),
            "here": path == here,
        }
        for path, title, whom in wanted
        if whom is None or roles & set(whom)
    ]
