"""Who may, and what must hold: the extension."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import HEAD_ROLES, UNIT_ROLES, acts_for
from goldthread.programme.following import UNDECIDED
from goldthread.programme.models import Extension
from goldthread.programme.parties import holds_one
from goldthread.programme.rules.report import task_of
from goldthread.programme.rules.words import told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule

RUNNING = ("assigned", "received", "in_progress", "suspended")


@rule(
    "extension.unit",
    told("lead unit", "牵头单位"),
    told(
        "This is done by the task's lead unit.",
        "此项由本事项的牵头单位办理。",
    ),
)
def unit(occasion: Occasion) -> bool:
    task, day = task_of(occasion), day_of(occasion.at)
    if "task" not in occasion.payload and occasion.obj.task_id is None:
        return holds_one(occasion.actor, UNIT_ROLES, day)
    return task is not None and acts_for(occasion.actor, task.lead, UNIT_ROLES, day)


@rule(
    "extension.unit_head",
    told("head of the lead unit", "牵头单位负责人"),
    told("This is done by the head of the task's lead unit.", "此项由牵头单位负责人办理。"),
)
def unit_head(occasion: Occasion) -> bool:
    task = occasion.obj.task
    return acts_for(occasion.actor, task.lead, HEAD_ROLES, day_of(occasion.at))


@rule(
    "extension.task_running",
    told("the task is running", "事项尚在办理"),
    told(
        "An extension is asked for while the task is assigned and completion is not reported.",
        "延期须在事项已交办且未报结时申请。",
    ),
)
def task_running(occasion: Occasion) -> bool:
    task = task_of(occasion)
    return task is not None and task.state in RUNNING


@rule(
    "extension.before_due",
    told("before the due day", "到期之前"),
    told(
        "An extension is asked for before the due day; the task was due on {due}.",
        "延期须在到期日之前申请，本事项完成时限为{due}。",
    ),
)
def before_due(occasion: Occasion) -> bool | Unmet:
    task = task_of(occasion)
    if task is None or task.due is None:
        return Unmet({"due": "–"})
    return day_of(occasion.at) < task.due or Unmet({"due": task.due.isoformat()})


@rule(
    "extension.later_day",
    told("a later day", "晚于原时限"),
    told(
        "The new due day must be later than the present one ({due}).",
        "新的完成时限须晚于现行时限（{due}）。",
    ),
    reads_payload=True,
)
def later_day(occasion: Occasion) -> bool | Unmet:
    task = task_of(occasion)
    asked = occasion.payload.get("due") or occasion.obj.due
    if task is None or task.due is None:
        return Unmet({"due": "–"})
    return asked > task.due or Unmet({"due": task.due.isoformat()})


@rule(
    "extension.within_parent",
    told("within the national task", "不晚于上级任务"),
    told(
        "The national task is due on {due}; have it extended first.",
        "上级任务的完成时限为{due}，请先办理上级任务延期。",
    ),
    reads_payload=True,
)
def within_parent(occasion: Occasion) -> bool | Unmet:
    task = task_of(occasion)
    asked = occasion.payload.get("due") or occasion.obj.due
    if task is None or task.parent_id is None or asked <= task.parent.due:
        return True
    return Unmet({"due": task.parent.due.isoformat()})


@rule(
    "extension.none_open",
    told("no other extension is open", "无其他未决延期"),
    told(
        "An extension to {due} is being decided already; wait for it or withdraw it.",
        "延至{due}的申请尚未办结，请等待结果或先撤回。",
    ),
)
def none_open(occasion: Occasion) -> bool | Unmet:
    task = task_of(occasion)
    rows = Extension.objects.filter(task=task, state__in=UNDECIDED)
    other = rows.exclude(pk=occasion.obj.pk).first() if task is not None else None
    return other is None or Unmet({"due": other.due.isoformat()})
