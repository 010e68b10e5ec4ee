"""Who may: the proposal."""

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.finding import acts_for, office_on
from goldthread.programme.parties import holds_one
from goldthread.programme.rules.words import told
from goldthread.seminar import handling, sponsors
from goldthread.seminar.parties import HANDLERS, HEADS, WRITERS
from goldthread.seminar.rules import (  # noqa: F401
    proposal_answered,
    proposal_handled,
    proposal_merged,
    proposal_written,
)
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule


def unchosen(occasion: Occasion) -> bool:
    """A new proposal of which it is not said yet whose it will be: only asked whether, not done."""
    return "office" not in occasion.payload and occasion.obj.office_id is None


def office_of(occasion: Occasion) -> Office | None:
    code = occasion.payload.get("office")
    if code is not None:
        return office_on(code, day_of(occasion.at))
    return occasion.obj.office if occasion.obj.office_id else None


@rule(
    "proposal.writer",
    told("who writes for the proposing office", "提案单位的提案人"),
    told(
        "A proposal is written by a contributor, a delegate, the coordinator or the head of the "
        "office that makes it.",
        "提案由提案单位的填报人、代表、联络员或负责人起草。",
    ),
)
def writer(occasion: Occasion) -> bool:
    day = day_of(occasion.at)
    if unchosen(occasion):
        return holds_one(occasion.actor, WRITERS, day)
    return acts_for(occasion.actor, office_of(occasion), WRITERS, day)


@rule(
    "proposal.head",
    told("head of the proposing office", "提案单位负责人"),
    told(
        "This is done by the head of the office that makes the proposal.",
        "此项由提案单位负责人办理。",
    ),
)
def head(occasion: Occasion) -> bool:
    return acts_for(occasion.actor, office_of(occasion), HEADS, day_of(occasion.at))


@rule(
    "proposal.sponsor_head",
    told("head of an office that stands behind it", "联名单位负责人"),
    told(
        "An answer is rated by the heads of the offices that stand behind the proposal.",
        "答复由提案单位和联名单位负责人评价。",
    ),
)
def sponsor_head(occasion: Occasion) -> bool:
    own = sponsors.own(occasion.actor, occasion.obj, HEADS, day_of(occasion.at))
    return bool(own.exists())


@rule(
    "proposal.handler",
    told("handler", "承办单位"),
    told("This is done by an office that handles the proposal.", "此项由提案承办单位办理。"),
)
def handler(occasion: Occasion) -> bool:
    return bool(handling.own(occasion.actor, occasion.obj, day_of(occasion.at)))


@rule(
    "proposal.lead_handler",
    told("lead handler", "主办单位"),
    told(
        "This is done by the lead handler, of separate handlers by the first named: {unit}.",
        "此项由主办单位（分办的，由首个分办单位）办理：{unit}。",
    ),
)
def lead_handler(occasion: Occasion) -> bool | Unmet:
    lead = handling.lead_of(occasion.obj)
    acts = acts_for(occasion.actor, lead, HANDLERS, day_of(occasion.at))
    return acts or Unmet({"unit": lead.code if lead else "?"})
