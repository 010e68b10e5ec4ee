"""Who is told of a sponsorship: the office asked, the office that asks, the secretariat."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import people_in
from goldthread.programme.finding import holders
from goldthread.seminar.notices.proposal import DESK
from goldthread.seminar.parties import WRITERS
from goldthread.seminar.rules.sponsorship import ANSWERING
from goldthread.workflow.registry import Telling, notice


@notice("sponsorship.invited", {"en": "Invitation to co-sponsor", "zh": "收到联名邀请"}, "action")
def invited(telling: Telling) -> tuple[str, ...]:
    return people_in([telling.obj.office_id], ANSWERING, day_of(telling.at))


@notice(
    "sponsorship.answered",
    {"en": "Answer to an invitation to co-sponsor", "zh": "联名邀请有答复"},
    "information",
)
def answered(telling: Telling) -> tuple[str, ...]:
    return people_in([telling.obj.proposal.office_id], WRITERS, day_of(telling.at))


@notice(
    "sponsorship.objected",
    {"en": "Objection to a merger", "zh": "对并案提出异议"},
    "action",
)
def objected(telling: Telling) -> tuple[str, ...]:
    return holders(DESK, day_of(telling.at))
