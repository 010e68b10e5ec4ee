"""A permission matrix played: every case of a reviewed file, whichever part it belongs to.

A part's test module makes `TestMatrix(Cases)` with its own matrix, scenes and people.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices.codelists import roles
from goldthread.offices.permissions import EVERY, NEW, READ, Matrix, Permission
from goldthread.offices.post.describe import SEEN_BY
from goldthread.offices.why import NOTHING
from goldthread.workflow.errors import NotAllowed
from goldthread.workflow.machine import Machine
from tests.nobodies import NOBODY
from tests.programme.permissions.test_actions import act, allowed
from tests.programme.rows.harness import unchanged

MOST_QUERIES = 3
"""The roles of the user, the own offices where they are told apart, and the rows."""


def sees(obj: Any, user: Any) -> bool:
    return bool(SEEN_BY.rows(obj._meta.label_lower, user).filter(pk=obj.pk).exists())


def parametrize_cases(cls: Any, metafunc: pytest.Metafunc) -> None:
    """Called by the hook of a part's module: scenes and tables of its class."""
    if "shown" in metafunc.fixturenames:
        metafunc.parametrize("shown", cls.shown(), ids=[scene for _, scene in cls.shown()])
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", cls.scenes)


class Cases:
    matrix: ClassVar[Matrix]
    machines: ClassVar[tuple[Machine, ...]]
    scenes: ClassVar[Mapping[str, Callable[[Any], Any]]]
    seated: ClassVar[Mapping[str, str]]
    why_seen: ClassVar[Callable[..., Any]]
    today: ClassVar[date]

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return tuple(each.code for each in cls.matrix.columns())

    @classmethod
    def shown(cls) -> list[tuple[str, str]]:
        return sorted({(row.object, row.scene) for row in cls.matrix.permissions()})

    @classmethod
    def rows_of(cls, scene: str, *, reading: bool = False) -> list[Permission]:
        rows = [row for row in cls.matrix.permissions() if row.scene == scene]
        return [row for row in rows if (row.action == READ) == reading]

    def readers(self, scene: str, state: str) -> frozenset[str]:
        [row] = [row for row in self.rows_of(scene, reading=True) if row.covers(READ, state)]
        return row.allowed

    def test_somebody_sits_in_every_column_and_every_role_has_one(self) -> None:
        assert set(self.seated) == set(self.columns())
        assert {each.role for each in self.matrix.columns()} == set(roles())

    def test_every_scene_is_played_and_every_table_has_one(self) -> None:
        played = {scene for _, scene in self.shown()}
        assert played == set(self.scenes) == set(self.matrix.scenes())
        assert {machine for machine, _ in self.shown()} == {each.name for each in self.machines}

    def test_every_action_from_every_state_has_exactly_one_row(
        self, shown: tuple[str, str]
    ) -> None:
        name, scene = shown
        table = next(each for each in self.machines if each.name == name)
        wanted = {(row.action, s) for row in table.transitions for s in row.sources or (NEW,)}
        found = Counter((row.action, state) for row in self.rows_of(scene) for state in row.states)
        assert found == Counter(wanted)
        told = Counter(s for row in self.rows_of(scene, reading=True) for s in row.states)
        assert told in (Counter([EVERY]), Counter(state.name for state in table.states))

    def test_who_may_and_nobody_else(self, world: Any, name: str) -> None:
        scene = self.scenes[name](world)
        wrong = []
        for row in self.rows_of(name):
            for state in row.states:
                obj = scene.enter(state)
                for column in (*self.columns(), *NOBODY):
                    user, given = scene.user(world, column), scene.given.get(row.action, {})
                    may = allowed(world, obj, row.action, user, given)
                    if may != (column in row.allowed):
                        wrong.append((row.action, state, column, "may" if may else "may not"))
        assert wrong == []

    def test_the_forbidden_leave_every_table_as_it_was(self, world: Any, name: str) -> None:
        """All columns of all rows, once a scene: every forbidden action of one state."""
        scene = self.scenes[name](world)
        rows = self.rows_of(name)
        state = next(each for row in rows for each in row.states if each != NEW)
        obj = scene.enter(state)
        with unchanged():
            for row in (each for each in rows if each.covers(each.action, state)):
                for column in {*self.columns()} - row.allowed:
                    given = scene.given.get(row.action, {})
                    with pytest.raises(NotAllowed):
                        act(world, obj, row.action, scene.user(world, column), given)

    def test_who_sees_it_in_each_state_and_why(self, world: Any, name: str) -> None:
        """List and sentence are told by different code: both agree with the file."""
        scene, why_seen = self.scenes[name](world), type(self).why_seen
        wrong = []
        for state in (each.name for each in scene.machine.states):
            obj, may = scene.enter(state), self.readers(name, state)
            for column in (*self.columns(), *NOBODY):
                user = scene.user(world, column)
                wanted = column in may or (column in NOBODY and "public" in may)
                if sees(obj, user) != wanted:
                    wrong.append((state, column, "sees" if not wanted else "does not see"))
                if (why_seen(obj, user, self.today) != NOTHING) != wanted:
                    wrong.append((state, column, str(why_seen(obj, user, self.today))))
        assert wrong == []

    def test_a_list_is_read_in_few_queries(self, world: Any, name: str) -> None:
        scene = self.scenes[name](world)
        label = scene.obj._meta.label_lower
        for column in self.columns():
            with CaptureQueriesContext(connection) as asked:
                list(SEEN_BY.rows(label, scene.user(world, column)))
            assert len(asked) <= MOST_QUERIES, column
