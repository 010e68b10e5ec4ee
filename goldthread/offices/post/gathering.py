"""Who gets a digest on a day: planned from the state alone, so that a missed run is made up.

A person has one digest a day (or a week): its key says so, and the database keeps a second one
out, whoever else is gathering.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from goldthread.offices.calendar import site_calendar
from goldthread.offices.days import day_of
from goldthread.offices.models import Delivery, Mail, Person
from goldthread.offices.models.post import NONE, PENDING, WEEKLY
from goldthread.offices.post import addressing
from goldthread.offices.post.digest import digest_in, digest_of, waiting
from goldthread.offices.post.letter import letter
from goldthread.offices.post.wishes import Wished, wished
from goldthread.workflow.models import Notice

Decision = Literal["send", "had_it", "refused", "unwanted", "no_address", "left"]
SETTLED: tuple[Decision, ...] = ("unwanted", "no_address", "left")
"""Decisions after which the notices are on the person's page only."""


@dataclass(frozen=True)
class Plan:
    """What would become of what waits for one person."""

    person: Any
    wish: Wished
    key: str
    count: int
    decision: Decision


@dataclass(frozen=True)
class Preview:
    """A mail that would go out: to whom, which, and all that it says."""

    person: Any
    address: str
    subject: str
    count: int
    message: EmailMultiAlternatives


@dataclass(frozen=True)
class Run:
    """A sending that is planned for a moment."""

    moment: datetime


def preview(run: Run) -> list[Preview]:
    """What would go to whom if it were sent at the moment of the run; nothing is sent or written.

    First the mails that wait for another try, then the new digests. Empty on a day off.
    """
    if not site_calendar().is_working_day(day_of(run.moment)):
        return []
    again = Mail.objects.filter(state=PENDING).select_related("person__user", "person__wish")
    found = [_preview_again(mail, run.moment) for mail in again.order_by("pk")]
    plans = (plan for plan in planned(run.moment) if plan.decision == "send")
    return found + [_preview(plan, run.moment) for plan in plans]


def planned(moment: datetime) -> Iterator[Plan]:
    """A decision for each person for whom something waits: three queries."""
    waits = Delivery.objects.filter(mail=None, settled_at=None, created_at__lte=moment)
    counts = dict(waits.values_list("person").annotate(count=Count("pk")).order_by("person"))
    people = Person.objects.select_related("user", "wish").in_bulk(counts)
    wishes = {key: wished(person) for key, person in people.items()}
    keys = {key: key_of(key, wish.rhythm, day_of(moment)) for key, wish in wishes.items()}
    had = set(Mail.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    for key, person in people.items():
        decision = _decide(person, wishes[key], had_it=keys[key] in had)
        yield Plan(person, wishes[key], keys[key], counts[key], decision)


def key_of(person: int, rhythm: str, day: date) -> str:
    """One digest a day, or one an ISO week."""
    if rhythm == WEEKLY:
        year, week, _ = day.isocalendar()
        return f"digest/{person}/{year}-W{week:02}"
    return f"digest/{person}/{day.isoformat()}"


def _decide(person: Any, wish: Wished, *, had_it: bool) -> Decision:
    if not person.is_open or (person.user is not None and not person.user.is_active):
        return "left"
    if wish.rhythm == NONE:
        return "unwanted"
    if not wish.address:
        return "no_address"
    if wish.refused:
        return "refused"
    return "had_it" if had_it else "send"


def gather(moment: datetime) -> int:
    """Put what waits into mails, one for each person who is to have one; how many were made.

    Nothing is gathered on a day off: it comes on the next working day.
    """
    addressing.address_pending()
    if not site_calendar().is_working_day(day_of(moment)):
        return 0
    made: int = sum([_carry_out(plan, moment) for plan in list(planned(moment))])
    close_notices(moment)
    return made


@transaction.atomic
def _carry_out(plan: Plan, moment: datetime) -> bool:
    if plan.decision in SETTLED:
        rows = waiting(plan.person, moment)
        rows.update(settled_at=moment, outcome=plan.decision)
    return plan.decision == "send" and _make(plan, moment)


def _make(plan: Plan, moment: datetime) -> bool:
    facts = {
        "person": plan.person,
        "address": plan.wish.address,
        "language": plan.wish.language,
        "created_at": moment,
        "next_attempt_at": moment,
    }
    mail, new = Mail.objects.get_or_create(key=plan.key, defaults=facts)
    if new:
        mail.notices = waiting(plan.person, moment).update(mail=mail)
        mail.save(update_fields=["notices"])
    return bool(new)


def close_notices(moment: datetime) -> None:
    """A notice is sent once nobody waits for it any more."""
    waits = Delivery.objects.filter(notice=OuterRef("pk"), settled_at=None)
    Notice.objects.filter(~Exists(waits), sent_at=None, created_at__lte=moment).update(
        sent_at=moment
    )


def _preview(plan: Plan, moment: datetime) -> Preview:
    digest = digest_of(plan.person, moment)
    message = letter(digest, to=plan.wish.address, key=plan.key, at=moment)
    return Preview(plan.person, plan.wish.address, digest.subject, plan.count, message)


def _preview_again(mail: Mail, moment: datetime) -> Preview:
    digest = digest_in(mail, moment)
    message = letter(digest, to=mail.address, key=mail.key, at=mail.created_at)
    return Preview(mail.person, mail.address, digest.subject, mail.notices, message)
