"""What waits for somebody, as data: a kind of object, what is to be done, and which rows in SQL.

Each module of this room adds its rows to `WAITING`. `rows(user, day)` is a condition: who may act
and which guards hold, so that no object is asked one by one; a test compares it with
`available` on objects in every state. A guard that the register decides is left to the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from goldthread.programme.queries.scopes import NOTHING
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import Titles

Condition = Callable[[Any, date], Q]


@dataclass(frozen=True)
class Waiting:
    """`action` is one that may be done to each of the rows; `titles` say what is to be done."""

    model: type[Lifecycle]
    action: str
    titles: Titles
    states: tuple[str, ...]
    who: Condition
    guards: Condition | None = None

    @property
    def key(self) -> str:
        return f"{self.model.machine.name}.{self.action}"

    def rows(self, user: Any, day: date) -> Any:
        """The objects, the oldest in their state first; None where the user is none of those."""
        who = self.who(user, day)
        if who == NOTHING:
            return None
        found = self.model.objects.filter(who, state__in=self.states)
        if self.guards is not None:
            found = found.filter(self.guards(user, day))
        return found.order_by("entered_at", "pk")


WAITING: list[Waiting] = []


def waits(
    model: type[Lifecycle],
    action: str,
    en: str,
    zh: str,
    states: str,
    who: Condition,
    guards: Condition | None = None,
) -> None:
    """One row: `states` are names parted by blanks."""
    WAITING.append(Waiting(model, action, {"en": en, "zh": zh}, tuple(states.split()), who, guards))
