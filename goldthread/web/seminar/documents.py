"""The documents of a seminar, one of them, and its file as an attachment.

Who may read what, and from when, is judged anew each time that a file is asked for.
"""

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme.files import served
from goldthread.programme.files.kinds import kinds
from goldthread.seminar import queries
from goldthread.seminar.codelists import audiences
from goldthread.seminar.models import SeminarDocument
from goldthread.seminar.queries.visible import DESK
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.cycles import begin
from goldthread.web.reports.evidence import folder as files_of_site
from goldthread.web.seminar.common import is_one_of, page, seen, seen_seminar
from goldthread.web.seminar.released import Released
from goldthread.web.shell import address, pages
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

GONE = 410


def folder() -> Path:
    """Where the files of this site lie."""
    return files_of_site()


def documents(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        seminar = seen_seminar(request, key)
        rows = queries.documents_visible_to(request.user).filter(seminar=seminar)
        found = list(rows.select_related("item").order_by("item__session__starts", "pk"))
        released = Released(seminar)
        new = begin(request, SeminarDocument(seminar=seminar), "add")
        context = page(
            request,
            seminar,
            "documents",
            _("Documents"),
            rows=[_row(request, row, released) for row in found],
            desk=is_one_of(request, DESK),
            add=link(request, f"/seminars/{seminar.key}/documents/add") if new else "",
        )
        return render(request, "seminar/documents.html", context)


def _row(request: HttpRequest, row: SeminarDocument, released: Released) -> dict[str, Any]:
    until = row.embargo_until
    return {
        "title": row.title(request.lang),
        "href": link(request, f"/documents/{row.pk}"),
        "file": link(request, f"/documents/{row.pk}/file") if row.state != "withdrawn" else "",
        "name": row.name,
        "size": row.size,
        "item": released.title(row.item, request.lang) if row.item else "",
        "audience": in_language(audiences()[row.audience], request.lang),
        "badge": badge(row.machine, row.state, request.lang),
        "until": until if until is not None and until > clock.now() else None,
    }


def document(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        found = _seen(request, key)
        shown = frame(request, found)
        context = {
            "title": found.title(request.lang),
            "document": found,
            "frame": shown,
            "thread": shown.thread,
            "row": _row(request, found, Released(found.seminar)),
            "list": link(request, f"/seminars/{found.seminar.key}/documents"),
        }
        return render(request, "seminar/document.html", context)


def _seen(request: HttpRequest, key: str) -> SeminarDocument:
    rows = queries.documents_visible_to(request.user)
    found: SeminarDocument = seen(rows.select_related("seminar__cycle", "item"), key)
    return found


def document_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The bytes, always as an attachment; of what was withdrawn only the hash is left."""
    address.read(request, {})
    found = _seen(request, key)
    if found.state == "withdrawn":
        sentence = _("This file was withdrawn and is no longer given out; its hash is kept.")
        return pages.stopped(request, _("The file is not given out"), sentence, GONE)
    given = served(folder(), found.sha256, found.name, _kind(found.media_type))
    answer = FileResponse(given.path.open("rb"))
    for name, value in given.headers.items():
        answer[name] = value
    return answer


def _kind(media_type: str) -> str:
    """The kind under which it was taken in."""
    return next((code for code, kind in kinds().items() if kind.content_type == media_type), "")
