"""What the ledger's own page shows of working at volume: saved views, and where to go."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest

from goldthread.offices.queries import roles_of
from goldthread.programme import queries
from goldthread.programme.models import SavedView
from goldthread.programme.parties import EVERYBODY
from goldthread.web.acting.frame import address as link
from goldthread.workflow import clock


@dataclass(frozen=True)
class Seen:
    """A view with whether it is the reader's own."""

    view: SavedView
    own: bool


def mine_first(request: HttpRequest) -> list[Seen]:
    rows = queries.views_visible_to(request.user).select_related("person", "office")
    found = [Seen(row, row.person.user_id == request.user.pk) for row in rows]
    return sorted(found, key=lambda seen: (not seen.own, seen.view.name))


def href(request: HttpRequest, view: SavedView) -> str:
    """The ledger with the view's filters; a view of no filter shows all from page 1."""
    params: dict[str, Any] = dict(parse_qsl(view.query)) or {"page": 1}
    return link(request, "/ledger", **params)


def of_ledger(request: HttpRequest, params: dict[str, Any]) -> dict[str, Any]:
    """For a page of the ledger with these filters; one query, none for who is not signed in."""
    if not request.user.is_authenticated:
        return {"views": [], "xlsx": link(request, "/ledger.xlsx", **params)}
    here = request.get_full_path()
    return {
        "views": [
            {
                "name": seen.view.name,
                "href": href(request, seen.view),
                "here": href(request, seen.view) == here,
                "shared": not seen.own,
            }
            for seen in mine_first(request)
        ],
        "xlsx": link(request, "/ledger.xlsx", **params),
        "workbook": link(request, "/ledger/workbook"),
        "reports": _reports(request),
        "choose": link(request, "/ledger/many", **params),
        "save": link(request, "/views/save", **params),
        "manage": link(request, "/views"),
        "all": link(request, "/ledger", page=1),
    }


def _reports(request: HttpRequest) -> str:
    """For those whose units report."""
    reporting = roles_of(request.user, clock.today()) & {*EVERYBODY}
    return link(request, "/reports/workbook") if reporting else ""


def start_of(request: HttpRequest) -> str:
    """Where the ledger opens for somebody who marked a view as the start; "" where nobody did."""
    if set(request.GET) - {"lang"} or not request.user.is_authenticated:
        return ""
    own = queries.views_visible_to(request.user).filter(person__user_id=request.user.pk)
    view = own.filter(start=True).first()
    return href(request, view) if view is not None and view.query else ""
