"""Who may, and what must hold: standing behind a proposal."""

from datetime import date

from goldthread.codes.workdays import add_working_days
from goldthread.offices.days import day_of
from goldthread.programme.clocks import country
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import acts_for, found, is_regional, office_on
from goldthread.programme.parties import holds_one
from goldthread.programme.rules.words import readable, told
from goldthread.seminar.models import Proposal, Sponsorship
from goldthread.seminar.parties import HEADS, WRITERS
from goldthread.seminar.rules.proposal_merged import IN_WORK
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import say

ANSWERING = ("provincial_head", "provincial_coordinator")
"""Who answers an invitation to co-sponsor."""

BEFORE_ANSWERED = ("drafted", "submitted", *IN_WORK)


def proposal_of(occasion: Occasion) -> Proposal | None:
    """The proposal that the payload names, else the object's own."""
    key = occasion.payload.get("proposal")
    if key is not None:
        return found(Proposal, key, "office", "seminar")
    return occasion.obj.proposal if occasion.obj.proposal_id else None


@rule(
    "sponsorship.proposer",
    told("who writes for the proposing office", "提案单位的提案人"),
    told(
        "Others are invited to co-sponsor by the office that makes the proposal.",
        "联名邀请由提案单位办理。",
    ),
)
def proposer(occasion: Occasion) -> bool:
    day, proposal = day_of(occasion.at), proposal_of(occasion)
    if "proposal" not in occasion.payload and proposal is None:
        return holds_one(occasion.actor, WRITERS, day)
    return proposal is not None and acts_for(occasion.actor, proposal.office, WRITERS, day)


@rule(
    "sponsorship.office",
    told("head or coordinator of the invited office", "受邀单位负责人或联络员"),
    told(
        "An invitation to co-sponsor is answered by the head or the coordinator of the office.",
        "联名邀请由受邀单位负责人或联络员答复。",
    ),
)
def invited_office(occasion: Occasion) -> bool:
    return acts_for(occasion.actor, occasion.obj.office, ANSWERING, day_of(occasion.at))


@rule(
    "sponsorship.head",
    told("head of the office that stands behind it", "联名单位负责人"),
    told(
        "This is done by the head of the office that stands behind the proposal.",
        "此项由联名单位负责人办理。",
    ),
)
def head(occasion: Occasion) -> bool:
    return acts_for(occasion.actor, occasion.obj.office, HEADS, day_of(occasion.at))


@rule(
    "sponsorship.draft",
    told("the proposal is a draft", "提案为草稿"),
    told(
        "The proposal is no longer a draft ({state}).",
        "提案已不是草稿（{state}）。",
    ),
)
def draft(occasion: Occasion) -> bool | Unmet:
    proposal = proposal_of(occasion)
    if proposal is None or proposal.state == "drafted":
        return True
    return Unmet({"state": proposal.machine.state(proposal.state).titles})


@readable("sponsorship.office_free", told("a regional office not asked yet", "受邀单位尚未邀请"))
def office_free(occasion: Occasion) -> None:
    day, code = day_of(occasion.at), occasion.payload["office"]
    office = office_on(code, day)
    if office is None or not is_regional(office, day):
        raise PartRefused(
            say(
                "{code} is no regional office on {day}; proposals are co-sponsored by those.",
                "{code}在{day}不是地方局；提案由地方局联名。",
                code=code[:40],
                day=day.isoformat(),
            )
        )
    there = Sponsorship.objects.filter(
        proposal=proposal_of(occasion), office=office, state__in=("invited", "accepted")
    ).first()
    if there is not None:
        raise PartRefused(
            say(
                "{code} stands there already ({state}).",
                "{code}已在列（{state}）。",
                code=code,
                state=there.machine.state(there.state).titles,
            )
        )


def objections_until(proposal: Proposal) -> date:
    """The last day on which those who stand behind a merged proposal may object."""
    days = proposal.seminar.objection_days
    return add_working_days(proposal.merged_on, days, country())


@rule(
    "sponsorship.objection_open",
    told("the merger can be objected to", "可对并案提出异议"),
    told("{fault}", "{fault}"),
)
def objection_open(occasion: Occasion) -> bool | Unmet:
    proposal = occasion.obj.proposal
    if proposal.state != "merged":
        fault = say("The proposal was not merged into another.", "提案未并案。")
        return Unmet({"fault": fault})
    last = objections_until(proposal)
    if day_of(occasion.at) <= last:
        return True
    return Unmet(
        {
            "fault": say(
                "Objections to the merger were taken until {day} ({days} working days).",
                "并案异议期为{days}个工作日，已于{day}截止。",
                day=last.isoformat(),
                days=proposal.seminar.objection_days,
            )
        }
    )


@rule(
    "sponsorship.not_answered",
    told("the proposal is not answered yet", "提案尚未答复"),
    told(
        "Only a proposal that is not answered yet is withdrawn (it is {state}).",
        "只有尚未答复的提案可以撤回（当前状态：{state}）。",
    ),
)
def not_answered(occasion: Occasion) -> bool | Unmet:
    proposal = occasion.obj.proposal
    state = proposal.machine.state(proposal.state).titles
    return proposal.state in BEFORE_ANSWERED or Unmet({"state": state})


@rule(
    "sponsorship.not_the_proposer",
    told("not the proposing office", "非提案单位"),
    told(
        "The office that makes the proposal does not leave it; withdraw the proposal.",
        "提案单位不能退出，请撤回提案。",
    ),
)
def not_the_proposer(occasion: Occasion) -> bool:
    return not occasion.obj.proposes
