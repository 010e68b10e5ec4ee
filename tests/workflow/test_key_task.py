"""Every state, action and person of the key task, against a table written from the specification.

Allowed means that it happens, with one event; anything else leaves every table as it was.
"""

import csv
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction

from goldthread.workflow.engine import available, create, perform
from goldthread.workflow.errors import GuardUnmet, NotAllowed, WrongState
from goldthread.workflow.models import Event, Notice
from tests.workflow.cases.key_task import KEY_TASK
from tests.workflow.cases.models import Task
from tests.workflow.cases.people import LEAD, PEOPLE
from tests.workflow.whole_tables import snapshot, unchanged

TABLE = Path(__file__).parent / "cases" / "key_task.csv"
GIVEN = {
    "assign": {"ledger_number": "7"},
    "hand_back": {"reason": "not ours"},
    "suspend": {"reason": "reform", "review_on": "2019-09-01"},
    "send_back": {"remarks": {"guideline issued": "no date"}},
    "transfer": {"act": "12", "unit": "New Department"},
    "cancel": {"document": "order 7"},
}
ROAD = [
    ("register", "supervision_clerk"),
    ("assign", "supervision_clerk"),
    ("sign_for_receipt", "lead_member"),
    ("work", "lead_member"),
    ("report_done", "lead_head"),
    ("verify", "verifier_elsewhere"),
    ("settle", "supervision_head"),
    ("write_off", "supervision_clerk"),
]
STATES = [state.name for state in KEY_TASK.states]


class Undone(Exception):
    """Takes back what was allowed, so that the next case begins as this one did."""


def expected() -> dict[tuple[str, str, str], str]:
    with TABLE.open(encoding="utf-8") as file:
        return {
            (row["state"], row["action"], person): row["target"]
            for row in csv.DictReader(file)
            for person in row["people"].split()
        }


def act(task: Task, action: str, person: str) -> Event:
    return perform(
        task,
        action,
        actor=PEOPLE[person],
        expected_version=task.version,
        payload=GIVEN.get(action),
    )


def task_in(state: str, **columns: object) -> Task:
    """A task brought to a state by the ordinary road."""
    task = Task(**columns)
    create(task, "draft", actor=PEOPLE["planning_clerk"])
    road = iter(ROAD)
    side = {"suspended": ("suspend", "supervision_head"), "cancelled": ("cancel", "issuer")}
    while task.state != state:
        off_the_road = state in side and task.state == "in_progress"
        act(task, *(side[state] if off_the_road else next(road)))
    return task


@pytest.mark.parametrize("state", STATES)
def test_every_action_by_every_person(on_sqlite: str, state: str) -> None:
    wanted = expected()
    task = task_in(state)
    before = snapshot()
    done = {}
    for action, person in product(KEY_TASK.actions(), PEOPLE):
        with suppress(Undone), transaction.atomic():
            current = Task.objects.get()
            try:
                event = act(current, action, person)
            except (WrongState, NotAllowed):
                assert snapshot() == before, (action, person)
                continue
            done[(state, action, person)] = event.to_state
            assert Event.objects.count() == len(before[2]) + 1
            assert (current.version, event.version) == (task.version + 1, task.version + 1)
            raise Undone

    assert done == {case: target for case, target in wanted.items() if case[0] == state}
    assert snapshot() == before


@pytest.mark.parametrize("person", PEOPLE)
def test_drafting_by_every_person(on_sqlite: str, person: str) -> None:
    if ("-", "draft", person) in expected():
        assert create(Task(), "draft", actor=PEOPLE[person]).to_state == "drafted"
    else:
        with unchanged(), pytest.raises(NotAllowed):
            create(Task(), "draft", actor=PEOPLE[person])


@pytest.mark.parametrize("state", STATES)
def test_offers_say_the_same_as_the_engine(on_sqlite: str, state: str) -> None:
    wanted, task = expected(), task_in(state)
    for name, person in PEOPLE.items():
        offers = available(task, person, every=True)
        assert [offer.transition.action for offer in offers] == list(KEY_TASK.actions())
        for offer in offers:
            case = (state, offer.transition.action, name)
            assert offer.allowed == (case in wanted), case
            assert offer.allowed == (offer.why_not("en") == "") == (offer.why_not("zh") == "")


GUARDED = [
    ("drafted", "register", "supervision_clerk", {"milestones": {}}),
    ("drafted", "register", "supervision_clerk", {"responsible": ""}),
    ("drafted", "register", "supervision_clerk", {"lead": ""}),
    ("registered", "assign", "supervision_clerk", {"signed_by_issuer": False}),
    ("assigned", "sign_for_part", "support_head", {"parts_received": ["Zhejiang Office"]}),
    ("received", "work", "lead_member", {"shares": {"Zhejiang Office": ""}}),
    ("in_progress", "report_done", "lead_head", {"milestones": {"a": True, "b": False}}),
    ("completion_reported", "verify", "verifier_elsewhere", {"target_met": False}),
    ("settled", "write_off", "supervision_clerk", {"open_notices": 2}),
    ("settled", "transfer", "supervision_clerk", {"handover_signed": False}),
]


@pytest.mark.parametrize(("state", "action", "person", "columns"), GUARDED)
def test_guard_unmet_is_refused_and_told_beforehand(
    on_sqlite: str, state: str, action: str, person: str, columns: dict[str, object]
) -> None:
    task = task_in(state)
    Task._base_manager.update(**columns)
    task.refresh_from_db()

    with unchanged(), pytest.raises(GuardUnmet) as caught:
        act(task, action, person)

    [offer] = [o for o in available(task, PEOPLE[person]) if o.transition.action == action]
    assert offer.why_not("en") == str(caught.value)
    assert offer.why_not("zh") == caught.value.in_language("zh")


def test_waiver_stands_for_the_computed_target(on_sqlite: str) -> None:
    task = task_in("completion_reported", target_met=False, waiver=True)
    assert act(task, "verify", "verifier_elsewhere").to_state == "verified"


def test_transfer_moves_the_right_to_act(on_sqlite: str) -> None:
    task = task_in("assigned")
    act(task, "transfer", "supervision_clerk")

    with unchanged(), pytest.raises(NotAllowed):
        act(task, "sign_for_receipt", "lead_member")
    assert Notice.objects.get(kind="task.transferred").recipients == ["New Department"]
    assert LEAD != task.lead == "New Department"


def test_whole_road_is_logged_in_order(on_sqlite: str) -> None:
    task = task_in("written_off")

    events = Event.objects.of(task)
    assert [event.action for event in events] == ["draft", *(action for action, _ in ROAD)]
    assert [event.version for event in events] == list(range(1, 10))
    assert task.is_open is False
    assert (task.state_title("en"), task.state_title("zh-hans")) == ("written off", "已销号")
