"""Who sees the object of each scene in each of its states, and in how many queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices import emergency
from goldthread.offices import queries as offices
from goldthread.offices.models import EmergencyAccess, Person, Reform
from goldthread.offices.permissions import PUBLISHED, READ
from goldthread.programme import queries
from goldthread.programme.models import (
    Cycle,
    Evidence,
    Extension,
    KeyTask,
    Measure,
    ProgressReport,
    Requirement,
    SourceDocument,
    SupervisionNotice,
)
from goldthread.programme.permissions import MATRIX
from tests.nobodies import NOBODY
from tests.programme.permissions.scenes import SCENES, SEATED, TODAY, Matrix, Scene

VISIBLE: dict[type, Any] = {
    Cycle: queries.cycles_visible_to,
    SourceDocument: queries.documents_visible_to,
    Requirement: queries.requirements_visible_to,
    Measure: queries.measures_visible_to,
    KeyTask: queries.tasks_visible_to,
    ProgressReport: queries.reports_visible_to,
    Evidence: queries.evidence_visible_to,
    Extension: queries.extensions_visible_to,
    SupervisionNotice: queries.notices_visible_to,
    Reform: offices.reforms_visible_to,
    Person: offices.people_visible_to,
    EmergencyAccess: emergency.visible_to,
}
PUBLIC: dict[type, Any] = {
    KeyTask: queries.tasks_published,
    ProgressReport: queries.reports_published,
}
MADE_TWICE = (
    *("national task", "assignment", "main report", "part report", "regional report"),
    *("evidence of a region", "extension of a region", "notice to a region"),
)
MOST_QUERIES = 2
"""The roles of the user, and the rows: whatever there are of them."""


def readers(action: str, scene: str, state: str) -> frozenset[str]:
    rows = [row for row in MATRIX.permissions() if row.scene == scene and row.covers(action, state)]
    assert len(rows) == 1, (scene, state)
    return rows[0].allowed


def sees(scene: Scene, user: Any) -> bool:
    rows = VISIBLE[type(scene.obj)](user, TODAY)
    return bool(rows.filter(pk=scene.obj.pk).exists())


@pytest.mark.parametrize("name", SCENES)
def test_who_sees_it_in_each_state(world: Matrix, name: str) -> None:
    """A role of another day and an account switched off see what the public sees."""
    scene = SCENES[name](world)
    wrong = []
    for state in (each.name for each in scene.machine.states):
        scene.enter(state)
        allowed = readers(READ, name, state)
        wanted = {each.code: each.code in allowed for each in MATRIX.columns()}
        wanted |= dict.fromkeys(NOBODY, "public" in allowed)
        found = {column: sees(scene, scene.user(world, column)) for column in wanted}
        wrong += [(state, column) for column in wanted if found[column] != wanted[column]]
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in SCENES if "task" in name or "report" in name])
def test_what_is_published_of_it_in_each_state(world: Matrix, name: str) -> None:
    scene = SCENES[name](world)
    for state in (each.name for each in scene.machine.states):
        scene.enter(state)
        rows = PUBLIC[type(scene.obj)]().filter(pk=scene.obj.pk)
        assert rows.exists() == ("public" in readers(PUBLISHED, name, state)), state


@pytest.mark.parametrize("name", MADE_TWICE)
def test_seen_in_a_constant_number_of_queries(world: Matrix, name: str) -> None:
    """With one such row more, whoever asks."""
    model = type(SCENES[name](world).obj)
    before, rows = counted(world, model), model._base_manager.count()
    SCENES[name](world)
    assert model._base_manager.count() > rows
    assert counted(world, model) == before
    assert max(before) <= MOST_QUERIES


@pytest.mark.parametrize("model", [Cycle, SourceDocument, Requirement, Measure, Reform, Person])
def test_few_queries_for_what_is_made_rarely(world: Matrix, model: type) -> None:
    assert max(counted(world, model)) <= MOST_QUERIES


def counted(world: Matrix, model: type) -> list[int]:
    """The queries for the list of each of the columns."""
    found = []
    for column in (each.code for each in MATRIX.columns()):
        with CaptureQueriesContext(connection) as asked:
            list(VISIBLE[model](world[SEATED[column]], TODAY))
        found.append(len(asked))
    return found
