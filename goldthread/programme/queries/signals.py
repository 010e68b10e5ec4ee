"""Signals for sampling: what is worth a look on the spot. None of them is a finding or a blame.

Each says in words what was seen. Only reports that were handed in count, main ones and parts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from math import comb
from typing import Any

from django.db.models import Count

from goldthread.indicators.periods import period
from goldthread.offices.models import OfficeVersion
from goldthread.programme.likeness import alike_pairs, plain
from goldthread.programme.models import Cycle, Evidence, ProgressReport, ReportLine, Target
from goldthread.programme.models.base import VALUE
from goldthread.programme.progress import Progress, of_targets
from goldthread.programme.queries.visible import HANDED_IN
from goldthread.workflow.texts import Titles

GREEN = 4
"""Own confidence from which a report calls its task on course."""

JUMP_SHARE, FEWEST_STEPS = Fraction(1, 2), 3
"""A last step of more than half of all that was reported, after at least two steps before."""

ROUND_CHANCE, ROUND_DOUBT, FEWEST_VALUES = 0.1, 0.001, 5
"""One value in ten ends in a zero by chance; told where that chance is below one in a thousand."""

GRACE = timedelta(days=31)
"""So long may a register lag behind the day reported before it is called late."""


@dataclass(frozen=True)
class Signal:
    """`kind` of what was seen, at which office on which tasks (keys), and why in words."""

    kind: str
    office: str
    tasks: tuple[int, ...]
    why: Titles


def signals(cycle: Cycle, day: date | None = None) -> list[Signal]:
    """All signals of a cycle, as known on a day (usually its last)."""
    on = cycle.ends if day is None else day
    found: list[Signal] = []
    for find in _FINDERS:
        found += find(cycle, on)
    return sorted(found, key=lambda each: (each.kind, each.office, each.tasks))


def _reports(cycle: Cycle) -> list[ProgressReport]:
    rows = ProgressReport.objects.filter(task__cycle=cycle, state__in=HANDED_IN)
    return list(rows.select_related("office", "task").order_by("period_end", "office__code", "pk"))


def same_narrative(cycle: Cycle, day: date) -> Iterator[Signal]:  # noqa: ARG001
    """The same text of several units on one national task as of one day."""
    names = _names()
    groups: dict[tuple[int, date], list[tuple[ProgressReport, str]]] = defaultdict(list)
    for report in _reports(cycle):
        root = report.task.parent_id or report.task_id
        groups[root, report.period_end].append((report, plain(report.narrative, names)))
    for group in groups.values():
        for one, other, share in alike_pairs(group):
            for mine, theirs in ((one, other), (other, one)):
                yield Signal(
                    "same_narrative",
                    mine.office.code,
                    (mine.task_id,),
                    _why(
                        "The narrative of {0} is {1} % the same as that of {2}.",
                        "{0}的进展情况与{2}的相同率为{1}%。",
                        mine.period_end,
                        round(share * 100),
                        theirs.office.code,
                    ),
                )


def same_file(cycle: Cycle, day: date) -> Iterator[Signal]:  # noqa: ARG001
    """One file under two tasks, or with the reports of two days."""
    rows = Evidence.objects.filter(task__cycle=cycle).exclude(state="withdrawn")
    several = (
        rows.values("sha256")
        .annotate(
            tasks=Count("task", distinct=True), days=Count("report__period_end", distinct=True)
        )
        .order_by("sha256")
    )
    hashes = {row["sha256"] for row in several if row["tasks"] > 1 or row["days"] > 1}
    found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for each in rows.select_related("office").order_by("pk"):
        if each.sha256 in hashes:
            found[each.office.code, each.sha256].append(each)
    for (office, digest), files in sorted(found.items()):
        yield Signal(
            "same_file",
            office,
            tuple(sorted({each.task_id for each in files})),
            _why(
                "The file {0} (SHA-256 {1}…) stands under several tasks or reporting days.",
                "文件{0}（SHA-256 {1}…）同时用于多项任务或多个报告期。",
                files[0].name,
                digest[:12],
            ),
        )


def green_with_late_register(cycle: Cycle, day: date) -> Iterator[Signal]:
    """Every report of a unit is confident, while the register does not reach the days reported."""
    by_office: dict[str, list[ProgressReport]] = defaultdict(list)
    for report in _reports(cycle):
        by_office[report.office.code].append(report)
    green = {
        office: rows
        for office, rows in by_office.items()
        if all((row.confidence or 0) >= GREEN for row in rows)
    }
    last = {row.task_id: row.period_end for rows in green.values() for row in rows}
    targets = Target.objects.filter(task__in=list(last)).order_by("task", "position")
    late = {each.target.task_id: each for each in of_targets(targets, day) if _late(each, last)}
    for office, rows in sorted(green.items()):
        tasks = tuple(sorted({row.task_id for row in rows} & set(late)))
        if tasks:
            yield Signal(
                "green_with_late_register",
                office,
                tasks,
                _why(
                    "Every report is confident, but the register does not tell of the days "
                    "reported ({0}).",
                    "各期报告均称进展顺利，但登记数据未覆盖所报日期（{0}）。",
                    late[tasks[0]].target,
                ),
            )


def _late(progress: Progress, last: dict[int, date]) -> bool:
    if progress.computed is None:
        return True
    span = period(progress.target.period)
    length = (span.end - span.start).days + 1
    covered = span.start + timedelta(days=int(progress.elapsed * length) - 1)
    return covered + GRACE < min(last[progress.target.task_id], span.end)


def jump_at_the_end(cycle: Cycle, day: date) -> Iterator[Signal]:  # noqa: ARG001
    """More than half of all that was reported came with the last report."""
    for (office, task, target), values in _series(cycle):
        steps = [later - earlier for earlier, later in pairwise([Fraction(0), *values])]
        whole = values[-1]
        if len(steps) >= FEWEST_STEPS and whole > 0 and steps[-1] > JUMP_SHARE * whole:
            yield Signal(
                "jump_at_the_end",
                office,
                (task,),
                _why(
                    "{0}: {1} of {2} came with the last report.",
                    "{0}：共{2}，其中{1}在最后一期报告中一次增加。",
                    target,
                    float(steps[-1]),
                    float(whole),
                ),
            )


def round_numbers(cycle: Cycle, day: date) -> Iterator[Signal]:  # noqa: ARG001
    """Values that end in a zero far oftener than counts do; percentages are left out."""
    found: dict[str, list[tuple[int, Fraction]]] = defaultdict(list)
    for (office, task, _), values in _series(cycle):
        found[office] += [(task, value) for value in values if value >= 10]
    for office, rows in sorted(found.items()):
        ending = [(task, value) for task, value in rows if value % 10 == 0]
        if len(rows) >= FEWEST_VALUES and chance_of(len(ending), len(rows)) < ROUND_DOUBT:
            yield Signal(
                "round_numbers",
                office,
                tuple(sorted({task for task, _ in ending})),
                _why(
                    "{0} of {1} values reported end in a zero.",
                    "所报{1}个数值中有{0}个以零结尾。",
                    len(ending),
                    len(rows),
                ),
            )


def chance_of(hits: int, of: int) -> float:
    """That at least so many of so many values end in a zero by chance (binomial)."""
    return sum(
        comb(of, k) * ROUND_CHANCE**k * (1 - ROUND_CHANCE) ** (of - k) for k in range(hits, of + 1)
    )


def _series(cycle: Cycle) -> Iterator[tuple[tuple[str, int, str], list[Fraction]]]:
    """The values reported of a target by a unit, in the order of their days."""
    rows = ReportLine.objects.filter(
        report__task__cycle=cycle,
        report__state__in=HANDED_IN,
        target__isnull=False,
        status=VALUE,
    ).select_related("report__office", "target")
    ordered = rows.order_by("report__office__code", "target_id", "report__period_end")
    for _, group in groupby(ordered, key=lambda row: (row.report.office_id, row.target_id)):
        lines = list(group)
        first = lines[0]
        key = (first.report.office.code, first.report.task_id, str(first.target))
        yield key, [Fraction(line.value) for line in lines]


def _names() -> tuple[str, ...]:
    fields = ("name_en", "name_zh", "short_en", "short_zh", "also_en", "also_zh")
    rows = OfficeVersion.objects.values_list(*fields)
    return tuple({name for row in rows for name in row if name})


def _why(en: str, zh: str, *facts: Any) -> Titles:
    return {"en": en.format(*facts), "zh": zh.format(*facts)}


Finder = Callable[[Cycle, date], Iterator[Signal]]
_FINDERS: tuple[Finder, ...] = (
    same_narrative,
    same_file,
    green_with_late_register,
    jump_at_the_end,
    round_numbers,
)
