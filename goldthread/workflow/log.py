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
    row = LogHead.objects.using(using).filter(id=1).first()
    if row is None:
        raise LogDamaged(_HEADLESS)
    return Head(row.sequence, row.hash)


def hold(using: str) -> LogHead:
    """Lock the log until the transaction ends.

    The engine takes this lock before any row, so that no two writers wait for each other; an
    action that locks rows of its own before it calls the engine takes it first.
    """
    row: LogHead | None = LogHead.objects.using(using).select_for_update().filter(id=1).first()
    if row is None:
        raise LogDamaged(_HEADLESS)
    return row


def append(using: str, **facts: Any) -> Event:
    """Write the next event; the caller is in a transaction."""
    last = hold(using)
    event = Event(
        sequence=last.sequence + 1,
        recorded_at=datetime.now(UTC),
        previous_hash=last.hash,
        **facts,
    )
    event.hash = hash_of({name: getattr(event, name) for name in HASHED})
    event.save_base(force_insert=True, using=using)
    LogHead.objects.using(using).filter(id=1).update(sequence=event.sequence, hash=event.hash)
    return event


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
