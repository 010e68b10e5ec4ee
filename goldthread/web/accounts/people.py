"""The people one sees: who they are here, and giving them accounts and roles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.offices import actions, queries
from goldthread.offices.models import Person
from goldthread.web.accounts import giving, people_forms, second_step, who
from goldthread.web.shell import address
from goldthread.web.shell.address import Address
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.paging import Paging
from goldthread.workflow import clock
from goldthread.workflow.engine import available
from goldthread.workflow.errors import Refused

MANAGERS = frozenset({"system_administrator", "provincial_head", "provincial_coordinator"})
ROWS = 50
Form = type[people_forms.Asked]


@dataclass(frozen=True)
class Act:
    """What is done with a person from a form: `engine` names the transition, `do` carries it out
    and gives the path of a link to set a password, where it makes one."""

    engine: str
    title: Any
    form: Form
    do: Callable[..., Any]
    fixed: Mapping[str, Any] | None = None


ACTS = {
    "grant": Act("grant", gettext_lazy("Grant a role"), people_forms.Grant, actions.grant_role),
    "end-role": Act("end_role", gettext_lazy("End a role"), people_forms.EndRole, actions.end_role),
    "rename": Act(
        "rename", gettext_lazy("Correct the name"), people_forms.Names, actions.rename_person
    ),
    "account": Act(
        "connect",
        gettext_lazy("Give an account"),
        people_forms.GiveAccount,
        giving.give_account,
    ),
    "link": Act(
        "link",
        gettext_lazy("Give a link to set a password"),
        people_forms.Asked,
        giving.give_link,
    ),
    "off": Act(
        "switch",
        gettext_lazy("Switch the account off"),
        people_forms.Asked,
        actions.switch_account,
        {"active": False},
    ),
    "on": Act(
        "switch",
        gettext_lazy("Switch the account on"),
        people_forms.Asked,
        actions.switch_account,
        {"active": True},
    ),
    "second-step": Act(
        "clear_second_step",
        gettext_lazy("Take the second step away"),
        people_forms.ClearSecondStep,
        giving.clear_second_step,
    ),
    "leave": Act("leave", gettext_lazy("Leaves the office"), people_forms.Leave, actions.leave),
}


def manages(user: Any) -> bool:
    return not MANAGERS.isdisjoint(queries.roles_of(user, clock.today()))


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Oneself, the own unit, or everybody: as far as one sees; page by page, found by a name."""
    asked = address.read(request, {"q": str, "page": address.between(1, 100_000)})
    words = asked.get("q", "").strip()
    found = _named(queries.people_visible_to(request.user), words)
    here = Address.of("/people", q=words or None, lang=request.lang_asked)
    paging = Paging.of(found.count(), asked.get("page", 1), ROWS, lambda n: str(here.with_(page=n)))
    ordered = found.select_related("user").order_by("name_en", "pk")
    rows = list(ordered[paging.first : paging.last])
    held = who.held_of_people(rows, request.lang)
    context = {
        "title": _("People"),
        "rows": [
            {"person": row, "name": _name(row, request.lang), "held": held.get(row.pk, [])}
            for row in rows
        ],
        "paging": paging,
        "q": words,
        "manages": manages(request.user),
    }
    return render(request, "accounts/people.html", context)


def _named(rows: "QuerySet[Person]", words: str) -> "QuerySet[Person]":
    """Those with the words in a name or the user name."""
    if not words:
        return rows
    named = Q(name_en__icontains=words) | Q(name_zh__icontains=words)
    return rows.filter(named | Q(user__username__icontains=words))


@login_required
def person(request: HttpRequest, key: int) -> HttpResponse:
    found = _see(request, key)
    return _person_page(request, found)


def _person_page(request: HttpRequest, found: Person, link: str = "") -> HttpResponse:
    """`link` is shown on this answer alone, and on no other."""
    offers = {offer.transition.action: offer for offer in available(found, request.user)}
    mine = manages(request.user)
    possible = {
        name: act for name, act in ACTS.items() if act.engine in offers and _fits(name, found)
    }
    context = {
        "title": _name(found, request.lang),
        "person": found,
        "held": who.held_by(found, request.lang),
        "second_step": found.user is not None and second_step.has(found.user),
        "link": request.build_absolute_uri(link) if link else "",
        "buttons": [
            (name, act.title)
            for name, act in possible.items()
            if mine and offers[act.engine].allowed
        ],
        "refusals": [
            (act.title, offers[act.engine].why_not(request.lang))
            for act in possible.values()
            if mine and not offers[act.engine].allowed
        ],
    }
    answer = render(request, "accounts/person.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _fits(name: str, found: Person) -> bool:
    """An account is given once, and switched to what it is not."""
    if name == "account":
        return found.user_id is None
    if name in ("on", "off"):
        return found.user_id is not None and found.user.is_active == (name == "off")
    return True


@login_required
def act(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """The form of an action on a person; sent, it is done or the engine's sentence is shown."""
    found = _see(request, key)
    if name not in ACTS or not manages(request.user):
        raise NotThere(_("There is nothing at this address that you can see."), instead="/people")
    doing = ACTS[name]
    form = doing.form(
        request.POST if request.method == "POST" else None,
        lang=request.lang,
        initial=_initial(name, found, request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, doing, found, dict(form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, refusal.in_language(request.lang))
    context = {"title": doing.title, "of": _name(found, request.lang), "form": form, "key": key}
    return render(request, "accounts/person_act.html", context)


def _done(request: HttpRequest, doing: Act, found: Person, given: dict[str, Any]) -> HttpResponse:
    version = given.pop("version") or 0
    link = doing.do(
        person=found,
        actor=request.user,
        expected_version=version,
        **given,
        **(doing.fixed or {}),
    )
    if isinstance(link, str):
        return _person_page(request, Person.objects.get(pk=found.pk), link)
    messages.success(request, _("Done: %(what)s.") % {"what": doing.title})
    return HttpResponseRedirect(f"/people/{found.pk}")


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """A person with the first role."""
    if not manages(request.user):
        raise NotThere(_("There is nothing at this address that you can see."), instead="/people")
    form = people_forms.Register(
        request.POST if request.method == "POST" else None,
        lang=request.lang,
        initial={"starts": clock.today(), "role": "contributor"},
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("version")
        try:
            made = giving.register(actor=request.user, **given)
            return HttpResponseRedirect(f"/people/{made.pk}")
        except Refused as refusal:
            form.add_error(None, refusal.in_language(request.lang))
    context = {"title": _("Register a person"), "form": form}
    return render(request, "accounts/person_act.html", context)


def _see(request: HttpRequest, key: int) -> Person:
    rows = queries.people_visible_to(request.user).select_related("user")
    found: Person | None = rows.filter(pk=key).first()
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."), instead="/people")
    return found


def _name(person: Person, lang: str) -> str:
    return str(person.name_zh if lang == "zh" else person.name_en)


def _initial(name: str, found: Person, request: HttpRequest) -> dict[str, Any]:
    first: dict[str, Any] = {"version": found.version, "starts": clock.today()}
    if name == "rename":
        first |= {"name_en": found.name_en, "name_zh": found.name_zh}
    if name in ("end-role", "leave"):
        first["day"] = clock.today()
    return first | {
        field: request.GET[field] for field in ("office", "role") if field in request.GET
    }
