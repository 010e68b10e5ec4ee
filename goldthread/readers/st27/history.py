"""What the events of a right add up to: corrections carried out, where the right stands."""

import json
from datetime import date
from typing import Final

from goldthread.readers.documents.maps import Record, Values
from goldthread.readers.st27 import code

# Columns of an event that the schema does not have. What an event of category Y says of the event
# that it corrects has the names of that event's own columns behind `CORRECTED`: its identifier,
# else its code and one of its days.
IDENTIFIER: Final = "identifier"
CORRECTED: Final = "corrected_"
CORRECTED_DAY: Final = f"{CORRECTED}day"
# Of an event that the register knew closed: what closed it, by the names of its payload.
CLOSED: Final = "closed"
CLOSING: Final = ("closed_code", "closed_on")
_MEANT: Final = ("state_code", "stage_code", "key_event_code", "detailed_event_code")
_CORRECTION: Final = "Y"
_DAYS: Final = ("event_date", "effective_date", "publication_date")
# What became of a right, by the detailed event; else by the category.
_ENDS: Final = {
    **dict.fromkeys(("B11", "B12", "B13", "B14"), "withdrawn"),
    **dict.fromkeys(("B15", "B16", "B17"), "refused"),
    "H12": "annulled",
}
_ENDS_BY_CATEGORY: Final = {"B": "withdrawn", "H": "lapsed", "N": "lapsed"}
_GRANTED_STAGES: Final = ("4", "5")


def told(record: Record) -> None:
    """Complete a record from its events, whose codes were checked."""
    rows = record.of("status_event")
    _correct(rows, record)
    right = record.right
    events = sorted((row for row in rows if row["key_event_code"] is not None), key=day)
    if right.get("grant_date") is None:
        right["grant_date"] = granted(events)
    telling = [row for row in events if row["state_code"] in ("A", "N", "T")]
    if telling:
        _stand(right, telling)


def granted(events: list[Values]) -> object:
    """The day of the first event F10 of events in their order; None where there is none."""
    grants = [row for row in events if row["key_event_code"] == "F10"]
    return (grants[0]["effective_date"] or grants[0]["event_date"]) if grants else None


def day(row: Values) -> date:
    """The day by which events are ordered."""
    days = (row[name] for name in _DAYS)
    return next((one for one in days if isinstance(one, date)), date.max)


def _stand(right: Values, events: list[Values]) -> None:
    """Status and end of the right, by its last event that tells a state."""
    last = events[-1]
    if last["state_code"] == "A":
        granted = last["stage_code"] in _GRANTED_STAGES
        right["status"] = "registered" if granted else "pending"
        return
    ends = [row for row in events if str(row["key_event_code"])[0] in _ENDS_BY_CATEGORY]
    if not ends:
        return
    end, category = ends[-1], str(ends[-1]["key_event_code"])[0]
    right["status"] = _ENDS.get(str(end["detailed_event_code"])) or _ENDS_BY_CATEGORY[category]
    if right.get("grant_date") is not None:
        right["termination_date"] = end["effective_date"] or end["event_date"]


def _correct(rows: list[Values], record: Record) -> None:
    """Close the events that events of category Y correct or delete; none is taken out."""
    for row in rows:
        if str(row["key_event_code"])[:1] == _CORRECTION and _names_one(row):
            found = [one for one in rows if one is not row and _is_meant(one, row)]
            if not found:
                record.notes.append("status event: a correction names an event that is not told")
            for one in found:
                if one["key_event_code"] is not None:
                    _close(one, row)
    for row in rows:
        closing = row.get(CLOSED)
        if isinstance(closing, dict) and closing and row["key_event_code"] is not None:
            _shut(row, closing)


def _names_one(row: Values) -> bool:
    return any(row.get(f"{CORRECTED}{name}") is not None for name in (IDENTIFIER, "key_event_code"))


def _is_meant(event: Values, correction: Values) -> bool:
    wanted = correction.get(f"{CORRECTED}{IDENTIFIER}")
    if wanted is not None:
        return event.get(IDENTIFIER) == wanted
    meant = {name: correction.get(f"{CORRECTED}{name}") for name in _MEANT}
    same = all(part is None or part == event[name] for name, part in meant.items())
    prior = correction.get(CORRECTED_DAY)
    return same and (prior is None or prior in [event[name] for name in _DAYS])


def _close(event: Values, correction: Values) -> None:
    """Close an event with its code and the correction's day."""
    days = (correction[name] for name in ("publication_date", "event_date", "effective_date"))
    closed = next((one for one in days if isinstance(one, date)), None)
    on = closed.isoformat() if closed else None
    _shut(event, dict(zip(CLOSING, (code.joined(event), on), strict=True)))


def _shut(event: Values, closing: Values) -> None:
    """The event stays, with what closed it in its payload, and counts no more.

    Its columns of ST.27 are emptied, so that nothing that reads events takes it for one that holds.
    """
    said = json.loads(str(event["payload"])) if event.get("payload") else {}
    said |= closing
    event["payload"] = json.dumps(said, ensure_ascii=False, sort_keys=True)
    for name in code.PARTS:
        event[name] = None
