"""What is known of a right, put before what a delivery tells of it.

The events of a record are then those of all deliveries, each counted once, by their days; where
the right stands is read from all of them. So it does not matter in which order they came, but for
events of one day, and for columns of the right that deliveries fill differently.
"""

import json
from collections.abc import Sequence
from typing import Final

from goldthread.codes import st27_moves
from goldthread.readers.documents.maps import Record, Values
from goldthread.readers.schema import TABLES
from goldthread.readers.st27 import code, history, records

# What follows from the events, and is read from them anew.
_DERIVED: Final = ("status", "termination_date")
_NOT_TOLD: Final = {"state_code": "U"} | dict.fromkeys(
    ("prev_stage_code", "stage_code"), st27_moves.UNSPECIFIED
)
_COMPARED: Final = tuple(
    name for name in TABLES["status_event"].schema.names if name not in ("right_id", "sequence")
)


def add(record: Record, right: Values, events: Sequence[Values]) -> None:
    """Complete a record by a right of the register and its events; empty ones for a new right.

    Of the right itself what the delivery says counts, else what was known.
    """
    grant = history.granted(sorted(events, key=history.day))
    before = {name: value for name, value in right.items() if name not in _DERIVED}
    if before.get("grant_date") == grant:  # it came of the events, and does again
        before.pop("grant_date", None)
    said = {name: value for name, value in record.right.items() if value is not None}
    record.right = before | said
    distinct = dict[tuple[object, ...], Values]()
    for row in (*map(_as_told, events), *record.of("status_event")):
        distinct.setdefault(_sameness(row), row)
    record.rows["status_event"] = sorted(distinct.values(), key=history.day)


def _as_told(event: Values) -> Values:
    """An event of the register as a delivery told it; with what closed it, if it was."""
    payload = event["payload"]
    said = json.loads(str(payload)) if payload is not None else {}
    closing = {name: said.pop(name) for name in history.CLOSING if name in said}
    cells = {column: said[name] for name, column in records.SAID.items() if name in said}
    if records.CORRECTED_ON in said:
        cells[history.CORRECTED_DAY] = said[records.CORRECTED_ON]
    told = event | {history.IDENTIFIER: said.get("identifier"), history.CLOSED: closing}
    told["payload"] = json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None
    if closing:
        parts = code.parted(closing["closed_code"])
        told |= {name: parts[name] for name in code.PARTS}
    return told | records.corrected(cells)


def _sameness(event: Values) -> tuple[object, ...]:
    """Equal for events that are the same; a state or stage not told is unspecified."""
    return tuple(event.get(name) or _NOT_TOLD.get(name) for name in _COMPARED)
