"""Who may, and what must hold: the progress report."""

from datetime import date
from typing import Any

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.errata import differences
from goldthread.programme.finding import HEAD_ROLES, acts_for, found, office_on
from goldthread.programme.given import report_lines
from goldthread.programme.models import KeyTask, ProgressReport
from goldthread.programme.parties import (
    OPEN_CYCLE,
    holds_one,
    is_supervision,
    receives_from_unit,
    supports,
)
from goldthread.programme.periods import begins_after, owed
from goldthread.programme.rules.words import readable, told
from goldthread.workflow.models import Event
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule

ACCEPTED = ("accepted", "accepted_above")
WRITING = ("draft", "edit")


def task_of(occasion: Occasion) -> KeyTask | None:
    """The task that the payload names, else the object's own."""
    key = occasion.payload.get("task")
    if key is not None:
        return found(KeyTask, key, "cycle", "lead", "parent__lead")
    return occasion.obj.task if occasion.obj.task_id else None


def unit_of(occasion: Occasion) -> Office | None:
    code = occasion.payload.get("office")
    if code is not None:
        return office_on(code, day_of(occasion.at))
    return occasion.obj.office if occasion.obj.office_id else None


def unchosen(occasion: Occasion) -> bool:
    """A new object of which it is not said yet whose it will be: only asked whether, not done."""
    return "office" not in occasion.payload and occasion.obj.office_id is None


def period_of(occasion: Occasion) -> date | None:
    day: date | None = occasion.payload.get("period_end") or occasion.obj.period_end
    return day


def _register_writer(name: str, role: str, en: str, zh: str) -> None:
    @rule(
        f"report.{name}",
        told(en, zh),
        told(f"This is done by the {en} of the reporting unit.", f"此项由填报单位的{zh}办理。"),
    )
    def writes(occasion: Occasion) -> bool:
        if unchosen(occasion):
            return holds_one(occasion.actor, (role,), day_of(occasion.at))
        return acts_for(occasion.actor, unit_of(occasion), (role,), day_of(occasion.at))


_register_writer("contributor", "contributor", "contributor", "填报人")
_register_writer("coordinator", "provincial_coordinator", "coordinator", "联络员")
_register_writer("department", "national_department", "department", "部门")


@rule(
    "report.unit_head",
    told("head of the reporting unit", "填报单位负责人"),
    told(
        "This is done by the head of the reporting unit.",
        "此项由填报单位负责人办理。",
    ),
)
def unit_head(occasion: Occasion) -> bool:
    return acts_for(occasion.actor, unit_of(occasion), HEAD_ROLES, day_of(occasion.at))


@rule(
    "report.receiver",
    told("receiver of the report", "报告受理方"),
    told(
        "A part is received by the head of the lead unit, a region's report by the department that "
        "leads the national task or by supervision, any other by supervision.",
        "配合单位的报告由牵头单位负责人受理，地方报告由上级任务牵头部门或督办受理，其他报告由督办受理。",
    ),
)
def receiver(occasion: Occasion) -> bool:
    report, day = occasion.obj, day_of(occasion.at)
    if report.part:
        return acts_for(occasion.actor, report.task.lead, HEAD_ROLES, day)
    return receives_from_unit(occasion.actor, report.task, day)


@rule(
    "report.receiver_above",
    told("the level above the receiver", "受理方的上一级"),
    told(
        "A part is accepted above by whoever receives the lead's report, any other report by "
        "supervision.",
        "配合单位的报告由牵头单位报告的受理方进行上级通过，其他报告由督办进行上级通过。",
    ),
)
def receiver_above(occasion: Occasion) -> bool:
    report, day = occasion.obj, day_of(occasion.at)
    if report.part:
        return receives_from_unit(occasion.actor, report.task, day)
    return is_supervision(occasion.actor, day)


@rule(
    "report.asked_for",
    told("a report that is asked for", "属应报事项"),
    told("{fault}", "{fault}"),
    reads_payload=True,
)
def asked_for(occasion: Occasion) -> bool | Unmet:
    fault = _not_asked(occasion)
    return True if fault is None else Unmet({"fault": fault})


def _not_asked(occasion: Occasion) -> Any:
    task, office, day = task_of(occasion), unit_of(occasion), occasion.payload["period_end"]
    if task is None or office is None:
        return told("Name a task and an office that are there.", "请注明存在的督办事项和单位。")
    if office.pk != task.lead_id and not supports(task, office):
        return told(
            f"{office.code} neither leads nor supports this task.",
            f"{office.code}既非本事项的牵头单位，也非配合单位。",
        )
    if task.state == "assigned":
        return told("Sign for receipt of the task first.", "请先签收本事项。")
    return _not_this_day(task, day, day_of(occasion.at))


def _not_this_day(task: KeyTask, day: date, today: date) -> Any:
    days = owed(task)
    if day not in days:
        listed = ", ".join(each.isoformat() for each in days)
        return told(
            f"No report of {day} is asked for on this task; reports are asked for of: "
            f"{listed or 'no day'}.",
            f"本事项不需填报{day}的报告；应报日期为：{listed or '无'}。",
        )
    if today <= begins_after(task.cycle, day):
        return told(f"The period that ends on {day} has not begun.", f"截至{day}的报告期尚未开始。")
    return None


@rule(
    "report.none_yet",
    told("no report of the unit for the day yet", "该单位该期尚无报告"),
    told(
        "There is a report of this unit as of {day} already ({state}); go on with that one.",
        "该单位{day}的报告已存在（{state}），请在原报告上办理。",
    ),
    reads_payload=True,
)
def none_yet(occasion: Occasion) -> bool | Unmet:
    given = occasion.payload
    task, office = task_of(occasion), unit_of(occasion)
    row = ProgressReport.objects.filter(task=task, office=office, period_end=given["period_end"])
    report = row.first() if task and office else None
    if report is None:
        return True
    titles = report.machine.state(report.state).titles
    return Unmet({"day": report.period_end.isoformat(), "state": titles})


@readable("report.lines_readable", told("lines that can be read", "逐项数据可读"))
def _lines(occasion: Occasion) -> None:
    task = task_of(occasion)
    if task is not None and occasion.payload["lines"] is not None:
        report_lines.read(occasion.payload["lines"], report_lines.Asked.of(task))


@readable("report.remarks_readable", told("remarks that can be read", "逐项意见可读"))
def _remarks(occasion: Occasion) -> None:
    if occasion.payload["remarks"] is not None:
        asked = report_lines.Asked.of(occasion.obj.task)
        report_lines.read_remarks(occasion.payload["remarks"], asked)


@rule(
    "report.reporting_open",
    told("reporting is open", "填报开放"),
    told(
        "Reporting in the cycle {cycle} is not open (the cycle is {state}).",
        "周期{cycle}未开放填报（当前状态：{state}）。",
    ),
)
def reporting_open(occasion: Occasion) -> bool | Unmet:
    task = task_of(occasion)
    if task is None:
        return True
    cycle = task.cycle
    if cycle.state == OPEN_CYCLE:
        return True
    return Unmet({"cycle": cycle.key, "state": cycle.machine.state(cycle.state).titles})


@rule(
    "report.period_ended",
    told("the period has ended", "报告期已结束"),
    told(
        "The report tells the state of affairs on {day}; hand it in from that day on.",
        "本报告反映{day}的情况，请自当日起报送。",
    ),
)
def period_ended(occasion: Occasion) -> bool | Unmet:
    day = occasion.obj.period_end
    return day_of(occasion.at) >= day or Unmet({"day": day.isoformat()})


@rule(
    "report.not_locked",
    told("not locked from above", "未被上级锁定"),
    told(
        "The lead's report of {day} was accepted above and locks the parts below; correct by an "
        "erratum of that report.",
        "牵头单位{day}的报告已经上级通过，其下分报告已锁定；请以该报告的更正办理。",
    ),
)
def not_locked(occasion: Occasion) -> bool | Unmet:
    task, office, day = task_of(occasion), unit_of(occasion), period_of(occasion)
    if task is None or office is None or office.pk == task.lead_id:
        return True
    above = ProgressReport.objects.filter(
        task=task, period_end=day, part=False, state="accepted_above"
    )
    return not above.exists() or Unmet({"day": str(day)})


@rule(
    "report.parts_accepted",
    told("the supporting units' parts are accepted", "配合单位报告均已通过"),
    told(
        "The parts of these supporting units are not accepted yet: {units}.",
        "以下配合单位的报告尚未通过：{units}。",
    ),
)
def parts_accepted(occasion: Occasion) -> bool | Unmet:
    report = occasion.obj
    if report.part:
        return True
    accepted = ProgressReport.objects.filter(
        task=report.task, period_end=report.period_end, part=True, state__in=ACCEPTED
    )
    open_parts = report.task.supports.exclude(office__in=accepted.values("office"))
    codes = open_parts.order_by("office__code").values_list("office__code", flat=True)
    return not codes or Unmet({"units": ", ".join(codes)})


@rule(
    "report.complete",
    told("every target and milestone has a line", "目标和节点均已填报"),
    told(
        "These lines are missing: {lines}. What was not reported or does not apply is said so.",
        "以下内容未填报：{lines}。未报告或不适用的，请如实注明。",
    ),
)
def complete(occasion: Occasion) -> bool | Unmet:
    report = occasion.obj
    names = report_lines.Asked.of(report.task).names
    said = {("target", line.target_id) for line in report.lines.all()}
    said |= {("milestone", line.milestone_id) for line in report.lines.all()}
    left = [name for about, name in names.items() if about not in said]
    return not left or Unmet({"lines": "; ".join(left)})


def writers(report: ProgressReport) -> set[str]:
    """The accounts that wrote any of it, the first draft or an edit."""
    events = Event.objects.of(report).filter(action__in=WRITING)
    return set(events.values_list("actor_id", flat=True))


@rule(
    "report.signer_not_author",
    told("signed by somebody who did not write it", "签发人非填报人"),
    told(
        "Who wrote a report, or any of it, does not sign it; let another head of the unit sign.",
        "参与填写报告的人员不得签发本报告，请由本单位其他负责人签发。",
    ),
)
def signer_not_author(occasion: Occasion) -> bool:
    return str(occasion.actor.pk) not in writers(occasion.obj)


@rule(
    "report.receiver_not_author",
    told("received by somebody who neither wrote nor signed it", "受理人非填报人或签发人"),
    told(
        "Who wrote or signed a report does not accept it.",
        "报告的填报人或签发人不得通过本报告。",
    ),
)
def receiver_not_author(occasion: Occasion) -> bool:
    report = occasion.obj
    signer = report.signer.user_id if report.signer_id else None
    return signer != occasion.actor.pk and str(occasion.actor.pk) not in writers(report)


@rule(
    "report.something_changes",
    told("something changes", "确有更正"),
    told(
        "The correction says what the report says already; give what is different.",
        "更正内容与原报告相同，请填写不同之处。",
    ),
    reads_payload=True,
)
def something_changes(occasion: Occasion) -> bool:
    return bool(differences(occasion.obj, occasion.payload)[1])
