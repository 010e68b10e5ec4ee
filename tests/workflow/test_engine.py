"""perform and create: what they write, and that a refusal writes nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import (
    GuardUnmet,
    KeyReused,
    NotAllowed,
    OutsideEngine,
    PayloadRefused,
    StaleVersion,
    WrongState,
)
from goldthread.workflow.models import Event, Notice
from goldthread.workflow.occasion import SystemActor
from tests.workflow.cases.models import Note, Task
from tests.workflow.cases.people import LEAD, PEOPLE, SUPPORT, Person
from tests.workflow.whole_tables import unchanged

CLERK = PEOPLE["supervision_clerk"]
DAY = datetime(2019, 3, 1, 9, tzinfo=UTC)


def drafted(**columns: object) -> Task:
    task = Task(**columns)
    create(task, "draft", actor=CLERK, at=DAY)
    return task


def assigned() -> Task:
    task = drafted()
    perform(task, "register", actor=CLERK, expected_version=1, at=DAY)
    perform(
        task,
        "assign",
        actor=CLERK,
        expected_version=2,
        at=DAY + timedelta(days=1),
        payload={"ledger_number": "2019-07"},
    )
    return task


def test_create_writes_object_and_event(ledger: str) -> None:
    task = Task(title="Open the window")

    event = create(task, "draft", actor=CLERK, at=DAY)

    stored = Task.objects.get()
    assert (stored.title, stored.state, stored.version) == ("Open the window", "drafted", 1)
    assert stored.created_at == stored.updated_at == stored.entered_at == DAY
    assert (event.sequence, event.from_state, event.to_state, event.version) == (
        1,
        "",
        "drafted",
        1,
    )
    assert (event.actor_id, event.actor_name, event.role) == (
        "2",
        "supervision_clerk",
        "task.supervision",
    )
    assert (event.object_type, event.object_id, event.machine) == (
        "cases.task",
        str(task.pk),
        "key_task",
    )


def test_perform_writes_state_effect_event_and_notice(ledger: str) -> None:
    task = assigned()

    stored = Task.objects.get()
    assert (stored.state, stored.version, stored.ledger_number) == ("assigned", 3, "2019-07")
    assert stored.entered_at == DAY + timedelta(days=1)
    assert (task.state, task.version, task.ledger_number) == ("assigned", 3, "2019-07")
    event = Event.objects.get(sequence=3)
    assert event.payload == {"ledger_number": "2019-07"}
    notice = Notice.objects.get()
    assert (notice.event, notice.kind, notice.level) == (event, "task.assigned", "action")
    assert notice.recipients == sorted([LEAD, SUPPORT])
    assert notice.sent_at is None


def test_perform_with_two_notices_writes_a_row_each(ledger: str) -> None:
    task = assigned()
    lead_head = PEOPLE["lead_head"]
    for version, action in ((3, "sign_for_receipt"), (4, "work"), (5, "report_done")):
        perform(task, action, actor=lead_head, expected_version=version)

    kinds = Notice.objects.filter(event__action="report_done").values_list("kind", flat=True)
    assert sorted(kinds) == ["task.to_supervision", "task.verification_asked"]


def test_perform_on_same_state_keeps_since_when(ledger: str) -> None:
    task = assigned()
    perform(
        task,
        "sign_for_part",
        actor=PEOPLE["support_head"],
        expected_version=3,
        at=DAY + timedelta(days=2),
    )

    task = Task.objects.get()
    assert (task.state, task.version, task.parts_received) == ("assigned", 4, [SUPPORT])
    assert task.entered_at == DAY + timedelta(days=1)
    assert task.updated_at == DAY + timedelta(days=2)


def test_perform_reads_the_row_anew(ledger: str) -> None:
    task = drafted()
    task.title = "typed but not saved"

    perform(task, "register", actor=CLERK, expected_version=1)

    assert Task.objects.get().title == task.title == "Examine faster"


def test_perform_by_the_clock_is_logged_as_the_system(ledger: str) -> None:
    note = Note()
    create(note, "write", actor=SystemActor("clock"))

    event = Event.objects.get()
    assert (event.actor_id, event.actor_name) == ("system:clock", "clock")


REFUSALS = [
    (StaleVersion, {"action": "register", "expected_version": 7}),
    (WrongState, {"action": "settle"}),
    (WrongState, {"action": "draft"}),
    (WrongState, {"action": "no such action"}),
    (NotAllowed, {"action": "register", "actor": PEOPLE["press"]}),
    (NotAllowed, {"action": "cancel", "actor": PEOPLE["press"]}),
    (PayloadRefused, {"action": "cancel", "actor": PEOPLE["issuer"]}),
    (PayloadRefused, {"action": "register", "payload": {"state": "settled"}}),
    (GuardUnmet, {"action": "transfer", "payload": {"act": "7", "unit": LEAD}}),
    (GuardUnmet, {"action": "register", "at": DAY - timedelta(days=1)}),
    (GuardUnmet, {"action": "register", "at": datetime(2019, 4, 1)}),
    (KeyReused, {"action": "register", "key": ""}),
    (KeyReused, {"action": "register", "key": "k" * 101}),
]


@pytest.mark.parametrize(("error", "asked"), REFUSALS)
def test_perform_refused_changes_no_row(ledger: str, error: type, asked: dict) -> None:
    task = drafted()

    with unchanged(), pytest.raises(error) as caught:
        perform(task, **{"actor": CLERK, "expected_version": 1, **asked})

    assert type(caught.value) is error
    assert caught.value.exit_status == 3
    assert (
        caught.value.in_language("zh-hans") != caught.value.in_language("en") == str(caught.value)
    )
    assert (task.state, task.version) == ("drafted", 1)


def test_guard_unmet_says_what_is_missing(ledger: str) -> None:
    task = drafted(responsible="", milestones={})

    with unchanged(), pytest.raises(GuardUnmet) as caught:
        perform(task, "register", actor=CLERK, expected_version=1)

    assert str(caught.value) == "Still missing: a milestone, the responsible person."


def test_guard_by_time_is_judged_at_the_time_given(ledger: str) -> None:
    task = assigned()
    late = {
        "actor": PEOPLE["lead_member"],
        "expected_version": 3,
        "payload": {"reason": "not ours"},
    }

    with unchanged(), pytest.raises(GuardUnmet) as caught:
        perform(task, "hand_back", at=DAY + timedelta(days=4), **late)
    assert str(caught.value) == "It could be handed back until 2019-03-05."

    perform(task, "hand_back", at=DAY + timedelta(days=3, hours=23), **late)
    assert task.state == "registered"


def test_wrong_state_names_the_right_ones(ledger: str) -> None:
    task = drafted()
    with pytest.raises(WrongState) as caught:
        perform(task, "sign_for_part", actor=PEOPLE["support_head"], expected_version=1)

    assert str(caught.value) == (
        "“sign for own part” is done in the state: assigned, received or in progress. "
        "Now the state is: drafted."
    )
    assert caught.value.in_language("zh") == (
        "“配合单位签收”须在已交办、已签收或承办中状态下办理，现为拟稿。"
    )


def test_stale_version_carries_the_current_object_and_what_happened(ledger: str) -> None:
    mine, theirs = drafted(), Task.objects.get()
    perform(theirs, "register", actor=CLERK, expected_version=1)

    with unchanged(), pytest.raises(StaleVersion) as caught:
        perform(mine, "register", actor=CLERK, expected_version=1)

    assert caught.value.expected == 1
    assert (caught.value.current.state, caught.value.current.version) == ("registered", 2)
    assert [event.action for event in caught.value.since] == ["register"]
    assert mine.version == 1


def test_perform_on_a_row_that_is_gone_is_refused(ledger: str) -> None:
    task = drafted()
    Task._base_manager.all().delete()

    with pytest.raises(StaleVersion) as caught:
        perform(task, "register", actor=CLERK, expected_version=1)

    assert caught.value.current is None


def test_create_refused_leaves_nothing(ledger: str) -> None:
    task = Task(clause="")

    with unchanged(), pytest.raises(GuardUnmet):
        create(task, "draft", actor=CLERK)
    with unchanged(), pytest.raises(NotAllowed):
        create(Task(), "draft", actor=PEOPLE["press"])
    with unchanged(), pytest.raises(WrongState):
        create(Task(), "register", actor=CLERK)

    assert task.pk is None


def test_create_twice_of_one_object_is_refused(ledger: str) -> None:
    task = drafted()
    with unchanged(), pytest.raises(OutsideEngine):
        create(task, "draft", actor=CLERK)


def test_effect_that_fails_changes_no_row(ledger: str) -> None:
    note = Note()
    create(note, "write", actor=CLERK)
    assert Note.objects.get().number == note.number == note.pk * 100

    with unchanged(), pytest.raises(ZeroDivisionError):
        perform(note, "fail", actor=CLERK, expected_version=1)
    with unchanged(), pytest.raises(OutsideEngine):
        perform(note, "meddle", actor=CLERK, expected_version=1)
    assert note.state == "written"


def test_creation_that_fails_late_leaves_the_object_unsaved(ledger: str) -> None:
    nameless = Person(99, None)
    note = Note()

    with unchanged(), pytest.raises(IntegrityError):
        create(note, "write", actor=nameless)

    assert (note.pk, note._state.adding, note.state, note.version) == (None, True, "", 0)


def test_effect_may_perform_on_another_object_in_the_same_transaction(ledger: str) -> None:
    task = drafted()
    note = Note(task=task)
    create(note, "write", actor=CLERK)

    with unchanged(), pytest.raises(NotAllowed):
        perform(note, "strike", actor=CLERK, expected_version=1)

    perform(note, "strike", actor=PEOPLE["issuer"], expected_version=1)
    assert Task.objects.get().state == "cancelled"
    assert [event.action for event in Event.objects.order_by("sequence")] == [
        "draft",
        "write",
        "cancel",
        "strike",
    ]


def test_key_repeated_gives_the_same_event(ledger: str) -> None:
    task = drafted()
    asked = {"actor": CLERK, "expected_version": 1, "key": "form-17"}
    first = perform(task, "register", **asked)

    with unchanged():
        again = perform(task, "register", **asked)

    assert again.sequence == first.sequence
    assert task.version == 2


def test_key_repeated_for_something_else_is_refused(ledger: str) -> None:
    task, other = drafted(), drafted()
    perform(task, "register", actor=CLERK, expected_version=1, key="form-17")

    for obj, action, actor, payload in (
        (other, "register", CLERK, {}),
        (task, "cancel", PEOPLE["issuer"], {}),
        (task, "register", PEOPLE["supervision_head"], {}),
    ):
        with unchanged(), pytest.raises(KeyReused):
            perform(obj, action, actor=actor, expected_version=1, payload=payload, key="form-17")
    with unchanged(), pytest.raises(KeyReused):
        create(Task(), "draft", actor=CLERK, key="form-17")


def test_key_repeated_for_creating_gives_the_object_made_first(ledger: str) -> None:
    first, again = Note(), Note()
    create(first, "write", actor=CLERK, payload={"count": 3}, key="n")

    with unchanged():
        create(again, "write", actor=CLERK, payload={"count": 3}, key="n")
    assert again.pk == first.pk

    with unchanged(), pytest.raises(KeyReused):
        create(Note(), "write", actor=CLERK, payload={"count": 4}, key="n")


def test_payload_reaches_the_log_as_json(ledger: str) -> None:
    task = assigned()
    for version, action in ((3, "sign_for_receipt"), (4, "work")):
        perform(task, action, actor=PEOPLE["lead_head"], expected_version=version)
    perform(
        task,
        "suspend",
        actor=PEOPLE["supervision_head"],
        expected_version=5,
        payload={"reason": " 机构改革 ", "review_on": date(2019, 6, 30)},
    )

    assert Event.objects.get(action="suspend").payload == {
        "reason": "机构改革",
        "review_on": "2019-06-30",
    }


def test_perform_asks_the_database_a_fixed_number_of_times(
    ledger: str, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    """Begin, the log, the row, its update, the log's end, the event, commit."""
    task = drafted()
    for _ in range(3):
        drafted()

    with django_assert_num_queries(7):
        perform(task, "register", actor=CLERK, expected_version=1)
