"""Adding to the log: one chain over all events, one writer at a time."""

import hashlib
from datetime import UTC, datetime
from typing import Any, NamedTuple

from goldthread.workflow.errors import LogDamaged
from goldthread.workflow.models import Event, LogHead
from goldthread.workflow.payload import canonical

FORM = 1
"""The form of what is hashed; a later form keeps the earlier ones readable."""

HASHED = (
    "sequence",
    "at",
    "recorded_at",
    "actor_id",
    "actor_name",
    "role",
    "object_type",
    "object_id",
    "machine",
    "action",
    "from_state",
    "to_state",
    "version",
    "key",
    "payload",
    "previous_hash",
)


class Head(NamedTuple):
    """Where the chain ends: to be published, so that a later log can be held against it."""

    sequence: int
    hash: str


def head(using: str = "default") -> Head:
    """Where the chain ends now, as the head row says, or the last event of an open transaction."""
    row = LogHead.objects.using(using).filter(id=1).first()
    if row is None:
        raise LogDamaged(_HEADLESS)
    return _end(row, using)


def hold(using: str) -> LogHead:
    """Lock the log until the transaction ends.

    The engine takes this lock before any row, so that no two writers wait for each other; an
    action that locks rows of its own before it calls the engine takes it first.
    """
    rows = LogHead.objects.using(using).select_for_update()
    row: LogHead | None = rows.filter(id=1).first()
    if row is None:
        raise LogDamaged(_HEADLESS)
    return row


def append(held: LogHead, using: str, **facts: Any) -> Event:
    """Write the next event, in the transaction that holds the log; a trigger moves the head."""
    last = _end(held, using)
    event = Event(
        sequence=last.sequence + 1,
        recorded_at=datetime.now(UTC),
        previous_hash=last.hash,
        **facts,
    )
    event.hash = hash_of({name: getattr(event, name) for name in HASHED})
    event.save_base(force_insert=True, using=using)
    return event


def _end(row: LogHead, using: str) -> Head:
    """The last event; the head where it is further on, so that a log cut off stays cut off."""
    events = Event.objects.using(using).order_by("-sequence").values_list("sequence", "hash")
    ends = [Head(row.sequence, row.hash), *(Head(*each) for each in events[:1])]
    return max(ends, key=lambda end: end.sequence)


def hash_of(facts: dict[str, Any]) -> str:
    """BLAKE2b-256 over the canonical JSON of an event's facts; times as UTC to the microsecond."""
    plain = {
        name: _utc(value) if isinstance(value, datetime) else value for name, value in facts.items()
    }
    return hashlib.blake2b(canonical({"form": FORM, **plain}), digest_size=32).hexdigest()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


_HEADLESS = (
    "The log of events has no head row: either the tables were never migrated, or somebody "
    "removed it. Run the migrations; if it is still missing, restore the ledger from a backup."
)
