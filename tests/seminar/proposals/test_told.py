"""Who is told of what becomes of a proposal: names counted by hand for one proposal of Zhejiang."""

from goldthread.seminar.models import Proposal
from goldthread.workflow.models import Notice
from tests.seminar.building import PROMISE, Convened
from tests.seminar.proposals.test_merging import put_up

WRITERS = {"zj_head", "zj_coordinator", "zj_contributor", "delegate"}
SPONSORS = WRITERS | {"js_head", "js_coordinator", "js_contributor", "js_delegate"}
DESK = {"secretariat", "clerk"}


def told(world: Convened, proposal: Proposal, kind: str) -> set[str]:
    """The names told by the newest notice of a kind."""
    rows = Notice.objects.filter(kind=f"proposal.{kind}", object_id=str(proposal.pk))
    notice = rows.latest("pk")
    names = {str(world.person(name)): name for name in world.users}
    return {names[key] for key in notice.recipients}


def test_from_submission_to_what_became_of_it(world: Convened) -> None:
    seminar = world.seminar("called")
    handlers = {"lead": "CNIPA-PROT", "co_handlers": ["CNIPA-LAW"]}
    proposal = world.proposal(seminar, "submitted", co_sponsors=("IPO-JS",))
    assert told(world, proposal, "submitted") == DESK

    world.act(proposal, "return", "secretariat", reason="补充")
    assert told(world, proposal, "returned") == WRITERS
    world.lead_proposal(proposal, "filed")
    assert told(world, proposal, "filed") == SPONSORS

    put_up(world, proposal)
    speakers = SPONSORS - {"zj_contributor", "js_contributor"}
    assert told(world, proposal, "discussed") == speakers | {"protection", "prot_delegate"}

    world.lead_proposal(proposal, "assigned", handlers=handlers)
    assert told(world, proposal, "assigned") == SPONSORS | {"protection", "law"}
    world.act(proposal, "hand_back", "protection", reason="不属本司职责")
    assert told(world, proposal, "handed_back") == DESK
    world.lead_proposal(proposal, "in_handling", handlers=handlers)
    world.act(proposal, "give_opinion", "law", opinion="同意")
    world.act(proposal, "draft_answer", "protection", **PROMISE)
    assert told(world, proposal, "answer_drafted") == DESK
    world.act(proposal, "return_answer", "secretariat", reason="补充")
    assert told(world, proposal, "answer_returned") == {"protection", "law"}

    world.act(proposal, "draft_answer", "protection", **PROMISE)
    world.publish([proposal])
    assert told(world, proposal, "answered") == SPONSORS | {"protection", "law"}
    world.act(proposal, "adopt", "planning", cycle=world.cycle.pk)
    assert told(world, proposal, "adopted") == SPONSORS | {"protection", "law"}


def test_not_filed_split_and_withdrawn(world: Convened) -> None:
    seminar = world.seminar("called")
    kept = world.proposal(seminar, "reference")
    assert told(world, kept, "not_filed") == WRITERS

    whole = world.proposal(seminar, "filed")
    parts = [{"title_en": "One"}, {"title_en": "Two"}]
    world.act(whole, "split", "secretariat", parts=parts, reason="两件事")
    assert told(world, whole, "split") == WRITERS

    draft, filed = world.proposal(seminar, "withdrawn"), world.proposal(seminar, "filed")
    world.act(filed, "withdraw", "zj_head", reason="已解决")
    assert told(world, draft, "withdrawn") == WRITERS
    assert told(world, filed, "withdrawn") == WRITERS | DESK
