"""Saved views of the ledger: a name for the filters of an address, as a link above the ledger."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.programme import queries
from goldthread.programme.actions.views import change_view, delete_view, save_view
from goldthread.programme.models import SavedView
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.views import REFUSED
from goldthread.web.programme import ledger
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.writing import accepts_post
from goldthread.web.volume.beside import href, mine_first
from goldthread.web.volume.keeping import onward
from goldthread.workflow.errors import Refused


@accepts_post
def save(request: HttpRequest) -> HttpResponse:
    """Name the filters of the address that the ledger was looked at with."""
    asked = ledger.read(request)
    if request.method != "POST":
        return onward(request, "/views")
    query = asked.address("/ledger", page=None, lang=None).partition("?")[2]
    try:
        view = save_view(actor=request.user, name=request.POST.get("name", ""), query=query)
    except Refused as refusal:
        return _page(request, refusal.in_language(request.lang), REFUSED)
    messages.success(request, _("The view %(name)s is saved.") % {"name": view.name})
    return onward(request, "/views")


@accepts_post
def views(request: HttpRequest) -> HttpResponse:
    """One's saved views and those shared; rename, share, make the start, delete."""
    address.read(request, {})
    if request.method != "POST":
        return _page(request)
    view = _one(request)
    try:
        if request.POST.get("step") == "delete":
            delete_view(view=view, actor=request.user)
            messages.success(request, _("The view is deleted."))
        else:
            change_view(
                view=view,
                actor=request.user,
                name=request.POST.get("name", ""),
                shared="shared" in request.POST,
                start="start" in request.POST,
            )
            messages.success(request, _("The view is kept as you changed it."))
    except Refused as refusal:
        return _page(request, refusal.in_language(request.lang), REFUSED)
    return onward(request, "/views")


def _one(request: HttpRequest) -> SavedView:
    key = request.POST.get("view", "")
    seen = queries.views_visible_to(request.user)
    found: SavedView | None = (
        seen.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    )
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    return found


def _page(request: HttpRequest, sentence: str = "", status: int = 200) -> HttpResponse:
    rows = mine_first(request)
    context: dict[str, Any] = {
        "title": _("Saved views of the ledger"),
        "back": link(request, "/ledger"),
        "here": link(request, "/views"),
        "sentence": sentence,
        "own": [_told(request, row) for row in rows if row.own],
        "shared": [_told(request, row) for row in rows if not row.own],
    }
    return render(request, "volume/views.html", context, status=status)


def _told(request: HttpRequest, row: Any) -> dict[str, Any]:
    view = row.view
    return {
        "pk": view.pk,
        "name": view.name,
        "href": href(request, view),
        "shared": view.office_id is not None,
        "office": view.office.code if view.office_id else "",
        "start": view.start,
        "query": view.query,
    }
