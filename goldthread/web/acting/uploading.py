"""A file taken in with what is said of it: streamed to disk, looked through, then the fields.

Django has written the upload to a file of its own by then (`FILE_UPLOAD_HANDLERS`); a body larger
than the limit is refused before any of it is read (`shell.writing`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.programme.files import FileRefused, taken_endings
from goldthread.programme.files.kinds import limits
from goldthread.web.acting import forms, registry, ticket
from goldthread.web.acting.forms import Form
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import refusal as told_refusal
from goldthread.web.acting.ticket import Ticket
from goldthread.web.acting.views import FORBIDDEN, REFUSED
from goldthread.web.acting.widgets import Asked
from goldthread.workflow.errors import Refused
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Need
from goldthread.workflow.offers import Offer, available

ENVELOPE = 64 * 1024
"""What a browser writes around the file, the other fields included."""
LIMIT = limits().bytes + ENVELOPE
"""Bytes of such a form."""
FILE = "file"


@dataclass(frozen=True, kw_only=True)
class Uploading:
    """One request for a file that begins an object; `obj` is unsaved.

    `action` begins it; `where` tells its form from that of another page. `needs` are asked beside
    the file. `add` takes the form, the file and the key that makes repeating safe. `context`: what
    the page shows besides (`title`, `back`, `here` at least); `template` lays it out.
    """

    request: HttpRequest
    obj: Lifecycle
    action: str
    where: str
    needs: tuple[Need, ...]
    add: Callable[[Form, UploadedFile, str], Any]
    context: Callable[[], Mapping[str, Any]]
    template: str

    @property
    def asked(self) -> Asked:
        return Asked(self.request, self.obj, self.action)

    @property
    def offer(self) -> Offer:
        rows = available(self.obj, self.request.user)
        return next(each for each in rows if each.transition.action == self.action)

    @property
    def acted(self) -> registry.Acted:
        return registry.of(self.obj)

    def _ticket(self) -> Ticket:
        return Ticket.for_form(self.obj, self.where, self.request.user, {})

    def refused(self) -> HttpResponse:
        """For who may not: why."""
        return self._page(status=FORBIDDEN)

    def shown(self, values: Mapping[str, Any]) -> HttpResponse:
        """The form, filled in as far as it is known."""
        return self._page(forms.blank(self.acted, self.needs, values), self._ticket())

    def taken(self) -> HttpResponse:
        """What was sent, taken in; or the form again with what is wrong and all that was typed."""
        request = self.request
        given = ticket.opened(request.POST.get("ticket", ""))
        form = forms.read(self.acted, self.needs, request.POST, self.asked)
        if given is None or not given.fits(self._ticket()):
            sentence = _("This form was not given to you for this. Look at it again, then send it.")
            return self._page(form, self._ticket(), sentence=sentence)
        upload = request.FILES.get(FILE)
        if form.errors or upload is None:
            return self._page(form, given, wrong="" if upload else _("Choose a file."))
        try:
            made = self.add(form, upload, given.key)
        except FileRefused as refusal:
            return self._page(form, given, wrong=refusal.texts[request.lang])
        except Refused as refusal:
            return self._page(form, given, sentence=refusal.in_language(request.lang))
        return self._told(made)

    def _told(self, made: Any) -> HttpResponse:
        sentence = _("The file %(name)s was taken in; the state is: %(state)s.")
        told = {"name": made.name, "state": made.state_title(self.request.lang)}
        messages.success(self.request, sentence % told)
        answer = HttpResponseRedirect(link(self.request, self.acted.url(made)))
        answer.status_code = 303
        return answer

    def _page(
        self,
        form: Form | None = None,
        given: Ticket | None = None,
        *,
        sentence: str = "",
        wrong: str = "",
        status: int = 0,
    ) -> HttpResponse:
        """`wrong`: what is wrong with the file; `sentence`: why the whole was refused."""
        lang, offer = self.request.lang, self.offer
        fields = form.fields(self.acted, self.asked) if form else []
        faults = [each for each in fields if each.error]
        errors: list[Any] = [*([{"id": FILE, "error": wrong}] if wrong else []), *faults]
        context = {
            "fields": fields,
            "errors": errors,
            "wrong": wrong,
            "sentence": sentence,
            "ticket": given,
            "refusal": None if offer.allowed else told_refusal(offer, lang),
            "accept": ",".join(taken_endings()),
            "endings": ("、" if lang == "zh" else ", ").join(taken_endings()),
            "limit": f"{limits().bytes // 2**20} MB",
            **self.context(),
        }
        answered = status or (REFUSED if errors or sentence else 200)
        return render(self.request, self.template, context, status=answered)
