"""Many act at the same moment, each by a connection of his own."""

from collections.abc import Callable
from typing import Any

from goldthread.offices.models import OfficeVersion
from goldthread.seminar.models import (
    Answer,
    AnswerBatch,
    Delegation,
    Proposal,
    Rating,
    Stance,
)
from goldthread.workflow.engine import create, perform
from goldthread.workflow.models import Event
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.founding import Here
from tests.programme.test_two_at_once import at_once
from tests.seminar.building import Convened
from tests.seminar.proposals.test_merging import put_up


def test_two_sponsors_rate_and_neither_rating_is_lost(world_here: Here) -> None:
    world = world_here(Convened)
    proposal = world.proposal(world.seminar(), "answered", co_sponsors=("IPO-JS",))

    def rate(by: str, action: str) -> Callable[[], Any]:
        mine = Proposal.objects.get(pk=proposal.pk)
        return lambda: perform(
            mine, action, actor=world[by], expected_version=mine.version, at=world.at
        )

    got = at_once(rate("zj_head", "rate_satisfied"), rate("js_head", "rate_not_satisfied"))

    assert sorted(type(each).__name__ for each in got) == ["Event", "StaleVersion"]
    assert Rating.objects.count() == 1
    late = (
        ("zj_head", "rate_satisfied")
        if isinstance(got[1], Event)
        else (
            "js_head",
            "rate_not_satisfied",
        )
    )
    rate(*late)()
    proposal.refresh_from_db()
    assert (Rating.objects.count(), proposal.state) == (2, "not_satisfied")


def test_thirty_two_delegations_take_stances_at_once(postgresql_ledger: str) -> None:
    """On rows of their own: nobody is told that somebody acted in between."""
    world = Convened()
    offices = _regions(32)
    for code in offices:
        world.hire(f"delegate of {code}", "delegate", code)
    seminar = world.seminar("called", offices=offices)
    proposal = world.proposal(seminar, "filed")
    put_up(world, proposal)
    version = proposal.version

    def take(code: str) -> Callable[[], Any]:
        delegation = Delegation.objects.get(office__code=code)
        position = ("support", "oppose", "abstain")[offices.index(code) % 3]
        given = {"proposal": proposal.pk, "delegation": delegation.pk, "position": position}
        actor = world[f"delegate of {code}"]
        return lambda: create(Stance(), "take", actor=actor, payload=given, at=world.at)

    got = at_once(*(take(code) for code in offices))

    assert [type(each).__name__ for each in got] == ["Event"] * 32
    rows = Stance.objects.filter(proposal=proposal)
    assert dict(rows.values_list("delegation__office__code", "position")) == {
        code: ("support", "oppose", "abstain")[at % 3] for at, code in enumerate(offices)
    }
    proposal.refresh_from_db()
    assert proposal.version == version
    assert verify_chain() == verify_states() == []


def _regions(count: int) -> list[str]:
    rows = OfficeVersion.objects.filter(kind="provincial", ends=None).order_by("office__code")
    return list(rows.values_list("office__code", flat=True)[:count])


def test_a_batch_published_twice_is_published_once(world_here: Here) -> None:
    world = world_here(Convened)
    seminar = world.seminar()
    proposals = [world.proposal(seminar, "answer_pending") for _ in range(3)]
    batch = world.batch(proposals)

    def publish() -> Callable[[], Any]:
        mine = AnswerBatch.objects.get(pk=batch.pk)
        return lambda: perform(
            mine, "publish", actor=world["issuer"], expected_version=mine.version, at=world.at
        )

    got = at_once(publish(), publish())

    assert sorted(type(each).__name__ for each in got) == ["Event", "StaleVersion"]
    published = Event.objects.filter(machine="proposal", action="publish")
    assert published.count() == 3
    assert set(Answer.objects.values_list("published_at", flat=True)) == {world.at}
    assert verify_chain() == verify_states() == []


def test_of_two_mergers_into_each_other_one_stands(world_here: Here) -> None:
    world = world_here(Convened)
    seminar = world.seminar()
    one, two = (world.proposal(seminar, "filed") for _ in range(2))

    def merge(proposal: Proposal, into: Proposal) -> Callable[[], Any]:
        given = {"into": into.pk, "reason": "相同"}
        return lambda: perform(
            proposal,
            "merge",
            actor=world["secretariat"],
            expected_version=proposal.version,
            payload=given,
            at=world.at,
        )

    got = at_once(merge(one, two), merge(two, one))

    assert sorted(type(each).__name__ for each in got) == ["Event", "GuardUnmet"]
    states = sorted(Proposal.objects.values_list("state", flat=True))
    assert states == ["filed", "merged"]
    assert verify_chain() == verify_states() == []
