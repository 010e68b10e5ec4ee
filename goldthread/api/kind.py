"""One kind of work for programs: who sees which rows, and the fields that are given.

`fields` is an allow-list: what does not stand here is never given, whoever asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from goldthread.programme.queries.events import events_visible_to
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Machine, Transition
from goldthread.workflow.models import Event

TITLES = ("title_en", "title_zh")
Seen = Callable[[Any], "QuerySet[Any]"]


@dataclass(frozen=True, kw_only=True)
class Work:
    """One kind of work.

    `sees`: the rows that a user sees; `events`: of an object's events those that a user sees.
    `fields`: columns given as they are. `offices`: references to offices, given as codes. `links`:
    references to other work, given where it is seen too. `references`: what may be named in a
    field, where it is not what `REFERENCES` says. `filters`: what a list is narrowed by beside the
    state, with the column that it means. `begun`: may a program begin one? What comes as a file
    does so by its page.
    """

    model: type[Lifecycle]
    sees: Seen
    events: "Callable[[Any, Any], QuerySet[Event]]" = events_visible_to
    fields: tuple[str, ...]
    offices: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    references: Mapping[str, Seen] = field(default_factory=dict)
    filters: Mapping[str, str]
    begun: bool = True

    @property
    def machine(self) -> Machine:
        return self.model.machine

    @property
    def name(self) -> str:
        """What addresses call it: the name of its machine."""
        return self.machine.name

    def creations(self) -> tuple[Transition, ...]:
        return self.machine.creations() if self.begun else ()
