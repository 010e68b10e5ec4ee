"""An edited Word file on its way back: looked through, compared, then taken or not.

The first sending shows what is different and keeps nothing but the file; the second takes it.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.documents.report.reading import NotReadable, identifier_of
from goldthread.offices import queries as offices
from goldthread.programme.files import FileMissing, FileRefused, opened, take_in
from goldthread.programme.files.kinds import limits
from goldthread.review.actions import take_back
from goldthread.review.models import Edition, ReviewDocument
from goldthread.review.rules.document import LONGEST_REASON, edition_of, last_of
from goldthread.review.taking_back import Returned, changed, returned
from goldthread.web.acting import ticket
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import refusal as told_refusal
from goldthread.web.acting.ticket import Ticket
from goldthread.web.acting.uploading import FILE, LIMIT
from goldthread.web.acting.views import FORBIDDEN, REFUSED
from goldthread.web.reports import evidence
from goldthread.web.review_documents.documents import seen_document
from goldthread.web.review_documents.editions import rows_of
from goldthread.web.review_documents.registering import title
from goldthread.web.shell import address
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow.errors import Refused
from goldthread.workflow.offers import Offer, available

KIND = "docx"
_HASH = re.compile(r"[0-9a-f]{64}")
_MADE_FROM = re.compile(r"review-document/(\d{1,18})/(\d{1,8})")


def folder() -> Path:
    """Where the files of this site lie."""
    return evidence.folder()


@dataclass(frozen=True)
class Seen:
    """A file that was taken in, against the edition that it was made from."""

    sha256: str
    base: Edition
    back: Returned


class NotTaken(Exception):
    """The file cannot be compared; the sentence says why."""


@accepts_post(limit=LIMIT)
def take_back_page(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        document = seen_document(request, key)
        offer = _offer(request, document)
        if not offer.allowed:
            refused = told_refusal(offer, request.lang)
            return _page(request, document, status=FORBIDDEN, refusal=refused)
        if request.method != "POST":
            return _page(request, document, ticket=_ticket(request, document))
        given = ticket.opened(request.POST.get("ticket", ""))
        if given is None or not given.fits(_ticket(request, document)):
            sentence = _("This form was not given to you for this. Look at it again, then send it.")
            fresh = _ticket(request, document)
            return _page(request, document, ticket=fresh, sentence=sentence, status=REFUSED)
        return _sent(request, document, given)


def _offer(request: HttpRequest, document: ReviewDocument) -> Offer:
    """Whether the action is open to the user; what the file holds is judged with the file."""
    rows = available(document, request.user, every=True)
    return next(each for each in rows if each.transition.action == "take_back")


def _ticket(request: HttpRequest, document: ReviewDocument) -> Ticket:
    return Ticket.for_form(document, "take_back", request.user, {})


def _sent(request: HttpRequest, document: ReviewDocument, given: Ticket) -> HttpResponse:
    try:
        seen = _of_upload(request, document) or _of_hash(request, document)
    except NotTaken as fault:
        return _page(request, document, ticket=given, wrong=str(fault), status=REFUSED)
    if request.POST.get("take") != "yes":
        return _preview(request, document, seen, replace(given, version=document.version))
    try:
        take_back(
            actor=request.user,
            document=document,
            version=given.version,
            sha256=seen.sha256,
            base=seen.base.number,
            overrides=_overrides(request, seen.back),
            deletions=request.POST.get("deletions") == "yes",
            key=given.key,
        )
    except Refused as refusal:
        sentence = refusal.in_language(request.lang)
        return _preview(request, document, seen, given, sentence=sentence)
    messages.success(request, _("The file was taken back as edition %d.") % document.edition)
    answer = HttpResponseRedirect(link(request, f"/review-documents/{document.pk}"))
    answer.status_code = 303
    return answer


def _of_upload(request: HttpRequest, document: ReviewDocument) -> Seen | None:
    upload = request.FILES.get(FILE)
    if upload is None:
        return None
    try:
        taken = take_in(upload, upload.name or "", folder(), expected=upload.size)
    except FileRefused as refusal:
        raise NotTaken(refusal.texts[request.lang]) from None
    if taken.kind != KIND:
        raise NotTaken(_("This is no Word file (.docx)."))
    return _compared(taken.sha256, document)


def _of_hash(request: HttpRequest, document: ReviewDocument) -> Seen:
    """The file of the first sending."""
    sha256 = request.POST.get("sha256", "")
    if not _HASH.fullmatch(sha256):
        raise NotTaken(_("Choose a file."))
    return _compared(sha256, document)


def _compared(sha256: str, document: ReviewDocument) -> Seen:
    try:
        with opened(folder(), sha256) as file:
            content = file.read()
    except FileMissing:
        raise NotTaken(_("The file is no longer there; choose it again.")) from None
    base = _base(content, document)
    try:
        return Seen(sha256, base, returned(base.content, content))
    except NotReadable:
        raise NotTaken(
            _("The file cannot be read as a Word document of this site; save it as .docx again.")
        ) from None


def _base(content: bytes, document: ReviewDocument) -> Edition:
    """The edition that the file says it was made from; the last where it says nothing."""
    made = _MADE_FROM.fullmatch(identifier_of(content))
    if made is None:
        return last_of(document)
    edition = edition_of(document, int(made[2]))
    if int(made[1]) != document.pk or edition is None:
        raise NotTaken(_("The file was made from another document."))
    return edition


def _overrides(request: HttpRequest, back: Returned) -> list[dict[str, str]]:
    rows = []
    for at, each in enumerate(back.typed):
        reason = request.POST.get(f"reason-{at}", "").strip()[:LONGEST_REASON]
        rows.append({"code": each.code, "stated": each.stated, "reason": reason})
    return [row for row in rows if row["reason"]]


def _preview(
    request: HttpRequest, document: ReviewDocument, seen: Seen, given: Ticket, *, sentence: str = ""
) -> HttpResponse:
    """What is different; where another edition came in between, what that changed as well."""
    last = last_of(document)
    between = list(changed(seen.base.content, last.content)) if last != seen.base else None
    typed = [
        {
            "name": f"reason-{at}",
            "typed": request.POST.get(f"reason-{at}", ""),
            "number": each,
        }
        for at, each in enumerate(seen.back.typed)
    ]
    return _page(
        request,
        document,
        ticket=given,
        sentence=sentence,
        status=REFUSED if sentence else 200,
        seen=seen,
        changes=rows_of(list(seen.back.changes)),
        between=None if between is None else rows_of(between),
        typed=typed,
        share=round(seen.back.deleted * 100),
        last=last.number,
    )


def _page(
    request: HttpRequest, document: ReviewDocument, *, status: int = 200, **context: Any
) -> HttpResponse:
    """`wrong`: what is wrong with the file; `sentence`: why the whole was refused."""
    path = f"/review-documents/{document.pk}"
    shown = {
        "title": _("Take back from Word"),
        "document_title": title(document, request.lang),
        "back": link(request, path),
        "here": link(request, f"{path}/take-back"),
        "limit": f"{limits().bytes // 2**20} MB",
        **context,
    }
    wrong = context.get("wrong", "")
    shown["errors"] = [{"id": FILE, "error": wrong}] if wrong else []
    return render(request, "review_documents/take_back.html", shown, status=status)
