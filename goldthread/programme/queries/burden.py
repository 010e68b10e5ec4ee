"""The burden meter: what an office is asked in a month, and figures that are asked of it twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from goldthread.offices.models import Office
from goldthread.programme.models import KeyTask, Target
from goldthread.programme.models.report import ReportLine
from goldthread.programme.queries.duties import duties, owing_tasks
from goldthread.programme.queries.visible import HANDED_IN

WORDS = 2
"""The fields of every report beside its lines: narrative and confidence."""

ENDED = ("written_off", "carried_over", "cancelled")


@dataclass(frozen=True)
class Burden:
    """Reports and fields asked of an office, whose answers fall due in the month."""

    office: str
    month: str
    reports: int
    fields: int
    tasks: int
    """Tasks for which it reports, as lead or with a part."""


def burden(office: Office, month: date) -> Burden:
    """Of the month in which a day lies."""
    return burdens([office], month)[0]


def burdens(offices: Iterable[Office], month: date) -> list[Burden]:
    """The same for many offices: the queries do not grow with them."""
    wanted = list(offices)
    found: dict[int, list[tuple[int, int]]] = {office.pk: [] for office in wanted}
    sizes = _sizes(owing_tasks())
    for duty in duties(month, offices=found):
        if (duty.due.year, duty.due.month) == (month.year, month.month):
            found[duty.office.pk].append((duty.task.pk, sizes[duty.task.pk]))
    return [
        Burden(
            office.code,
            f"{month:%Y-%m}",
            reports=len(found[office.pk]),
            fields=sum(size for _, size in found[office.pk]),
            tasks=len({task for task, _ in found[office.pk]}),
        )
        for office in wanted
    ]


def asked_already(
    office: Office,
    *,
    indicator: str,
    region: str,
    period: str,
    where: Mapping[str, Any],
    but: KeyTask | None = None,
) -> KeyTask | None:
    """Another running task by which the office is asked for the very same figure."""
    rows = Target.objects.filter(indicator=indicator, region=region, period=period, where=where)
    rows = rows.filter(task__lead=office).exclude(task__state__in=ENDED)
    if but is not None and but.pk is not None:
        rows = rows.exclude(task=but.pk)
    first = rows.select_related("task").order_by("task_id").first()
    found: KeyTask | None = None if first is None else first.task
    return found


def held_line(target: Target, office: Office, period_end: date) -> ReportLine | None:
    """What the office has handed in already of the same figure as of the day, for another task:
    offered when a report is begun, so that it is written once."""
    rows = ReportLine.objects.filter(
        target__indicator=target.indicator,
        target__region=target.region,
        target__period=target.period,
        target__where=target.where,
        report__office=office,
        report__period_end=period_end,
        report__state__in=HANDED_IN,
    )
    found: ReportLine | None = rows.exclude(target=target.pk).order_by("-report__pk").first()
    return found


def _sizes(tasks: "QuerySet[KeyTask]") -> dict[int, int]:
    """Fields of a report of each task: its lines and the words."""
    rows = tasks.order_by().annotate(
        lines=Count("targets", distinct=True) + Count("milestones", distinct=True)
    )
    return {key: lines + WORDS for key, lines in rows.values_list("pk", "lines")}
