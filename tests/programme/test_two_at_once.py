"""Two clerks act on the same task at the same moment, each by a connection of his own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from goldthread.programme.models import KeyTask
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import Refused
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.building import World
from tests.programme.founding import Here


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        barrier.wait(10)
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_one_assigns_and_the_other_is_told(world_here: Here) -> None:
    world = world_here(World)
    task = world.task("signed")

    def assign(by: str) -> Callable[[], Any]:
        mine = KeyTask.objects.get(pk=task.pk)
        return lambda: perform(
            mine, "assign", actor=world[by], expected_version=mine.version, at=world.at
        )

    got = at_once(assign("supervision"), assign("verifier"))

    assert sorted(type(each).__name__ for each in got) == ["Event", "StaleVersion"]
    task.refresh_from_db()
    assert (task.state, task.ledger_number) == ("assigned", "2019-H1-001")
    assert verify_chain() == verify_states() == []


def test_one_office_gets_the_task_once(world_here: Here) -> None:
    world = world_here(World)
    parent = world.task("assigned")

    def pass_on(by: str) -> Callable[[], Any]:
        given = {"parent": parent.pk, "lead": "IPO-ZJ"}
        return lambda: create(KeyTask(), "pass_on", actor=world[by], payload=given, at=world.at)

    got = at_once(pass_on("supervision"), pass_on("verifier"))

    assert sorted(type(each).__name__ for each in got) == ["Event", "GuardUnmet"]
    assert [row.ledger_number for row in parent.assignments.all()] == ["2019-H1-001-ZJ"]


def test_two_tasks_get_two_numbers(world_here: Here) -> None:
    world = world_here(World)
    tasks = [world.task("signed") for _ in range(4)]

    def assign(task: KeyTask) -> Callable[[], Any]:
        return lambda: perform(
            task,
            "assign",
            actor=world["supervision"],
            expected_version=task.version,
            at=world.at,
        )

    at_once(*(assign(task) for task in tasks))

    numbers = KeyTask.objects.values_list("ledger_number", flat=True)
    assert sorted(numbers) == [f"2019-H1-00{n}" for n in range(1, 5)]
