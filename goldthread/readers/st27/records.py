"""Rows of an events table to the record of a right, and what is wrong with which of them."""

import json
from datetime import date
from typing import Final

from goldthread.codes import countries
from goldthread.readers.documents import values
from goldthread.readers.documents.maps import Record, Values
from goldthread.readers.documents.values import Unsound
from goldthread.readers.st27 import code, columns, history
from goldthread.readers.st27.rows import EventRow
from goldthread.readers.st96 import common

Key = tuple[str, str, str]  # office, kind and application number of a right

_OWN_KINDS: Final = ("PT", "UM", "DS", "SPC")
# Of ST.96's categories of right; all others are patents.
_KINDS: Final = {"utilitymodel": "UM", "designpatent": "DS", "spc": "SPC"}
# What an event's payload says in the words of its row, by the row's columns; and on which day the
# event was that it corrects.
SAID: Final = {
    "identifier": history.IDENTIFIER,
    "text": "text",
    "corrected_identifier": f"{history.CORRECTED}{history.IDENTIFIER}",
    "corrected_code": f"{history.CORRECTED}{columns.CODE}",
}
CORRECTED_ON: Final = "corrected_on"
_ST13_OFFICE: Final = 2  # letters before a number by ST.13 that name its office


def identity(row: EventRow) -> Key:
    """The right that a row tells of; raises Unsound where it tells of none."""
    number = values.number(row.cells.get("application_number", ""))
    if not number:
        raise Unsound("no-key", "The row gives no application number.")
    return _office(row), _kind(row), number


def _office(row: EventRow) -> str:
    """The office told, else the one before a number by ST.13."""
    st13 = row.cells.get("application_number_st13") or row.cells["application_number"]
    told = row.cells.get("ip_office_code")
    if told is None and common.st13(st13) and st13[:_ST13_OFFICE].isalpha():
        told = st13[:_ST13_OFFICE]
    if told is None:
        raise Unsound("no-key", "The row gives no ip office code.")
    if not countries.is_st3(told.upper()):
        raise Unsound("bad-office", f"{values.shown(told)} is no code of an office (ST.3).")
    return told.upper()


def _kind(row: EventRow) -> str:
    told = row.cells.get("kind", "")
    if told.upper() in _OWN_KINDS:
        return told.upper()
    return _KINDS.get("".join(told.casefold().split()), "PT")


def whole(row: EventRow) -> None:
    """Raise Unsound for a row that its file spoilt."""
    if row.unfit is not None:
        detail = row.unfit.detail
        raise Unsound(row.unfit.reason, f"{detail[:1].upper()}{detail[1:]}")


def made(key: Key, group: list[EventRow]) -> tuple[Record, dict[int, Unsound]]:
    """The record of some rows, and what is wrong with which of them."""
    office, kind, number = key
    record, faults = Record(), dict[int, Unsound]()
    record.right = {
        "ip_office_code": office, "right_kind": kind, "application_number": number,
    }  # fmt: skip
    for at, row in enumerate(group):
        try:
            whole(row)
            _right(row, record.right)
            event = _event(row)
            code.check(event)
            record.add("status_event", **event)
        except Unsound as fault:
            faults[at] = fault
    return record, faults


def _right(row: EventRow, right: Values) -> None:
    """What a row says of the right itself; the first row that says a thing counts."""
    for name in columns.RIGHT:
        text = row.cells.get(name)
        if name in ("kind", "ip_office_code", "application_number") or text is None:
            continue
        if name.endswith("_date"):
            found: object = _day(name, text)
        else:
            found = common.st13(text) if name.endswith("_st13") else values.number(text)
        if right.get(name) is None:
            right[name] = found


def _event(row: EventRow) -> Values:
    """The event of a row; its code joined, told part by part, or both where they agree."""
    cells = row.cells
    event: Values = {name: cells.get(name) for name in (*code.PARTS, "national_event_code")}
    if columns.CODE in cells:
        for name, part in code.parted(cells[columns.CODE]).items():
            _agree(name, event[name], part)
            event[name] = event[name] or part
    event |= {name: _day(name, cells[name]) if name in cells else None for name in columns.DAYS}
    if not any(event[name] for name in columns.DAYS):
        raise Unsound("bad-date", "The event has no whole day.")
    event |= {history.IDENTIFIER: cells.get(history.IDENTIFIER), **corrected(cells)}
    return event | {"payload": _payload(cells, event.get(history.CORRECTED_DAY))}


def _agree(name: str, told: object, part: object) -> None:
    if told is not None and part is not None and str(told).upper() != str(part).upper():
        what = name.replace("_", " ")
        raise Unsound("bad-code", f"The {what} is {told} by its column and {part} by the code.")


def _payload(cells: dict[str, str], corrected_day: object) -> str | None:
    said = {name: cells[column] for name, column in SAID.items() if column in cells}
    if isinstance(corrected_day, date):
        said[CORRECTED_ON] = corrected_day.isoformat()
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None


def corrected(cells: dict[str, str]) -> Values:
    """Which event a correction is about."""
    identifier = f"{history.CORRECTED}{history.IDENTIFIER}"
    found: Values = {identifier: cells.get(identifier)}
    if (joined := cells.get(f"{history.CORRECTED}{columns.CODE}")) is not None:
        meant = code.parted(joined)
        code.check(meant)
        found |= {f"{history.CORRECTED}{name}": part for name, part in meant.items()}
    if (prior := cells.get(history.CORRECTED_DAY)) is not None:
        found[history.CORRECTED_DAY] = _day("prior_event_date", prior)
    return found


def _day(name: str, text: str) -> object:
    try:
        return values.day(text)
    except Unsound as fault:
        raise Unsound(fault.reason, f"{name.replace('_', ' ')}: {fault.detail}") from None
