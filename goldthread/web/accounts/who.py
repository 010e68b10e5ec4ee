"""Who somebody is here: the person, the roles with their offices and days, who gave them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from goldthread.offices import queries
from goldthread.offices.codelists import roles
from goldthread.offices.days import day_of
from goldthread.offices.models import Membership
from goldthread.workflow.models import Event


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


def today() -> date:
    return day_of(timezone.now())


def name_of(user: Any, lang: str) -> str:
    """The person's name in a language, else the account's."""
    person = getattr(user, "person", None)
    if person is None:
        return str(user.get_username())
    return str(person.name_zh if lang == "zh" else person.name_en)


def held_now(user: Any, lang: str) -> list[Held]:
    """What gives the user rights today: two queries."""
    day = today()
    rows = queries.memberships_of(user, day).select_related("office").order_by("role", "pk")
    return _held(rows, day, lang, {})


def held_by(person: Any, lang: str) -> list[Held]:
    """Every role of a person, past and to come, newest first, with the event that gave it."""
    rows = Membership.objects.filter(person=person).select_related("office").order_by("-starts")
    given = Event.objects.of(person).filter(action="grant")
    why = {(e.payload["role"], e.payload["office"], e.payload["starts"]): e for e in given}
    return _held(rows, today(), lang, why)


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
            why.get((row.role, row.office.code, row.starts.isoformat())),
        )
        for row in rows
    ]


def _names(offices: set[int], day: date, lang: str) -> dict[int, str]:
    if not offices:
        return {}
    field = "name_zh" if lang == "zh" else "name_en"
    found = queries.offices_named_on(day).filter(office_id__in=offices)
    return dict(found.values_list("office_id", field))
