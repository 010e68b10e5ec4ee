"""What must hold when a proposal is merged, marked as a duplicate, split, or unmerged."""

from goldthread.programme.finding import found
from goldthread.programme.rules.words import readable, told
from goldthread.seminar import lineage
from goldthread.seminar.given import parts
from goldthread.seminar.models import AgendaItem, Proposal
from goldthread.seminar.models.proposal import ANSWERED
from goldthread.seminar.sponsors import accepted
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule

IN_WORK = ("filed", "assigned", "in_handling", "answer_pending")
"""Filed and not answered yet: what may take another one in, and what is discussed."""


def target_of(occasion: Occasion) -> Proposal | None:
    return found(Proposal, occasion.payload["into"])


@rule(
    "proposal.no_loop",
    told("it does not come from itself", "不形成循环"),
    told(
        "{number} is this proposal, or goes on in it; a proposal cannot come from itself.",
        "{number}即为本提案，或已并入本提案；提案不能源自自身。",
    ),
    reads_payload=True,
)
def no_loop(occasion: Occasion) -> bool | Unmet:
    target, own = target_of(occasion), occasion.obj
    if target is None:
        return True
    loops = own.pk in (target.pk, *lineage.descendants([target.pk]))
    return not loops or Unmet({"number": target.number})


@rule(
    "proposal.target_open",
    told("the other proposal can take it in", "目标提案可承接"),
    told(
        "It goes on in a proposal of the same seminar that is filed and not answered yet; there is "
        "no such proposal {key}.",
        "目标提案须属同一座谈会、已立案且尚未答复；没有这样的提案{key}。",
    ),
    reads_payload=True,
)
def target_open(occasion: Occasion) -> bool | Unmet:
    target = target_of(occasion)
    fits = (
        target is not None
        and target.seminar_id == occasion.obj.seminar_id
        and target.state in IN_WORK
    )
    return fits or Unmet({"key": _named(target, occasion.payload["into"])})


def _named(target: Proposal | None, key: str) -> str:
    """A draft's number and title stay with those who write it."""
    return str(target.number) if target is not None and target.number else key[:40]


@rule(
    "proposal.objected",
    told("somebody who stands behind it objects", "联名单位有异议"),
    told(
        "Nobody who stands behind the proposal objects to the merger.",
        "提案单位和联名单位均未对并案提出异议。",
    ),
)
def objected(occasion: Occasion) -> bool:
    """An objection to an earlier merger, undone since, does not count."""
    proposal = occasion.obj
    return bool(accepted(proposal).filter(objected_on__gte=proposal.merged_on).exists())


@rule(
    "proposal.target_not_answered",
    told("not answered there yet", "承接提案尚未答复"),
    told(
        "{number}, in which the proposal goes on, is answered; those who stand behind this one "
        "rate that answer.",
        "承接本提案的{number}已答复；本提案的提案单位和联名单位可对该答复进行评价。",
    ),
)
def target_not_answered(occasion: Occasion) -> bool | Unmet:
    onward = lineage.descendants([occasion.obj.pk])
    answered = Proposal.objects.filter(pk__in=onward, state__in=ANSWERED).first()
    return answered is None or Unmet({"number": answered.number})


@readable("proposal.parts_readable", told("parts that can be read", "拆分内容可读"))
def parts_readable(occasion: Occasion) -> None:
    parts.read(occasion.payload["parts"])


@rule(
    "proposal.item_known",
    told("an item of the seminar's agenda that is not over", "议程事项存在且未结束"),
    told(
        "Name an item of this seminar's agenda that is not over; once its stances are closed a "
        "proposal is not put up again.",
        "请指明本座谈会尚未结束的议程事项；表态已截止的提案不再提交讨论。",
    ),
    reads_payload=True,
)
def item_known(occasion: Occasion) -> bool:
    proposal = occasion.obj
    item = found(AgendaItem, occasion.payload["item"], "session")
    return (
        item is not None
        and item.session.seminar_id == proposal.seminar_id
        and item.is_open
        and proposal.discussion != "closed"
    )


@rule(
    "proposal.stances_open",
    told("stances are being taken", "正在表态"),
    told(
        "No stances are being taken on the proposal: it was not put up for discussion, or they are "
        "closed.",
        "本提案未在表态：尚未提交讨论，或表态已截止。",
    ),
)
def stances_open(occasion: Occasion) -> bool:
    return bool(occasion.obj.discussion == "open")
