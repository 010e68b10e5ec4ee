"""What the actions do, on the locked row: delegations, their badges, the queue of speakers."""

import base64
import secrets
from datetime import datetime

from goldthread.offices.days import day_of
from goldthread.programme.finding import found, office_on
from goldthread.seminar.effects.seminar import GOING_ON
from goldthread.seminar.given import badges, delegates
from goldthread.seminar.given.delegates import GivenDelegate
from goldthread.seminar.models import AgendaItem, Delegate, Delegation, Intervention, Seminar
from goldthread.seminar.models.delegation import HEAD, MEMBER
from goldthread.seminar.queue import moved_on
from goldthread.workflow.engine import perform
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

WITH_BADGES = ("accredited", "checked_in")
FIELDS = ("kind", "name_en", "name_zh", "post_en", "post_zh", "person_id", "position")
RANDOM_BYTES = 15


@filling("delegation.invite")
def invite(occasion: Occasion) -> None:
    delegation, given = occasion.obj, occasion.payload
    delegation.seminar = found(Seminar, given["seminar"])
    delegation.office = office_on(given["office"], day_of(occasion.at))


@effect("delegation.nominate")
def nominate(occasion: Occasion) -> None:
    """The list as given stands for the one before, of which the log tells."""
    delegation = occasion.obj
    delegation.delegates.all().delete()
    Delegate.objects.bulk_create(
        _filled(Delegate(delegation=delegation), number, person)
        for number, person in enumerate(_given(occasion), 1)
    )


@effect("delegation.accredit")
def accredit(occasion: Occasion) -> None:
    rows = list(occasion.obj.delegates.filter(badge=None, replaced_at=None))
    for row in rows:
        row.badge = _badge()
    Delegate.objects.bulk_update(rows, ["badge"])


@effect("delegation.replace")
def replace(occasion: Occasion) -> None:
    """Who stays keeps the badge; who goes stays in the list, with the moment; who comes gets one.

    No moment may see two heads, not even between two statements.
    """
    delegation, given = occasion.obj, _given(occasion)
    there = list(delegation.delegates.filter(replaced_at=None))
    pairs = [(_same(there, person), person) for person in given]
    kept = [row for row, _ in pairs if row is not None]
    _retire(delegation, [row.pk for row in kept], occasion.at)
    delegation.delegates.filter(replaced_at=None, kind=HEAD).update(kind=MEMBER)
    badged = delegation.state in WITH_BADGES
    for number, (row, person) in enumerate(pairs, 1):
        new = row or Delegate(delegation=delegation, badge=_badge() if badged else None)
        _filled(new, number, person).save()


@effect("delegation.check_in")
def check_in(occasion: Occasion) -> None:
    """Read again, the earliest time stays."""
    read = badges.read(occasion.payload["badges"], occasion.obj, occasion.at)
    rows = {row.badge: row for row in occasion.obj.delegates.filter(replaced_at=None)}
    for each in read:
        row = rows[each.badge]
        row.checked_in_at = min(row.checked_in_at or each.at, each.at)
    Delegate.objects.bulk_update(rows.values(), ["checked_in_at"])


def _given(occasion: Occasion) -> tuple[GivenDelegate, ...]:
    delegation, day = occasion.obj, day_of(occasion.at)
    given = occasion.payload["delegates"]
    return delegates.read(given, delegation.seminar, delegation.office, day)


def _filled(row: Delegate, number: int, person: GivenDelegate) -> Delegate:
    for name in FIELDS[:-2]:
        setattr(row, name, getattr(person, name))
    row.person_id, row.position = person.person, number
    return row


def _same(there: list[Delegate], person: GivenDelegate) -> Delegate | None:
    """The row of the same person, taken out of those that there are."""
    for row in there:
        if _marks(row) & person.marks:
            there.remove(row)
            return row
    return None


def _marks(row: Delegate) -> frozenset[tuple[str, object]]:
    names = (row.kind, row.name_en, row.name_zh, "", "")
    return GivenDelegate(*names, person=row.person_id).marks


def _retire(delegation: Delegation, kept: list[int], at: datetime) -> None:
    gone = delegation.delegates.filter(replaced_at=None).exclude(pk__in=kept)
    gone.update(replaced_at=at)


def _badge() -> str:
    """24 letters and digits that a QR code holds compactly: 120 random bits."""
    return base64.b32encode(secrets.token_bytes(RANDOM_BYTES)).decode("ascii")


@filling("intervention.request")
def request(occasion: Occasion) -> None:
    intervention, given = occasion.obj, occasion.payload
    intervention.delegation = found(Delegation, given["delegation"])
    intervention.item = found(AgendaItem, given["item"])
    intervention.subject, intervention.minutes = given["subject"] or "", given["minutes"]


@effect("intervention.queue")
def queue(occasion: Occasion) -> None:
    """It takes its place; the others move on or up, each by an action of its own."""
    place = occasion.payload["position"]
    for other, position in moved_on(occasion.obj, place):
        _shift(other, position, occasion)
    occasion.obj.position = place


def _shift(other: Intervention, position: int, occasion: Occasion) -> None:
    perform(
        other,
        "shift",
        actor=GOING_ON,
        expected_version=other.version,
        payload={"position": position},
        at=max(occasion.at, other.updated_at),
    )


@filling("intervention.shift")
def shift(occasion: Occasion) -> None:
    occasion.obj.position = occasion.payload["position"]


@filling("intervention.give")
def give(occasion: Occasion) -> None:
    occasion.obj.given_at = occasion.at


@filling("intervention.submit")
def submit(occasion: Occasion) -> None:
    occasion.obj.text = occasion.payload["text"]
