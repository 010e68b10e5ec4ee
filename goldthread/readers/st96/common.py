"""What the documents of ST.96 share: offices, numbers, priorities, events."""

import json
import re
from typing import Final

from goldthread.readers.documents import values
from goldthread.readers.documents.maps import Record, Rows, Values, at
from goldthread.readers.documents.values import Unsound

_ST13: Final = re.compile(r"(?:[A-Z]{2})?(\d{2}[0-9]{4}[0-9A-Z]{9})")
NUMBER: Final = (
    "ApplicationNumber/ApplicationNumberText",
    "ApplicationNumber/ST13ApplicationNumber",
)
# XX is a code of ST.3, for an office that is not to be named; no country is called so.
_OFFICE: Final = re.compile(r"[A-Z]{2}")


def office(text: str) -> str:
    """The code of an office, by ST.3."""
    if not _OFFICE.fullmatch(text):
        raise Unsound("bad-office", f"{values.shown(text)} is no code of an office (ST.3).")
    return text


def st13(text: str) -> str | None:
    """A number by ST.13 without the office before it."""
    found = _ST13.fullmatch(text.replace(" ", ""))
    return found[1] if found else None


def priorities(path: str) -> Rows:
    """Priorities of marks and designs."""
    columns = {
        "ip_office_code": at("PriorityCountryCode", to=values.country),
        "number": at(*NUMBER, to=values.number),
        "date": at("PriorityApplicationFilingDate", to=values.day),
    }
    return Rows("right_priority", (path,), columns, ("number", "date"))


def routed(record: Record, treaty: str = "") -> None:
    """Direct, with a priority from abroad, or by a treaty's international registration."""
    right, abroad = record.right, record.right["ip_office_code"]
    if treaty:
        right["filing_route"] = treaty
        return
    foreign = [row for row in record.of("right_priority") if row["ip_office_code"] != abroad]
    right["filing_route"] = "paris" if foreign else "direct"


def told(row: Values, *names: str) -> str | None:
    """What an event says in words, as JSON for its payload; None when it says nothing."""
    said = {name: row.get(name) for name in names if row.get(name)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None
