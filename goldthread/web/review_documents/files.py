"""The files of an edition, each read back before it is given out, and its pictures."""

from base64 import b64encode
from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldthread.documents.charts.pictures import PICTURES
from goldthread.documents.report.fonts import FontMissing
from goldthread.documents.report.model import WORDS
from goldthread.offices import queries as offices
from goldthread.review.models import Edition, ReviewDocument
from goldthread.review.reading_back import FileDiffers, file_of
from goldthread.web.review.common import nothing_there
from goldthread.web.review_documents.documents import TAGS, seen_document, seen_edition
from goldthread.web.review_documents.showing import Showing
from goldthread.web.shell import address, pages

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
NOT_MADE = 500
STILL = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def document_file(request: HttpRequest, key: str, number: str, form: str) -> HttpResponse:
    """As an attachment; a file that does not say what the edition says is not given out."""
    address.read(request, {})
    with offices.remembering():
        found = seen_document(request, key)
        edition = seen_edition(request, found, number)
    try:
        content = _made(request, found, edition, form)
    except FileDiffers as differs:
        sentence = differs.sentence.in_language(request.lang)
        return pages.stopped(request, _("The file is not given out"), sentence, NOT_MADE)
    except FontMissing as missing:
        return pages.stopped(request, _("The file cannot be made"), str(missing), NOT_MADE)
    answer = HttpResponse(content, content_type=TYPES[form])
    name = f"review-{found.review.cycle.key}-{found.language}-{edition.number}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _made(request: HttpRequest, found: ReviewDocument, edition: Edition, form: str) -> bytes:
    if form != "html":
        return file_of(found, edition, form)
    showing = Showing(request, edition, found.language)
    blocks = list(showing.blocks())
    pictures = [
        b64encode(PICTURES.picture(block["spec"], "svg")[1]).decode()
        for block in edition.content["blocks"]
        if block["kind"] == "picture"
    ]
    drawn = iter(pictures)
    context = {
        "content": edition.content,
        "tag": TAGS[found.language],
        "blocks": [(b, next(drawn) if b.kind == "picture" else "") for b in blocks],
        "codes": showing.codes(),
        "codes_title": WORDS[found.language].codes,
        "style": _style(),
    }
    return render_to_string("review_documents/alone.html", context).encode()


@cache
def _style() -> SafeString:
    """How a page looks that is saved and read alone; our own file."""
    place = files("goldthread.web.review_documents").joinpath("alone.css")
    return mark_safe(place.read_text("utf-8"))  # noqa: S308


def picture(request: HttpRequest, key: str, number: str, name: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        edition = seen_edition(request, seen_document(request, key), number)
    blocks = (b for b in edition.content["blocks"] if b["kind"] == "picture")
    block = next((b for b in blocks if b["key"] == name), None)
    if block is None:
        raise nothing_there()
    mark, svg = PICTURES.picture(block["spec"], "svg")
    if request.headers.get("If-None-Match") == f'"{mark}"':
        return HttpResponseNotModified()
    answer = HttpResponse(svg, content_type="image/svg+xml")
    answer["ETag"], answer["Cache-Control"] = f'"{mark}"', "no-cache"
    answer["Content-Security-Policy"] = STILL
    return answer
