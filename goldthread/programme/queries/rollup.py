"""The roll-up of a joint task: one national value, the units' values beside it, and the sum check.

Units are the supporting units with their parts and, of a national task, the regions with their
assignments' reports. Only accepted reports count, as their latest erratum tells them. What a unit
did not report is missing, not zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from goldthread.indicators.catalogue import catalogue
from goldthread.programme.adding_up import Kind, Sum, joined, kind_of, said
from goldthread.programme.models import KeyTask, ReportLine, Target
from goldthread.programme.models.base import MISSING
from goldthread.programme.queries.visible import ACCEPTED

LEFT_OUT = ("cancelled", "carried_over", "drafted", "registered")
"""Assignments in these states are no part of the joint task."""


@dataclass(frozen=True)
class UnitValue:
    """What one unit said. `share` is what it was to contribute, where that was stated."""

    office: str
    line: ReportLine | None
    share: Fraction | None

    @property
    def sum(self) -> Sum:
        return said(MISSING) if self.line is None else _said(self.line)


@dataclass(frozen=True)
class Rollup:
    """One target of a task as of a day. `national` is what the lead says for all."""

    target: Target
    kind: Kind
    scale: int
    national: Sum
    units: tuple[UnitValue, ...]

    @property
    def coverage(self) -> Sum:
        """Over all units: how many said a value, how many nothing, how many "does not apply"."""
        return joined(unit.sum for unit in self.units)

    @property
    def total(self) -> Fraction | None:
        """What the units' values come to; None where they cannot be added up."""
        return self.coverage.total(self.kind, self.scale)

    @property
    def value(self) -> Fraction | None:
        """The national value: the lead's, said once, not added to that of the units."""
        return self.national.value if self.national.values else None

    @property
    def difference(self) -> Fraction | None:
        """National value less total: the sum check. Meaningful where coverage is whole."""
        if self.value is None or self.total is None:
            return None
        return self.value - self.total

    @property
    def whole(self) -> bool:
        """Did every unit answer, with a value or with "does not apply"?"""
        return bool(self.units) and not self.coverage.missing


def rollup(task: KeyTask, period_end: date) -> list[Rollup]:
    """One for each target of the task, in order: five queries, however many units."""
    targets = list(task.targets.order_by("position"))
    supports = list(task.supports.select_related("office").order_by("office__code"))
    assignments = task.assignments.exclude(state__in=LEFT_OUT).select_related("lead")
    regions = list(assignments.order_by("lead__code"))
    lines = _lines([task.pk, *(each.pk for each in regions)], period_end)
    known = catalogue(Path(settings.GOLDTHREAD_HOME))
    found = []
    for target in targets:
        definition = known.get(target.indicator)
        units = [
            UnitValue(row.office.code, lines.of(target.pk, row.office_id), _share(row))
            for row in supports
        ]
        units += [UnitValue(each.lead.code, lines.like(target, each), None) for each in regions]
        found.append(
            Rollup(
                target,
                kind_of(definition.type if definition else ""),
                definition.scale if definition else 1,
                UnitValue("", lines.of(target.pk, task.lead_id), None).sum,
                tuple(units),
            )
        )
    return found


class _Lines:
    """The accepted lines of a period, by target and unit, and by what a region's target counts."""

    def __init__(self, rows: Iterable[ReportLine]) -> None:
        self._by_target: dict[tuple[int, int], ReportLine] = {}
        self._by_figure: dict[tuple[int, object], ReportLine] = {}
        for row in rows:
            self._by_target[row.target_id, row.report.office_id] = row
            if not row.report.part:
                self._by_figure[row.report.task_id, _figure(row.target)] = row

    def of(self, target: int, office: int) -> ReportLine | None:
        return self._by_target.get((target, office))

    def like(self, target: Target, task: KeyTask) -> ReportLine | None:
        """The line of an assignment on the same figure; the region is the assignment's own."""
        return self._by_figure.get((task.pk, _figure(target)))


def _lines(tasks: list[int], period_end: date) -> _Lines:
    rows = ReportLine.objects.filter(
        Q(target__isnull=False),
        report__task__in=tasks,
        report__period_end=period_end,
        report__state__in=ACCEPTED,
    )
    return _Lines(rows.select_related("report", "target"))


def _figure(target: Target) -> tuple[object, ...]:
    where = tuple(sorted((name, str(value)) for name, value in target.where.items()))
    return (target.indicator, target.period, where, target.direction)


def _share(row: object) -> Fraction | None:
    numerator, denominator = getattr(row, "share_n", None), getattr(row, "share_d", None)
    return None if numerator is None or denominator is None else Fraction(numerator, denominator)


def _said(line: ReportLine) -> Sum:
    numbers = (line.value, line.numerator, line.denominator)
    exact = [None if number is None else Fraction(number) for number in numbers]
    return said(line.status, *exact)
