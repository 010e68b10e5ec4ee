"""What a draft reads like: shown while it is written, and on a page of its own."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.seminar.queries.alike import LANGUAGES, PARTS, Similar, alike
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge
from goldthread.web.acting.views import BODY
from goldthread.web.programme.names import short_names
from goldthread.web.proposals import thread, told
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow import clock

MOST = 8


@accepts_post(limit=BODY)
def similar(request: HttpRequest) -> HttpResponse:
    """Of what the writer sees; nothing of the draft is kept. A script asks for the list alone."""
    given = address.read(request, {"proposal": address.between(1, 10**9 - 1)})
    if not request.user.is_authenticated:
        raise NotThere(_("There is nothing at this address that you can see."))
    found = _found(request.user, request.POST, given.get("proposal"))
    names = short_names(request.lang, clock.today())
    context = {
        "title": _("Similar proposals"),
        "rows": [_row(request, each, names) for each in found],
        "typed": bool(_texts(request.POST)),
    }
    alone = "X-Fragment" in request.headers
    template = "proposals/alike_rows.html" if alone else "proposals/alike.html"
    return render(request, template, context)


def _texts(data: Mapping[str, str]) -> list[str]:
    """What is typed in each language, for itself: two languages share no sequences."""
    texts = ("\n".join(data.get(f"{part}_{lang}", "") for part in PARTS) for lang in LANGUAGES)
    return [text for text in texts if text.strip()]


def _found(user: Any, data: Mapping[str, str], but: int | None) -> list[Similar]:
    """Each proposal once, by the language that is more alike."""
    best: dict[int, Similar] = {}
    for text in _texts(data):
        for each in alike(user, text, but=but, most=MOST):
            known = best.get(each.proposal.pk)
            if known is None or known.score < each.score:
                best[each.proposal.pk] = each
    return sorted(best.values(), key=lambda each: -each.score)[:MOST]


def _row(request: HttpRequest, found: Similar, names: Mapping[int, str]) -> dict[str, Any]:
    row = found.proposal
    return {
        "title": thread.title(row, request.lang),
        "href": link(request, f"/proposals/{row.pk}"),
        "office": names.get(row.office_id, ""),
        "badge": badge(row.machine, row.state, request.lang),
        "score": told.share(found.score, request.lang),
        "passages": found.passages,
    }
