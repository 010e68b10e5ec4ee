"""Evidence uploaded: the file streamed to disk and looked through, then said what it is.

Django has written the upload to a file of its own by then (`FILE_UPLOAD_HANDLERS`); a body larger
than the limit is refused before any of it is read (`shell.writing`).
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme import queries
from goldthread.programme.actions import Said, add_evidence
from goldthread.programme.files import FileRefused, Taken, take_in, taken_endings
from goldthread.programme.files.kinds import limits
from goldthread.programme.models import Evidence, KeyTask
from goldthread.programme.transitions import EVIDENCE
from goldthread.web.acting import forms, ticket
from goldthread.web.acting.forms import Form
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import refusal as told_refusal
from goldthread.web.acting.registry import named
from goldthread.web.acting.ticket import Ticket
from goldthread.web.acting.views import FORBIDDEN, REFUSED
from goldthread.web.acting.widgets import Asked
from goldthread.web.programme.registering import task_title
from goldthread.web.reports import pickers
from goldthread.web.reports.evidence import folder
from goldthread.web.reports.reports import seen
from goldthread.web.shell import address
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow.errors import Refused
from goldthread.workflow.machine import Need
from goldthread.workflow.offers import Offer, available

ENVELOPE = 64 * 1024
"""What a browser writes around the file, the other fields included."""
FILE = "file"


@dataclass(frozen=True)
class Uploading:
    """One request for a task's evidence; `evidence` is unsaved, of the user's unit in the task."""

    request: HttpRequest
    task: KeyTask
    evidence: Evidence

    @property
    def asked(self) -> Asked:
        return Asked(self.request, self.evidence, "upload")

    @property
    def offer(self) -> Offer:
        rows = available(self.evidence, self.request.user)
        return next(each for each in rows if each.transition.action == "upload")

    def ticket(self) -> Ticket:
        return Ticket.for_form(self.evidence, f"upload/{self.task.pk}", self.request.user, {})


def needs() -> tuple[Need, ...]:
    """What is asked beside the file, by the fields of the actions that it goes through."""
    found = {need.name: need for row in EVIDENCE.transitions for need in row.needs}
    optional = [found["criterion"], found["report"], found["description"]]
    return (found["office"], *(Need(n.name, n.titles, n.kind, False) for n in optional))


@accepts_post(limit=limits().bytes + ENVELOPE)
def add_evidence_page(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and the taking in."""
    rows = queries.tasks_visible_to(request.user).select_related("cycle", "lead", "parent__lead")
    task = seen(rows, key)
    with offices.remembering():
        uploading = Uploading(request, task, _unsaved(request, task))
        offer = uploading.offer
        if not offer.allowed:
            address.read(request, {})
            return _page(uploading, status=FORBIDDEN)
        if request.method == "POST":
            return _taken(uploading)
        given = address.read(request, {"criterion": str, "report": str, "office": str})
        values = {"office": _one_unit(uploading), **given}
        form = forms.blank(named("evidence"), needs(), values)
        return _page(uploading, form=form, given=uploading.ticket())


def _unsaved(request: HttpRequest, task: KeyTask) -> Evidence:
    """Of no unit yet where the user has one in the task; else of its lead, whose it would be."""
    evidence = Evidence(task=task)
    if not pickers.units_of_task(Asked(request, evidence, "upload")):
        evidence.office = task.lead
    return evidence


def _one_unit(uploading: Uploading) -> str | None:
    choices = pickers.units_of_task(uploading.asked)
    return choices[0].value if len(choices) == 1 else None


def _taken(uploading: Uploading) -> HttpResponse:
    request = uploading.request
    given = ticket.opened(request.POST.get("ticket", ""))
    form = forms.read(named("evidence"), needs(), request.POST, uploading.asked)
    if given is None or not given.fits(uploading.ticket()):
        sentence = _("This form was not given to you for this. Look at it again, then send it.")
        return _page(uploading, form=form, given=uploading.ticket(), sentence=sentence)
    upload = request.FILES.get(FILE)
    if form.errors or upload is None:
        wrong = "" if upload else _("Choose a file.")
        return _page(uploading, form=form, given=given, wrong=wrong)
    try:
        evidence = _add(uploading, form, upload, given.key)
    except FileRefused as refusal:
        return _page(uploading, form=form, given=given, wrong=refusal.texts[request.lang])
    except Refused as refusal:
        sentence = refusal.in_language(request.lang)
        return _page(uploading, form=form, given=given, sentence=sentence)
    return _added(request, evidence)


def _add(uploading: Uploading, form: Form, upload: UploadedFile, key: str) -> Evidence:
    said = Said(**form.payload)
    taken = _take_in(upload)
    return add_evidence(
        actor=uploading.request.user, task=uploading.task, taken=taken, said=said, key=key
    )


def _take_in(upload: UploadedFile) -> Taken:
    return take_in(upload, upload.name or "", folder(), expected=upload.size)


def _added(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    sentence = _("The file %(name)s was taken in; the state is: %(state)s.")
    told = {"name": evidence.name, "state": evidence.state_title(request.lang)}
    messages.success(request, sentence % told)
    answer = HttpResponseRedirect(link(request, f"/evidence/{evidence.pk}"))
    answer.status_code = 303
    return answer


def _page(
    uploading: Uploading,
    *,
    form: Form | None = None,
    given: Ticket | None = None,
    sentence: str = "",
    wrong: str = "",
    status: int = 0,
) -> HttpResponse:
    """`wrong`: what is wrong with the file; `sentence`: why the whole was refused."""
    request, lang = uploading.request, uploading.request.lang
    fields = form.fields(named("evidence"), uploading.asked) if form else []
    faults = [each for each in fields if each.error]
    errors: list[Any] = [*([{"id": FILE, "error": wrong}] if wrong else []), *faults]
    offer = uploading.offer
    context = {
        "title": _("Add evidence"),
        "object": task_title(uploading.task, lang),
        "back": link(request, f"/tasks/{uploading.task.pk}"),
        "here": link(request, f"/tasks/{uploading.task.pk}/evidence"),
        "fields": fields,
        "errors": errors,
        "wrong": wrong,
        "sentence": sentence,
        "ticket": given,
        "refusal": None if offer.allowed else told_refusal(offer, lang),
        "accept": ",".join(taken_endings()),
        "endings": ("、" if lang == "zh" else ", ").join(taken_endings()),
        "limit": f"{limits().bytes // 2**20} MB",
        "thread": named("key_task").thread(request, uploading.task),
    }
    refused = bool(errors or sentence)
    return render(
        request, "reports/upload.html", context, status=status or (REFUSED if refused else 200)
    )
