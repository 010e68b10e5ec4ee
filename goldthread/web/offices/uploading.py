"""Acts drafted from a file of the form that docs/offices.md tells: all of its acts, or none."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.offices.errors import StructureFileRefused
from goldthread.offices.loading import payload_of, read_acts
from goldthread.offices.models import Reform
from goldthread.web.acting import ticket
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import refusal as told_refusal
from goldthread.web.acting.ticket import Ticket
from goldthread.web.acting.views import FORBIDDEN, REFUSED
from goldthread.web.offices import registering
from goldthread.web.shell import address
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow import log
from goldthread.workflow.engine import create
from goldthread.workflow.errors import Refused
from goldthread.workflow.models import Event
from goldthread.workflow.offers import Offer, available

LARGEST = 256 * 1024
ENVELOPE = 16 * 1024
"""What a browser writes around the file."""


@accepts_post(limit=LARGEST + ENVELOPE)
def upload(request: HttpRequest) -> HttpResponse:
    """The form for a file, and the drafting of its acts."""
    address.read(request, {})
    if request.method != "POST":
        return _page(request)
    try:
        made = _drafted(request)
    except (Refused, StructureFileRefused) as refusal:
        return _page(request, refusal.in_language(request.lang), REFUSED)
    count = len(made)
    sentence = ngettext("%(count)d act was drafted.", "%(count)d acts were drafted.", count)
    messages.success(request, sentence % {"count": count})
    where = registering.url(made[0]) if count == 1 else "/reforms"
    answer = HttpResponseRedirect(link(request, where))
    answer.status_code = 303
    return answer


def _drafted(request: HttpRequest) -> list[Reform]:
    """Each act with a key of its own out of the form's, so that a second click drafts nothing."""
    given = ticket.opened(request.POST.get("ticket", ""))
    if given is None or not given.fits(_ticket(request)):
        raise StructureFileRefused(
            _("This form was not given to you for this. Look at it again, then send it.")
        )
    acts = read_acts(_text(request), _name(request))
    with transaction.atomic():
        log.hold("default")  # so that no other act takes a key between asking and writing
        return [_draft(request, act, f"{given.key}-{n}") for n, act in enumerate(acts, 1)]


def _draft(request: HttpRequest, act: dict[str, Any], key: str) -> Reform:
    reform = Reform(key=act["key"], effective=act["effective"])
    taken = Reform.objects.filter(key=act["key"]).first()
    if taken is not None and not _same_request(taken, key):
        raise StructureFileRefused(
            _("There is an act with the key %(key)s already; give this one another key.")
            % {"key": act["key"]}
        )
    create(reform, "draft", actor=request.user, payload=payload_of(act), key=key)
    return reform


def _same_request(reform: Reform, key: str) -> bool:
    return bool(Event.objects.of(reform).filter(key=key).exists())


def _text(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        raise StructureFileRefused(_("Choose a file."))
    if file.size > LARGEST:
        raise StructureFileRefused(
            _("The file is larger than %(most)d KB; split it.") % {"most": LARGEST // 1024}
        )
    try:
        return str(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise StructureFileRefused(
            _("The file is not text in UTF-8; save it as UTF-8 and send it again.")
        ) from None


def _name(request: HttpRequest) -> str:
    return str(request.FILES["file"].name)[:80]


def _ticket(request: HttpRequest) -> Ticket:
    return Ticket("reform", "new", "upload", str(request.user.pk), 0)


def _offer(request: HttpRequest) -> Offer:
    return available(registering.new(request, {}), request.user)[0]


def _page(request: HttpRequest, sentence: str = "", status: int = 200) -> HttpResponse:
    offer = _offer(request)
    context = {
        "title": _("Draft acts from a file"),
        "back": link(request, "/reforms"),
        "sentence": sentence,
        "refusal": None if offer.allowed else told_refusal(offer, request.lang),
        "ticket": _ticket(request) if offer.allowed else None,
        "here": link(request, "/reforms/upload"),
    }
    status = status if offer.allowed else FORBIDDEN
    return render(request, "offices/upload.html", context, status=status)
