"""What can be chosen in the forms of the meeting: only what the user may see.

What is written for a seminar, an item, a delegation knows it from the address: `asked.obj` has it,
where the user may see it.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from goldthread.offices import queries as offices
from goldthread.offices.days import on
from goldthread.offices.models import Membership, Reach
from goldthread.programme.finding import found
from goldthread.seminar import queries
from goldthread.seminar.codelists import audiences as audience_titles
from goldthread.seminar.codelists import item_kinds
from goldthread.seminar.models import AgendaItem, Delegation, MinutesEntry, Seminar, SeminarSession
from goldthread.seminar.models.delegation import HEAD, MEMBER, OBSERVER
from goldthread.seminar.parties import SPEAKERS
from goldthread.web.acting.widgets import Asked, Choice
from goldthread.web.programme.names import short_names
from goldthread.web.seminar.released import Released
from goldthread.web.seminar.words import DELEGATE_KINDS, moment
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

CHAIRING = ("issuer", "secretariat", "national_department", "provincial_head", "planning")
"""Among whom the one who chairs is chosen."""


def given(request: HttpRequest, name: str) -> str:
    """What the address or the form says of a field."""
    return request.POST.get(name, "") or request.GET.get(name, "")


def seen(request: HttpRequest, model: type[Any], rows: Any, name: str, *related: str) -> Any:
    """The object that the address names, where the user sees it; else None."""
    row = found(model, given(request, name), *related)
    return row if row is not None and rows.filter(pk=row.pk).exists() else None


def seen_seminar(request: HttpRequest) -> Any:
    return seen(request, Seminar, queries.seminars_visible_to(request.user), "seminar", "cycle")


def seen_session(request: HttpRequest) -> Any:
    rows = queries.sessions_visible_to(request.user)
    return seen(request, SeminarSession, rows, "session", "seminar__cycle")


def seen_item(request: HttpRequest) -> Any:
    """An item is chosen by readers too, who know it from the released agenda."""
    rows = AgendaItem.objects.filter(
        session__seminar__in=queries.seminars_visible_to(request.user)
    ).exclude(state="removed")
    return seen(request, AgendaItem, rows, "item", "session__seminar__cycle")


def seen_delegation(request: HttpRequest) -> Any:
    rows = queries.delegations_visible_to(request.user)
    return seen(request, Delegation, rows, "delegation", "seminar__cycle", "office")


def seen_entry(request: HttpRequest) -> Any:
    rows = queries.minutes_visible_to(request.user)
    return seen(request, MinutesEntry, rows, "entry", "item__session__seminar__cycle")


def seminar_of(asked: Asked) -> Any:
    """The seminar in which the form's object stands or will stand; None where nothing says."""
    obj = asked.obj
    if isinstance(obj, Seminar):
        return obj if obj.pk else None
    for way in (("seminar",), ("session", "seminar"), ("delegation", "seminar")):
        at: Any = obj
        for name in way:
            at = getattr(at, name, None) if _has(at, name) else None
        if at is not None:
            return at
    item = obj.item if _has(obj, "item") else None
    entry = obj.entry if _has(obj, "entry") else None
    item = item or (entry.item if entry else None)
    return item.session.seminar if item else None


def _has(obj: Any, name: str) -> bool:
    return getattr(obj, f"{name}_id", None) is not None


def seminars(asked: Asked) -> list[Choice]:
    one = seminar_of(asked)
    rows = [one] if one else queries.seminars_visible_to(asked.request.user).order_by("-starts")
    return [Choice(str(row.pk), row.title(asked.lang)) for row in rows]


def sessions(asked: Asked) -> list[Choice]:
    rows = queries.sessions_visible_to(asked.request.user).filter(state="planned")
    rows = _of_seminar(rows, seminar_of(asked), "seminar")
    return [
        Choice(str(row.pk), f"{moment(row.starts, asked.lang)} {row.title(asked.lang)}")
        for row in rows.order_by("starts", "pk")
    ]


def _of_seminar(rows: Any, seminar: Any, path: str) -> Any:
    return rows if seminar is None else rows.filter(**{path: seminar})


def items(asked: Asked) -> list[Choice]:
    """Of the working copy."""
    rows = queries.items_visible_to(asked.request.user).exclude(state="removed")
    rows = _of_seminar(rows, seminar_of(asked), "session__seminar")
    return [
        Choice(str(row.pk), row.title(asked.lang), row.session.title(asked.lang))
        for row in rows.select_related("session").order_by("session__starts", "position", "pk")
    ]


def open_items(asked: Asked) -> list[Choice]:
    """The items under which delegations may ask to speak, as the released agenda has them."""
    seminar = seminar_of(asked)
    if seminar is None:
        return []
    kinds = [code for code, kind in item_kinds().items() if kind.queue]
    agenda = Released(seminar)
    rows = AgendaItem.objects.filter(session__seminar=seminar, kind__in=kinds)
    rows = rows.filter(state__in=("planned", "under_way"), pk__in=agenda.keys)
    rows = rows.order_by("session__starts", "position", "pk")
    return [Choice(str(row.pk), agenda.title(row, asked.lang)) for row in rows]


def kinds_of_items(asked: Asked) -> list[Choice]:
    return [Choice(k.code, in_language(k.titles, asked.lang)) for k in item_kinds().values()]


def audiences(asked: Asked) -> list[Choice]:
    return [Choice(code, in_language(t, asked.lang)) for code, t in audience_titles().items()]


def rooms(asked: Asked) -> list[Choice]:
    seminar = seminar_of(asked)
    rows = seminar.rooms if seminar is not None else ()
    return [Choice(row["key"], room_name(row, asked.lang)) for row in rows]


def room_name(row: Any, lang: str) -> str:
    first, second = ("zh", "en") if lang == "zh" else ("en", "zh")
    return str(row.get(first) or row.get(second) or row.get("key", ""))


def chairs(asked: Asked) -> list[Choice]:
    """Who may be asked to chair: those who lead something, by office."""
    rows = Membership.objects.filter(on(clock.today()), role__in=CHAIRING)
    names = short_names(asked.lang, clock.today())
    people = {row.person_id: row for row in rows.select_related("person").order_by("pk")}
    return [
        Choice(str(key), _person(row.person, asked.lang), names.get(row.office_id, ""))
        for key, row in sorted(people.items(), key=lambda pair: pair[1].office_id)
    ]


def _person(person: Any, lang: str) -> str:
    return str(person.name_zh if lang == "zh" else person.name_en)


def delegate_kinds(asked: Asked) -> list[Choice]:  # noqa: ARG001
    return [Choice(kind, str(DELEGATE_KINDS[kind])) for kind in (HEAD, MEMBER, OBSERVER)]


def people(asked: Asked) -> list[Choice]:
    """Who works in the delegation's office, for those of its people who have an account."""
    if getattr(asked.obj, "office_id", None) is None:
        return []
    under = Reach.objects.filter(on(clock.today()), ancestor=asked.obj.office_id)
    rows = Membership.objects.filter(on(clock.today()), office__in=under.values("office_id"))
    found = {row.person_id: row.person for row in rows.select_related("person").order_by("pk")}
    return [Choice(str(key), _person(person, asked.lang)) for key, person in found.items()]


def invitable(asked: Asked) -> list[Choice]:
    """Offices of the day that have no delegation yet in the seminar."""
    seminar = seminar_of(asked)
    taken = set(seminar.delegations.values_list("office_id", flat=True)) if seminar else set()
    return [
        Choice(row.office.code, row.name_zh if asked.lang == "zh" else row.name_en)
        for row in offices.offices_named_on(clock.today()).order_by("office__code")
        if row.office_id not in taken
    ]


def own_delegations(asked: Asked) -> list[Choice]:
    """The delegations for which the user speaks."""
    obj = asked.obj
    if obj.pk is not None:
        rows: Any = [obj.delegation]
    else:
        rows = delegations_of(asked.request.user).exclude(state="absent").select_related("office")
        rows = _of_seminar(rows, seminar_of(asked), "seminar")
    names = short_names(asked.lang, clock.today())
    return [Choice(str(row.pk), names.get(row.office_id, row.office.code)) for row in rows]


def delegations_of(user: Any) -> Any:
    """The delegations of the user's own offices, for which the user's role speaks."""
    scope = offices.scope_of(user, clock.today(), SPEAKERS)
    rows = queries.delegations_visible_to(user)
    return rows.filter(Q(office_id__in=scope)).order_by("pk")


def entries(asked: Asked) -> list[Choice]:
    if _has(asked.obj, "entry"):
        rows: Any = [asked.obj.entry]
    else:
        rows = queries.minutes_visible_to(asked.request.user).filter(state="circulated")
        rows = _of_seminar(rows, seminar_of(asked), "item__session__seminar")
        rows = rows.select_related("item__session__seminar").order_by("pk")
    agendas: dict[int, Released] = {}
    return [Choice(str(row.pk), _released(row.item, agendas, asked.lang)) for row in rows]


def _released(item: AgendaItem, agendas: dict[int, Released], lang: str) -> str:
    """The item's released title; the agenda of each seminar is asked for once."""
    seminar = item.session.seminar
    return agendas.setdefault(seminar.pk, Released(seminar)).title(item, lang)


def minuted_items(asked: Asked) -> list[Choice]:
    """Items that have no entry of the minutes yet; the one that the address names stands alone."""
    item = asked.obj.item if _has(asked.obj, "item") else None
    if item is not None:
        return [Choice(str(item.pk), item.title(asked.lang))]
    rows = queries.items_visible_to(asked.request.user).filter(entry=None)
    rows = rows.exclude(state="removed").order_by("session__starts", "position")
    return [Choice(str(row.pk), row.title(asked.lang)) for row in rows]


def revisions(asked: Asked) -> list[Choice]:
    """The earlier revisions of the entry."""
    if asked.obj.pk is None:
        return []
    return [
        Choice(str(row.number), f"{row.number} · {moment(row.at, asked.lang)}")
        for row in asked.obj.revisions.order_by("-number")
        if row.number != asked.obj.revision
    ]
