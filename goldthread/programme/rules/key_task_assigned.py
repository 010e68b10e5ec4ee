"""What must hold from registration to assignment, at home and to regional offices."""

from datetime import date

from goldthread.offices.days import day_of
from goldthread.programme import clocks
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found, is_regional, office_on
from goldthread.programme.models import KeyTask
from goldthread.programme.models.base import NUMBER_LENGTH
from goldthread.programme.rules.key_task_written import no_region, no_unit
from goldthread.programme.rules.words import readable, told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Sentence, say

RUNNING = ("assigned", "received", "in_progress")
"""The states of a national task in which it is assigned on to regional offices."""

ENDED_OTHERWISE = ("cancelled", "carried_over")
PARENT = (
    "There is no such national task, or it is not assigned and running.",
    "上级任务不存在，或未交办、已报结。",
)


@rule(
    "key_task.sourced",
    told("it says where it comes from", "来源明确"),
    told(
        "Name the measure or the clause that asks for this task.",
        "请填写本事项所依据的举措或来源条款。",
    ),
)
def sourced(occasion: Occasion) -> bool:
    task = occasion.obj
    return bool(task.measure_id or task.clause_id or task.parent_id)


@rule(
    "key_task.complete",
    told("one lead, responsible person, due day, milestones with criteria", "要素齐全"),
    told("The task is not complete; it lacks: {missing}.", "事项要素不全，尚缺：{missing}。"),
)
def complete(occasion: Occasion) -> bool | Unmet:
    missing = list(_missing(occasion.obj))
    texts = {
        lang: (", " if lang == "en" else "、").join(each.in_language(lang) for each in missing)
        for lang in ("en", "zh")
    }
    return not missing or Unmet({"missing": texts})


def _missing(task: KeyTask) -> list[Sentence]:
    lacks = []
    if task.lead_id is None:
        lacks.append(say("exactly one lead unit", "唯一的牵头单位"))
    if not task.responsible and task.parent_id is None:
        lacks.append(say("a responsible person", "责任人"))
    if task.due is None:
        lacks.append(say("a due day", "完成时限"))
    rows = list(task.milestones.prefetch_related("criteria"))
    if not rows:
        lacks.append(say("a milestone", "时间节点"))
    bare = [row.title for row in rows if not row.criteria.all()]
    if bare:
        lacks.append(say("criteria of “{title}”", "“{title}”的完成标准", title=bare[0]))
    return lacks


@rule(
    "key_task.unsigned",
    told("not signed yet", "尚未签批"),
    told("The assignment was signed on {day}.", "已于{day}签批。"),
)
def unsigned(occasion: Occasion) -> bool | Unmet:
    day = occasion.obj.signed_on
    return day is None or Unmet({"day": day.isoformat()})


@rule(
    "key_task.signed",
    told("signed by the issuer", "已由签发人签批"),
    told("The issuer has not signed the assignment.", "签发人尚未签批。"),
)
def signed(occasion: Occasion) -> bool:
    """An assignment to a regional office rests on the signature under the national task."""
    task = occasion.obj
    return bool(task.signed_on or (task.parent_id and task.parent.signed_on))


@rule(
    "key_task.parent_running",
    told("its national task is running", "上级任务在办"),
    told(
        "The national task is not assigned and running; assign it first.",
        "上级任务未在办，请先交办上级任务。",
    ),
)
def parent_running(occasion: Occasion) -> bool:
    task = occasion.obj
    return not task.parent_id or task.parent.state in RUNNING


@rule(
    "key_task.number_free",
    told("the ledger number is free", "台账编号可用"),
    told(
        "The ledger number {number} is taken in this cycle, or has over {most} characters.",
        "台账编号{number}在本周期已被使用，或超过{most}个字符。",
    ),
    reads_payload=True,
)
def number_free(occasion: Occasion) -> bool | Unmet:
    task, number = occasion.obj, occasion.payload["ledger_number"]
    if not number:
        return True
    taken = KeyTask.objects.filter(cycle=task.cycle, ledger_number=number).exclude(pk=task.pk)
    free = len(number) <= NUMBER_LENGTH and not taken.exists()
    return free or Unmet({"number": number[:60], "most": NUMBER_LENGTH})


def parent_of(occasion: Occasion) -> KeyTask | None:
    """The national task that is assigned on, where it is one and runs."""
    parent = found(KeyTask, occasion.payload["parent"], "cycle")
    fits = parent is not None and parent.parent_id is None and parent.state in RUNNING
    return parent if fits else None


@rule(
    "key_task.parent_assigned",
    told("the national task is running", "上级任务在办"),
    told(*PARENT),
    reads_payload=True,
)
def parent_assigned(occasion: Occasion) -> bool:
    return parent_of(occasion) is not None


@readable("key_task.regional_office", told("to a regional office", "交办给地方局"))
def regional_office(occasion: Occasion) -> None:
    code, day = occasion.payload["lead"], due_of(occasion)
    office = office_on(code, day)
    if office is None:
        raise PartRefused(no_unit(code, day))
    if not is_regional(office, day):
        raise PartRefused(no_region(code))


def due_of(occasion: Occasion) -> date:
    parent = parent_of(occasion)
    return occasion.payload["due"] or (parent and parent.due) or day_of(occasion.at)


@rule(
    "key_task.office_has_none",
    told("the office does not have it yet", "该局尚未承接"),
    told("{unit} has this task already: {number}.", "{unit}已承接本事项：{number}。"),
    reads_payload=True,
)
def office_has_none(occasion: Occasion) -> bool | Unmet:
    rows = KeyTask.objects.filter(
        parent=parent_of(occasion), lead__code=occasion.payload["lead"]
    ).exclude(state__in=ENDED_OTHERWISE)
    there = rows.first()
    return there is None or Unmet(
        {"unit": occasion.payload["lead"], "number": there.ledger_number or f"#{there.pk}"}
    )


@rule(
    "key_task.within_parent",
    told("due within the national task, after its milestones", "时限在上级任务之内"),
    told(
        "An assignment is due by {last}, the due day of the national task, and not before its last "
        "milestone, {first}.",
        "分解交办的完成时限不得晚于上级任务时限{last}，且不得早于其最后时间节点{first}。",
    ),
    reads_payload=True,
)
def within_parent(occasion: Occasion) -> bool | Unmet:
    due, parent = occasion.payload["due"], parent_of(occasion)
    if due is None or parent is None:
        return True
    last = parent.milestones.order_by("-due").values_list("due", flat=True).first()
    within = due <= parent.due and (last is None or due >= last)
    return within or Unmet({"last": parent.due.isoformat(), "first": last.isoformat()})


@rule(
    "key_task.part_open",
    told("own part not signed for", "本单位尚未签收"),
    told("Your unit has signed for its part already.", "贵单位已签收。"),
)
def part_open(occasion: Occasion) -> bool:
    return bool(occasion.obj.supports.filter(signed_on=None).exists())


@rule(
    "key_task.within_hand_back",
    told("within the time for handing back", "在退回期限内"),
    told(
        "A task is handed back within {days} working days of its assignment; the last day was "
        "{last}.",
        "事项须在交办后{days}个工作日内退回，最后期限为{last}。",
    ),
)
def within_hand_back(occasion: Occasion) -> bool | Unmet:
    task = occasion.obj
    last = clocks.deadline(task.cycle, task.assigned_on, "hand_back")
    days = clocks.limit(task.cycle, "hand_back")
    return day_of(occasion.at) <= last or Unmet({"days": days, "last": last.isoformat()})
