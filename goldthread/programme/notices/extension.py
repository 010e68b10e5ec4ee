"""Who is told of what: the extension."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import UNIT_ROLES, holders
from goldthread.programme.parties import heads_told, told
from goldthread.workflow.registry import Telling, notice


@notice("extension.requested", {"en": "An extension was requested", "zh": "有延期申请"}, "action")
def requested(telling: Telling) -> tuple[str, ...]:
    """The head of the unit, who must agree first, and supervision."""
    day = day_of(telling.at)
    return (*heads_told(telling.obj.task, day), *holders(("supervision",), day))


@notice(
    "extension.decided", {"en": "An extension was decided", "zh": "延期申请已有结果"}, "information"
)
def decided(telling: Telling) -> tuple[str, ...]:
    day = day_of(telling.at)
    return told([telling.obj.task.lead], UNIT_ROLES, day)
