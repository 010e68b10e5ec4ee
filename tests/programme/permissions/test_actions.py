"""Every case of the matrix: role, relation, object, state, action; the forbidden change no row."""

from typing import Any

import pytest
from django.db import connection, transaction

from goldthread.offices.permissions import NEW, PUBLISHED, READ, Permission
from goldthread.programme.permissions import MATRIX
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import NotAllowed, Refused
from goldthread.workflow.lifecycle import Lifecycle
from tests.nobodies import NOBODY
from tests.programme.permissions.scenes import SCENES, Matrix, Scene
from tests.programme.rows.harness import unchanged


def rows_of(scene: str) -> list[Permission]:
    """The rows of a scene that are actions."""
    return [
        row
        for row in MATRIX.permissions()
        if row.scene == scene and row.action not in (READ, PUBLISHED)
    ]


def allowed(world: Matrix, obj: Lifecycle, action: str, user: Any, given: Any) -> bool:
    """Is anything but the person in the way? What was done is undone."""
    before = changes()
    saved = transaction.savepoint()
    try:
        act(world, obj, action, user, given)
    except NotAllowed:
        assert changes() == before, "A refused action wrote a row."
        return False
    except Refused:
        return True
    finally:
        transaction.savepoint_rollback(saved)
    return True


def changes() -> int:
    """Rows written through this connection since it was opened, those rolled back too."""
    counted: int = connection.connection.total_changes
    return counted


def act(world: Matrix, obj: Lifecycle, action: str, user: Any, given: Any) -> None:
    at = world.at
    if obj._state.adding:
        create(type(obj)(), action, actor=user, payload=given, at=at)
    else:
        fresh = type(obj)._base_manager.get(pk=obj.pk)
        version = fresh.version
        perform(fresh, action, actor=user, expected_version=version, payload=given, at=at)


def wrong_in(world: Matrix, scene: Scene, row: Permission, state: str) -> list[tuple[str, ...]]:
    obj = scene.enter(state)
    given = scene.given.get(row.action, {})
    wrong = []
    for column in (*(each.code for each in MATRIX.columns()), *NOBODY):
        may = allowed(world, obj, row.action, scene.user(world, column), given)
        if may != (column in row.allowed):
            wrong.append((row.action, state, column, "may" if may else "may not"))
    return wrong


@pytest.mark.parametrize("name", SCENES)
def test_who_may_and_nobody_else(world: Matrix, name: str) -> None:
    scene = SCENES[name](world)
    wrong = []
    for row in rows_of(name):
        for state in row.states:
            wrong += wrong_in(world, scene, row, state)
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
            for column in {each.code for each in MATRIX.columns()} - row.allowed:
                user = scene.user(world, column)
                given = scene.given.get(row.action, {})
                with pytest.raises(NotAllowed):
                    act(world, obj, row.action, user, given)
