"""What the tests of forms share: a form with a column of every kind, and files others made."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl

from goldthread.documents.xlsx import Choice, Column, Filled, Form, Sheet, read, write
from goldthread.documents.xlsx.model import Lang, Row


def both(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh": zh}


OFFICES = tuple(
    Choice(f"IPO-{number:02}", both(f"Office {number}", f"第{number}局")) for number in range(40)
)
STATES = (Choice("on", both("On track", "正常")), Choice("late", both("Behind", "滞后")))
TASKS = Sheet(
    "tasks",
    both("Tasks", "任务"),
    (
        Column("number", both("Number", "编号"), required=True, editable=False),
        Column("wording", both("Task", "任务内容"), editable=False, width=40),
        Column("lead", both("Lead unit", "牵头单位"), "reference", choices=OFFICES),
        Column("state", both("State", "状态"), "choice", choices=STATES),
        Column("due", both("Due", "完成时限"), "date"),
        Column("filed", both("Filed", "受理量"), "integer", least=Decimal(0)),
        Column("amount", both("Amount (10,000 yuan)", "金额（万元）"), "decimal"),
        Column("done", both("Progress", "完成进度"), "percent", least=Decimal(0)),
        Column("joint", both("Joint", "是否联合"), "boolean"),
    ),
    key=("number",),
    new_rows=True,
)
FORM = Form("task_report", 2, both("Progress of tasks", "任务进展"), (TASKS,), reads=frozenset({1}))
ROW: Row = {
    "number": "2019-001",
    "wording": "Shorten examination",
    "lead": "IPO-07",
    "state": "late",
    "due": date(2019, 6, 30),
    "filed": 0,
    "amount": Decimal("12.50"),
    "done": Decimal("0.5"),
    "joint": True,
}


def column_letter(key: str) -> str:
    return "ABCDEFGHI"[[column.key for column in TASKS.columns].index(key)]


def written(path: Path, rows: Iterable[Row] = (ROW,), lang: Lang = "en", form: Form = FORM) -> Path:
    write(path, form, {form.sheets[0].code: rows}, lang=lang)
    return path


def edited(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    """The workbook after somebody opened it in another program, changed it and saved it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def with_cell(path: Path, address: str, value: object) -> Path:
    def change(book: openpyxl.Workbook) -> None:
        book["Tasks"][address] = value

    return edited(written(path), change)


def with_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """The workbook with parts added to its ZIP."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def told(filled: Filled) -> list[tuple[str, str]]:
    return [(one.code, one.cell) for one in filled.all_faults()]


def read_back(path: Path, form: Form = FORM) -> list[dict[str, object]]:
    """The values of the first sheet; every fault is a failure."""
    filled = read(path, form)
    assert told(filled) == []
    return [dict(row.values) for row in filled.sheets[form.sheets[0].code].rows]
