"""A release as a document for Word; read again before it is given out."""

from collections.abc import Iterator
from io import BytesIO

import docx
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from goldthread.documents.docx import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    write,
)
from goldthread.errors import GoldthreadError
from goldthread.web.news.releases import seen
from goldthread.web.news.shown import Figure, Release
from goldthread.web.seminar.common import nothing_there
from goldthread.web.shell import address, numbers

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS = (3.4, 8.6, 4.2)


class FigureLost(GoldthreadError):
    """The file that was written does not hold a figure of the release as the site has it."""


def word(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    release = Release.of(seen(request, key), request.lang)
    if release.withdrawn:
        raise nothing_there()
    content = write(_document(release))
    compare(content, release)
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="news-{release.news.key}.docx"'
    return answer


def compare(content: bytes, release: Release) -> None:
    """Every figure with its code stands in the file as it stands in the release."""
    read = docx.Document(BytesIO(content))
    cells = {tuple(cell.text for cell in row.cells) for table in read.tables for row in table.rows}
    text = "\n".join(paragraph.text for paragraph in read.paragraphs)
    for paragraph in release.paragraphs():
        said = "".join(_said(piece.text, piece.code) for piece in paragraph)
        if said not in text:
            raise FigureLost(_("The file differs from the release: %(said)s") % {"said": said})
    for figure in release.listed():
        if _cells(figure) not in cells:
            raise FigureLost(_("The file lost the figure %(code)s.") % {"code": figure.code})


def _cells(figure: Figure) -> tuple[str, str, str]:
    return figure.code, f"{figure.title} ({figure.asked})", figure.value


def _said(text: str, code: str) -> str:
    return f"{text} [{code}]" if code else text


def _document(release: Release) -> Document:
    pages = _("Page {page} of {pages}")
    return Document(release.title, release.lang, pages, list(_blocks(release)))


def _blocks(release: Release) -> Iterator[Block]:
    yield Facts([(_("Status"), _status(release)), (_("Short name"), release.news.key)])
    if release.errata:
        yield from _errata(release)
    lead = "".join(_said(piece.text, piece.code) for piece in release.lead())
    if lead:
        yield Paragraph(lead)
    for paragraph in release.paragraphs():
        yield Paragraph("".join(_said(piece.text, piece.code) for piece in paragraph))
    rows = [_cells(figure) for figure in release.listed()]
    if rows:
        yield Heading(_("Figures and their codes"))
        yield Table((_("Code"), _("Figure"), _("Value")), rows, WIDTHS)


def _status(release: Release) -> str:
    if release.news.state != "published":
        return _("Not published: a preview")
    moment = timezone.localtime(release.news.published_at)
    return _("Published on %(day)s") % {"day": numbers.day(moment.date(), release.lang)}


def _errata(release: Release) -> Iterator[Block]:
    yield Heading(_("Errata"))
    for row in release.errata:
        told = {"n": row.number, "passage": row.passage, "wording": row.wording}
        said = _("%(n)s. Instead of “%(passage)s” read “%(wording)s”.") % told
        yield Paragraph(f"{said} {row.reason}")
