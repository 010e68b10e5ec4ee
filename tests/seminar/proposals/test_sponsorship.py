"""Offices stand behind a proposal: invited, accepting, leaving."""

from goldthread.seminar.models import Sponsorship
from goldthread.workflow.errors import NotAllowed
from goldthread.workflow.models import Notice
from tests.seminar.building import Convened
from tests.seminar.proposals.refusing import refused


def test_invite_accept_leave_and_invite_again(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "drafted")
    row = world.co_sponsor(proposal, "IPO-JS", accept=False)
    assert (row.state, row.proposes, row.origin) == ("invited", False, None)

    world.act(row, "accept", "js_coordinator")
    world.act(row, "leave", "js_head")
    again = world.co_sponsor(proposal, "IPO-JS")

    assert (row.state, again.state, again.pk != row.pk) == ("left", "accepted", True)


def test_nobody_is_asked_twice(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "drafted")
    world.co_sponsor(proposal, "IPO-JS", accept=False)
    asked = {"proposal": proposal.pk, "office": "IPO-JS"}

    assert refused(world, Sponsorship(), "invite", "zj_head", **asked) == (
        "IPO-JS stands there already (invited).",
        "IPO-JS已在列（已邀请联名）。",
    )
    asked["office"] = "IPO-ZJ"
    assert refused(world, Sponsorship(), "invite", "zj_head", **asked) == (
        "IPO-ZJ stands there already (accepted).",
        "IPO-ZJ已在列（已联名）。",
    )


def test_only_regional_offices_are_asked(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "drafted")
    for code in ("CNIPA-PROT", "IPO-XX"):
        asked = {"proposal": proposal.pk, "office": code}
        assert refused(world, Sponsorship(), "invite", "zj_head", **asked) == (
            (
                f"{code} is no regional office on {world.at.date()}; proposals are co-sponsored by "
                "those."
            ),
            f"{code}在{world.at.date()}不是地方局；提案由地方局联名。",
        )


def test_others_neither_invite_nor_answer(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "drafted")
    row = world.co_sponsor(proposal, "IPO-JS", accept=False)
    asked = {"proposal": proposal.pk, "office": "IPO-BJ"}

    assert refused(world, Sponsorship(), "invite", "js_head", NotAllowed, **asked) == (
        "Others are invited to co-sponsor by the office that makes the proposal.",
        "联名邀请由提案单位办理。",
    )
    for by in ("zj_head", "bj_head", "js_contributor", "js_delegate"):
        assert refused(world, row, "accept", by, NotAllowed) == (
            "An invitation to co-sponsor is answered by the head or the coordinator of the office.",
            "联名邀请由受邀单位负责人或联络员答复。",
        )


def test_after_submission_nobody_comes_or_goes(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "submitted", co_sponsors=("IPO-JS",))
    [row] = Sponsorship.objects.filter(proposal=proposal, proposes=False)
    gone = (
        "The proposal is no longer a draft (submitted).",
        "提案已不是草稿（已提交）。",
    )
    asked = {"proposal": proposal.pk, "office": "IPO-BJ"}

    assert refused(world, Sponsorship(), "invite", "zj_head", **asked) == gone
    assert refused(world, row, "leave", "js_head") == gone


def test_an_invitation_is_not_accepted_after_submission(world: Convened) -> None:
    """It cannot be left open when a proposal is submitted, save by one that came back since."""
    proposal = world.proposal(world.seminar(), "submitted")
    world.act(proposal, "return", "secretariat", reason="补充")
    row = world.co_sponsor(proposal, "IPO-JS", accept=False)
    world.act(proposal, "withdraw", "zj_head", reason="改期")

    assert refused(world, row, "accept", "js_head") == (
        "The proposal is no longer a draft (withdrawn).",
        "提案已不是草稿（已撤回）。",
    )


def test_the_proposing_office_does_not_leave(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "drafted")
    [row] = Sponsorship.objects.filter(proposal=proposal)

    assert refused(world, row, "leave", "zj_head") == (
        "The office that makes the proposal does not leave it; withdraw the proposal.",
        "提案单位不能退出，请撤回提案。",
    )


def test_who_is_told(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "drafted")
    row = world.co_sponsor(proposal, "IPO-JS")

    def told(kind: str) -> set[str]:
        notice = Notice.objects.get(kind=kind, object_id=str(row.pk))
        return set(notice.recipients)

    asked = {str(world.person(name)) for name in ("js_head", "js_coordinator")}
    asking = ("zj_head", "zj_coordinator", "zj_contributor", "delegate")
    assert told("sponsorship.invited") == asked
    assert told("sponsorship.answered") == {str(world.person(name)) for name in asking}
