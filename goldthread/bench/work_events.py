"""The log of the made-up ledger's last half-year: one event of each task, report and file.

The hashes are made up too: nothing proves this log.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from goldthread.bench.work_place import Place

ACTORS = 20
FIRST = {"KeyTask": "draft", "ProgressReport": "draft", "Evidence": "upload"}


def log(place: Place, before: dict[Any, int]) -> None:
    """`before`: how many rows of each model were there before the half-year."""
    from goldthread.workflow.log import head
    from goldthread.workflow.models import Event

    place.writer.put(Event, _events(place, before, head().sequence))


def _events(place: Place, before: dict[Any, int], sequence: int) -> Iterator[dict[str, Any]]:
    begins = datetime.combine(place.half.starts, datetime.min.time()).astimezone()
    days = (place.half.ends - place.half.starts).days + 1
    for model, first in before.items():
        last = place.writer.count(model)
        for key in range(first + 1, last + 1):
            sequence += 1
            at = begins + timedelta(days=days * (key - first) / (last - first))
            yield {
                "sequence": sequence,
                "at": at,
                "recorded_at": at,
                "actor_id": str(1 + place.chance.randrange(ACTORS)),
                "actor_name": "made up",
                "role": "system.setup",
                "object_type": model._meta.label_lower,
                "object_id": str(key),
                "machine": model.machine.name,
                "action": FIRST[model.__name__],
                "to_state": model.machine.creations()[0].target,
                "version": 1,
                "payload": {},
                "previous_hash": f"{place.chance.getrandbits(256):064x}",
                "hash": f"{place.chance.getrandbits(256):064x}",
            }
