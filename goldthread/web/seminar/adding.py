"""A document uploaded: the file streamed to disk and looked through, then said what it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme.files import FileRefused, take_in, taken_endings
from goldthread.programme.files.kinds import limits
from goldthread.seminar.actions import Said, add_document
from goldthread.seminar.models import Seminar, SeminarDocument
from goldthread.seminar.transitions import SEMINAR_DOCUMENT
from goldthread.web.acting import forms, ticket
from goldthread.web.acting.forms import Form
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import refusal as told_refusal
from goldthread.web.acting.registry import named
from goldthread.web.acting.ticket import Ticket
from goldthread.web.acting.views import FORBIDDEN, REFUSED
from goldthread.web.acting.widgets import Asked
from goldthread.web.reports.uploading import ENVELOPE, FILE
from goldthread.web.seminar import documents
from goldthread.web.seminar.common import page, seen_seminar
from goldthread.web.shell import address
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow.errors import Refused
from goldthread.workflow.machine import Need
from goldthread.workflow.offers import Offer, available

FROM_FILE = ("seminar", "name", "sha256", "size", "media_type")
"""What is not asked for: the file and the page say it."""


def folder() -> Path:
    """Where the files of this site lie."""
    return documents.folder()


@dataclass(frozen=True)
class Adding:
    """One request to add a document; it is unsaved."""

    request: HttpRequest
    seminar: Seminar
    document: SeminarDocument

    @property
    def asked(self) -> Asked:
        return Asked(self.request, self.document, "add")

    @property
    def offer(self) -> Offer:
        rows = available(self.document, self.request.user)
        return next(each for each in rows if each.transition.action == "add")

    def ticket(self) -> Ticket:
        return Ticket.for_form(self.document, f"add/{self.seminar.pk}", self.request.user, {})


def needs() -> tuple[Need, ...]:
    """What is asked beside the file."""
    row = SEMINAR_DOCUMENT.find("add", None)
    assert row is not None
    return tuple(need for need in row.needs if need.name not in FROM_FILE)


@accepts_post(limit=limits().bytes + ENVELOPE)
def add_document_page(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and the taking in."""
    address.read(request, {})
    with offices.remembering():
        seminar = seen_seminar(request, key)
        adding = Adding(request, seminar, SeminarDocument(seminar=seminar))
        if not adding.offer.allowed:
            return _page(adding, status=FORBIDDEN)
        if request.method == "POST":
            return _taken(adding)
        form = forms.blank(named("seminar_document"), needs(), {})
        return _page(adding, form=form, given=adding.ticket())


def _taken(adding: Adding) -> HttpResponse:
    request = adding.request
    given = ticket.opened(request.POST.get("ticket", ""))
    form = forms.read(named("seminar_document"), needs(), request.POST, adding.asked)
    if given is None or not given.fits(adding.ticket()):
        sentence = _("This form was not given to you for this. Look at it again, then send it.")
        return _page(adding, form=form, given=adding.ticket(), sentence=sentence)
    upload = request.FILES.get(FILE)
    if form.errors or upload is None:
        wrong = "" if upload else _("Choose a file.")
        return _page(adding, form=form, given=given, wrong=wrong)
    try:
        made = _add(adding, form, upload, given.key)
    except FileRefused as refusal:
        return _page(adding, form=form, given=given, wrong=refusal.texts[request.lang])
    except Refused as refusal:
        sentence = refusal.in_language(request.lang)
        return _page(adding, form=form, given=given, sentence=sentence)
    return _added(request, made)


def _add(adding: Adding, form: Form, upload: Any, key: str) -> SeminarDocument:
    taken = take_in(upload, upload.name or "", folder(), expected=upload.size)
    said = Said(**form.payload)
    return add_document(
        actor=adding.request.user, seminar=adding.seminar, taken=taken, said=said, key=key
    )


def _added(request: HttpRequest, made: SeminarDocument) -> HttpResponse:
    sentence = _("The file %(name)s was taken in; the state is: %(state)s.")
    told = {"name": made.name, "state": made.state_title(request.lang)}
    messages.success(request, sentence % told)
    answer = HttpResponseRedirect(link(request, f"/documents/{made.pk}"))
    answer.status_code = 303
    return answer


def _page(
    adding: Adding,
    *,
    form: Form | None = None,
    given: Ticket | None = None,
    sentence: str = "",
    wrong: str = "",
    status: int = 0,
) -> HttpResponse:
    """`wrong`: what is wrong with the file; `sentence`: why the whole was refused."""
    request, lang, seminar = adding.request, adding.request.lang, adding.seminar
    fields = form.fields(named("seminar_document"), adding.asked) if form else []
    faults = [each for each in fields if each.error]
    errors: list[Any] = [*([{"id": FILE, "error": wrong}] if wrong else []), *faults]
    offer = adding.offer
    context = page(
        request,
        seminar,
        "documents",
        _("Add a document"),
        back=link(request, f"/seminars/{seminar.key}/documents"),
        here=link(request, f"/seminars/{seminar.key}/documents/add"),
        fields=fields,
        errors=errors,
        wrong=wrong,
        sentence=sentence,
        ticket=given,
        refusal=None if offer.allowed else told_refusal(offer, lang),
        accept=",".join(taken_endings()),
        endings=("、" if lang == "zh" else ", ").join(taken_endings()),
        limit=f"{limits().bytes // 2**20} MB",
    )
    refused = bool(errors or sentence)
    answered = status or (REFUSED if refused else 200)
    return render(request, "seminar/upload.html", context, status=answered)
