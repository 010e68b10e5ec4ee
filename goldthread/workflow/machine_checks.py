"""What a transition table may not be: each check yields sentences naming the fault."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from goldthread.workflow.errors import MachineError
from goldthread.workflow.terms import SAME, Kind
from goldthread.workflow.texts import Titles, missing_languages

if TYPE_CHECKING:
    from goldthread.workflow.machine import Machine, Transition

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
LATENESS = frozenset({"near_due", "due", "not_due", "behind", "late", "delayed", "overdue"})


def refuse_faults(machine: "Machine") -> None:
    faults = list(find_faults(machine))
    if faults:
        raise MachineError("\n".join(f"Machine {machine.name!r}: {fault}" for fault in faults))


def find_faults(machine: "Machine") -> Iterator[str]:
    yield from _names_and_titles(machine)
    yield from _states(machine)
    for row in machine.transitions:
        yield from _row(machine, row)
    yield from _rows_together(machine)
    yield from _ways(machine)


def _names_and_titles(machine: "Machine") -> Iterator[str]:
    named: list[tuple[str, str, Titles]] = [("machine", machine.name, machine.titles)]
    named += [("state", state.name, state.titles) for state in machine.states]
    named += [("action", row.action, row.titles) for row in machine.transitions]
    named += [
        ("field", need.name, need.titles) for row in machine.transitions for need in row.needs
    ]
    for what, name, titles in named:
        if not NAME.fullmatch(name):
            yield (
                f"the {what} name {name!r} must be a lower-case letter, then lower-case letters, "
                "digits or underscores, 40 at most."
            )
        for lang in missing_languages(titles):
            yield f"the {what} {name!r} has no title in {lang!r}; give one."


def _states(machine: "Machine") -> Iterator[str]:
    for name, count in Counter(state.name for state in machine.states).items():
        if count > 1:
            yield f"the state {name!r} stands {count} times; keep one."
        if name in LATENESS:
            yield f"the state {name!r} is lateness, which is derived from a date and never a state."
    if not machine.states:
        yield "it has no states."


def _row(machine: "Machine", row: "Transition") -> Iterator[str]:
    known = {state.name for state in machine.states}
    for source in row.sources:
        if source not in known:
            yield f"the action {row.action!r} leads from {source!r}, which is no state."
    if row.target not in known | {SAME}:
        yield f"the action {row.action!r} leads to {row.target!r}, which is no state."
    if row.creates and row.target == SAME:
        yield f"the action {row.action!r} creates, so its target must be a state."
    if not row.who:
        yield f"the action {row.action!r} names nobody who may do it."
    for need in row.needs:
        if need.kind not in get_args(Kind):
            yield f"the field {need.name!r} of {row.action!r} is of the unknown kind {need.kind!r}."
    yield from _named_twice(row)


def _named_twice(row: "Transition") -> Iterator[str]:
    for what, names in (
        ("source", row.sources),
        ("rule", row.who),
        ("guard", row.guards),
        ("notice", row.notices),
        ("field", tuple(need.name for need in row.needs)),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                yield f"the action {row.action!r} names the {what} {name!r} {count} times."


def _rows_together(machine: "Machine") -> Iterator[str]:
    starts = Counter(
        (row.action, source)
        for row in machine.transitions
        for source in (set(row.sources) or {"nothing"})
    )
    for (action, source), count in starts.items():
        if count > 1:
            yield f"the action {action!r} stands {count} times from {source!r}; keep one."
    titles: dict[str, Titles] = {}
    for row in machine.transitions:
        if titles.setdefault(row.action, row.titles) != row.titles:
            yield f"the action {row.action!r} has two different titles; keep one."


def _ways(machine: "Machine") -> Iterator[str]:
    """Every state is reached, closed states are left by nothing, open ones come to an end."""
    if not machine.creations():
        yield "no action creates the object: give one row without sources."
    reached = _closure(machine, {row.target for row in machine.creations()}, forward=True)
    closed = {state.name for state in machine.states if not state.open}
    ending = _closure(machine, closed, forward=False)
    for state in machine.states:
        if state.name not in reached:
            yield f"the state {state.name!r} is reached by no action."
        leaving = [row.action for row in machine.exits(state.name) if _leaves(row, state.name)]
        if not state.open and leaving:
            yield f"the state {state.name!r} is closed but is left by {leaving[0]!r}."
        if state.open and state.name not in ending:
            yield f"from the open state {state.name!r} no way leads to a closed one."


def _leaves(row: "Transition", source: str) -> bool:
    return row.lands_in(source) != source


def _closure(machine: "Machine", start: set[str], *, forward: bool) -> set[str]:
    steps = [(s, row.lands_in(s)) for row in machine.transitions for s in row.sources]
    pairs = steps if forward else [(target, source) for source, target in steps]
    found, size = set(start), -1
    while len(found) != size:
        size = len(found)
        found |= {target for source, target in pairs if source in found}
    return found
