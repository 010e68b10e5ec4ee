"""Who wants to do what to which object, when, with what: all that a rule or an effect may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from goldthread.workflow.machine import Machine, Transition


class Actor(Protocol):
    """A signed-in person, or the system itself; any Django user is one."""

    @property
    def pk(self) -> Any: ...

    def get_username(self) -> str: ...


@dataclass(frozen=True)
class SystemActor:
    """A job of the site acting by itself, such as the clock."""

    name: str

    @property
    def pk(self) -> str:
        return f"system:{self.name}"

    def get_username(self) -> str:
        return self.name


@dataclass(frozen=True)
class Occasion:
    """`payload` holds the parsed fields of the transition's needs; empty when only asked whether.

    In a rule, `obj` is the object as it stands; in an effect, the locked row, which the engine
    saves afterwards.
    """

    obj: Any
    machine: Machine
    transition: Transition
    actor: Actor
    at: datetime
    payload: Mapping[str, Any]
