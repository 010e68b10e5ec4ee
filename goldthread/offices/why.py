"""Why somebody sees an object: the very role, the office it is held in, how that stands to it.

The sentences are said for what `visible_to` gives; each part words its own relations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from goldthread.offices import emergency
from goldthread.offices.codelists import roles
from goldthread.offices.days import on
from goldthread.offices.models import Membership, Office, OfficeVersion, Reach
from goldthread.offices.queries import memberships_of
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import Sentence, Titles, say

PUBLISHED = say("This is published: everybody sees it.", "此件已公开，所有人均可查看。")
NOTHING = say("Nothing shows you this on this day.", "您当日没有查看此件的权限。")


@dataclass(frozen=True)
class Relation:
    """How an office stands to an object ("which leads it"), and in which roles that shows it."""

    office_id: int | None
    titles: Titles
    roles: tuple[str, ...]


def by_role(user: Any, day: date, wide: Iterable[str], kind: Titles) -> Sentence | None:
    """A role that sees every object of the kind, whosever it is."""
    wanted = set(wide)
    seat = next((each for each in _seats(user, day) if each.role in wanted), None)
    if seat is None:
        return None
    return say(
        "You see this because you hold the role of {role} at {office}, which sees every {kind}.",
        "您以{office}“{role}”身份可查看此件：该角色可查看全部{kind}。",
        role=roles()[seat.role].titles,
        office=_names(day, [seat.office_id])[seat.office_id],
        kind=kind,
    )


def by_unit(user: Any, day: date, relations: Sequence[Relation]) -> Sentence | None:
    """The first relation of an office that is the user's own unit or stands under it."""
    seats = _seats(user, day)
    pairs = _under([seat.office_id for seat in seats], relations, day)
    for relation in relations:
        for seat in seats:
            if seat.role in relation.roles and (seat.office_id, relation.office_id) in pairs:
                return _because(seat, relation, day)
    return None


def in_emergency(user: Any, obj: Lifecycle, day: date) -> Sentence | None:
    if emergency.ROLE not in {seat.role for seat in _seats(user, day)}:
        return None
    access = emergency.opened_now(obj).filter(person__user_id=user.pk).last()
    if access is None:
        return None
    return say(
        "You see this because you opened it in an emergency, until {until}.",
        "您可查看此件，是因为您已开启应急查阅，有效至{until}。",
        until=f"{timezone.localtime(access.until):%Y-%m-%d %H:%M}",
    )


def _seats(user: Any, day: date) -> list[Membership]:
    """What gives rights on the day, in the order of the list of roles."""
    order = list(roles())
    rows = memberships_of(user, day).order_by("office__code")
    return sorted(rows, key=lambda row: order.index(row.role))


def _under(own: list[int], relations: Sequence[Relation], day: date) -> set[tuple[int, int]]:
    wanted = {each.office_id for each in relations if each.office_id is not None}
    rows = Reach.objects.filter(on(day), ancestor_id__in=own, office_id__in=wanted)
    return set(rows.values_list("ancestor_id", "office_id")) if own and wanted else set()


def _because(seat: Membership, relation: Relation, day: date) -> Sentence:
    assert relation.office_id is not None
    names = _names(day, [seat.office_id, relation.office_id])
    facts = {"role": roles()[seat.role].titles, "office": names[seat.office_id]}
    facts |= {"relation": relation.titles, "unit": names[relation.office_id]}
    if seat.office_id == relation.office_id:
        return say(
            "You see this because you hold the role of {role} at {office}, which {relation}.",
            "您以{office}“{role}”身份可查看此件：该单位{relation}。",
            **facts,
        )
    return say(
        "You see this because you hold the role of {role} at {office}; {unit}, which stands under "
        "it, {relation}.",
        "您以{office}“{role}”身份可查看此件：其下属{unit}{relation}。",
        **facts,
    )


def _names(day: date, keys: Iterable[int]) -> dict[int, Titles]:
    """The names of the day; the code where an office has none then."""
    rows = OfficeVersion.objects.filter(on(day), office_id__in=set(keys))
    found: dict[int, Titles] = {
        row.office_id: {"en": row.name_en, "zh": row.name_zh} for row in rows
    }
    missing = set(keys) - set(found)
    codes = Office.objects.filter(pk__in=missing).values_list("pk", "code") if missing else ()
    return found | {key: {"en": code} for key, code in codes}
