"""Who is told of a remark: whoever made the one that it answers, and the proposing office."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import people_in
from goldthread.seminar.parties import WRITERS
from goldthread.workflow.registry import Telling, notice


@notice("remark.replied", {"en": "A remark on a proposal", "zh": "提案有新的发言"}, "information")
def replied(telling: Telling) -> tuple[str, ...]:
    remark = telling.obj
    office = people_in([remark.proposal.office_id], WRITERS, day_of(telling.at))
    earlier = remark.reply_to.person_id if remark.reply_to_id else None
    found = {*office, *([str(earlier)] if earlier else [])}
    return tuple(found - {str(remark.person_id)})
