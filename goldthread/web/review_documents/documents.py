"""The documents of a review, and one of them as a page."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.review import queries
from goldthread.review.models import Edition, ReviewDocument
from goldthread.review.rules.document import edition_of
from goldthread.web.acting.frame import Frame, badge, frame
from goldthread.web.acting.frame import address as link
from goldthread.web.programme.cycles import begin
from goldthread.web.review.common import follows, nothing_there, page, seen, seen_review
from goldthread.web.review_documents.registering import LANGUAGES
from goldthread.web.review_documents.showing import Showing
from goldthread.web.shell import address

TAGS = {"en": "en", "zh": "zh-Hans"}


def documents(request: HttpRequest, key: str) -> HttpResponse:
    """Those of one review."""
    address.read(request, {})
    with offices.remembering():
        review = seen_review(request, key)
        rows = queries.documents_visible_to(request.user).filter(review=review).order_by("pk")
        new = ReviewDocument(review=review)
        context = page(
            request,
            review,
            "document",
            _("Review document"),
            rows=[_row(request, row) for row in rows],
            begin=begin(request, new, "write", review=str(review.pk)),
        )
        return render(request, "review_documents/documents.html", context)


def _row(request: HttpRequest, row: ReviewDocument) -> dict[str, Any]:
    return {
        "language": LANGUAGES[row.language],
        "href": link(request, f"/review-documents/{row.pk}"),
        "badge": badge(row.machine, row.state, request.lang),
        "edition": row.edition,
        "signed_on": row.signed_on,
    }


def document(request: HttpRequest, key: str) -> HttpResponse:
    """The last edition; an earlier one for who follows the review."""
    given = address.read(request, {"edition": str})
    with offices.remembering():
        found = seen_document(request, key)
        edition = seen_edition(request, found, given.get("edition"))
        shown = with_own_pages(request, found, frame(request, found))
        showing = Showing(request, edition, found.language)
        path = f"/review-documents/{found.pk}"
        context = {
            "title": shown.title,
            "document": found,
            "frame": shown,
            "thread": shown.thread,
            "review": found.review.title(request.lang),
            "back": link(request, f"/reviews/{found.review.cycle.key}/document"),
            "edition": edition,
            "earlier": edition.number != found.edition,
            "tag": TAGS[found.language],
            "content": edition.content,
            "blocks": list(showing.blocks()),
            "codes": showing.codes(),
            "files": _files(request, found, edition),
            "follows": follows(request),
            "editions": link(request, f"{path}/editions"),
            "since": link(request, f"{path}/since"),
        }
        return render(request, "review_documents/document.html", context)


def _files(request: HttpRequest, found: ReviewDocument, edition: Edition) -> list[tuple[str, str]]:
    path = f"/review-documents/{found.pk}/{edition.number}/document"
    titles = (("docx", _("Word")), ("pdf", _("PDF")), ("html", _("Page")))
    return [(title, link(request, f"{path}.{form}")) for form, title in titles]


def with_own_pages(request: HttpRequest, found: ReviewDocument, shown: Frame) -> Frame:
    """What needs a file is done on a page that takes one."""
    act = link(request, f"/act/{found.machine.name}/{found.pk}/take_back")
    own = link(request, f"/review-documents/{found.pk}/take-back")
    buttons = [replace(each, href=own) if each.href == act else each for each in shown.buttons]
    return replace(shown, buttons=buttons)


def seen_document(request: HttpRequest, key: str) -> ReviewDocument:
    rows = queries.documents_visible_to(request.user).select_related("review__cycle")
    found: ReviewDocument = seen(rows, key)
    return found


def seen_edition(request: HttpRequest, found: ReviewDocument, number: str | None) -> Edition:
    """What is published is the last edition; those before it are for who follows the review."""
    wanted = int(number) if number and number.isdecimal() and len(number) < DIGITS else None
    if number and wanted is None:
        raise nothing_there()
    edition = edition_of(found, wanted)
    if edition is None or (edition.number != found.edition and not follows(request)):
        raise nothing_there()
    return edition


DIGITS = 9
