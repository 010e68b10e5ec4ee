"""Who somebody is here: the person, the roles with their offices and days, who gave them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldthread.offices import queries
from goldthread.offices.codelists import roles
from goldthread.offices.days import on
from goldthread.offices.models import Membership
from goldthread.workflow import clock
from goldthread.workflow.models import Event
from goldthread.workflow.registry import RULES


@dataclass(frozen=True)
class Held:
    """A role in an office, from a day until before another; `why` is the event that gave it."""

    role: str
    title: str
    office: str
    office_code: str
    starts: date
    ends: date | None
    now: bool
    why: Event | None = None
    given_by: str = ""


def name_of(user: Any, lang: str) -> str:
    """The person's name in a language, else the account's."""
    person = getattr(user, "person", None)
    if person is None:
        return str(user.get_username())
    return str(person.name_zh if lang == "zh" else person.name_en)


def held_now(user: Any, lang: str) -> list[Held]:
    """What gives the user rights today: two queries."""
    day = clock.today()
    rows = queries.memberships_of(user, day).select_related("office").order_by("role", "pk")
    return _held(rows, day, lang, {})


def held_by(person: Any, lang: str) -> list[Held]:
    """Every role of a person, past and to come, newest first, with the event that gave it."""
    rows = Membership.objects.filter(person=person).select_related("office").order_by("-starts")
    given = Event.objects.of(person).filter(action="grant")
    why = {(e.payload["role"], e.payload["office"], e.payload["starts"]): e for e in given}
    return _held(rows, clock.today(), lang, why)


def _held(
    rows: Iterable[Any], day: date, lang: str, why: dict[tuple[str, str, str], Event]
) -> list[Held]:
    rows = list(rows)
    names = _names({row.office_id for row in rows}, day, lang)
    return [
        Held(
            row.role,
            roles()[row.role].titles[lang],
            names.get(row.office_id, row.office.code),
            row.office.code,
            row.starts,
            row.ends,
            row.starts <= day and (row.ends is None or day < row.ends),
            given,
            _giver(given, lang) if given else "",
        )
        for row in rows
        for given in [why.get((row.role, row.office.code, row.starts.isoformat()))]
    ]


def _giver(event: Event, lang: str) -> str:
    """The name of a person at the time; what the site did by itself has a title instead."""
    by_itself = event.role.startswith("system.") and event.role in RULES
    return str(RULES.get(event.role).titles[lang] if by_itself else event.actor_name)


def _names(offices: set[int], day: date, lang: str) -> dict[int, str]:
    if not offices:
        return {}
    field = "name_zh" if lang == "zh" else "name_en"
    found = queries.offices_named_on(day).filter(office_id__in=offices)
    return dict(found.values_list("office_id", field))


def held_in_group(group: str, lang: str) -> list[tuple[Any, Held]]:
    """Each role in force of the accounts of a group, with the account: two queries."""
    day = clock.today()
    rows = list(
        Membership.objects.filter(on(day), person__user__groups__name=group)
        .filter(person__user__is_active=True)
        .select_related("person__user", "office")
        .order_by("pk")
    )
    return [
        (row.person.user, held) for row, held in zip(rows, _held(rows, day, lang, {}), strict=True)
    ]


def held_of_people(people: list[Any], lang: str) -> dict[int, list[Held]]:
    """The roles in force of many people, by the person's key: two queries."""
    day = clock.today()
    found: dict[int, list[Held]] = {}
    rows = list(
        Membership.objects.filter(on(day), person__in=people)
        .select_related("office")
        .order_by("pk")
    )
    for row, held in zip(rows, _held(rows, day, lang, {}), strict=True):
        found.setdefault(row.person_id, []).append(held)
    return found
