"""An office's reports of a period as one workbook: a sheet of reports, a sheet of their figures.

A figure's cell has three values: empty is not reported, 0 is zero, n/a does not apply.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from goldthread.documents.xlsx import NOT_APPLICABLE, Column, Form, Sheet
from goldthread.documents.xlsx.comparing import RowOutcome
from goldthread.documents.xlsx.model import Key, Row
from goldthread.documents.xlsx.reading import Filled
from goldthread.offices.models import Office
from goldthread.programme.errata import about_of
from goldthread.programme.models import Milestone, ProgressReport, ReportLine, Target
from goldthread.programme.models.base import MISSING, VALUE
from goldthread.programme.models.base import NOT_APPLICABLE as NO_APPLICATION
from goldthread.programme.queries.duties import Duty, duties, owing_tasks
from goldthread.programme.queries.tasks import tasks_visible_to
from goldthread.programme.workbooks.book import KEPT, VERSION, Deed, stamped
from goldthread.workflow import clock

REPORTS, LINES = "reports", "lines"
NUMBERS = ("value", "numerator", "denominator")
SAID = ("narrative", "confidence")


class ReportBook:
    """The reports that an office owes as of a day, as one user sees them."""

    def __init__(self, user: Any, office: Office, period_end: date) -> None:
        self._user, self.office, self.period_end = user, office, period_end

    @cached_property
    def form(self) -> Form:
        return Form(
            f"reports_{self.period_end:%Y%m%d}_{self.office.pk}",
            1,
            {"en": "Progress reports", "zh": "进展报告"},
            (
                Sheet(REPORTS, {"en": "Reports", "zh": "报告"}, _REPORT_COLUMNS, ("task",)),
                Sheet(LINES, {"en": "Figures", "zh": "数据"}, _LINE_COLUMNS, ("line",)),
            ),
            purpose={
                "en": f"What {self.office.code} reports as of {self.period_end.isoformat()}. An "
                "empty figure is not reported, 0 is zero, n/a does not apply.",
                "zh": f"{self.office.code}截至{self.period_end.isoformat()}的进展报告。"
                "数据留空表示未报，0表示零，“不适用”表示该项不适用。",
            },
        )

    def is_new(self, key: Key) -> bool:  # noqa: ARG002
        return False

    def rows(self) -> dict[str, Iterator[dict[str, Any]]]:
        now = self.now(None)
        return {
            code: (stamped(self.form.by_code[code].columns, row) for row in rows.values())
            for code, rows in now.items()
        }

    def now(self, filled: Filled | None) -> Mapping[str, Mapping[Key, Row]]:  # noqa: ARG002
        return {
            REPORTS: {(str(each.task.pk),): _report(each) for each in self._owed},
            LINES: {(row["line"],): row for row in self._lines},
        }

    @cached_property
    def _owed(self) -> list[Duty]:
        seen = tasks_visible_to(self._user).values("pk")
        found = duties(
            clock.today(), tasks=owing_tasks().filter(pk__in=seen), offices=[self.office.pk]
        )
        return [each for each in found if each.period_end == self.period_end]

    @cached_property
    def _lines(self) -> list[dict[str, Any]]:
        """Three queries for all tasks: their targets, their milestones, the lines as they stand."""
        keys = [each.task.pk for each in self._owed]
        reports = [each.report.pk for each in self._owed if each.report]
        said = {
            (row.report_id, *about_of(row)): row
            for row in ReportLine.objects.filter(report__in=reports)
        }
        asked = _asked(keys)
        return [
            _line(each, kind, row, said)
            for each in self._owed
            for kind, row in asked.get(each.task.pk, ())
        ]

    def deeds(self, changed: Sequence[RowOutcome], filled: Filled) -> Sequence[Deed]:
        """One report a task, with all its lines as the file has them."""
        tasks = {str(each.task.pk): each for each in self._owed}
        by_task: dict[str, list[RowOutcome]] = {}
        for row in changed:
            by_task.setdefault(_task_of(row), []).append(row)
        return [self._deed(tasks[key], tuple(rows), filled) for key, rows in by_task.items()]

    def _deed(self, duty: Duty, rows: tuple[RowOutcome, ...], filled: Filled) -> Deed:
        key = str(duty.task.pk)
        said = next(
            (r.values for r in filled.sheets[REPORTS].rows if r.values.get("task") == key), {}
        )
        lines = [
            _given(row.values)
            for row in filled.sheets[LINES].rows
            if str(row.values.get("line", "")).startswith(f"{key}:")
        ]
        payload = {name: said.get(name) for name in SAID} | {"lines": lines}
        version = max(_version(row) for row in rows)
        if duty.report is not None:
            mark = f"report-{duty.report.pk}"
            return Deed(duty.report, "edit", payload, version, mark, rows)
        payload |= {"task": key, "office": self.office.code, "period_end": self.period_end}
        return Deed(ProgressReport(), "draft", payload, version, f"new-{key}", rows)


def _version(row: RowOutcome) -> int:
    found = row.values.get(VERSION)
    return found if isinstance(found, int) else 0


def _task_of(row: RowOutcome) -> str:
    return str(row.values["task"] if row.sheet == REPORTS else row.values["line"]).split(":")[0]


def _report(duty: Duty) -> dict[str, Any]:
    report = duty.report
    return {
        "task": str(duty.task.pk),
        "number": duty.task.ledger_number,
        "title": duty.task.title("zh"),
        "narrative": (report.narrative or None) if report else None,
        "confidence": report.confidence if report else None,
        VERSION: report.version if report else 0,
    }


def _asked(tasks: Iterable[int]) -> dict[int, list[tuple[str, Any]]]:
    """What each task's report answers, in order: its targets, then its milestones."""
    keys, found = list(tasks), dict[int, list[tuple[str, Any]]]()
    for kind, model in (("target", Target), ("milestone", Milestone)):
        rows: Any = model._default_manager.filter(task__in=keys).order_by("task_id", "position")
        for row in rows:
            found.setdefault(row.task_id, []).append((kind, row))
    return found


def _line(duty: Duty, kind: str, about: Any, said: Mapping[Any, ReportLine]) -> dict[str, Any]:
    row = said.get((duty.report.pk, kind, about.pk)) if duty.report else None
    return {
        "line": f"{duty.task.pk}:{kind}:{about.pk}",
        "number": duty.task.ledger_number,
        "about": str(about),
        "value": _shown(row),
        "numerator": row.numerator if row else None,
        "denominator": row.denominator if row else None,
        "text": (row.text or None) if row else None,
        VERSION: duty.report.version if duty.report else 0,
    }


def _shown(row: ReportLine | None) -> Any:
    if row is None or row.status == MISSING:
        return None
    return NOT_APPLICABLE if row.status == NO_APPLICATION else row.value


def _given(values: Row) -> dict[str, Any]:
    """A line as the action takes it."""
    _task, kind, key = str(values["line"]).split(":")
    value = values.get("value")
    status = NO_APPLICATION if value is NOT_APPLICABLE else MISSING if value is None else VALUE
    numbers = {
        name: format(number, "f")
        for name in NUMBERS
        if isinstance(number := values.get(name), Decimal)
    }
    return {kind: key, "status": status, "text": values.get("text") or "", **numbers}


_GIVEN = (Column("number", {"en": "Number", "zh": "编号"}, editable=False, width=18),)
_REPORT_COLUMNS = (
    Column("task", {"en": "Key", "zh": "键"}, required=True, editable=False, width=8),
    *_GIVEN,
    Column("title", {"en": "Key task", "zh": "督办事项"}, editable=False, width=40),
    Column("narrative", {"en": "Narrative", "zh": "进展情况"}, width=50, longest=10_000),
    Column(
        "confidence",
        {"en": "Own confidence, 1 to 5", "zh": "信心程度（1至5）"},
        "integer",
        least=Decimal(1),
        greatest=Decimal(5),
        may_not_apply=False,
    ),
    *KEPT,
)
_LINE_COLUMNS = (
    Column("line", {"en": "Key", "zh": "键"}, required=True, editable=False, width=18),
    *_GIVEN,
    Column("about", {"en": "Figure", "zh": "填报项"}, editable=False, width=36),
    Column("value", {"en": "Value", "zh": "数值"}, "decimal", places=4),
    Column(
        "numerator", {"en": "Of it counted", "zh": "分子"}, "decimal", places=4, may_not_apply=False
    ),
    Column("denominator", {"en": "Out of", "zh": "分母"}, "decimal", places=4, may_not_apply=False),
    Column("text", {"en": "Remark", "zh": "说明"}, width=36, longest=2_000),
    *KEPT,
)
