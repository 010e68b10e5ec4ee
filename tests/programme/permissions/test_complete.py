"""The matrix is complete: every action of every table in every scene, every state, every role."""

from collections import Counter

import pytest

from goldthread.offices.codelists import roles
from goldthread.offices.permissions import EVERY, NEW, PUBLISHED, READ
from goldthread.offices.transitions import EMERGENCY_ACCESS, PERSON, REFORM
from goldthread.programme.permissions import MATRIX
from goldthread.programme.transitions import MACHINES
from tests.programme.permissions.scenes import SCENES

TABLES = {machine.name: machine for machine in (*MACHINES, REFORM, PERSON, EMERGENCY_ACCESS)}
OF_UNITS = {"national_department", "provincial_head", "provincial_coordinator", "contributor"}
SHOWN = sorted({(row.object, row.scene) for row in MATRIX.permissions()})


def test_every_role_has_its_columns() -> None:
    assert {each.role for each in MATRIX.columns()} == set(roles())
    assert {each.role for each in MATRIX.columns() if each.of_unit} == OF_UNITS
    relations = {(each.role, each.relation) for each in MATRIX.columns() if each.of_unit}
    regional = OF_UNITS - {"national_department"}
    assert relations == {
        *(("national_department", relation) for relation in ("lead", "support", "other")),
        *((role, relation) for role in regional for relation in ("own", "other")),
    }


def test_every_scene_is_played_and_every_table_has_one() -> None:
    assert {scene for _, scene in SHOWN} == set(SCENES)
    assert {machine for machine, _ in SHOWN} == set(TABLES)


@pytest.mark.parametrize(("machine", "scene"), SHOWN)
def test_every_action_from_every_state_has_exactly_one_row(machine: str, scene: str) -> None:
    wanted = Counter(
        (row.action, state)
        for row in TABLES[machine].transitions
        for state in row.sources or (NEW,)
    )
    rows = [row for row in MATRIX.permissions() if (row.object, row.scene) == (machine, scene)]
    acts = [row for row in rows if row.action not in (READ, PUBLISHED)]
    found = Counter((row.action, state) for row in acts for state in row.states)
    assert found == Counter(set(wanted))


@pytest.mark.parametrize(("machine", "scene"), SHOWN)
def test_every_state_says_who_reads(machine: str, scene: str) -> None:
    rows = [row for row in MATRIX.permissions() if (row.object, row.scene) == (machine, scene)]
    names = {state.name for state in TABLES[machine].states}
    told = [state for row in rows if row.action == READ for state in row.states]
    assert Counter(told) == Counter([EVERY]) or Counter(told) == Counter(names)
