"""The builder leads a task to each of its states."""

from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.building import World

STATES = {
    "drafted": "drafted",
    "registered": "registered",
    "signed": "registered",
    "assigned": "assigned",
    "received": "received",
    "in_progress": "in_progress",
    "suspended": "suspended",
    "completion_reported": "completion_reported",
    "verified": "verified",
    "settled": "settled",
    "written_off": "written_off",
    "cancelled": "cancelled",
}


def test_task_in_any_state(sqlite_ledger: str) -> None:
    world = World()

    assert {name: world.task(name).state for name in STATES} == STATES
    parent = world.task("assigned")
    assert world.assignment(parent, "IPO-ZJ", "settled").state == "settled"
    assert verify_chain() == verify_states() == []
