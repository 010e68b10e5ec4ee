"""Events as a reader sees them: who, when, in which role, what, and what was given with it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from goldthread.offices import queries
from goldthread.web.acting.forms import label
from goldthread.web.acting.registry import Acted, Asked
from goldthread.workflow.machine import Machine
from goldthread.workflow.models import Event
from goldthread.workflow.registry import RULES
from goldthread.workflow.texts import in_language

LONG = 240
"""Characters from which a value is folded."""


@dataclass(frozen=True)
class Given:
    label: str
    text: str

    @property
    def long(self) -> bool:
        return len(self.text) > LONG


@dataclass(frozen=True)
class Row:
    version: int
    at: datetime
    who: str
    role: str
    action: str
    before: str
    after: str
    given: tuple[Given, ...]


def rows(acted: Acted, events: Iterable[Event], asked: Asked) -> list[Row]:
    """The events in the order given: one query for the names of those who acted."""
    found = list(events)
    names = queries.names_of_accounts({event.actor_id for event in found}, asked.lang)
    return [_row(acted, event, asked, names) for event in found]


def _row(acted: Acted, event: Event, asked: Asked, names: dict[str, str]) -> Row:
    machine, lang = acted.model.machine, asked.lang
    role = in_language(RULES.get(event.role).titles, lang) if event.role in RULES else event.role
    system = str(event.actor_id).startswith("system:")
    return Row(
        event.version,
        timezone.localtime(event.at),
        "" if system else names.get(event.actor_id, event.actor_name),
        role,
        capfirst(_action(machine, event, lang)),
        _state(machine, event.from_state, lang),
        _state(machine, event.to_state, lang),
        tuple(_given(acted, event, asked)),
    )


def _action(machine: Machine, event: Event, lang: str) -> str:
    row = machine.find(event.action, event.from_state or None)
    return in_language(row.titles, lang) if row else str(event.action)


def _state(machine: Machine, name: str, lang: str) -> str:
    """The state's word; an old event may name one that the machine no longer has."""
    titles = {state.name: state.titles for state in machine.states}
    return in_language(titles[name], lang) if name in titles else name


def _given(acted: Acted, event: Event, asked: Asked) -> Iterator[Given]:
    row = acted.model.machine.find(event.action, event.from_state or None)
    needs = {need.name: need for need in (row.needs if row else ())}
    for name, value in event.payload.items():
        if name in needs:
            told = acted.widget(needs[name]).told(value, asked)
            if told:
                yield Given(label(needs[name], asked.lang), told)
        else:
            yield Given(name, str(value))


def told(acted: Acted, names: Sequence[Any], values: Any, asked: Asked) -> dict[str, str]:
    """Stored values of some fields as a reader sees them; nothing where there is none."""
    return {
        need.name: ""
        if values.get(need.name) is None
        else acted.widget(need).told(values[need.name], asked)
        for need in names
    }
