"""Who is told of what: the progress report."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import UNIT_ROLES, holders
from goldthread.programme.models import ProgressReport
from goldthread.programme.parties import EVERYBODY, SUPERVISORS, stands_above, told
from goldthread.workflow.registry import Telling, notice


@notice("report.submitted", {"en": "A report was handed in", "zh": "有报告报送"}, "action")
def submitted(telling: Telling) -> tuple[str, ...]:
    return receivers(telling)


@notice(
    "report.returned",
    {"en": "Your report came back with remarks", "zh": "报告被退回，请按意见修改"},
    "action",
)
def returned(telling: Telling) -> tuple[str, ...]:
    return told([telling.obj.office], EVERYBODY, day_of(telling.at))


@notice("report.accepted", {"en": "Your report was accepted", "zh": "报告已通过"}, "information")
def accepted(telling: Telling) -> tuple[str, ...]:
    return told([telling.obj.office], EVERYBODY, day_of(telling.at))


@notice(
    "report.corrected",
    {"en": "An accepted report was corrected", "zh": "已通过的报告有更正"},
    "warning",
)
def corrected(telling: Telling) -> tuple[str, ...]:
    """Those who relied on it: who receives it, the lead of the task, supervision."""
    day = day_of(telling.at)
    lead = told([telling.obj.task.lead], UNIT_ROLES, day)
    return tuple({*receivers(telling), *lead, *holders(SUPERVISORS, day)})


def receivers(telling: Telling) -> tuple[str, ...]:
    """Of a part the lead unit; of a region's report the leading department, of others
    supervision."""
    report: ProgressReport = telling.obj
    day = day_of(telling.at)
    if report.part:
        return told([report.task.lead], UNIT_ROLES, day)
    above = stands_above(report.task)
    if above is not None:
        return told([above], ("national_department",), day)
    return holders(("supervision",), day)
