"""Two connections at the same moment: one wins, the other is told; the log stays one chain."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import StaleVersion
from goldthread.workflow.models import Event, Notice
from goldthread.workflow.outbox import mark_sent, pending
from goldthread.workflow.verify import verify_chain, verify_states
from tests.workflow.cases.models import Note, Task
from tests.workflow.cases.people import PEOPLE

CLERK = PEOPLE["supervision_clerk"]


def at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """What each of several threads, each with its own connection, got from acting together."""
    barrier = Barrier(count)

    def run(number: int) -> object:
        connection.ensure_connection()
        barrier.wait(10)
        try:
            return act(number)
        except StaleVersion as stale:
            return stale
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.parametrize("round_", range(3))
def test_same_transition_at_the_same_moment_is_won_by_one(ledger: str, round_: int) -> None:
    create(Task(), "draft", actor=CLERK)

    def register(_: int) -> Event:
        return perform(Task.objects.get(), "register", actor=CLERK, expected_version=1)

    got = at_once(2, register)

    assert sorted(type(each).__name__ for each in got) == ["Event", "StaleVersion"]
    [stale] = [each for each in got if isinstance(each, StaleVersion)]
    assert (stale.current.state, stale.current.version) == ("registered", 2)
    assert [event.action for event in stale.since] == ["register"]
    assert list(Event.objects.values_list("action", flat=True)) == ["draft", "register"]


def test_same_key_at_the_same_moment_makes_one_object(ledger: str) -> None:
    got = at_once(4, lambda _: create(Note(), "write", actor=CLERK, key="one").sequence)

    assert got == [1, 1, 1, 1]
    assert Note.objects.count() == 1


def test_many_writers_make_one_chain(ledger: str) -> None:
    def write(_: int) -> None:
        for _ in range(10):
            create(Note(), "write", actor=CLERK)

    at_once(4, write)

    assert list(Event.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, 41)
    )
    assert verify_chain() == []
    assert verify_states() == []


def test_crossing_effects_do_not_wait_for_each_other(ledger: str) -> None:
    """A note's effect locks a task while another transaction acts on the task, then the note."""
    task = Task()
    create(task, "draft", actor=PEOPLE["supervision_clerk"])
    note = Note(task=task)
    create(note, "write", actor=CLERK)

    def act(number: int) -> None:
        if number:
            mine = Note.objects.get(pk=note.pk)
            perform(mine, "strike", actor=PEOPLE["issuer"], expected_version=1)
        else:
            with transaction.atomic():
                mine = Task.objects.get(pk=task.pk)
                perform(mine, "register", actor=CLERK, expected_version=1)
                current = Note.objects.get(pk=note.pk)
                perform(
                    current,
                    "strike",
                    actor=PEOPLE["issuer"],
                    expected_version=current.version,
                )

    got = at_once(2, act)

    assert [type(each) for each in got].count(StaleVersion) == 1
    assert Task.objects.get().state == "cancelled"
    assert verify_chain() == []


def test_two_senders_send_each_notice_once(ledger: str) -> None:
    for _ in range(6):
        task = Task()
        create(task, "draft", actor=CLERK)
        perform(task, "register", actor=CLERK, expected_version=1)
        perform(task, "assign", actor=CLERK, expected_version=2, payload={"ledger_number": "7"})
    sent: list[int] = []

    def send(_: int) -> None:
        with transaction.atomic():
            sent.extend(notice.pk for notice in pending() if mark_sent(notice))

    at_once(2, send)

    assert sorted(sent) == sorted(Notice.objects.values_list("pk", flat=True))
    assert len(sent) == 6
    assert pending() == []
