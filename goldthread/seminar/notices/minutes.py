"""Who is told of what: corrections of the minutes."""

from goldthread.seminar.notices.audience import People, of_offices, secretariat
from goldthread.workflow.registry import Telling, notice


@notice("correction.proposed", {"en": "A correction is proposed", "zh": "有纪要更正"}, "action")
def proposed(telling: Telling) -> People:
    return secretariat(telling)


@notice(
    "correction.decided",
    {"en": "Your correction is decided", "zh": "纪要更正已有结果"},
    "information",
)
def decided(telling: Telling) -> People:
    return of_offices([telling.obj.delegation.office_id], telling)
