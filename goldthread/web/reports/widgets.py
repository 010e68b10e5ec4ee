"""How the fields of reports, evidence, extensions and notices are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.programme.errata import about_of, line_of
from goldthread.programme.given import report_lines
from goldthread.programme.given.report_lines import Key
from goldthread.programme.models import KeyTask, ProgressReport, ReportLine
from goldthread.programme.models.base import MISSING, NOT_APPLICABLE, VALUE
from goldthread.programme.queries import held_line
from goldthread.web.acting.widgets import Asked, Line, Lines, Number, One, Widget
from goldthread.web.programme.widgets import Asks, Column
from goldthread.web.reports import pickers, told
from goldthread.web.shell import numbers
from goldthread.workflow.errors import PayloadRefused

NUMBERS = ("value", "numerator", "denominator")
STATUSES = {
    VALUE: gettext_lazy("a value (zero too)"),
    MISSING: gettext_lazy("not reported"),
    NOT_APPLICABLE: gettext_lazy("does not apply"),
}
_NUMBER = Number()


class ReportLines(Widget):
    """One row for each target and milestone of the task: a value, "not reported", "does not apply".

    A row that says nothing is left as it was. A number typed without a choice is a value.
    """

    template = "reports/fields/lines.html"

    def typed(self, data: QueryDict, name: str) -> Any:
        found: dict[str, dict[str, str]] = {}
        for field in data:
            if field.startswith(f"{name}:") and field.count(":") == 2:
                _name, key, column = field.split(":")
                found.setdefault(key, {})[column] = data[field]
        return found

    def value(self, typed: Any, asked: Asked) -> object:
        task = task_of(asked)
        if task is None:
            return None
        known = told.names_of(task, asked.lang)
        rows = [
            _row(about, typed[key], asked)
            for about in known
            if (key := f"{about[0]}-{about[1]}") in typed and _says(typed[key])
        ]
        try:
            report_lines.read(rows, report_lines.Asked(known, frozenset()))
        except report_lines.LinesRefused as refusal:
            raise PayloadRefused(refusal.sentence) from None
        return rows or None

    def shown(self, value: Any) -> Any:
        """By the key of what each line is about."""
        found: dict[str, dict[str, str]] = {}
        for row in value or ():
            kind = "target" if row.get("target") is not None else "milestone"
            plain = {name: str(row.get(name) or "") for name in ("status", *NUMBERS, "text")}
            found[f"{kind}-{row.get(kind)}"] = plain
        return found

    def told(self, value: Any, asked: Asked) -> str:
        task = task_of(asked)
        known = told.names_of(task, asked.lang) if task is not None else {}
        return "\n".join(_told(row, known, asked.lang) for row in value if isinstance(row, Mapping))

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        task = task_of(asked)
        known = [] if task is None else told.abouts(task, asked.lang, asked.request.lang_asked)
        return {"things": known, "statuses": STATUSES.items(), "held": _held(asked)}


def task_of(asked: Asked) -> KeyTask | None:
    found: KeyTask | None = asked.obj.task if asked.obj.task_id else None
    return found


def _says(given: Mapping[str, str]) -> bool:
    return any(given.get(name, "").strip() for name in ("status", *NUMBERS, "text"))


def _row(about: Key, given: Mapping[str, str], asked: Asked) -> dict[str, object]:
    plain = {name: str(_NUMBER.value(given.get(name, ""), asked)) for name in NUMBERS}
    status = given.get("status", "") or (VALUE if plain["value"] else "")
    return {about[0]: about[1], "status": status, **plain, "text": given.get("text", "").strip()}


def _told(row: Mapping[str, Any], known: Mapping[Key, str], lang: str) -> str:
    kind = "target" if row.get("target") is not None else "milestone"
    key = row.get(kind)
    name = known.get((kind, key), f"{kind} {key}") if isinstance(key, int) else f"{kind} {key}"
    figure = told.figure(row, kind, lang)
    parts = [f"{name}: {figure.text}", f"({figure.parts})" if figure.parts else ""]
    return " ".join([*filter(None, parts), *([f"· {row['text']}"] if row.get("text") else [])])


def lines_given(rows: list[ReportLine]) -> list[dict[str, object]]:
    """Stored lines as the action takes them."""
    return [{about_of(row)[0]: about_of(row)[1], **line_of(row).plain()} for row in rows]


def lines_held(report: ProgressReport) -> list[dict[str, object]]:
    """For a report that is begun: figures that the unit handed in already for another task."""
    if not report.task_id or not report.office_id or report.period_end is None:
        return []
    found = []
    for target in report.task.targets.all():
        row = held_line(target, report.office, report.period_end)
        if row is not None:
            found.append({"target": target.pk, **line_of(row).plain()})
    return found


def _held(asked: Asked) -> dict[str, str]:
    """By key, the sentence that a figure was taken over from another report of the unit."""
    if asked.obj.pk is not None:
        return {}
    sentence = _("Your unit handed this figure in already for another task; it is filled in here.")
    return {f"target-{row['target']}": sentence for row in lines_held(asked.obj)}


@dataclass(frozen=True)
class ReportingDay(One):
    """One of the days of which reports are asked for."""

    def told(self, value: Any, asked: Asked) -> str:
        return numbers.day(date.fromisoformat(str(value)), asked.lang)


def _remarked(asked: Asked) -> list[tuple[str, str]]:
    """Each line of the report that is sent back, with what it says."""
    if asked.obj.pk is None:
        return []
    said = {about_of(row): row for row in asked.obj.lines.all()}
    found = []
    for about, name in told.names_of(asked.obj.task, asked.lang).items():
        row = said.get(about)
        line = line_of(row).plain() if row is not None else None
        figure = told.figure(line, about[0], asked.lang)
        found.append((f"{about[0]}-{about[1]}", f"{name}: {figure.text}"))
    return found


def _remarks(answers: Mapping[str, Mapping[str, str]]) -> object:
    found = []
    for key, given in answers.items():
        text = given.get("remark", "").strip()
        if text:
            kind, _dash, number = key.partition("-")
            found.append({kind: int(number), "remark": text})
    return found or None


def _remarks_told(value: Any, titles: Mapping[str, str]) -> str:
    lines = []
    for row in value:
        kind = "target" if "target" in row else "milestone"
        key = f"{kind}-{row.get(kind)}"
        lines.append(f"{titles.get(key, key)} · {row.get('remark', '')}")
    return "\n".join(lines)


class Remarks(Asks):
    """A remark for each line; those given come back by the line's key."""

    def shown(self, value: Any) -> Any:
        found = {}
        for row in value or ():
            kind = "target" if "target" in row else "milestone"
            found[f"{kind}-{row.get(kind)}"] = {"remark": row.get("remark", "")}
        return found


REMARKS = Remarks(_remarked, (Column("remark", gettext_lazy("Remark")),), _remarks, _remarks_told)

_TASK = One(pickers.tasks)
_UNIT = One(pickers.units_of_task)
REPORT_FIELDS: Mapping[str, Widget] = {
    "task": _TASK,
    "office": _UNIT,
    "period_end": ReportingDay(pickers.reporting_days),
    "narrative": Lines(8),
    "confidence": One(pickers.confidence),
    "lines": ReportLines(),
    "remarks": REMARKS,
}
EVIDENCE_FIELDS: Mapping[str, Widget] = {
    "task": _TASK,
    "office": _UNIT,
    "name": Line(),
    "sha256": Line(),
    "media_type": Line(),
    "report": One(pickers.reports),
    "criterion": One(pickers.criteria),
    "replacement": One(pickers.replacements),
    "description": Lines(3),
}
EXTENSION_FIELDS: Mapping[str, Widget] = {"task": _TASK, "progress": Lines(4)}
NOTICE_FIELDS: Mapping[str, Widget] = {
    "task": _TASK,
    "colour": One(pickers.colours),
    "text": Lines(5),
    "answer": Lines(6),
}
