"""The review document as frames and forms know it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.programme.finding import found
from goldthread.review import queries
from goldthread.review.models import Review, ReviewDocument
from goldthread.review.rules.document import last_of
from goldthread.web.acting import registry
from goldthread.web.acting.widgets import Asked, Choice, Line, Lines, One
from goldthread.web.review.registering import events, under_review, why

LANGUAGES = {"en": "English", "zh": "中文"}
TEMPLATE_ROWS = 30


def title(document: ReviewDocument, lang: str) -> str:
    language = {"en": _("English"), "zh": _("Chinese")}[document.language]
    told = {"review": document.review.title(lang), "language": language}
    return _("%(review)s: document in %(language)s") % told


def _reviews(asked: Asked) -> Sequence[Choice]:
    rows = queries.reviews_visible_to(asked.request.user).exclude(state="cancelled")
    return [Choice(str(row.pk), row.title(asked.lang)) for row in rows.order_by("-pk")]


def _languages(_asked: Asked) -> Sequence[Choice]:
    return [Choice(code, name) for code, name in LANGUAGES.items()]


def _editions(asked: Asked) -> Sequence[Choice]:
    rows = asked.obj.editions.order_by("-number").values_list("number", flat=True)
    return [Choice(str(number), str(number)) for number in rows]


def initial(document: ReviewDocument, action: str) -> Mapping[str, object]:
    """A new document of the review that the address names; the template as it was last."""
    if document._state.adding:
        return {"review": str(document.review_id)} if document.review_id else {}
    return {"template": last_of(document).template} if action == "edit_template" else {}


def _new(request: HttpRequest, _given: Mapping[str, Any]) -> ReviewDocument:
    key = request.POST.get("review", "") or request.GET.get("review", "")
    review = found(Review, key, "cycle")
    seen = queries.reviews_visible_to(request.user)
    if review is None or not seen.filter(pk=review.pk).exists():
        return ReviewDocument()
    return ReviewDocument(review=review)


registry.register(
    ReviewDocument,
    url=lambda document: f"/review-documents/{document.pk}",
    title=title,
    sees=queries.documents_visible_to,
    why=why,
    events=events,
    fields={
        "review": One(_reviews),
        "language": One(_languages),
        "template": Lines(TEMPLATE_ROWS),
        "sha256": Line(),
        "overrides": Line(),
        "edition": One(_editions),
    },
    initial=initial,
    thread=under_review,
    new=_new,
)
