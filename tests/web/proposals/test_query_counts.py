"""Each list of this part asks the ledger as often for three things as for one."""

import pytest

from goldthread.seminar.models import Seminar
from tests.seminar.building import PROMISE
from tests.web.proposals.conftest import Discussing, asked


@pytest.mark.parametrize("copies", [1, 3])
def test_lists(world: Discussing, seminar: Seminar, copies: int) -> None:
    """Of proposals, of batches with what waits, of promises; as a regional office and the desk."""
    for _ in range(copies):
        world.put_up(world.proposal(seminar, "filed", co_sponsors=["IPO-JS"]))
        world.proposal(seminar, "answer_pending")
        world.proposal(seminar, "adopted", answer=PROMISE)
    for number in range(copies - 1):
        other = world.seminar("nominations_open", key=f"other-{number}")
        world.proposal(other, "answer_pending")
    pages = [
        *(("zj_head", "/proposals"), ("secretariat", "/proposals"), ("zj_head", "/answers")),
        *(("secretariat", "/answers"), ("zj_head", "/promises")),
        ("zj_head", "/promises/proposals?outcome=promised"),
    ]
    assert {" ".join(each): asked(world, *each) for each in pages} == {
        "zj_head /proposals": 17,
        "secretariat /proposals": 17,
        "zj_head /answers": 9,
        "secretariat /answers": 14,
        "zj_head /promises": 15,
        "zj_head /promises/proposals?outcome=promised": 11,
    }


@pytest.mark.parametrize("copies", [1, 3])
def test_the_lists_on_one_page(world: Discussing, seminar: Seminar, copies: int) -> None:
    """Sponsors, stances, remarks with citations, handlers, answers; the answers of a batch."""
    others = ("IPO-JS", "IPO-BJ")[: copies - 1]
    handlers = {"lead": "CNIPA-PROT", "co_handlers": ["CNIPA-UTIL", "CNIPA-LAW"][: copies - 1]}
    proposal = world.proposal(seminar, "filed", co_sponsors=others)
    world.put_up(proposal)
    for office in ("IPO-ZJ", "IPO-JS", "CNIPA-PROT")[:copies]:
        world.stance(proposal, world.delegation(seminar, office))
    for _ in range(copies):
        cites = [{"kind": "proposal", "key": str(proposal.pk)}]
        world.remark(proposal, cites=cites)
    world.lead_proposal(proposal, "in_handling", handlers=handlers)
    for name in ("utilisation", "law")[: copies - 1]:
        world.act(proposal, "give_opinion", name, opinion="同意")
    world.lead_proposal(proposal, "answer_pending")
    rest = [world.proposal(seminar, "answer_pending") for _ in range(copies - 1)]
    batch = world.publish([proposal, *rest])
    assert {
        "proposal": asked(world, "zj_contributor", f"/proposals/{proposal.pk}"),
        "batch": asked(world, "zj_contributor", f"/answers/{batch.pk}"),
    } == {"proposal": 53, "batch": 19}
