"""The rows of a table as tests write them: one that is done, one that a guard refuses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Machine
from goldthread.workflow.occasion import SystemActor
from tests.programme.rows.harness import guards_of, steps_of
from tests.seminar.building import Convened
from tests.seminar.proposals.refusing import refused

Given = Callable[[Convened], Lifecycle]


@dataclass(frozen=True)
class Step:
    """An action from a state ("": it creates), by one who may; `given` makes the object, or the
    payload of a new one."""

    action: str
    source: str
    target: str
    by: str
    given: Callable[[Convened], Any]
    payload: Callable[[Convened, Any], Mapping[str, Any]] = lambda _w, _o: {}

    @property
    def name(self) -> str:
        return f"{self.source or 'new'}-{self.action}"


@dataclass(frozen=True)
class No:
    """A guard that does not hold, and what it says in English and in Chinese."""

    action: str
    guard: str
    by: str
    given: Callable[[Convened], tuple[Lifecycle, Mapping[str, Any]]]
    en: str
    zh: str
    why: str = field(default="")

    @property
    def name(self) -> str:
        return f"{self.action}-{self.guard}{'-' * bool(self.why)}{self.why}"


def does(world: Convened, step: Step) -> Any:
    """Do it; the object as it then stands."""
    obj = step.given(world)
    by: Any = step.by
    if by.startswith("system:"):
        by = SystemActor(by.partition(":")[2])
    payload = dict(step.payload(world, obj))
    if obj._state.adding:
        world.make(obj, step.action, by, **payload)
    else:
        assert obj.state == step.source
        world.act(obj, step.action, by, **payload)
    return obj


def says(world: Convened, no: No) -> tuple[str, str]:
    obj, payload = no.given(world)
    return refused(world, obj, no.action, no.by, **payload)


def left_out(machine: Machine, steps: Sequence[Step]) -> set[tuple[str, str, str]]:
    """Steps of the table that the list has not, or has too much."""
    return steps_of(machine) ^ {(each.action, each.source, each.target) for each in steps}


def unguarded(machine: Machine, refusals: Sequence[No]) -> set[tuple[str, str]]:
    """Guards of the table that no refusal of the list is about."""
    return guards_of(machine) ^ {(each.action, each.guard) for each in refusals}
