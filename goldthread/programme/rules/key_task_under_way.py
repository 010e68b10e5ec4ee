"""What must hold while the lead carries a task out, and when it is verified."""

from goldthread.offices.days import day_of
from goldthread.programme import progress
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found
from goldthread.programme.given import supports, verdicts
from goldthread.programme.models import Criterion, Evidence, KeyTask, Milestone, ProgressReport
from goldthread.programme.rules.words import readable, told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import say

PROVES = ("linked", "sufficient")
"""The states of evidence that has been linked to a criterion and not been found wanting."""

ACCEPTED = ("accepted", "accepted_above")


@rule(
    "key_task.shares_stated",
    told("the supporting units' shares are stated", "配合单位分工明确"),
    told(
        "State the shares of the supporting units first; missing: {units}.",
        "请先明确配合单位分工，尚缺：{units}。",
    ),
)
def shares_stated(occasion: Occasion) -> bool | Unmet:
    rows = occasion.obj.supports.filter(share_n=None)
    codes = list(rows.order_by("office__code").values_list("office__code", flat=True))
    return not codes or Unmet({"units": ", ".join(codes)})


@readable("key_task.supports_readable", told("a share for each supporting unit", "逐一明确份额"))
def supports_readable(occasion: Occasion) -> None:
    rows = supports.read(occasion.payload["supports"])
    known = set(occasion.obj.supports.values_list("office__code", flat=True))
    if {row.office for row in rows} != known or any(row.share is None for row in rows):
        raise PartRefused(
            say(
                "State a share for each supporting unit of the task and for no other: {units}.",
                "请为且仅为本事项的配合单位逐一填写份额：{units}。",
                units=", ".join(sorted(known)) or "0",
            )
        )


@rule(
    "key_task.milestone_open",
    told("a milestone of the task, not yet reached", "本事项未完成的时间节点"),
    told(
        "This is no milestone of the task that is still to be reached, or the day lies ahead.",
        "该节点不属于本事项、已完成，或完成日期尚未到来。",
    ),
    reads_payload=True,
)
def milestone_open(occasion: Occasion) -> bool:
    milestone = found(Milestone, occasion.payload["milestone"])
    return (
        milestone is not None
        and milestone.task_id == occasion.obj.pk
        and milestone.done_on is None
        and occasion.payload["done_on"] <= day_of(occasion.at)
    )


@rule(
    "key_task.evidence_complete",
    told("every milestone has evidence", "各时间节点均有佐证"),
    told(
        "There is no evidence linked to: {which}. Upload it and link it to a criterion.",
        "以下时间节点尚无佐证材料：{which}。请上传并关联完成标准。",
    ),
)
def evidence_complete(occasion: Occasion) -> bool | Unmet:
    proved = Evidence.objects.filter(
        task=occasion.obj, state__in=PROVES, criterion__isnull=False
    ).values("criterion__milestone_id")
    bare = occasion.obj.milestones.exclude(pk__in=proved)
    titles = [title[:60] for title in bare.values_list("title", flat=True)]
    return not titles or Unmet({"which": "; ".join(titles[:5])})


@rule(
    "key_task.parts_in",
    told("the supporting units' parts are in", "配合单位部分已报送"),
    told(
        "No accepted part-report of: {units}. Ask for it and accept it.",
        "尚无已通过的配合单位分报告：{units}。请催报并审核。",
    ),
)
def parts_in(occasion: Occasion) -> bool | Unmet:
    """A unit that took a part over answers with what its predecessor reported."""
    task = occasion.obj
    accepted = ProgressReport.objects.filter(task=task, part=True, state__in=ACCEPTED)
    offices = set(accepted.values_list("office_id", flat=True))
    passed = task.handovers.exclude(done_on=None).values_list("predecessor_id", "successor_id")
    for predecessor, successor in passed:
        if predecessor in offices:
            offices.add(successor)
    lacking = task.supports.exclude(office_id__in=offices)
    codes = list(lacking.order_by("office__code").values_list("office__code", flat=True))
    return not codes or Unmet({"units": ", ".join(codes)})


@rule(
    "key_task.has_target",
    told("it has a target", "设有目标"),
    told("The task has no target that could be waived.", "本事项未设可豁免的目标。"),
)
def has_target(occasion: Occasion) -> bool:
    return bool(occasion.obj.targets.exists())


def criteria_of(task: KeyTask) -> dict[int, str]:
    rows = Criterion.objects.filter(milestone__task=task)
    return dict(rows.order_by("milestone__position", "position").values_list("pk", "text"))


@readable("key_task.verdicts_readable", told("a finding for every criterion", "逐项核查结论齐全"))
def verdicts_readable(occasion: Occasion) -> None:
    verdicts.read(occasion.payload["verdicts"], criteria_of(occasion.obj))


@rule(
    "key_task.criteria_met",
    told("every criterion is met", "完成标准均已达到"),
    told(
        "These criteria are not met: {which}. Send the task back with the reasons.",
        "以下完成标准未达到：{which}。请注明理由退办。",
    ),
    reads_payload=True,
)
def criteria_met(occasion: Occasion) -> bool | Unmet:
    known = criteria_of(occasion.obj)
    rows = verdicts.read(occasion.payload["verdicts"], known)
    unmet = [known[row.criterion][:60] for row in rows if not row.met]
    return not unmet or Unmet({"which": "; ".join(unmet[:5])})


@rule(
    "key_task.target_met",
    told("the target is met by the computed figure, or waived", "目标经核算达到或已豁免"),
    told(
        "The computed figures do not meet these targets: {which}. Send the task back, or have the "
        "issuer sign a waiver.",
        "核算数据未达到以下目标：{which}。请退办，或由签发人签批豁免。",
    ),
)
def target_met(occasion: Occasion) -> bool | Unmet:
    task = occasion.obj
    if task.waiver or not task.targets.exists():
        return True
    short = [str(each.target) for each in progress.met(task, occasion.at)]
    return not short or Unmet({"which": "; ".join(short[:5])})


@rule(
    "key_task.review_ahead",
    told("the day of review lies ahead", "复核日期未到"),
    told("The day of review must lie ahead; {day} does not.", "复核日期须晚于今日，{day}不符。"),
    reads_payload=True,
)
def review_ahead(occasion: Occasion) -> bool | Unmet:
    day = occasion.payload["review_on"]
    return day > day_of(occasion.at) or Unmet({"day": day.isoformat()})
