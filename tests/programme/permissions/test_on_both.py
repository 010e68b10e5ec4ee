"""A sample of the matrix on SQLite and on PostgreSQL: there, too, the forbidden change no row."""

from contextlib import suppress

import pytest
from django.db import connection, transaction

from goldthread.offices.permissions import READ
from goldthread.programme.permissions import MATRIX
from goldthread.workflow.errors import GuardUnmet, NotAllowed, PayloadRefused
from tests.programme.founding import Here
from tests.programme.permissions.scenes import SCENES, TODAY, Matrix
from tests.programme.permissions.test_actions import act, rows_of
from tests.programme.permissions.test_reading import sees
from tests.programme.rows.harness import unchanged

SAMPLE = ("assignment", "regional report", "measure")


def test_a_sample_of_the_matrix(world_here: Here) -> None:
    world = world_here(Matrix)
    world.until(TODAY)
    for name in SAMPLE:
        scene = SCENES[name](world)
        for row in rows_of(name)[::5]:
            obj = scene.enter(row.states[0])
            given = scene.given.get(row.action, {})
            forbidden = [each.code for each in MATRIX.columns() if each.code not in row.allowed]
            with unchanged():
                for column in forbidden:
                    with pytest.raises(NotAllowed):
                        act(world, obj, row.action, scene.user(world, column), given)
            for column in row.allowed:
                # A guard or a missing field may be in the way, never the person.
                with transaction.atomic(), suppress(GuardUnmet, PayloadRefused):
                    act(world, obj, row.action, scene.user(world, column), given)
                    transaction.set_rollback(True)
        for row in (
            each for each in MATRIX.permissions() if each.scene == name and each.action == READ
        ):
            scene.enter(row.states[0])
            found = {
                each.code for each in MATRIX.columns() if sees(scene, scene.user(world, each.code))
            }
            assert found == row.allowed, (connection.vendor, name, row.states[0])
