"""The whole way of a seminar, from its plan to its archive."""

import pytest

from goldthread.seminar.models import Delegation, MinutesEntry
from goldthread.workflow.verify import verify_chain, verify_states
from tests.seminar.building import WAY, Convened


def test_from_its_plan_to_its_archive(world: Convened) -> None:
    seminar = world.seminar("archived")

    assert seminar.state == "archived"
    assert {row.state for row in Delegation.objects.all()} == {"attended"}
    assert {row.state for row in MinutesEntry.objects.all()} == {"confirmed"}
    assert verify_chain() == verify_states() == []


@pytest.mark.parametrize("state", [*WAY, "cancelled"])
def test_the_builder_reaches_every_state(world: Convened, state: str) -> None:
    assert world.seminar(state).state == state
