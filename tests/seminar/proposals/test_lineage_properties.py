"""Whatever is merged, split, marked and undone: nobody who stood behind a proposal is lost, nothing
comes from itself, and every ancestor reaches the answer."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.seminar.models import Descent, Proposal, Sponsorship
from goldthread.seminar.queries import answers_for, family
from goldthread.workflow.errors import Refused
from tests.seminar.building import Convened

OFFICES = ("IPO-ZJ", "IPO-JS", "IPO-BJ")
HEADS = {"IPO-ZJ": "zj_head", "IPO-JS": "js_head", "IPO-BJ": "bj_head"}
BEGIN = 4
STEPS = st.tuples(
    st.sampled_from(("merge", "mark_duplicate", "split", "undo_merge")),
    st.integers(0, 9),
    st.integers(0, 9),
)


@pytest.fixture(scope="module")
def started(convened: Convened) -> Iterator[tuple[Convened, int]]:
    """Four filed proposals of three offices, one of them co-sponsored by another."""
    with transaction.atomic():
        world = convened.again()
        assert isinstance(world, Convened)
        seminar = world.seminar("called")
        for at in range(BEGIN):
            co_sponsors = ("IPO-BJ",) if at == 1 else ()
            world.proposal(seminar, "filed", OFFICES[at % 2], co_sponsors=co_sponsors)
        yield world, seminar.pk
        transaction.set_rollback(True)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEPS, min_size=1, max_size=8))
def test_nothing_is_lost(started: tuple[Convened, int], steps: list[tuple[str, int, int]]) -> None:
    world = started[0].again()
    assert isinstance(world, Convened)
    with transaction.atomic():
        for step in steps:
            _try(world, *step)
            _nobody_is_lost()
            _no_loop()
        _answers_reach_all(world)
        transaction.set_rollback(True)


def _try(world: Convened, action: str, one: int, other: int) -> None:
    """The action on some proposal and another; what the rules refuse is left."""
    rows = list(Proposal.objects.order_by("pk"))
    proposal, into = rows[one % len(rows)], rows[other % len(rows)]
    payload: dict[str, object] = {"reason": "相近"}
    if action in ("merge", "mark_duplicate"):
        payload["into"] = into.pk
    elif action == "split":
        payload["parts"] = [{"title_en": f"{proposal.number} {n}"} for n in range(2 + other % 2)]
    else:
        _object(world, proposal)
    try:
        with transaction.atomic():
            world.act(proposal, action, "secretariat", **payload)
    except Refused:
        pass


def _object(world: Convened, proposal: Proposal) -> None:
    row = Sponsorship.objects.filter(proposal=proposal, state="accepted").order_by("pk").first()
    if row is not None and proposal.state == "merged":
        world.act(row, "object", HEADS[row.office.code], reason="不同意")


def _behind(proposal: int) -> set[int]:
    rows = Sponsorship.objects.filter(proposal=proposal, state="accepted")
    return set(rows.values_list("office_id", flat=True))


def _edges() -> list[tuple[int, int]]:
    rows = Descent.objects.filter(ended_at=None)
    return list(rows.values_list("ancestor_id", "descendant_id"))


def _nobody_is_lost() -> None:
    """What stands behind an ancestor stands behind what it goes on in; the proposing office of each
    is there, and nobody stands anywhere for no reason."""
    edges = _edges()
    for ancestor, descendant in edges:
        assert _behind(ancestor) <= _behind(descendant)
    for proposal in Proposal.objects.all():
        own = Sponsorship.objects.filter(proposal=proposal, state="accepted", origin=None)
        reasons = set(own.values_list("office_id", flat=True))
        for ancestor, descendant in edges:
            reasons |= _behind(ancestor) if descendant == proposal.pk else set()
        assert _behind(proposal.pk) == reasons
        assert proposal.office_id in reasons


def _no_loop() -> None:
    """By taking away, again and again, what nothing comes from."""
    edges = _edges()
    while edges:
        ancestors = {ancestor for ancestor, _ in edges}
        left = [(one, other) for one, other in edges if other in ancestors]
        assert len(left) < len(edges)
        edges = left


def _answers_reach_all(world: Convened) -> None:
    """Once all that is filed is answered, each proposal has the answers of its ends."""
    open_ones = list(Proposal.objects.filter(state="filed").order_by("pk"))
    for proposal in open_ones:
        world.lead_proposal(proposal, "answer_pending")
    if open_ones:
        world.publish(open_ones)
    day, user = world.at.date(), world["zj_head"]
    for proposal in Proposal.objects.all():
        onward = {row.pk for row in family(user, proposal, day).descendants} | {proposal.pk}
        ends = {each.pk for each in open_ones} & onward
        assert ends
        assert {row.proposal_id for row in answers_for(user, proposal, day)} == ends
