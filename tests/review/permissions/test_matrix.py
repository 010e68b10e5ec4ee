"""Every case of the matrix of the review: role, relation, object, state, action, reading.

The forbidden change no row; a role of another day and an account switched off are nobody's.
"""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices.codelists import roles
from goldthread.offices.permissions import EVERY, NEW, READ, Permission
from goldthread.offices.post.describe import SEEN_BY
from goldthread.offices.why import NOTHING
from goldthread.review.permissions import MATRIX
from goldthread.review.queries.why import why_seen
from goldthread.review.transitions import MACHINES
from goldthread.workflow.errors import NotAllowed
from tests.programme.permissions.test_actions import act, allowed
from tests.programme.rows.harness import unchanged
from tests.review.permissions.scenes import NOBODY, SCENES, SEATED, TODAY, Matrix, Scene

TABLES = {machine.name: machine for machine in MACHINES}
COLUMNS = tuple(each.code for each in MATRIX.columns())
SHOWN = sorted({(row.object, row.scene) for row in MATRIX.permissions()})
MOST_QUERIES = 3
"""The roles of the user, the own offices where they are told apart, and the rows."""


def rows_of(scene: str, *, reading: bool = False) -> list[Permission]:
    rows = [row for row in MATRIX.permissions() if row.scene == scene]
    return [row for row in rows if (row.action == READ) == reading]


def readers(scene: str, state: str) -> frozenset[str]:
    [row] = [row for row in rows_of(scene, reading=True) if row.covers(READ, state)]
    return row.allowed


def sees(obj: Any, user: Any) -> bool:
    return bool(SEEN_BY.rows(obj._meta.label_lower, user).filter(pk=obj.pk).exists())


def test_somebody_sits_in_every_column_and_every_role_has_one() -> None:
    assert set(SEATED) == set(COLUMNS)
    assert {each.role for each in MATRIX.columns()} == set(roles())


def test_every_scene_is_played_and_every_table_has_one() -> None:
    assert {scene for _, scene in SHOWN} == set(SCENES) == set(MATRIX.scenes())
    assert {machine for machine, _ in SHOWN} == set(TABLES)


@pytest.mark.parametrize(("machine", "scene"), SHOWN)
def test_every_action_from_every_state_has_exactly_one_row(machine: str, scene: str) -> None:
    table = TABLES[machine]
    wanted = {(row.action, s) for row in table.transitions for s in row.sources or (NEW,)}
    found = Counter((row.action, state) for row in rows_of(scene) for state in row.states)
    assert found == Counter(wanted)
    told = Counter(state for row in rows_of(scene, reading=True) for state in row.states)
    assert told in (Counter([EVERY]), Counter(state.name for state in table.states))


@pytest.mark.parametrize("name", SCENES)
def test_who_may_and_nobody_else(world: Matrix, name: str) -> None:
    scene = SCENES[name](world)
    wrong = []
    for row in rows_of(name):
        for state in row.states:
            obj = scene.enter(state)
            for column in (*COLUMNS, *NOBODY):
                user, given = scene.user(world, column), scene.given.get(row.action, {})
                may = allowed(world, obj, row.action, user, given)
                if may != (column in row.allowed):
                    wrong.append((row.action, state, column, "may" if may else "may not"))
    assert wrong == []


@pytest.mark.parametrize("name", SCENES)
def test_the_forbidden_leave_every_table_as_it_was(world: Matrix, name: str) -> None:
    """All columns of all rows, once a scene: every forbidden action of one state."""
    scene = SCENES[name](world)
    rows = rows_of(name)
    state = next(each for row in rows for each in row.states if each != NEW)
    obj = scene.enter(state)
    with unchanged():
        for row in (each for each in rows if each.covers(each.action, state)):
            for column in {*COLUMNS} - row.allowed:
                given = scene.given.get(row.action, {})
                with pytest.raises(NotAllowed):
                    act(world, obj, row.action, scene.user(world, column), given)


@pytest.mark.parametrize("name", SCENES)
def test_who_sees_it_in_each_state_and_why(world: Matrix, name: str) -> None:
    """The list and the sentence why are told by different code: they agree with the file both."""
    scene = SCENES[name](world)
    wrong = []
    for state in (each.name for each in scene.machine.states):
        obj, may = scene.enter(state), readers(name, state)
        for column in (*COLUMNS, *NOBODY):
            user = scene.user(world, column)
            wanted = column in may or (column in NOBODY and "public" in may)
            if sees(obj, user) != wanted:
                wrong.append((state, column, "sees" if not wanted else "does not see"))
            if (why_seen(obj, user, TODAY) != NOTHING) != wanted:
                wrong.append((state, column, str(why_seen(obj, user, TODAY))))
    assert wrong == []


@pytest.mark.parametrize("name", SCENES)
def test_a_list_is_read_in_few_queries(world: Matrix, name: str) -> None:
    scene: Scene = SCENES[name](world)
    label = scene.obj._meta.label_lower
    for column in COLUMNS:
        with CaptureQueriesContext(connection) as asked:
            list(SEEN_BY.rows(label, scene.user(world, column)))
        assert len(asked) <= MOST_QUERIES, column
