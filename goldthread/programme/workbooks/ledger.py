"""The ledger as a workbook: a row a task. What may be changed is what the action `edit` writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from goldthread.documents.xlsx import Choice, Column, Form, Sheet
from goldthread.documents.xlsx.comparing import RowOutcome
from goldthread.documents.xlsx.model import Key, Row
from goldthread.documents.xlsx.reading import Filled
from goldthread.offices.models import OfficeVersion
from goldthread.programme.models import KeyTask
from goldthread.programme.queries.tasks import tasks_visible_to
from goldthread.programme.workbooks.book import KEPT, VERSION, Deed, stamped

SHEET = "tasks"
MOST_DIGITS = 18
WRITTEN = ("title_zh", "title_en", "text", "responsible", "due")
"""Columns of the task that the workbook may change; its lead too."""


class LedgerBook:
    """As one user sees it; a task that the user does not see is not known."""

    def __init__(self, user: Any) -> None:
        self._user = user

    @cached_property
    def form(self) -> Form:
        return Form(
            "ledger",
            1,
            {"en": "Ledger of key tasks", "zh": "督办事项台账"},
            (Sheet(SHEET, {"en": "Tasks", "zh": "事项"}, _columns(), ("task",)),),
            purpose={
                "en": "Change titles, text, lead, responsible person and due day of tasks that are "
                "drafted or registered. Progress is told in reports, not here.",
                "zh": "可修改“拟稿”“已立项”事项的标题、内容、牵头单位、责任人和完成时限；"
                "进展请通过进展报告填报。",
            },
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.form.by_code[SHEET].columns

    def rows(self, tasks: Iterable[KeyTask]) -> Iterator[dict[str, Any]]:
        """Of tasks with their leads."""
        return (stamped(self.columns, _row(task)) for task in tasks)

    def now(self, filled: Filled) -> Mapping[str, Mapping[Key, Row]]:
        keys = [row.values.get("task") for row in filled.sheets[SHEET].rows]
        return {SHEET: {(str(task.pk),): _row(task) for task in self._named(keys)}}

    def deeds(self, changed: Sequence[RowOutcome], filled: Filled) -> Sequence[Deed]:  # noqa: ARG002
        tasks = {
            str(task.pk): task for task in self._named([row.values["task"] for row in changed])
        }
        return [_deed(tasks[str(row.values["task"])], row) for row in changed]

    def _named(self, keys: Iterable[Any]) -> Iterator[KeyTask]:
        """The tasks of some keys that the user sees, some hundred a query."""
        plain = [
            int(key)
            for key in map(str, keys)
            if key.isascii() and key.isdecimal() and len(key) < MOST_DIGITS
        ]
        seen = tasks_visible_to(self._user).select_related("lead")
        for start in range(0, len(plain), 500):
            yield from seen.filter(pk__in=plain[start : start + 500])


def _row(task: KeyTask) -> dict[str, Any]:
    return {
        "task": str(task.pk),
        "number": task.ledger_number,
        "state": task.state,
        **{name: getattr(task, name) or None for name in WRITTEN},
        "lead": task.lead.code if task.lead else None,
        VERSION: task.version,
    }


def _deed(task: KeyTask, row: RowOutcome) -> Deed:
    """`edit` writes every field anew: what the file does not change is given as it stands."""
    payload = {
        **{name: getattr(task, name) or None for name in WRITTEN},
        "lead": task.lead.code if task.lead else None,
        "measure": task.measure_id,
        "clause": task.clause_id,
        **{change.column: change.after for change in row.changes},
    }
    version = row.values.get(VERSION)
    seen = version if isinstance(version, int) else 0
    return Deed(task, "edit", payload, seen, f"task-{task.pk}", (row,))


def _columns() -> tuple[Column, ...]:
    states = tuple(Choice(state.name, state.titles) for state in KeyTask.machine.states)
    return (
        Column("task", {"en": "Key", "zh": "键"}, required=True, editable=False, width=8),
        Column("number", {"en": "Number", "zh": "编号"}, editable=False, width=18),
        Column("state", {"en": "State", "zh": "状态"}, "choice", editable=False, choices=states),
        Column("title_zh", {"en": "Title in Chinese", "zh": "中文标题"}, width=36, longest=500),
        Column("title_en", {"en": "Title in English", "zh": "英文标题"}, width=36, longest=500),
        Column("text", {"en": "What is to be reached", "zh": "工作内容"}, width=40, longest=10_000),
        Column("lead", {"en": "Lead unit", "zh": "牵头单位"}, "reference", choices=_offices()),
        Column("responsible", {"en": "Responsible person", "zh": "责任人"}, longest=200),
        Column("due", {"en": "Due day", "zh": "完成时限"}, "date"),
        *KEPT,
    )


def _offices() -> tuple[Choice, ...]:
    """Every office under its last name; a name that two have is told apart by the code."""
    rows = OfficeVersion.objects.select_related("office").order_by("office__code", "starts")
    last = {row.office.code: {"en": row.name_en, "zh": row.name_zh} for row in rows}
    names = [name for titles in last.values() for name in titles.values()]
    return tuple(
        Choice(code, {lang: _apart(name, code, names) for lang, name in titles.items()})
        for code, titles in last.items()
    )


def _apart(name: str, code: str, names: Sequence[str]) -> str:
    return name if names.count(name) == 1 else f"{name} ({code})"
