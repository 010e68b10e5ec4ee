"""Every row of a table, both ways: who may and who may not, and each guard with its sentence.

A refused action leaves every table as it was: all columns of all rows are compared.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import GuardUnmet, NotAllowed, Refused
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Machine
from goldthread.workflow.occasion import SystemActor
from tests.offices.building import snapshot
from tests.programme.building import World

APPS = ("programme", "workflow", "offices")


@dataclass(frozen=True)
class Try:
    """An object, the fields given, and a name of who acts where it is not the row's first."""

    obj: Lifecycle
    payload: Mapping[str, Any] = field(default_factory=dict)
    by: str = ""


Setting = Callable[[World], Try]


@dataclass(frozen=True)
class Row:
    """An action from a state ("": it creates); `who` may do it, nobody else of the world may."""

    action: str
    source: str
    target: str
    who: frozenset[str]
    given: Setting

    @property
    def name(self) -> str:
        return f"{self.source or 'new'}-{self.action}"


@dataclass(frozen=True)
class Guarded:
    """A guard that does not hold, and what it says."""

    action: str
    guard: str
    given: Setting
    en: str
    zh: str
    why: str = ""

    @property
    def name(self) -> str:
        return f"{self.action}-{self.guard}{'-' * bool(self.why)}{self.why}"


def tables() -> list[Any]:
    return [model for label in APPS for model in apps.get_app_config(label).get_models()]


@contextmanager
def unchanged() -> Iterator[None]:
    before = snapshot(*tables())
    yield
    assert snapshot(*tables()) == before


def do(world: World, given: Try, action: str, by: str) -> None:
    world.wait(seconds=1)
    actor = SystemActor(by.partition(":")[2]) if by.startswith("system:") else world[by]
    obj, payload = given.obj, given.payload
    if obj._state.adding:
        create(obj, action, actor=actor, payload=payload, at=world.at)
    else:
        obj.refresh_from_db()
        perform(
            obj, action, actor=actor, expected_version=obj.version, payload=payload, at=world.at
        )


def who_may(world: World, row: Row) -> None:
    """Everybody else is refused and nothing changes; then each of those who may does it."""
    given = row.given(world)
    with unchanged():
        for name in sorted({*world.users, "system:clock"} - row.who):
            with pytest.raises(NotAllowed):
                do(world, given, row.action, name)
    for name in sorted(row.who):
        with transaction.atomic():
            again = Try(type(given.obj)(), given.payload) if given.obj._state.adding else given
            do(world, again, row.action, name)
            assert again.obj.state == row.target, name
            transaction.set_rollback(True)


def refused(world: World, row: Guarded, by: str) -> None:
    given = row.given(world)
    with unchanged(), pytest.raises(GuardUnmet) as caught:
        do(world, given, row.action, given.by or by)
    assert told(caught.value) == (row.en, row.zh)


def told(refusal: Refused) -> tuple[str, str]:
    return refusal.in_language("en"), refusal.in_language("zh-hans")


def steps_of(machine: Machine) -> set[tuple[str, str, str]]:
    """Every action with each of its sources and where it lands."""
    return {
        (row.action, source, row.lands_in(source) if source else row.target)
        for row in machine.transitions
        for source in row.sources or ("",)
    }


def guards_of(machine: Machine) -> set[tuple[str, str]]:
    return {(row.action, guard) for row in machine.transitions for guard in row.guards}
