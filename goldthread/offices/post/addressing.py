"""From a notice in the outbox to the persons it is for: one row each, written with the notice."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from goldthread.offices.models import Delivery, Person
from goldthread.workflow.models import Notice

MOST_DIGITS = 18
"""A key of more digits is nobody's and would not fit the database."""


def on_put(notice: Notice, **_: Any) -> None:
    """For the outbox: in the transaction that puts the notice in."""
    address([notice], notice._state.db or "default")


def address(notices: Iterable[Notice], using: str = "default") -> None:
    """A delivery for each recipient who is a person; those that are there already stay."""
    named = [(notice, _keys(notice)) for notice in notices]
    wanted = {key for _, keys in named for key in keys}
    if not wanted:
        return
    known = set(Person.objects.using(using).filter(pk__in=wanted).values_list("pk", flat=True))
    rows = [
        Delivery(notice=notice, person_id=key, created_at=notice.created_at)
        for notice, keys in named
        for key in sorted(keys & known)
    ]
    Delivery.objects.using(using).bulk_create(rows, ignore_conflicts=True)


def address_pending() -> None:
    """Make up for notices that were put in another way than by the outbox."""
    without = ~Exists(Delivery.objects.filter(notice=OuterRef("pk")))
    address(Notice.objects.filter(without, sent_at=None).iterator(chunk_size=1000))


def _keys(notice: Notice) -> set[int]:
    return {
        int(each) for each in notice.recipients if each.isdecimal() and len(each) <= MOST_DIGITS
    }
