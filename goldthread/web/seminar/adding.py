"""A document of the seminar uploaded: the file, then who may read it and from when."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme.files import take_in
from goldthread.seminar.actions import Said, add_document
from goldthread.seminar.models import Seminar, SeminarDocument
from goldthread.seminar.transitions import SEMINAR_DOCUMENT
from goldthread.web.acting.forms import Form
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.uploading import LIMIT, Uploading
from goldthread.web.seminar.common import page, seen_seminar
from goldthread.web.seminar.documents import folder
from goldthread.web.shell import address
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow.machine import Need

FROM_FILE = ("seminar", "name", "sha256", "size", "media_type")
"""What is not asked for: the file and the page say it."""


def needs() -> tuple[Need, ...]:
    """What is asked beside the file."""
    row = SEMINAR_DOCUMENT.find("add", None)
    assert row is not None
    return tuple(need for need in row.needs if need.name not in FROM_FILE)


@accepts_post(limit=LIMIT)
def add_document_page(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and the taking in."""
    address.read(request, {})
    with offices.remembering():
        uploading = _uploading(request, seen_seminar(request, key))
        if not uploading.offer.allowed:
            return uploading.refused()
        return uploading.taken() if request.method == "POST" else uploading.shown({})


def _uploading(request: HttpRequest, seminar: Seminar) -> Uploading:
    def add(form: Form, upload: UploadedFile, key: str) -> SeminarDocument:
        said = Said(**form.payload)
        taken = take_in(upload, upload.name or "", folder(), expected=upload.size)
        return add_document(actor=request.user, seminar=seminar, taken=taken, said=said, key=key)

    def context() -> Any:
        documents = f"/seminars/{seminar.key}/documents"
        return page(
            request,
            seminar,
            "documents",
            _("Add a document"),
            back=link(request, documents),
            here=link(request, f"{documents}/add"),
        )

    return Uploading(
        request=request,
        obj=SeminarDocument(seminar=seminar),
        action="add",
        where=f"add/{seminar.pk}",
        needs=needs(),
        add=add,
        context=context,
        template="seminar/upload.html",
    )
