"""What must hold when a task is settled, written off, carried over."""

from goldthread.programme.finding import found
from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.rules.source import WRITING
from goldthread.programme.rules.words import is_part, told
from goldthread.workflow.machine import open_states
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule

ANSWERED = ("answered", "cleared", "revoked")
SETTLED = ("settled", "written_off", "carried_over", "cancelled")


@rule(
    "key_task.assignments_settled",
    told("every assignment is settled", "分解事项均已办结"),
    told(
        "{count} assignments to regional offices are not settled yet.",
        "尚有{count}项地方局分解事项未办结。",
    ),
)
def assignments_settled(occasion: Occasion) -> bool | Unmet:
    count = occasion.obj.assignments.exclude(state__in=SETTLED).count()
    return not count or Unmet({"count": count})


@rule(
    "key_task.notices_answered",
    told("every supervision notice is answered", "督办单均已回复"),
    told(
        "These supervision notices are not answered: {numbers}.",
        "以下督办单尚未回复：{numbers}。",
    ),
)
def notices_answered(occasion: Occasion) -> bool | Unmet:
    rows = occasion.obj.supervision_notices.exclude(state__in=ANSWERED).order_by("number")
    numbers = list(rows.values_list("number", flat=True))
    return not numbers or Unmet({"numbers": ", ".join(numbers[:5])})


@rule(
    "key_task.assignments_ended",
    told("every assignment is ended", "分解事项均已销号"),
    told(
        "{count} assignments to regional offices are still open; write them off first.",
        "尚有{count}项地方局分解事项未销号，请先销号。",
    ),
)
def assignments_ended(occasion: Occasion) -> bool | Unmet:
    count = occasion.obj.assignments.filter(state__in=open_states(KeyTask.machine.states)).count()
    return not count or Unmet({"count": count})


@rule(
    "key_task.national",
    told("a national task, its assignments with it", "上级任务连同分解事项"),
    told(
        "An assignment is carried over with its national task; carry that over.",
        "分解事项随上级任务一并结转，请结转上级任务。",
    ),
)
def national(occasion: Occasion) -> bool:
    return occasion.obj.parent_id is None or is_part(occasion, "carry_over")


@rule(
    "key_task.next_cycle",
    told("the next cycle takes it", "下一周期可承接"),
    told(
        "A task is carried into the cycle that follows its own and is preparing or open, with a "
        "due day after the present one and not before that cycle begins.",
        "事项须结转至紧接其后、处于筹备或进行中的周期，新时限须晚于现时限且不早于该周期起始日。",
    ),
    reads_payload=True,
)
def next_cycle(occasion: Occasion) -> bool:
    task, given = occasion.obj, occasion.payload
    into = found(Cycle, given["into"])
    return (
        into is not None
        and into.previous_id == task.cycle_id
        and into.state in WRITING
        and given["due"] >= into.starts
        and (task.due is None or given["due"] > task.due)
    )
