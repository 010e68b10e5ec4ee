"""Who may, and what must hold: the cycle."""

import re

from goldthread.programme.finding import found
from goldthread.programme.given import clocks
from goldthread.programme.lineage import leads_back
from goldthread.programme.models import Cycle, KeyTask, Measure
from goldthread.programme.rules.words import readable, titled, told
from goldthread.workflow.machine import open_states
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule

_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,19}", re.ASCII)
NOT_YET_ISSUED = ("drafted", "consultation", "approved")
MOST_NAMED = 5

titled("cycle.titled")


@rule(
    "cycle.key_free",
    told("the key is free", "编号可用"),
    told(
        "The key {key} is taken, or is not written in letters, digits and hyphens (2019-H1).",
        "编号{key}已被使用，或未按字母、数字、连字符书写（如2019-H1）。",
    ),
    reads_payload=True,
)
def key_free(occasion: Occasion) -> bool | Unmet:
    key = occasion.payload["key"]
    free = bool(_KEY.fullmatch(key)) and not Cycle.objects.filter(key=key).exists()
    return free or Unmet({"key": key[:40]})


@rule(
    "cycle.days_in_order",
    told("first day before last day", "起止日期有序"),
    told("The last day lies before the first day.", "截止日早于起始日。"),
    reads_payload=True,
)
def days_in_order(occasion: Occasion) -> bool:
    return bool(occasion.payload["starts"] <= occasion.payload["ends"])


@rule(
    "cycle.previous_known",
    told("the previous cycle is there and has no other next", "上一周期成立且未被承接"),
    told(
        "The previous cycle must be one that is there, ends before this one starts, is followed by "
        "no other, and does not itself follow this one.",
        "上一周期须已存在、在本周期开始前结束、未被其他周期承接，且不得以本周期为其前序。",
    ),
    reads_payload=True,
)
def previous_known(occasion: Occasion) -> bool:
    given = occasion.payload["previous"]
    if given is None:
        return True
    previous = found(Cycle, given)
    return (
        previous is not None
        and previous.ends < occasion.payload["starts"]
        and not Cycle.objects.filter(previous=previous).exclude(pk=occasion.obj.pk).exists()
        and not leads_back(Cycle, "previous_id", previous.pk, occasion.obj.pk)
    )


@readable("cycle.clocks_readable", told("the time limits can be read", "时限可读"))
def clocks_readable(occasion: Occasion) -> None:
    clocks.read(occasion.payload["clocks"])


@rule(
    "cycle.measures_issued",
    told("all measures issued or withdrawn", "举措均已印发或撤回"),
    told(
        "{count} measures are not issued yet; issue or withdraw them: {which}",
        "尚有{count}项举措未印发，请印发或撤回：{which}",
    ),
)
def measures_issued(occasion: Occasion) -> bool | Unmet:
    rows = Measure.objects.filter(cycle=occasion.obj, state__in=NOT_YET_ISSUED).order_by("number")
    numbers = [str(number) for number in rows.values_list("number", flat=True)]
    return not numbers or Unmet({"count": len(numbers), "which": _some(numbers)})


@rule(
    "cycle.tasks_ended",
    told("every task written off, carried over or cancelled", "事项均已销号、结转或撤销"),
    told(
        "{count} key tasks are still open; write them off, carry them over or cancel them: {which}",
        "尚有{count}项督办事项未了结，请销号、结转或撤销：{which}",
    ),
)
def tasks_ended(occasion: Occasion) -> bool | Unmet:
    rows = KeyTask.objects.filter(cycle=occasion.obj, state__in=open_states(KeyTask.machine.states))
    count = rows.count()
    named = rows.order_by("ledger_number", "pk").values_list("ledger_number", "pk")[:MOST_NAMED]
    return not count or Unmet(
        {"count": count, "which": _some([number or f"#{pk}" for number, pk in named], count)}
    )


def _some(names: list[str], count: int | None = None) -> str:
    more = " …" if (count or len(names)) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
