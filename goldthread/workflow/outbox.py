"""Notices waiting to be sent: put in once, sent once, by whatever delivers them.

Level-triggered: a job that runs daily may announce the same notice every time; the key keeps the
second one out. A run that was missed is made up by the next.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from django.db.models import Model
from django.dispatch import Signal

from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event, Notice
from goldthread.workflow.occasion import Actor
from goldthread.workflow.registry import NOTICES, Telling

notice_put = Signal()
"""Sent with each new `notice`, in the transaction that puts it in: for the part that delivers."""


def announce(
    obj: Model,
    kind: str,
    *,
    key: str,
    at: datetime | None = None,
    about: Mapping[str, Any] | None = None,
    using: str = "default",
) -> Notice | None:
    """Put in a notice that no transition sends, such as a report falling due; None if it was there.

    `key` says what it is about ("due/2019-07-15"); with the object and the kind it is unique.
    `about` is for the audience, as the payload of a transition is.
    """
    telling = Telling(obj, at or clock.now(), payload=about or {})
    return _put(obj, kind, key_of(obj, kind, key), telling, using)


def key_of(obj: Model, kind: str, key: str) -> str:
    """The unique key of a notice that `announce` puts in: for a job that asks what is there."""
    return f"{_subject(obj)}/{kind}/{key}"


def put_for_event(
    event: Event, obj: Lifecycle, kinds: Iterable[str], actor: Actor, payload: Mapping[str, Any]
) -> None:
    """For the engine: one row for each notice of a transition."""
    telling = Telling(obj, event.at, actor, payload)
    for kind in kinds:
        key = f"{_subject(obj)}/{kind}/v{event.version}"
        assert _put(obj, kind, key, telling, event._state.db, event) is not None


def pending(limit: int | None = None, *, using: str = "default") -> list[Notice]:
    """Notices not yet sent, oldest first.

    In a transaction on PostgreSQL they are locked until it ends, and another sender passes over
    them; elsewhere they are only read.
    """
    rows = Notice.objects.using(using).filter(sent_at=None).order_by("id")
    connection = connections[using]
    if connection.in_atomic_block and connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return list(rows[:limit])


def mark_sent(notice: Notice, *, at: datetime | None = None) -> bool:
    """Note that it was sent; False where somebody had noted it before, whose time then stands."""
    moment = at or clock.now()
    rows = Notice.objects.using(notice._state.db).filter(pk=notice.pk, sent_at=None)
    marked = bool(rows.update(sent_at=moment))
    notice.refresh_from_db(fields=["sent_at"])
    return marked


def _subject(obj: Model) -> str:
    return f"{obj._meta.label_lower}/{obj.pk}"


def _put(
    obj: Model, kind: str, key: str, telling: Telling, using: str, event: Event | None = None
) -> Notice | None:
    known = NOTICES.get(kind)
    with transaction.atomic(using=using):
        notice, new = Notice.objects.using(using).get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "level": known.level,
                "event": event,
                "object_type": obj._meta.label_lower,
                "object_id": str(obj.pk),
                "recipients": sorted({str(each) for each in known.audience(telling)}),
                "created_at": telling.at,
            },
        )
        if new:
            notice_put.send(Notice, notice=notice)
    return notice if new else None
