"""The ledger as a workbook: a row a task. What may be changed is what the action `edit` writes."""

import re
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
from goldthread.programme.queries.upstream import cycles_visible_to
from goldthread.programme.workbooks.book import KEPT, VERSION, Deed, stamped
from goldthread.workflow.models import Event

SHEET = "tasks"
NEW = re.compile(r"\+[0-9]{1,6}")
"""The key of a row that is to become a task."""
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
            (
                Sheet(
                    SHEET, {"en": "Tasks", "zh": "事项"}, self._columns(), ("task",), new_rows=True
                ),
            ),
            purpose={
                "en": "Change titles, text, lead, responsible person and due day of tasks that are "
                "drafted or registered. For a new task write +1, +2 … as its key, and its cycle. "
                "Progress is told in reports, not here.",
                "zh": "可修改“拟稿”“已立项”事项的标题、内容、牵头单位、责任人和完成时限；"
                "新增事项请在“键”栏填写+1、+2……，并填写工作周期。进展请通过进展报告填报。",
            },
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.form.by_code[SHEET].columns

    def rows(self, tasks: Iterable[KeyTask]) -> Iterator[dict[str, Any]]:
        """Of tasks with their leads."""
        return (stamped(self.columns, _row(task)) for task in tasks)

    def is_new(self, key: Key) -> bool:
        return bool(NEW.fullmatch(str(key[0])))

    def now(self, filled: Filled) -> Mapping[str, Mapping[Key, Row]]:
        keys = [row.values.get("task") for row in filled.sheets[SHEET].rows]
        found: dict[Key, Row] = {(str(task.pk),): _row(task) for task in self._named(keys)}
        return {SHEET: found | dict(self._made_before(filled, keys))}

    def _made_before(self, filled: Filled, keys: Iterable[Any]) -> Iterator[tuple[Key, Row]]:
        """New rows of a file that was taken in before: each is the task that it became."""
        marks = {self._once(filled, key): str(key) for key in keys if self.is_new((key,))}
        events = dict(Event.objects.filter(key__in=marks).values_list("object_id", "key"))
        for task in self._named(events):
            key = marks[str(events[str(task.pk)])]
            yield (key,), _row(task) | {"task": key}

    def _once(self, filled: Filled, key: Any) -> str:
        """One key for a new row of a downloaded file, however often it comes back."""
        content = filled.stamp.content[:32] if filled.stamp else ""
        return f"row-{self._user.pk}-{content}-{key}"

    def deeds(self, changed: Sequence[RowOutcome], filled: Filled) -> Sequence[Deed]:
        there = [row for row in changed if row.outcome != "new"]
        tasks = {str(task.pk): task for task in self._named([row.values["task"] for row in there])}
        return [
            self._new(row, filled)
            if row.outcome == "new"
            else _deed(tasks[str(row.values["task"])], row)
            for row in changed
        ]

    def _new(self, row: RowOutcome, filled: Filled) -> Deed:
        cycle = self._cycles.get(str(row.values.get("cycle")))
        payload = {name: row.values.get(name) for name in (*WRITTEN, "lead")}
        once = self._once(filled, row.values["task"])
        return Deed(KeyTask(), "draft", payload | {"cycle": cycle}, 0, "", (row,), once)

    @cached_property
    def _cycles(self) -> dict[str, int]:
        """The keys of the cycles that the user sees."""
        return dict(cycles_visible_to(self._user).values_list("key", "pk"))

    def _columns(self) -> tuple[Column, ...]:
        return _columns_of(self._cycles)

    def _named(self, keys: Iterable[Any]) -> Iterator[KeyTask]:
        """The tasks of some keys that the user sees, some hundred a query."""
        plain = [
            int(key)
            for key in map(str, keys)
            if key.isascii() and key.isdecimal() and len(key) < MOST_DIGITS
        ]
        seen = tasks_visible_to(self._user).select_related("lead", "cycle")
        for start in range(0, len(plain), 500):
            yield from seen.filter(pk__in=plain[start : start + 500])


def _row(task: KeyTask) -> dict[str, Any]:
    return {
        "task": str(task.pk),
        "number": task.ledger_number,
        "state": task.state,
        "cycle": task.cycle.key,
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


def _columns_of(cycles: Iterable[str]) -> tuple[Column, ...]:
    named = tuple(Choice(key, {"en": key, "zh": key}) for key in cycles)
    states = tuple(Choice(state.name, state.titles) for state in KeyTask.machine.states)
    return (
        Column("task", {"en": "Key", "zh": "键"}, required=True, editable=False, width=8),
        Column("number", {"en": "Number", "zh": "编号"}, editable=False, width=18),
        Column("state", {"en": "State", "zh": "状态"}, "choice", editable=False, choices=states),
        Column(
            "cycle",
            {"en": "Cycle", "zh": "工作周期"},
            "reference",
            choices=named,
            note={"en": "Of new tasks only.", "zh": "仅新增事项填写。"},
        ),
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
