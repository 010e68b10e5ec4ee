"""Who may, and what must hold: delegations and what they ask to say."""

from typing import Any

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import acts_for, found, office_on
from goldthread.programme.parties import holds_one
from goldthread.programme.rules.words import FAULT, readable, told
from goldthread.seminar.codelists import item_kinds
from goldthread.seminar.given import badges, delegates, lengths
from goldthread.seminar.models import AgendaItem, Delegation, Intervention, Seminar
from goldthread.seminar.parties import NOMINATORS, SPEAKERS, speaks_for
from goldthread.seminar.queries.agenda import released
from goldthread.seminar.queue import free_places
from goldthread.seminar.rules.agenda import OPEN_ITEMS
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Sentence, say

INVITING = ("planned", "called", "nominations_open", "documents_closed", "in_session")
BEFORE_CLOSE = ("called", "nominations_open", "documents_closed", "in_session")
BEGUN = ("in_session", "closed", "minutes_drafted", "circulated", "confirmed")
TAKING_PART = ("approved", "accredited", "checked_in")
SUBJECT = {"subject": 500}


@rule(
    "delegation.nominates",
    told("head or coordinator of the invited office", "受邀单位负责人或联络员"),
    told(
        "This is done by the head or the coordinator of the invited office.",
        "此项由受邀单位的负责人或联络员办理。",
    ),
)
def nominates(occasion: Occasion) -> bool:
    office = occasion.obj.office if occasion.obj.office_id else None
    return acts_for(occasion.actor, office, NOMINATORS, day_of(occasion.at))


@rule(
    "delegation.speaks",
    told("speaks for the delegation", "代表团发言人"),
    told(
        "This is done by those who speak for the delegation: its delegates, the head and the "
        "coordinator of its office.",
        "此项由代表团的代表、所在单位负责人或联络员办理。",
    ),
)
def speaks(occasion: Occasion) -> bool:
    """Of a new object the delegation that is named; while none is, whoever speaks for any."""
    day = day_of(occasion.at)
    if "delegation" not in occasion.payload and occasion.obj.delegation_id is None:
        return holds_one(occasion.actor, SPEAKERS, day)
    delegation = delegation_of(occasion)
    return delegation is not None and speaks_for(occasion.actor, delegation.office, day)


def delegation_of(occasion: Occasion) -> Delegation | None:
    """The delegation that the payload names, else the object's own."""
    key = occasion.payload.get("delegation")
    if key is not None:
        return found(Delegation, key, "office", "seminar")
    return occasion.obj.delegation if occasion.obj.delegation_id else None


@rule("delegation.invitable", told("can be invited", "可邀请"), FAULT, reads_payload=True)
def invitable(occasion: Occasion) -> bool | Unmet:
    given = occasion.payload
    seminar = found(Seminar, given["seminar"])
    office = office_on(given["office"], day_of(occasion.at))
    fault = _not_invitable(seminar, office, given["office"])
    return fault is None or Unmet({"fault": fault})


def _not_invitable(seminar: Seminar | None, office: Office | None, code: str) -> Sentence | None:
    if seminar is None or seminar.state not in INVITING:
        return say(
            "There is no such seminar, or it is over or cancelled.",
            "座谈会不存在，或已结束、取消。",
        )
    if office is None:
        return say(
            "There is no office {code} on this day.", "当日不存在单位{code}。", code=code[:40]
        )
    if Delegation.objects.filter(seminar=seminar, office=office).exists():
        return say("{code} is invited already.", "{code}已受邀。", code=office.code)
    return None


@rule("delegation.nominations_open", told("nominations are open", "报名开放"), FAULT)
def nominations_open(occasion: Occasion) -> bool | Unmet:
    seminar = occasion.obj.seminar
    if seminar.state != "nominations_open":
        state = seminar.machine.state(seminar.state).titles
        en, zh = (
            "Nominations are not open (the seminar is: {state}).",
            "报名未开放（当前：{state}）。",
        )
        return Unmet({"fault": say(en, zh, state=state)})
    if day_of(occasion.at) > seminar.nominations_until:
        day = seminar.nominations_until.isoformat()
        return Unmet(
            {"fault": say("Nominations were taken until {day}.", "报名已于{day}截止。", day=day)}
        )
    return True


@readable(
    "delegation.members_readable", told("head, members and observers can be read", "名单可读")
)
def _members(occasion: Occasion) -> None:
    delegation = occasion.obj
    given, day = occasion.payload["delegates"], day_of(occasion.at)
    delegates.read(given, delegation.seminar, delegation.office, day)


@rule(
    "delegation.before_close",
    told("before the seminar is closed", "闭会之前"),
    told(
        "Members are replaced until the seminar is closed (it is: {state}).",
        "人员更换须在闭会之前（当前：{state}）。",
    ),
)
def before_close(occasion: Occasion) -> bool | Unmet:
    seminar = occasion.obj.seminar
    if seminar.state in BEFORE_CLOSE:
        return True
    return Unmet({"state": seminar.machine.state(seminar.state).titles})


@readable("delegation.badges_known", told("badges of the delegation", "属本代表团证件"))
def _badges(occasion: Occasion) -> None:
    badges.read(occasion.payload["badges"], occasion.obj, occasion.at)


@rule(
    "delegation.session_begun",
    told("the session has begun", "已开会"),
    told(
        "Who is absent is seen once the session has begun.",
        "开会后方可记为缺席。",
    ),
)
def session_begun(occasion: Occasion) -> bool:
    return occasion.obj.seminar.state in BEGUN


@rule(
    "intervention.item_open",
    told("the item takes speakers", "事项可申请发言"),
    FAULT,
    reads_payload=True,
)
def item_open(occasion: Occasion) -> bool | Unmet:
    item = found(AgendaItem, occasion.payload["item"], "session__seminar")
    fault = _too_long(occasion) or _not_open(item, delegation_of(occasion))
    return fault is None or Unmet({"fault": fault})


def _too_long(occasion: Occasion) -> Sentence | None:
    try:
        lengths.hold(occasion.transition, occasion.payload, SUBJECT)
    except PartRefused as fault:
        return fault.sentence
    return None


def _not_open(item: AgendaItem | None, delegation: Delegation | None) -> Sentence | None:
    if item is None or delegation is None or item.session.seminar_id != delegation.seminar_id:
        return _no_such_item()
    agenda = released(delegation.seminar)
    shown = agenda.item(item.pk) if agenda is not None else None
    if shown is None:
        return _no_such_item()
    if delegation.state not in TAKING_PART:
        return say(
            "A delegation asks to speak once it is approved.",
            "代表团审核通过后方可申请发言。",
        )
    if item.state not in OPEN_ITEMS or not item_kinds()[item.kind].queue:
        return say(
            "Under “{item}” delegations do not speak, or it is over.",
            "“{item}”不安排代表团发言，或已结束。",
            item=shown.titles,
        )
    waiting = Intervention.objects.filter(
        delegation=delegation, item=item, state__in=("requested", "queued")
    )
    if waiting.exists():
        return say(
            "The delegation has asked to speak under this item already.",
            "代表团已就该事项申请发言。",
        )
    return None


def _no_such_item() -> Sentence:
    """The same of an item of another seminar and of one that is not released: nothing is told."""
    return say(
        "Name an item of the released agenda of this seminar.",
        "请填写本座谈会已发布议程中的事项。",
    )


@rule(
    "intervention.minutes_fit",
    told("the minutes fit", "时长合理"),
    told(
        "Ask for 1 to {most} minutes; the whole item has {most}.",
        "申请时长须为1至{most}分钟（该事项共{most}分钟）。",
    ),
    reads_payload=True,
)
def minutes_fit(occasion: Occasion) -> bool | Unmet:
    item: Any = found(AgendaItem, occasion.payload["item"])
    return 1 <= occasion.payload["minutes"] <= item.minutes or Unmet({"most": item.minutes})


@rule(
    "intervention.position_fits",
    told("the place is one of the queue", "顺序有效"),
    told(
        "Give a place in the queue from {first} to {last}.",
        "发言顺序须为{first}至{last}。",
    ),
    reads_payload=True,
)
def position_fits(occasion: Occasion) -> bool | Unmet:
    first, last = free_places(occasion.obj)
    return first <= occasion.payload["position"] <= last or Unmet({"first": first, "last": last})


@rule(
    "intervention.item_under_way",
    told("the item is under way", "事项进行中"),
    told(
        "Somebody speaks while the item is under way; begin the item first.",
        "发言须在事项进行中，请先开始该事项。",
    ),
)
def item_under_way(occasion: Occasion) -> bool:
    return bool(occasion.obj.item.state == "under_way")
