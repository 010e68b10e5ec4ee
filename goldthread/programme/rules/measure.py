"""Who may, and what must hold: the measure."""

from goldthread.offices.days import day_of
from goldthread.programme.codelists import titles_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import acts_for, enacted, found, office_on
from goldthread.programme.models import Cycle, KeyTask, Measure, Requirement
from goldthread.programme.parties import holds_one
from goldthread.programme.rules.source import WRITING
from goldthread.programme.rules.words import readable, titled, told
from goldthread.workflow.machine import open_states
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import say

titled("measure.titled")
DEPARTMENT = ("national_department",)


@rule(
    "measure.department",
    told("department in charge", "负责部门"),
    told("Only the department in charge of the measure may do this.", "此项仅由举措负责部门办理。"),
)
def department(occasion: Occasion) -> bool:
    """Of a new measure the one that is named; while none is, whoever may draft one at all."""
    day = day_of(occasion.at)
    office = occasion.obj.department
    if occasion.obj._state.adding:
        if "department" not in occasion.payload:
            return holds_one(occasion.actor, DEPARTMENT, day)
        office = office_on(occasion.payload["department"], day)
    return acts_for(occasion.actor, office, DEPARTMENT, day)


@rule(
    "measure.cycle_running",
    told("the cycle takes measures", "周期可接收举措"),
    told(
        "There is no such cycle, or it is closed for new measures.",
        "周期不存在，或已不再接收新的举措。",
    ),
    reads_payload=True,
)
def cycle_running(occasion: Occasion) -> bool:
    cycle = found(Cycle, occasion.payload["cycle"])
    return cycle is not None and cycle.state in WRITING


@readable(
    "measure.known_words",
    told("line of work, department and requirements are known", "工作线、部门及工作要求存在"),
)
def known_words(occasion: Occasion) -> None:
    given = occasion.payload
    lines = titles_of("lines_of_work")
    if given["line_of_work"] not in lines:
        raise PartRefused(
            say(
                "There is no line of work {line}; there are: {known}.",
                "没有工作线{line}，可用的有：{known}。",
                line=given["line_of_work"][:40],
                known=", ".join(lines),
            )
        )
    day = day_of(occasion.at)
    if given["department"] and office_on(given["department"], day) is None:
        raise PartRefused(
            say(
                "There is no office {code} on {day}.",
                "{day}不存在单位{code}。",
                code=given["department"][:40],
                day=day.isoformat(),
            )
        )
    for key in given["requirements"] or ():
        _refuse_foreign(key, _cycle_of(occasion))


def _cycle_of(occasion: Occasion) -> int | None:
    cycle = found(Cycle, occasion.payload.get("cycle"))
    return int(cycle.pk) if cycle else occasion.obj.cycle_id


def _refuse_foreign(key: str, cycle: int | None) -> None:
    requirement = found(Requirement, key)
    if requirement is None or requirement.cycle_id != cycle or not requirement.is_open:
        raise PartRefused(
            say(
                "{key} is no requirement of this cycle that still stands.",
                "{key}不是本周期的有效工作要求。",
                key=key[:40],
            )
        )


@rule(
    "measure.number_free",
    told("the number is free", "序号可用"),
    told(
        "The number {number} must be 1 or more and not be taken in this cycle.",
        "序号{number}须不小于1，且在本周期未被使用。",
    ),
    reads_payload=True,
)
def number_free(occasion: Occasion) -> bool | Unmet:
    number = occasion.payload["number"]
    rows = Measure.objects.filter(cycle_id=_cycle_of(occasion), number=number)
    taken = rows.exclude(state="withdrawn").exclude(pk=occasion.obj.pk)
    free = 1 <= number < 100_000 and not taken.exists()
    return free or Unmet({"number": number})


@rule(
    "measure.until_ahead",
    told("the last day for comments lies ahead", "意见截止日未到"),
    told("The last day for comments, {day}, is past.", "意见截止日{day}已过。"),
    reads_payload=True,
)
def until_ahead(occasion: Occasion) -> bool | Unmet:
    until = occasion.payload["until"]
    return until >= day_of(occasion.at) or Unmet({"day": until.isoformat()})


@rule(
    "measure.consultation_running",
    told("the consultation is running", "征求意见期内"),
    told("Comments were taken until {day}.", "征求意见已于{day}截止。"),
)
def consultation_running(occasion: Occasion) -> bool | Unmet:
    until = occasion.obj.comments_until
    return until is None or day_of(occasion.at) <= until or Unmet({"day": until.isoformat()})


@rule(
    "measure.answers_requirement",
    told("it answers an issued requirement", "对应已印发的工作要求"),
    told(
        "The measure answers no issued requirement; name one, or issue it.",
        "举措未对应已印发的工作要求，请填写或先印发工作要求。",
    ),
)
def answers_requirement(occasion: Occasion) -> bool:
    return bool(occasion.obj.answers.filter(requirement__state="issued").exists())


@rule(
    "measure.tasks_ended",
    told("its tasks are ended", "所属事项均已了结"),
    told("{count} key tasks of the measure are still open.", "该举措尚有{count}项督办事项未了结。"),
)
def tasks_ended(occasion: Occasion) -> bool | Unmet:
    open_tasks = KeyTask.objects.filter(
        measure=occasion.obj, state__in=open_states(KeyTask.machine.states)
    ).count()
    return not open_tasks or Unmet({"count": open_tasks})


@rule(
    "measure.next_cycle",
    told("the next cycle takes it", "下一周期可承接"),
    told(
        "A measure is carried into the cycle that follows its own and is preparing or open.",
        "举措须结转至紧接其后、处于筹备或进行中的周期。",
    ),
    reads_payload=True,
)
def next_cycle(occasion: Occasion) -> bool:
    into = found(Cycle, occasion.payload["into"])
    return into is not None and into.previous_id == occasion.obj.cycle_id and into.state in WRITING


@rule(
    "measure.under_reform",
    told("under an enacted reform act", "依据已颁布的机构改革"),
    told("There is no such reform act, or it is not enacted.", "机构改革不存在或尚未颁布。"),
    reads_payload=True,
)
def under_reform(occasion: Occasion) -> bool:
    return enacted(occasion.payload["act"]) is not None
