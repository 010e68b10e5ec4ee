"""Transition tables as data: the states of a life, and what leads from one to the next.

Plain Python, so that documents and tests read a machine without a database. A machine checks
itself when it is built and names every fault it finds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from goldthread.workflow.machine_checks import refuse_faults
from goldthread.workflow.terms import SAME, TEXT_LIMIT, Kind
from goldthread.workflow.texts import Titles

__all__ = ["SAME", "Kind", "Machine", "Need", "State", "Transition", "open_states"]


@dataclass(frozen=True)
class State:
    """`open`: something is still to be done; a state that is not open is left by nothing."""

    name: str
    titles: Titles
    open: bool = True


@dataclass(frozen=True)
class Need:
    """A field that must (or may) be given with an action, such as the reason.

    `longest`: the characters of a text.
    """

    name: str
    titles: Titles
    kind: Kind = "text"
    required: bool = True
    longest: int = TEXT_LIMIT


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One row of the table.

    `sources` empty: the object comes into being. `who`: names of rules, any of which lets the
    actor act. `guards`: names of rules, all of which must hold. `effect`: the name of a function
    run inside the transaction. `notices`: names of notices, one row of the outbox each.
    """

    action: str
    titles: Titles
    sources: tuple[str, ...] = ()
    target: str
    who: tuple[str, ...]
    guards: tuple[str, ...] = ()
    effect: str | None = None
    notices: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()

    @property
    def creates(self) -> bool:
        return not self.sources

    def lands_in(self, source: str) -> str:
        return source if self.target == SAME else self.target


@dataclass(frozen=True)
class Machine:
    name: str
    titles: Titles
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        refuse_faults(self)

    def state(self, name: str) -> State:
        return next(state for state in self.states if state.name == name)

    def exits(self, source: str) -> tuple[Transition, ...]:
        return tuple(row for row in self.transitions if source in row.sources)

    def creations(self) -> tuple[Transition, ...]:
        return tuple(row for row in self.transitions if row.creates)

    def find(self, action: str, source: str | None) -> Transition | None:
        """The row for an action from a state, or from nothing (None) when it creates."""
        for row in self.transitions:
            if row.action == action and (row.creates if source is None else source in row.sources):
                return row
        return None

    def sources_of(self, action: str) -> tuple[str, ...]:
        """The states from which an action leads somewhere, in the machine's order."""
        sources = {s for row in self.transitions if row.action == action for s in row.sources}
        return tuple(state.name for state in self.states if state.name in sources)

    def actions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.action for row in self.transitions))


def open_states(states: Iterable[State], *, but: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of the open states: for rows that hold in "any open" state."""
    left_out = set(but)
    return tuple(state.name for state in states if state.open and state.name not in left_out)
