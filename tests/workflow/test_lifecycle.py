"""An object with a life is written by the engine only, and the database holds its state."""

import pytest
from django.db import IntegrityError, connection, models, transaction

from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import MachineError, OutsideEngine
from goldthread.workflow.lifecycle import Lifecycle, state_constraint
from tests.workflow.cases.key_task import KEY_TASK
from tests.workflow.cases.models import NOTE, Note, Task
from tests.workflow.cases.people import PEOPLE
from tests.workflow.whole_tables import unchanged

CLERK = PEOPLE["supervision_clerk"]


@pytest.fixture
def task(ledger: str) -> Task:
    task = Task()
    create(task, "draft", actor=CLERK)
    return task


def test_saving_outside_the_engine_is_refused(task: Task) -> None:
    task.state = "settled"
    for attempt in (
        task.save,
        lambda: task.save(update_fields=["title"]),
        Task(state="settled", version=1).save,
        task.delete,
        Task.objects.create,
        lambda: Task.objects.bulk_create([Task()]),
    ):
        with unchanged(), pytest.raises(OutsideEngine):
            attempt()


def test_bulk_changes_on_the_manager_are_refused(task: Task) -> None:
    for attempt in (
        lambda: Task.objects.update(state="settled"),
        lambda: Task.objects.filter(pk=task.pk).update(state="settled"),
        lambda: Task.objects.bulk_update([task], ["state"]),
        lambda: Task.objects.update_or_create(pk=task.pk, defaults={"state": "settled"}),
        lambda: Task.objects.get_or_create(title="new"),
        lambda: Task.objects.all().delete(),
    ):
        with unchanged(), pytest.raises(OutsideEngine):
            attempt()


@pytest.mark.parametrize("change", ["state = 'overdue'", "state = ''", "version = 0"])
def test_database_refuses_a_state_that_the_machine_lacks(task: Task, change: str) -> None:
    with (
        unchanged(),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE cases_task SET {change}")


def test_state_changed_in_memory_is_not_carried_by_the_next_action(task: Task) -> None:
    task.state, task.version = "settled", 9
    perform(task, "register", actor=CLERK, expected_version=1)
    assert (task.state, task.version) == ("registered", 2)


def test_model_without_a_machine_is_refused() -> None:
    with pytest.raises(MachineError, match="has a life but names no machine"):

        class Stray(Lifecycle):
            class Meta:
                app_label = "stray"


def test_model_whose_state_the_database_does_not_hold_is_refused() -> None:
    with pytest.raises(MachineError, match=r"add state_constraint\(machine\)"):

        class Loose(Lifecycle):
            machine = NOTE

            class Meta:
                app_label = "loose"

    with pytest.raises(MachineError, match=r"add state_constraint\(machine\)"):

        class Other(Lifecycle):
            machine = NOTE

            class Meta:
                app_label = "other"
                constraints = (state_constraint(KEY_TASK),)


def test_proxy_needs_no_constraint_of_its_own() -> None:
    class Reminder(Note):
        class Meta:
            app_label = "proxies"
            proxy = True

    assert issubclass(Reminder, models.Model)
