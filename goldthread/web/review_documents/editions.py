"""The editions of a document, what changed between two, and since the review before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.review.models import Edition, ReviewDocument
from goldthread.review.since import before, figures_since
from goldthread.review.taking_back import Change, changed
from goldthread.web.acting.frame import address as link
from goldthread.web.review.common import follows, nothing_there
from goldthread.web.review_documents.documents import seen_document, seen_edition
from goldthread.web.review_documents.registering import title
from goldthread.web.review_documents.showing import came
from goldthread.web.shell import address


def editions(request: HttpRequest, key: str) -> HttpResponse:
    """All of them, the last first; for who follows the review."""
    address.read(request, {})
    with offices.remembering():
        found = _followed(request, key)
        rows = list(found.editions.order_by("-number").defer("content", "template"))
        names = offices.names_of_accounts({row.author for row in rows}, request.lang)
        context = _page(
            request,
            found,
            _("Editions"),
            rows=[_row(request, found, row, names) for row in rows],
            overrides=found.overrides.all(),
        )
        return render(request, "review_documents/editions.html", context)


def _row(
    request: HttpRequest, found: ReviewDocument, row: Edition, names: dict[str, str]
) -> dict[str, Any]:
    path = f"/review-documents/{found.pk}"
    compare = {"before": str(row.number - 1), "after": str(row.number)}
    return {
        "number": row.number,
        "at": timezone.localtime(row.at),
        "author": names.get(row.author, ""),
        "came": came(row),
        "href": link(request, path, edition=str(row.number)),
        "compare": link(request, f"{path}/compare", **compare) if row.number > 1 else "",
    }


def compare(request: HttpRequest, key: str) -> HttpResponse:
    given = address.read(request, {"before": str, "after": str})
    with offices.remembering():
        found = _followed(request, key)
        if not given.get("before") or not given.get("after"):
            raise nothing_there()
        old, new = (seen_edition(request, found, given[name]) for name in ("before", "after"))
        context = _page(
            request,
            found,
            _("Edition %(after)d against edition %(before)d")
            % {"after": new.number, "before": old.number},
            changes=rows_of(list(changed(old.content, new.content))),
        )
        return render(request, "review_documents/compare.html", context)


def since(request: HttpRequest, key: str) -> HttpResponse:
    """What is different from the document of the review before."""
    address.read(request, {})
    with offices.remembering():
        found = seen_document(request, key)
        edition = seen_edition(request, found, None)
        earlier = before(found, request.user)
        figures = figures_since(earlier, edition, found.review) if earlier else []
        changes = list(changed(earlier.content, edition.content)) if earlier else []
        context = _page(
            request,
            found,
            _("What changed since the review before"),
            earlier=earlier.document.review.title(request.lang) if earlier else "",
            figures=figures,
            changes=rows_of(changes),
        )
        return render(request, "review_documents/since.html", context)


def rows_of(changes: list[Change]) -> list[dict[str, str]]:
    words = {"changed": _("changed"), "added": _("added"), "deleted": _("deleted")}
    tones = {"changed": "warn", "added": "good", "deleted": "bad"}
    return [
        {
            "kind": words[each.kind],
            "tone": tones[each.kind],
            "before": each.before,
            "after": each.after,
        }
        for each in changes
    ]


def _followed(request: HttpRequest, key: str) -> ReviewDocument:
    found = seen_document(request, key)
    if not follows(request):
        raise nothing_there()
    return found


def _page(
    request: HttpRequest, found: ReviewDocument, heading: str, **context: Any
) -> dict[str, Any]:
    return {
        "title": heading,
        "document_title": title(found, request.lang),
        "back": link(request, f"/review-documents/{found.pk}"),
        **context,
    }
