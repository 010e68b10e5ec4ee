"""What must hold when a task is written: its sources, its one lead, its parts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found, is_regional, office_on
from goldthread.programme.given import milestones, supports, targets
from goldthread.programme.models import Clause, Cycle, Evidence, KeyTask, Measure, ReportLine
from goldthread.programme.rules.source import WRITING
from goldthread.programme.rules.words import readable, titled, told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.texts import Sentence, say

titled("key_task.titled")


@readable(
    "key_task.references_known", told("cycle, measure and clause are known", "周期、举措、条款存在")
)
def references_known(occasion: Occasion) -> None:
    given = occasion.payload
    cycle = occasion.obj.cycle if occasion.obj.cycle_id else found(Cycle, given.get("cycle"))
    if cycle is None or cycle.state not in WRITING:
        raise PartRefused(
            say(
                "There is no such cycle, or it is closed for new tasks.",
                "周期不存在，或已不再接收新的事项。",
            )
        )
    measure = found(Measure, given["measure"])
    if given["measure"] and (measure is None or not _may_be_named(measure, occasion.obj, cycle)):
        raise PartRefused(
            say(
                "There is no such measure in this cycle, or it was withdrawn or superseded.",
                "本周期没有该举措，或其已撤回、已被取代。",
            )
        )
    clause = found(Clause, given["clause"], "document")
    if given["clause"] and (clause is None or not clause.document.is_open):
        raise PartRefused(
            say(
                "There is no such clause, or its document was withdrawn or superseded.",
                "来源条款不存在，或其文件已撤回、已被取代。",
            )
        )


def _may_be_named(measure: Measure, task: KeyTask, cycle: Cycle) -> bool:
    """A measure of the cycle; a task that was carried over keeps the one that it came with."""
    return bool(measure.pk == task.measure_id or (measure.is_open and measure.cycle_id == cycle.pk))


@readable(
    "key_task.one_lead",
    told("exactly one lead unit, other than the supporting units", "牵头单位唯一"),
)
def one_lead(occasion: Occasion) -> None:
    """A draft may lack its lead; whoever is named exists on the due day."""
    given = occasion.payload
    day = given["due"] or day_of(occasion.at)
    lead = _unit(given["lead"], day) if given["lead"] else None
    rows = supports.read(given["supports"])
    for row in rows:
        _unit(row.office, day)
    if lead is not None and lead.code in support_codes(occasion.obj, given["supports"], rows):
        raise PartRefused(
            say(
                "{unit} is named both as lead and as supporting unit; a task has exactly one lead.",
                "{unit}同时列为牵头单位和配合单位；每项督办事项只能有一个牵头单位。",
                unit=lead.code,
            )
        )
    if occasion.obj.parent_id:
        _refuse_misfit(occasion.obj, lead, given, day)


def _refuse_misfit(task: KeyTask, lead: Office | None, given: Mapping[str, Any], day: date) -> None:
    """An assignment stays with a regional office and within the national task."""
    if lead is None or not is_regional(lead, day):
        raise PartRefused(no_region(given["lead"] or "?"))
    if given["due"] is None or given["due"] > task.parent.due:
        raise PartRefused(
            say(
                "An assignment is due by {last}, the due day of the national task.",
                "分解交办的完成时限不得晚于上级任务时限{last}。",
                last=task.parent.due.isoformat(),
            )
        )


def support_codes(
    task: KeyTask, given: object, rows: tuple[supports.GivenSupport, ...]
) -> set[str]:
    """The supporting units as they will stand; where none were given, as they stand."""
    if given is not None or task.pk is None:
        return {row.office for row in rows}
    return set(task.supports.values_list("office__code", flat=True))


def _unit(given: str, day: date) -> Office:
    """One known office that exists on the day; a text that names two is none."""
    office = office_on(given, day)
    if office is None:
        raise PartRefused(no_unit(given, day))
    return office


def no_unit(given: str, day: date) -> Sentence:
    known: Any = Office.objects.filter(code=given).first()
    if known is not None:
        return say(
            "{unit} does not exist on {day}; name the unit that does the work on that day.",
            "{unit}在{day}不存在，请填写当日承担该项工作的单位。",
            unit=given,
            day=day.isoformat(),
        )
    return say(
        "“{unit}” is no unit: give the code of exactly one office.",
        "“{unit}”不是单位：请填写一个单位的代码。",
        unit=given[:80],
    )


def no_region(given: str) -> Sentence:
    return say(
        "{unit} is no regional office; a task is assigned to regional offices.",
        "{unit}不是地方局；事项只能分解交办给地方局。",
        unit=given[:80],
    )


@readable(
    "key_task.milestones_readable",
    told("milestones in order, none after the due day", "时间节点有序"),
)
def milestones_readable(occasion: Occasion) -> None:
    given, task = occasion.payload["milestones"], occasion.obj
    if given is None:
        _refuse_after(task, occasion.payload["due"])
        return
    rows = milestones.read(given, occasion.payload["due"])
    if task.pk is not None and [row.criteria for row in rows] != _criteria(task):
        _refuse_in_use(task)


def _refuse_after(task: KeyTask, due: date | None) -> None:
    if task.pk is None or due is None:
        return
    late = task.milestones.filter(due__gt=due).first()
    if late is not None:
        raise PartRefused(
            say(
                "The milestone “{title}” ({day}) lies after the due day of the task, {last}.",
                "时间节点“{title}”（{day}）晚于事项完成时限{last}。",
                title=late.title,
                day=late.due.isoformat(),
                last=due.isoformat(),
            )
        )


def _criteria(task: KeyTask) -> list[tuple[str, ...]]:
    rows = task.milestones.prefetch_related("criteria")
    return [tuple(each.text for each in row.criteria.all()) for row in rows]


def _refuse_in_use(task: KeyTask) -> None:
    proved = Evidence.objects.filter(criterion__milestone__task=task)
    told_of = ReportLine.objects.filter(milestone__task=task)
    if proved.exists() or told_of.exists() or task.verdicts.exists():
        raise PartRefused(
            say(
                "Evidence, reports or findings hang on these milestones; keep their number and "
                "their criteria, and change titles and days only.",
                "已有佐证材料、进展报告或核查结论与时间节点关联；请保留节点数量和完成标准，仅可修改标题和日期。",
            )
        )


@readable("key_task.targets_readable", told("targets can be computed", "目标可由指标核算"))
def targets_readable(occasion: Occasion) -> None:
    given, task = occasion.payload["targets"], occasion.obj
    rows = targets.read(given)
    if given is None or task.pk is None:
        return
    stated = ReportLine.objects.filter(target__task=task)
    kept = [(row.indicator, row.region, row.period) for row in rows]
    there = list(task.targets.values_list("indicator", "region", "period"))
    if kept != there and stated.exists():
        raise PartRefused(
            say(
                "Figures were reported on these targets; keep what they count, and change values "
                "only.",
                "已有针对这些目标填报的数据；请保留其统计口径，仅可修改目标值。",
            )
        )
