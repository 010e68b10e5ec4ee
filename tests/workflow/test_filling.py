"""A filling sets columns before the row first stands, and before the effect of the same name."""

from typing import Any

import pytest

from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import UnknownName
from goldthread.workflow.models import Event
from goldthread.workflow.registry import EFFECTS, FILLINGS, filling, unknown_names
from tests.workflow.cases.models import Note, Task
from tests.workflow.cases.people import PEOPLE
from tests.workflow.whole_tables import unchanged

CLERK = PEOPLE["supervision_clerk"]


@pytest.mark.usefixtures("on_sqlite")
def test_new_row_is_filled_before_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The effect numbers the note by its key; the filling ran before there was one."""
    seen: list[tuple[object, bool]] = []
    task = Task()
    create(task, "draft", actor=CLERK)

    def fill(occasion: Any) -> None:
        seen.append((occasion.obj.pk, occasion.obj._state.adding))
        occasion.obj.task = task

    monkeypatch.setitem(FILLINGS._items, "note.number", fill)
    note = Note()
    create(note, "write", actor=CLERK)

    note.refresh_from_db()
    assert seen == [(None, True)]
    assert (note.task, note.version) == (task, 1)
    assert note.number == note.pk * 100
    assert Event.objects.of(note).count() == 1


@pytest.mark.usefixtures("on_sqlite")
def test_filling_alone_is_an_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(occasion: Any) -> None:
        occasion.obj.ledger_number = f"no. {occasion.payload['ledger_number']}"

    task = Task()
    create(task, "draft", actor=CLERK)
    perform(task, "register", actor=CLERK, expected_version=1)
    monkeypatch.delitem(EFFECTS._items, "task.enter_in_ledger")
    assert any("task.enter_in_ledger" in fault for fault in unknown_names(Task.machine))
    monkeypatch.setitem(FILLINGS._items, "task.enter_in_ledger", fill)
    assert unknown_names(Task.machine) == []
    perform(task, "assign", actor=CLERK, expected_version=2, payload={"ledger_number": "7"})

    task.refresh_from_db()
    assert task.ledger_number == "no. 7"


@pytest.mark.usefixtures("on_sqlite")
def test_failing_filling_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(occasion: Any) -> None:
        raise ValueError("full")

    monkeypatch.setitem(FILLINGS._items, "note.number", fill)
    note = Note()
    with unchanged(), pytest.raises(ValueError, match="full"):
        create(note, "write", actor=CLERK)
    assert (note.pk, note._state.adding, note.state) == (None, True, "")


def test_name_is_filled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FILLINGS, "_items", {})
    filling("some.thing")(lambda _: None)
    with pytest.raises(UnknownName, match="twice"):
        filling("some.thing")(lambda _: None)
