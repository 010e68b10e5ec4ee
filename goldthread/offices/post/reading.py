"""What a person reads on the site: the own notices, and what changed since a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    OuterRef,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from goldthread.offices.models import Delivery, Person
from goldthread.offices.post import describe
from goldthread.offices.post.describe import SEEN_BY, Described, SeenBy
from goldthread.offices.post.digest import kind_titles
from goldthread.offices.post.wishes import last_look
from goldthread.offices.remembered import remembering
from goldthread.workflow.models import Event
from goldthread.workflow.texts import Titles

MOST_EVENTS = 1000


def notices_of(person: Person, since: datetime | None = None) -> "QuerySet[Delivery]":
    """The person's notices, newest first; `unread` on each: put in after the last look.

    A queryset, to be cut into pages; `told` makes texts of a page. `since` leaves out what was put
    in before.
    """
    rows = Delivery.objects.filter(person=person).select_related("notice")
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    return rows.annotate(unread=_unread(last_look(person))).order_by("-created_at", "-pk")


def unread_count(person: Person) -> int:
    """For the mark beside the name: one or two small queries."""
    looked = last_look(person)
    rows = Delivery.objects.filter(person=person)
    found: int = (rows if looked is None else rows.filter(created_at__gt=looked)).count()
    return found


def _unread(looked: datetime | None) -> Any:
    if looked is None:
        return Value(True, output_field=BooleanField())
    return Case(When(created_at__gt=looked, then=True), default=False, output_field=BooleanField())


@dataclass(frozen=True)
class Told:
    """One notice as a page shows it; `outcome` says what became of its mail (empty: waiting)."""

    kind: Titles
    level: str
    about: Described
    at: datetime
    unread: bool
    outcome: str


def told(rows: Iterable[Delivery], user: Any) -> list[Told]:
    """A page of `notices_of` in words: one query for each kind of object on it."""
    page = list(rows)
    refs = [(row.notice.object_type, row.notice.object_id) for row in page]
    about = describe.described(refs, user or AnonymousUser())
    return [
        Told(
            kind_titles(row.notice.kind),
            row.notice.level,
            about[ref],
            row.created_at,
            row.unread,
            row.outcome,
        )
        for row, ref in zip(page, refs, strict=True)
    ]


@dataclass(frozen=True)
class Changed:
    """One object and what was done to it, newest first."""

    ref: describe.Ref
    events: tuple[Event, ...]

    @property
    def latest(self) -> datetime:
        at: datetime = self.events[0].at
        return at


def changed_since(
    user: Any, moment: datetime, visible: SeenBy = SEEN_BY, *, most: int = MOST_EVENTS
) -> list[Changed]:
    """What others did after the moment to what the user may see, by object, newest first.

    One query for the models of which anything changed, and one for each of those that `visible`
    knows, which gives its `most` newest events; one for the roles where a list asks for them. Use
    `describe.described` for the words.
    """
    groups: dict[describe.Ref, list[Event]] = {}
    stirred = set(_of_others(user, moment).values_list("object_type", flat=True).distinct())
    with remembering():
        for label in (each for each in visible.labels() if each in stirred):
            for event in _events(label, user, moment, visible)[:most]:
                groups.setdefault((label, event.object_id), []).append(event)
    found = [Changed(ref, tuple(events)) for ref, events in groups.items()]
    return sorted(found, key=lambda each: -each.events[0].sequence)


def _events(label: str, user: Any, moment: datetime, visible: SeenBy) -> "QuerySet[Event]":
    # By each event its object, not the objects of all years for a few events.
    key = Cast(OuterRef("object_id"), BigIntegerField())
    seen = visible.rows(label, user).order_by().filter(pk=key)
    rows = _of_others(user, moment).filter(Exists(seen), object_type=label)
    return rows.order_by("-sequence")


def _of_others(user: Any, moment: datetime) -> "QuerySet[Event]":
    rows = Event.objects.filter(at__gt=moment)
    return rows.exclude(actor_id=str(getattr(user, "pk", "")))
