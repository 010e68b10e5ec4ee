"""Who may, and what must hold: stances and remarks."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import roles_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found, person_of
from goldthread.programme.rules.words import readable, told
from goldthread.seminar.given import cites
from goldthread.seminar.models import Delegation, Proposal, Remark, Stance
from goldthread.seminar.models.discussion import ABSTAIN, OPPOSE, SUPPORT
from goldthread.seminar.queries.visible import TAKING_PART
from goldthread.seminar.rules.proposal_merged import IN_WORK
from goldthread.seminar.rules.sponsorship import proposal_of
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Sentence, Titles, say

POSTING = TAKING_PART - {"contributor", "auditor"}
"""Who makes remarks: not who only fills in for an office, not who audits."""

POSITIONS: dict[str, Titles] = {
    SUPPORT: {"en": "support", "zh": "赞成"},
    OPPOSE: {"en": "oppose", "zh": "反对"},
    ABSTAIN: {"en": "abstain", "zh": "弃权"},
}


def delegation_of(occasion: Occasion) -> Delegation | None:
    key = occasion.payload.get("delegation")
    if key is not None:
        return found(Delegation, key, "office")
    return occasion.obj.delegation if occasion.obj.delegation_id else None


@rule(
    "stance.open",
    told("stances are being taken", "正在表态"),
    told("{fault}", "{fault}"),
)
def stance_open(occasion: Occasion) -> bool | Unmet:
    if "proposal" not in occasion.payload and not occasion.obj.proposal_id:
        return True
    fault = _no_stances(proposal_of(occasion))
    return fault is None or Unmet({"fault": fault})


def _no_stances(proposal: Proposal | None) -> Sentence | None:
    if proposal is None or proposal.state not in IN_WORK or not proposal.discussion:
        return say("No stances are being taken on this proposal.", "本提案目前不进行表态。")
    if proposal.discussion == "closed":
        return say(
            "The chair has closed the stances on {number}.",
            "主持人已结束对{number}的表态。",
            number=proposal.number,
        )
    return None


@readable("stance.first", told("the delegation has none yet", "代表团尚未表态"))
def first(occasion: Occasion) -> None:
    delegation, proposal = delegation_of(occasion), proposal_of(occasion)
    if delegation is None or proposal is None or delegation.seminar_id != proposal.seminar_id:
        raise PartRefused(
            say(
                "There is no such delegation at the seminar of this proposal.",
                "本提案所属座谈会没有该代表团。",
            )
        )
    rows = Stance.objects.filter(proposal=proposal, delegation=delegation)
    there = rows.exclude(state="lapsed").first()
    if there is not None:
        raise PartRefused(
            say(
                "The delegation has a stance on {number} ({state}); confirm or revise that one.",
                "代表团对{number}已有表态（{state}），请确认或修改。",
                number=proposal.number,
                state=there.machine.state(there.state).titles,
            )
        )


@rule(
    "stance.known_word",
    told("support, oppose or abstain", "赞成、反对或弃权"),
    told(
        "There is no stance {position}; there are: {known}.",
        "没有表态类别{position}，可用的有：{known}。",
    ),
    reads_payload=True,
)
def known_word(occasion: Occasion) -> bool | Unmet:
    given = occasion.payload["position"]
    return given in POSITIONS or Unmet({"position": given[:40], "known": ", ".join(POSITIONS)})


@rule(
    "remark.takes_part",
    told("whoever speaks at the seminar", "座谈会发言人员"),
    told(
        "Remarks are made by those who speak at the seminar: delegations, departments, the desk.",
        "讨论发言由各代表团、局内部门和会务人员发表。",
    ),
)
def takes_part(occasion: Occasion) -> bool:
    return bool(roles_of(occasion.actor, day_of(occasion.at)) & POSTING)


@rule(
    "remark.author",
    told("who made the remark", "发言人"),
    told("This is done by who made the remark.", "此项由发言人本人办理。"),
)
def author(occasion: Occasion) -> bool:
    person = person_of(occasion.actor)
    return person is not None and person.pk == occasion.obj.person_id


@rule(
    "remark.discussion_open",
    told("the proposal is under discussion", "提案可讨论"),
    told(
        "The proposal is discussed from its filing until it is answered.",
        "提案自立案起至答复前可讨论。",
    ),
)
def discussion_open(occasion: Occasion) -> bool:
    if "proposal" not in occasion.payload and not occasion.obj.proposal_id:
        return True
    proposal = proposal_of(occasion)
    return proposal is not None and proposal.state in IN_WORK


@readable("remark.readable", told("a remark that can be read", "发言可读"))
def readable_remark(occasion: Occasion) -> None:
    given = occasion.payload
    if given.get("reply_to"):
        _refuse_elsewhere(given["reply_to"], proposal_of(occasion))
    cites.read(given["cites"], occasion.actor, day_of(occasion.at))


def _refuse_elsewhere(key: str, proposal: Proposal | None) -> None:
    """What was hidden or withdrawn is not answered."""
    remark = found(Remark, key)
    here = remark is not None and proposal is not None and remark.proposal_id == proposal.pk
    if not here or remark is None or remark.state != "posted":
        raise PartRefused(
            say(
                "There is no remark {key} on this proposal that could be answered.",
                "本提案下没有可回复的发言{key}。",
                key=key[:40],
            )
        )
