"""The log is only added to, and a log that was tampered with is found out."""

import hashlib
import json
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from goldthread.workflow import guards_of_the_log, log
from goldthread.workflow.database import databases
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import AppendOnly, LogDamaged
from goldthread.workflow.log import Head
from goldthread.workflow.models import Event, LogHead
from goldthread.workflow.verify import Finding, verify_chain, verify_ledger, verify_states
from tests.ledger import as_default
from tests.workflow.cases.models import Note, Task
from tests.workflow.cases.people import PEOPLE
from tests.workflow.whole_tables import unchanged

CLERK = PEOPLE["supervision_clerk"]
NO_TRIGGERS = "This trigger, which keeps the log append-only, is missing or switched off."


@pytest.fixture
def life(ledger: str) -> Task:
    task = Task()
    create(task, "draft", actor=CLERK)
    perform(task, "register", actor=CLERK, expected_version=1)
    perform(task, "assign", actor=CLERK, expected_version=2, payload={"ledger_number": "台 7"})
    create(Note(), "write", actor=CLERK)
    return task


def tamper(*statements: str) -> None:
    """Raw SQL by somebody who took the triggers off first and put them back afterwards."""
    guards_of_the_log.take_off("default")
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    guards_of_the_log.put("default")


def test_whole_log_has_no_findings(life: Task) -> None:
    assert verify_chain() == []
    assert verify_states() == []


def test_hash_is_blake2b_over_canonical_json(life: Task) -> None:
    """Computed here from the page's description, not by the engine's code."""
    event = Event.objects.get(sequence=3)
    stamp = "%Y-%m-%dT%H:%M:%S.%f+00:00"
    told = {
        "form": 1,
        "sequence": 3,
        "at": event.at.strftime(stamp),
        "recorded_at": event.recorded_at.strftime(stamp),
        "actor_id": "2",
        "actor_name": "supervision_clerk",
        "role": "task.supervision",
        "object_type": "cases.task",
        "object_id": str(life.pk),
        "machine": "key_task",
        "action": "assign",
        "from_state": "registered",
        "to_state": "assigned",
        "version": 3,
        "key": None,
        "payload": {"ledger_number": "台 7"},
        "previous_hash": Event.objects.get(sequence=2).hash,
    }
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert event.hash == hashlib.blake2b(text.encode(), digest_size=32).hexdigest()
    assert Event.objects.get(sequence=1).previous_hash == "0" * 64
    assert log.head() == Head(4, Event.objects.get(sequence=4).hash)


def test_orm_refuses_to_change_the_log(life: Task) -> None:
    event = Event.objects.get(sequence=2)
    attempts = (
        event.save,
        event.delete,
        lambda: Event.objects.update(action="x"),
        lambda: Event.objects.filter(sequence=2).delete(),
        lambda: Event.objects.create(sequence=9),
        lambda: Event.objects.bulk_create([event]),
        lambda: Event.objects.bulk_update([event], ["action"]),
        lambda: Event.objects.get_or_create(sequence=9),
        lambda: Event.objects.update_or_create(sequence=9),
    )
    for attempt in attempts:
        with unchanged(), pytest.raises(AppendOnly):
            attempt()


RAW = [
    "UPDATE workflow_event SET action = 'x' WHERE sequence = 2",
    "DELETE FROM workflow_event WHERE sequence = 4",
    "DELETE FROM workflow_event",
]
RAW_ON = {
    "sqlite": ["INSERT OR REPLACE INTO workflow_event SELECT * FROM workflow_event"],
    "postgresql": ["TRUNCATE workflow_event CASCADE"],
}


def test_database_refuses_to_change_the_log(life: Task) -> None:
    for statement in RAW + RAW_ON[connection.vendor]:
        with (
            unchanged(),
            pytest.raises(DatabaseError, match="the log of events is append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


CHANGED = Finding("2", "Its content is not what was written: the hash differs.")


@pytest.mark.parametrize(
    "change",
    [
        "action = 'cancel'",
        "to_state = 'settled'",
        "actor_id = '3'",
        "actor_name = 'somebody else'",
        "role = 'task.issuer'",
        "object_id = '99'",
        "version = 5",
        'payload = \'{"reason": "x"}\'',
        "at = '2019-01-01 00:00:00+00:00'",
        "recorded_at = '2019-01-01 00:00:00+00:00'",
        "key = 'k'",
    ],
)
def test_row_changed_is_found(life: Task, change: str) -> None:
    tamper(f"UPDATE workflow_event SET {change} WHERE sequence = 2")

    assert verify_chain() == [CHANGED]


def test_row_changed_with_its_hash_made_anew_is_found(life: Task) -> None:
    facts = Event.objects.filter(sequence=2).values(*log.HASHED).get()
    forged = log.hash_of({**facts, "action": "cancel"})
    tamper(f"UPDATE workflow_event SET action = 'cancel', hash = '{forged}' WHERE sequence = 2")

    assert verify_chain() == [Finding("3", "It does not continue the event before it.")]


def test_row_removed_is_found(life: Task) -> None:
    tamper("DELETE FROM workflow_event WHERE sequence = 2")

    assert verify_chain() == [Finding("3", "Before it, events 2 to 2 are missing.")]


def test_last_row_removed_is_found(life: Task) -> None:
    tamper("DELETE FROM workflow_event WHERE sequence = 4")

    assert verify_chain() == [Finding("head", "The log ends at 3, its head says 4.")]
    assert verify_states() == [
        Finding("cases.note 1", "It stands in 'written', version 1; the log says nothing.")
    ]


def test_log_cut_off_stays_cut_off(life: Task) -> None:
    """What is written next goes on from the head, not from the last row left."""
    tamper("DELETE FROM workflow_notice", "DELETE FROM workflow_event WHERE sequence >= 3")
    create(Note(), "write", actor=CLERK)

    assert verify_chain() == [Finding("5", "Before it, events 3 to 4 are missing.")]


def test_many_actions_in_one_transaction_are_one_chain(ledger: str) -> None:
    with transaction.atomic():
        for _ in range(50):
            create(Note(), "write", actor=CLERK)
        assert verify_chain() == []
        assert log.head().sequence == 50
    assert verify_chain() == []
    assert LogHead.objects.get().sequence == 50


def test_rows_reordered_are_found(life: Task) -> None:
    tamper(
        "UPDATE workflow_event SET sequence = 99 WHERE sequence = 1",
        "UPDATE workflow_event SET sequence = 1 WHERE sequence = 2",
        "UPDATE workflow_event SET sequence = 2 WHERE sequence = 99",
    )

    assert {finding.where for finding in verify_chain()} == {"1", "2", "3"}


def test_whole_log_forged_is_found_by_a_published_head(life: Task) -> None:
    published = log.head()
    guards_of_the_log.take_off("default")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM workflow_notice")
        cursor.execute("DELETE FROM workflow_event")
        cursor.execute(f"UPDATE workflow_loghead SET sequence = 0, hash = '{'0' * 64}'")
    guards_of_the_log.put("default")
    create(Note(), "write", actor=CLERK)

    assert verify_chain() == []
    assert verify_chain(published=[published]) == [
        Finding("4", "An event with this number was published and is gone.")
    ]
    forged = Head(1, published.hash)
    assert verify_chain(published=[forged]) == [
        Finding("1", "The event is not the one whose hash was published.")
    ]


def test_head_changed_or_removed_is_found(life: Task) -> None:
    assert verify_chain(published=[log.head(), Head(0, "0" * 64)]) == []
    tamper("UPDATE workflow_loghead SET hash = 'x'")
    assert verify_chain() == [Finding("head", "The head's hash is not that of the last event.")]

    tamper("DELETE FROM workflow_loghead")
    assert verify_chain() == [Finding("head", "The head row of the log is missing.")]
    assert not LogHead.objects.exists()
    for act in (log.head, lambda: create(Note(), "write", actor=CLERK)):
        with unchanged(), pytest.raises(LogDamaged):
            act()


def test_triggers_taken_off_are_found_and_put_back(life: Task) -> None:
    guards_of_the_log.take_off("default")
    names = {
        "sqlite": [
            "workflow_event_no_update",
            "workflow_event_no_delete",
            "workflow_event_no_replace",
            "workflow_event_head",
        ],
        "postgresql": [
            "workflow_event_no_change",
            "workflow_event_no_truncate",
            "workflow_event_head",
        ],
    }[connection.vendor]
    assert verify_chain() == [Finding(name, NO_TRIGGERS) for name in names]

    guards_of_the_log.after_migrate(using="default")
    assert verify_chain() == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "state = 'settled'",
            "It stands in 'settled', version 3; the log says 'assigned', version 3.",
        ),
        ("version = 2", "It stands in 'assigned', version 2; the log says 'assigned', version 3."),
    ],
)
def test_object_changed_behind_the_log_is_found(life: Task, change: str, told: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_task SET {change}")

    assert verify_chain() == []
    assert verify_states() == [Finding(f"cases.task {life.pk}", told)]


def test_ledger_is_verified_as_a_whole(life: Task, tmp_path: Path) -> None:
    assert verify_ledger() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_task SET version = 9")
    tamper("UPDATE workflow_event SET action = 'cancel' WHERE sequence = 2")
    assert [finding.where for finding in verify_ledger()] == ["2", f"cases.task {life.pk}"]

    with as_default(databases(tmp_path / "nowhere", None)["default"]):
        assert verify_ledger() is None
    with as_default(databases(tmp_path, "sqlite:///" + str(tmp_path / "empty"))["default"]):
        connection.ensure_connection()
        assert verify_ledger() is None


def test_events_of_an_object_are_its_life(life: Task) -> None:
    assert [event.action for event in Event.objects.of(life)] == ["draft", "register", "assign"]
    assert str(Event.objects.of(life)[1]) == f"2: register cases.task {life.pk}"
    assert str(LogHead.objects.get()).startswith("4 ")
