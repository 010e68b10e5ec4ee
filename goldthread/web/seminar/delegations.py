"""The delegations of a seminar as a table and as CSV; one delegation with its people."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from defusedcsv import csv
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.seminar import queries
from goldthread.seminar.models import Delegate, Delegation, Seminar
from goldthread.seminar.models.delegation import HEAD, MEMBER, OBSERVER
from goldthread.seminar.queries.visible import ATTENDING
from goldthread.web.acting.frame import Badge, badge, frame
from goldthread.web.acting.frame import address as link
from goldthread.web.programme.cycles import begin
from goldthread.web.programme.names import short_names
from goldthread.web.seminar.common import only, page, seen, seen_seminar
from goldthread.web.seminar.registering import delegation_title
from goldthread.web.seminar.released import Released
from goldthread.web.seminar.words import DELEGATE_KINDS
from goldthread.web.shell import address
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

COLUMNS = ("seminar", "office", "name", "state", "head", "members", "observers", "checked_in")


@dataclass(frozen=True)
class Row:
    """One delegation; the names of its people are on its own page."""

    code: str
    office: str
    href: str
    badge: Badge
    state: str
    head: str
    members: int
    observers: int
    checked_in: int


def delegations(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        only(request, ATTENDING)
        seminar = seen_seminar(request, key)
        rows = rows_of(request, seminar)
        context = page(
            request,
            seminar,
            "delegations",
            _("Delegations"),
            rows=rows,
            counts=_counts(rows, request.lang),
            sums=_sums(rows),
            csv=link(request, f"/seminars/{seminar.key}/delegations.csv"),
            begin=begin(request, Delegation(seminar=seminar), "invite", seminar=seminar.pk),
        )
        return render(request, "seminar/delegations.html", context)


def rows_of(request: HttpRequest, seminar: Seminar) -> list[Row]:
    """Those that the reader sees, by the code of the office: two queries for all of them."""
    rows = queries.delegations_visible_to(request.user).filter(seminar=seminar)
    found = list(rows.select_related("office").order_by("office__code"))
    people: dict[int, list[Delegate]] = {}
    for each in Delegate.objects.filter(delegation__in=found, replaced_at=None):
        people.setdefault(each.delegation_id, []).append(each)
    names = short_names(request.lang, clock.today())
    return [_row(request, row, people.get(row.pk, []), names) for row in found]


def _row(
    request: HttpRequest, row: Delegation, people: list[Delegate], names: dict[int, str]
) -> Row:
    kinds = Counter(each.kind for each in people)
    heads = [each for each in people if each.kind == HEAD]
    return Row(
        code=row.office.code,
        office=names.get(row.office_id, row.office.code),
        href=link(request, f"/delegations/{row.pk}"),
        badge=badge(row.machine, row.state, request.lang),
        state=row.state,
        head=name_of(heads[0], request.lang) if heads else "",
        members=kinds[MEMBER],
        observers=kinds[OBSERVER],
        checked_in=sum(each.checked_in_at is not None for each in people),
    )


def name_of(each: Delegate, lang: str) -> str:
    names = (each.name_zh, each.name_en) if lang == "zh" else (each.name_en, each.name_zh)
    return str(names[0] or names[1])


def post_of(each: Delegate, lang: str) -> str:
    posts = (each.post_zh, each.post_en) if lang == "zh" else (each.post_en, each.post_zh)
    return str(posts[0] or posts[1])


def _counts(rows: list[Row], lang: str) -> list[tuple[str, int]]:
    """How many delegations there are in each state, in the order of the table."""
    states = Counter(row.state for row in rows)
    machine = Delegation.machine
    return [
        (in_language(state.titles, lang), states[state.name])
        for state in machine.states
        if states[state.name]
    ]


def _sums(rows: list[Row]) -> dict[str, int]:
    return {
        name: sum(getattr(row, name) for row in rows)
        for name in ("members", "observers", "checked_in")
    } | {"heads": sum(bool(row.head) for row in rows)}


class _Text(list[str]):
    """What a CSV writer writes to."""

    def write(self, line: str) -> None:
        self.append(line)


def delegations_csv(request: HttpRequest, key: str) -> HttpResponse:
    """What the table shows; no cell can be a formula."""
    address.read(request, {})
    with offices.remembering():
        only(request, ATTENDING)
        seminar = seen_seminar(request, key)
        text = _Text()
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for row in rows_of(request, seminar):
            counted = (row.members, row.observers, row.checked_in)
            writer.writerow((seminar.key, row.code, row.office, row.state, row.head, *counted))
    answer = HttpResponse("\ufeff" + "".join(text), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="delegations-{seminar.key}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def delegation(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        rows = queries.delegations_visible_to(request.user)
        found = seen(rows.select_related("seminar__cycle", "office"), key)
        shown = frame(request, found)
        people = list(found.delegates.order_by("position", "pk"))
        context = {
            "title": delegation_title(found, request.lang),
            "delegation": found,
            "seminar": found.seminar,
            "frame": shown,
            "thread": shown.thread,
            "list": link(request, f"/seminars/{found.seminar.key}/delegations"),
            "people": [_person(each, request.lang) for each in people if not each.replaced_at],
            "replaced": [_person(each, request.lang) for each in people if each.replaced_at],
            "said": _said(request, found),
        }
        return render(request, "seminar/delegation.html", context)


def _person(each: Delegate, lang: str) -> dict[str, Any]:
    return {
        "kind": DELEGATE_KINDS[each.kind],
        "name": name_of(each, lang),
        "post": post_of(each, lang),
        "checked_in_at": each.checked_in_at,
        "replaced_at": each.replaced_at,
    }


def _said(request: HttpRequest, found: Delegation) -> list[dict[str, Any]]:
    """What the delegation asked to say, as far as the reader sees it."""
    rows = queries.interventions_visible_to(request.user).filter(delegation=found)
    titles = Released(found.seminar)
    return [
        {
            "title": titles.title(row.item, request.lang),
            "subject": row.subject,
            "href": link(request, f"/interventions/{row.pk}"),
            "badge": badge(row.machine, row.state, request.lang),
        }
        for row in rows.select_related("item").order_by("pk")
    ]
