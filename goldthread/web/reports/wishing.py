"""How a person wants to be told: the form on the desk; and the mark of having looked."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices.models import Person
from goldthread.offices.post.wishes import RHYTHM_TITLES, looked, set_wish, wished
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.views import REFUSED
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.texts import in_language

LANGUAGES = {"en": "English", "zh": "中文"}


@dataclass(frozen=True)
class Shown:
    """The form: what is chosen, and the sentence why what was typed was refused."""

    rhythms: list[dict[str, Any]]
    languages: list[dict[str, Any]]
    email: str
    address: str
    refused: bool
    error: str = ""


def shown(request: HttpRequest, person: Person, error: str = "") -> Shown:
    """As it is; after a refusal, as it was typed."""
    now = wished(person)
    own = getattr(person, "wish", None)
    typed = request.POST if error else {}
    rhythm = typed.get("rhythm", now.rhythm)
    language = typed.get("language", now.language)
    return Shown(
        [
            {"value": code, "title": in_language(titles, request.lang), "chosen": code == rhythm}
            for code, titles in RHYTHM_TITLES.items()
        ],
        [
            {"value": code, "title": title, "chosen": code == language}
            for code, title in LANGUAGES.items()
        ],
        typed.get("email", own.email if own else ""),
        now.address,
        now.refused,
        error,
    )


@accepts_post
def wish(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    if request.method != "POST":
        return _back(request)
    given = {name: request.POST.get(name, "") for name in ("rhythm", "language", "email")}
    try:
        set_wish(person=person, **given)
    except PayloadRefused as refusal:
        context = {
            "title": _("How I want to be told"),
            "wish": shown(request, person, refusal.in_language(request.lang)),
            "back": link(request, "/desk"),
        }
        return render(request, "reports/wish.html", context, status=REFUSED)
    messages.success(request, _("Your wish is kept; it holds from the next mail on."))
    return _back(request)


@accepts_post
def seen(request: HttpRequest) -> HttpResponse:
    """All notices are read, and what changes from now on is new."""
    person = _person(request)
    if request.method == "POST":
        looked(person=person)
        messages.success(request, _("Noted: you have looked at everything until now."))
    return _back(request)


def _person(request: HttpRequest) -> Person:
    rows = Person.objects.filter(user_id=request.user.pk).select_related("user", "wish")
    person: Person | None = rows.first() if request.user.is_authenticated else None
    if person is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    return person


def _back(request: HttpRequest) -> HttpResponse:
    answer = HttpResponseRedirect(link(request, "/desk"))
    answer.status_code = 303
    return answer
