"""An answer has its day, put off once; counted on the calendar of 2019 by hand."""

from datetime import date

import pytest

from goldthread.workflow.errors import GuardUnmet
from tests.seminar.building import Convened


def test_the_clock_starts_when_it_is_assigned(world: Convened) -> None:
    """From Thursday, 18 July 2019, five working days on: Thursday, 25 July."""
    seminar = world.seminar("nominations_open", answer_days=5)
    world.reach(date(2019, 7, 18))
    proposal = world.proposal(seminar, "assigned")
    assert proposal.answer_due == date(2019, 7, 25)
    assert not proposal.answer_extended


def test_it_is_put_off_once_to_a_later_day(world: Convened) -> None:
    seminar = world.seminar("nominations_open", answer_days=5)
    world.reach(date(2019, 7, 18))
    proposal = world.proposal(seminar, "in_handling")
    later = {"answer_due": date(2019, 8, 30), "reason": "须会商有关部门"}
    with pytest.raises(GuardUnmet) as refused:
        world.act(
            proposal, "extend_answer", "secretariat", **(later | {"answer_due": "2019-07-25"})
        )
    assert refused.value.in_language("en") == (
        "The new day must lie ahead and be later than 2019-07-25."
    )
    world.act(proposal, "extend_answer", "secretariat", **later)
    assert (proposal.answer_due, proposal.answer_extended) == (date(2019, 8, 30), True)
    with pytest.raises(GuardUnmet) as refused:
        world.act(
            proposal, "extend_answer", "secretariat", **(later | {"answer_due": "2019-09-30"})
        )
    assert refused.value.in_language("zh") == "答复期限已延长一次，至2019-08-30。"


def test_who_hands_it_back_starts_no_clock_of_the_next_handler(world: Convened) -> None:
    seminar = world.seminar("nominations_open", answer_days=5)
    world.reach(date(2019, 7, 18))
    proposal = world.proposal(seminar, "assigned")
    world.act(proposal, "hand_back", "protection", reason="不属本司职能")
    world.reach(date(2019, 7, 22))
    world.act(proposal, "assign", "secretariat", lead="CNIPA-UTIL")
    assert proposal.answer_due == date(2019, 7, 29)
