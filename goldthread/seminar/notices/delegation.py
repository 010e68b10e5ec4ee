"""Who is told of what: delegations and what they ask to say."""

from goldthread.seminar.notices.audience import People, chair_of, of_offices, secretariat
from goldthread.seminar.parties import NOMINATORS
from goldthread.workflow.registry import Telling, notice


@notice("delegation.nominated", {"en": "A delegation is named", "zh": "代表团已报名"}, "action")
def nominated(telling: Telling) -> People:
    return secretariat(telling)


@notice("delegation.returned", {"en": "Your nomination came back", "zh": "报名被退回"}, "action")
def returned(telling: Telling) -> People:
    return of_offices([telling.obj.office_id], telling, NOMINATORS)


@notice(
    "delegation.accredited",
    {"en": "The badges of your delegation are issued", "zh": "代表团证件已制发"},
    "information",
)
def accredited(telling: Telling) -> People:
    return of_offices([telling.obj.office_id], telling)


@notice(
    "delegation.nomination_due",
    {"en": "The nomination of your delegation is due soon", "zh": "代表团报名即将截止"},
    "action",
)
def nomination_due(telling: Telling) -> People:
    return of_offices([telling.obj.office_id], telling, NOMINATORS)


@notice(
    "delegation.nomination_late",
    {"en": "A delegation was not named in time", "zh": "代表团逾期未报名"},
    "warning",
)
def nomination_late(telling: Telling) -> People:
    own = of_offices([telling.obj.office_id], telling, NOMINATORS)
    return (*own, *secretariat(telling))


@notice(
    "intervention.requested",
    {"en": "A delegation asks to speak", "zh": "有代表团申请发言"},
    "action",
)
def requested(telling: Telling) -> People:
    return (*secretariat(telling), *chair_of(telling.obj.item))


@notice(
    "intervention.slot", {"en": "Your intervention has its place", "zh": "发言顺序已排定"}, "action"
)
def slot(telling: Telling) -> People:
    return of_offices([telling.obj.delegation.office_id], telling)


@notice(
    "intervention.declined",
    {"en": "There is no time for your intervention", "zh": "发言未安排"},
    "information",
)
def declined(telling: Telling) -> People:
    return of_offices([telling.obj.delegation.office_id], telling)
