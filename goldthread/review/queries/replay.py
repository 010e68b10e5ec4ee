"""A key task as it was: its columns written anew by the actions that the log tells of.

`REPLAY` says for each action what it wrote; `KEPT` names those that wrote nothing that is told of a
past day. What never changes (the cycle, the national task, the task of the previous cycle) is taken
from the row, and so is the ledger number, which once made stays: that it was there is in the log.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from goldthread.offices.days import day_of
from goldthread.programme.effects.key_task_assigned import COPIED as OF_PARENT
from goldthread.programme.effects.key_task_ended import COPIED as OF_EARLIER
from goldthread.programme.given import supports
from goldthread.programme.models import Handover, KeyTask

STANDING = ("pk", "cycle_id", "parent_id", "carried_from_id", "created_at")
KEPT = (
    *("register", "work", "reach_milestone", "verify", "settle", "write_off", "sign_for_part"),
    *("propose_transfer", "sign_handover", "carry_over", "cancel"),
)


@dataclass(frozen=True)
class Part:
    """A supporting unit by its key; `share` None where it was not stated."""

    office: int
    share: Fraction | None
    duty: str


@dataclass(frozen=True)
class Told:
    """An event of one task: what replaying needs of it."""

    task: int
    action: str
    at: datetime
    to_state: str
    payload: Mapping[str, Any]


@dataclass
class Past:
    """Tasks as they stand after the events so far, and what their actions were about.

    `rows`: the tasks as they are now, the tasks that they hang on among them. `offices`: keys by
    codes. `measures`: by key of an old one, the one it was carried into, and when that came to be.
    """

    rows: Mapping[int, KeyTask]
    offices: Mapping[str, int]
    measures: Mapping[int, tuple[int, datetime]]
    handovers: Mapping[int, list[Handover]]
    tasks: dict[int, KeyTask] = field(default_factory=dict)
    parts: dict[int, dict[int, Part]] = field(default_factory=dict)

    def replay(self, events: Iterable[Told]) -> None:
        """In the order of the log."""
        for event in events:
            task = self.tasks.get(event.task) or self._begin(event.task)
            wrote = REPLAY.get(event.action)
            if wrote is not None:
                wrote(self, task, event)
            if event.to_state != task.state:
                task.state, task.entered_at = event.to_state, event.at
            task.updated_at = event.at
            task.version += 1

    def _begin(self, key: int) -> KeyTask:
        row, task = self.rows[key], KeyTask()
        for name in STANDING:
            setattr(task, name, getattr(row, name))
        task._state.adding = False
        self.tasks[key], self.parts[key] = task, {}
        return task

    def support(self, task: KeyTask, given: object) -> None:
        read = supports.read(given)
        wanted = [Part(self.offices[each.office], each.share, each.duty) for each in read]
        self.parts[task.pk] = {part.office: part for part in wanted}


def _write(past: Past, task: KeyTask, event: Told) -> None:
    given = event.payload
    for name in ("title_en", "title_zh", "text", "responsible"):
        setattr(task, name, given.get(name, ""))
    task.measure_id, task.clause_id = _key(given, "measure"), _key(given, "clause")
    task.lead_id = past.offices.get(given.get("lead", ""))
    task.due = _day(given, "due")
    if task.carried_from_id is None and not task.extensions_granted:
        task.original_due = task.due
    task.signed_on = None
    if "supports" in given:
        past.support(task, given["supports"])


def _sign(_past: Past, task: KeyTask, event: Told) -> None:
    task.signed_on = day_of(event.at)


def _assign(past: Past, task: KeyTask, event: Told) -> None:
    """A number given takes the place of the one before; one that was made is on the row."""
    made = task.ledger_number or past.rows[task.pk].ledger_number
    task.ledger_number = event.payload.get("ledger_number") or made
    task.assigned_on = day_of(event.at)


def _pass_on(past: Past, task: KeyTask, event: Told) -> None:
    given, parent = event.payload, past.tasks[task.parent_id]
    for name in OF_PARENT:
        setattr(task, name, getattr(parent, name))
    task.lead_id = past.offices[given["lead"]]
    task.responsible = given.get("responsible", "")
    task.due = task.original_due = _day(given, "due") or parent.due
    task.signed_on, task.assigned_on = parent.signed_on, day_of(event.at)
    task.ledger_number = past.rows[task.pk].ledger_number


def _carry_in(past: Past, task: KeyTask, event: Told) -> None:
    """What was carried over is closed and stays as it was, so that its row still tells it."""
    old = past.rows[task.carried_from_id]
    for name in OF_EARLIER:
        setattr(task, name, getattr(old, name))
    task.due = _day(event.payload, "due")
    task.measure_id = _carried(past, old.measure_id, event.at)
    parts = old.supports.all()
    task_parts = past.parts[task.pk]
    for row in parts:
        share = Fraction(row.share_n, row.share_d) if row.share_n is not None else None
        task_parts[row.office_id] = Part(row.office_id, share, row.duty)


def _carried(past: Past, measure: int | None, at: datetime) -> int | None:
    """The measure that the old one had been carried into by then, else the old one."""
    if measure is None or measure not in past.measures:
        return measure
    key, since = past.measures[measure]
    return key if since <= at else measure


def _extend(_past: Past, task: KeyTask, event: Told) -> None:
    task.due = _day(event.payload, "due")
    task.extensions_granted += 1


def _receive(_past: Past, task: KeyTask, event: Told) -> None:
    task.received_on = day_of(event.at)
    task.responsible = event.payload.get("responsible") or task.responsible


def _hand_back(_past: Past, task: KeyTask, _event: Told) -> None:
    task.signed_on = task.assigned_on = task.received_on = None


def _share_out(past: Past, task: KeyTask, event: Told) -> None:
    past.support(task, event.payload["supports"])


def _report_done(_past: Past, task: KeyTask, event: Told) -> None:
    task.done_on = day_of(event.at)


def _send_back(_past: Past, task: KeyTask, _event: Told) -> None:
    task.done_on = None


def _waive(_past: Past, task: KeyTask, event: Told) -> None:
    task.waiver = event.payload["reason"]


def _suspend(_past: Past, task: KeyTask, event: Told) -> None:
    task.review_on = _day(event.payload, "review_on")


def _resume(_past: Past, task: KeyTask, _event: Told) -> None:
    task.review_on = None


def _transfer(past: Past, task: KeyTask, _event: Told) -> None:
    """The handovers that were done, one for each transfer; what is done is never changed."""
    handover = past.handovers[task.pk].pop(0)
    parts = past.parts[task.pk]
    if not handover.part:
        task.lead_id = handover.successor_id
        parts.pop(handover.successor_id, None)
        return
    part = parts.pop(handover.predecessor_id)
    if task.lead_id != handover.successor_id:
        there = parts.get(handover.successor_id)
        parts[handover.successor_id] = _joined(part, there, handover.successor_id)


def _joined(part: Part, there: Part | None, office: int) -> Part:
    if there is None:
        return Part(office, part.share, part.duty)
    stated = part.share is not None and there.share is not None
    total = part.share + there.share if stated else None  # type: ignore[operator]
    return Part(office, total, "\n".join(duty for duty in (there.duty, part.duty) if duty))


REPLAY: Mapping[str, Callable[[Past, KeyTask, Told], None]] = {
    "draft": _write,
    "edit": _write,
    "sign": _sign,
    "assign": _assign,
    "pass_on": _pass_on,
    "carry_in": _carry_in,
    "extend": _extend,
    "sign_for_receipt": _receive,
    "hand_back": _hand_back,
    "share_out": _share_out,
    "report_done": _report_done,
    "send_back": _send_back,
    "waive": _waive,
    "suspend": _suspend,
    "resume": _resume,
    "transfer": _transfer,
}


def _key(given: Mapping[str, Any], name: str) -> int | None:
    return int(given[name]) if given.get(name) else None


def _day(given: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(given[name]) if given.get(name) else None
