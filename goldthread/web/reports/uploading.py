"""Evidence uploaded: the file, then what it proves."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme import queries
from goldthread.programme.actions import Said, add_evidence
from goldthread.programme.files import take_in
from goldthread.programme.models import Evidence, KeyTask
from goldthread.programme.transitions import EVIDENCE
from goldthread.web.acting.forms import Form
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.registry import named
from goldthread.web.acting.uploading import LIMIT, Uploading
from goldthread.web.acting.widgets import Asked
from goldthread.web.programme.registering import task_title
from goldthread.web.reports import pickers
from goldthread.web.reports.evidence import folder
from goldthread.web.reports.reports import seen
from goldthread.web.shell import address
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow.machine import Need


def needs() -> tuple[Need, ...]:
    """What is asked beside the file, by the fields of the actions that it goes through."""
    found = {need.name: need for row in EVIDENCE.transitions for need in row.needs}
    optional = [found["criterion"], found["report"], found["description"]]
    return (found["office"], *(Need(n.name, n.titles, n.kind, False) for n in optional))


@accepts_post(limit=LIMIT)
def add_evidence_page(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and the taking in."""
    rows = queries.tasks_visible_to(request.user).select_related("cycle", "lead", "parent__lead")
    task = seen(rows, key)
    with offices.remembering():
        uploading = _uploading(request, task)
        if not uploading.offer.allowed:
            address.read(request, {})
            return uploading.refused()
        if request.method == "POST":
            return uploading.taken()
        given = address.read(request, {"criterion": str, "report": str, "office": str})
        return uploading.shown({"office": _one_unit(uploading.asked), **given})


def _uploading(request: HttpRequest, task: KeyTask) -> Uploading:
    def add(form: Form, upload: UploadedFile, key: str) -> Evidence:
        said = Said(**form.payload)
        taken = take_in(upload, upload.name or "", folder(), expected=upload.size)
        return add_evidence(actor=request.user, task=task, taken=taken, said=said, key=key)

    def context() -> dict[str, Any]:
        return {
            "title": _("Add evidence"),
            "object": task_title(task, request.lang),
            "back": link(request, f"/tasks/{task.pk}"),
            "here": link(request, f"/tasks/{task.pk}/evidence"),
            "thread": named("key_task").thread(request, task),
        }

    return Uploading(
        request=request,
        obj=_unsaved(request, task),
        action="upload",
        where=f"upload/{task.pk}",
        needs=needs(),
        add=add,
        context=context,
        template="reports/upload.html",
    )


def _unsaved(request: HttpRequest, task: KeyTask) -> Evidence:
    """Of no unit yet where the user has one in the task; else of its lead, whose it would be."""
    evidence = Evidence(task=task)
    if not pickers.units_of_task(Asked(request, evidence, "upload")):
        evidence.office = task.lead
    return evidence


def _one_unit(asked: Asked) -> str | None:
    choices = pickers.units_of_task(asked)
    return choices[0].value if len(choices) == 1 else None
