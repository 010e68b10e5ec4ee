"""Filled-in forms as people send them back: every cell, column and sheet that went astray."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from goldthread.documents.xlsx import NOT_APPLICABLE, Choice, Column, Form, Sheet, read
from goldthread.documents.xlsx.incoming import take
from goldthread.documents.xlsx.model import Kind, Value
from goldthread.documents.xlsx.wording import fault_codes
from tests.documents.forms import (
    FORM,
    ROW,
    STATES,
    TASKS,
    both,
    edited,
    read_back,
    told,
    with_cell,
    written,
)

CASES: list[tuple[Kind, object, Value, str]] = [
    # kind, the cell, the value it means, what is told
    ("text", "  free  ", "  free  ", ""),
    ("text", 2019.0, "2019", ""),
    ("text", "n/a", "n/a", ""),
    ("text", 911100000000000000.0, None, "digits_lost"),
    ("integer", 1e15, None, "digits_lost"),
    ("integer", "1234567890123456", 1234567890123456, ""),
    ("text", date(2019, 7, 1), "2019-07-01", "read_as"),
    ("text", True, "TRUE", ""),
    ("date", date(2019, 7, 1), date(2019, 7, 1), ""),
    ("date", datetime(2019, 7, 1), date(2019, 7, 1), ""),
    ("date", datetime(2019, 7, 1, 9, 30), None, "has_time"),
    ("date", "2019-07-01", date(2019, 7, 1), ""),
    ("date", "2019/7/1", date(2019, 7, 1), "read_as"),
    ("date", "2019年7月1日", date(2019, 7, 1), "read_as"),
    ("date", "２０１９－０７－０１", date(2019, 7, 1), ""),
    ("date", "20190701", date(2019, 7, 1), "read_as"),
    ("date", 43647.0, date(2019, 7, 1), "read_as"),
    ("date", "43647", date(2019, 7, 1), "read_as"),
    ("date", "2019-02-29", None, "not_date"),
    ("date", "01/07/2019", None, "ambiguous_date"),
    ("date", "31/07/2019", None, "not_date"),
    ("date", "July", None, "not_date"),
    ("date", 0.5, None, "not_date"),
    ("integer", 5.0, 5, ""),
    ("integer", 0.0, 0, ""),
    ("integer", "１２", 12, "read_as"),
    ("integer", "1,234", 1234, "read_as"),
    ("integer", "1 234", 1234, "read_as"),
    ("integer", " 12 ", 12, "read_as"),
    ("integer", "-7", -7, ""),
    ("integer", 5.5, None, "not_integer"),
    ("integer", "12.0", 12, ""),
    ("integer", "5²", None, "not_integer"),
    ("integer", "1,23", None, "not_integer"),
    ("integer", "三", None, "not_integer"),
    ("integer", "—", None, "not_integer"),
    ("integer", "9" * 50, None, "not_integer"),
    ("integer", True, None, "not_integer"),
    ("integer", date(2019, 7, 1), None, "not_integer"),
    ("integer", "n/a", NOT_APPLICABLE, ""),
    ("integer", "不适用", NOT_APPLICABLE, ""),
    ("integer", "Ｎ／Ａ ", NOT_APPLICABLE, ""),
    ("integer", None, None, ""),
    ("integer", "  ", None, ""),
    ("decimal", 0.1 + 0.2, Decimal("0.30"), ""),
    ("decimal", 12.345, Decimal("12.34"), "read_as"),
    ("decimal", "1,234.5", Decimal("1234.50"), "read_as"),
    ("decimal", "1.2.3", None, "not_number"),
    ("decimal", "12万", None, "not_number"),
    ("percent", 0.5, Decimal("0.5"), ""),
    ("percent", "50%", Decimal("0.5"), ""),
    ("percent", "５０％", Decimal("0.5"), "read_as"),
    ("percent", "50 %", Decimal("0.5"), ""),
    ("percent", 50.0, None, "percent_without_sign"),
    ("percent", "50", None, "not_percent"),
    ("percent", "150%", None, "too_great"),
    ("percent", 0.0, Decimal(0), ""),
    ("boolean", True, True, ""),
    ("boolean", "是", True, ""),
    ("boolean", "NO", False, ""),
    ("boolean", 1.0, True, "read_as"),
    ("boolean", "perhaps", None, "not_boolean"),
    ("boolean", "n/a", None, "must_apply"),
]


@pytest.mark.parametrize(("kind", "cell", "value", "code"), CASES)
def test_what_a_cell_means(kind: Kind, cell: object, value: Value, code: str) -> None:
    taken = take(Column("a", both("A", "甲"), kind), cell)
    assert (taken.value, taken.code) == (value, code)
    assert type(taken.value) is type(value)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("On track", "on", ""), ("正常 ", "on", ""), ("ON", "on", ""), ("ｌａｔｅ", "late", ""),
        ("Done", None, "not_listed"), ("n/a", None, "must_apply"), (7.0, None, "not_listed"),
    ],
)  # fmt: skip
def test_what_a_choice_means(cell: object, value: Value, code: str) -> None:
    taken = take(Column("a", both("A", "甲"), "choice", choices=STATES), cell)
    assert (taken.value, taken.code) == (value, code)


def test_a_reference_is_read_by_code_by_title_and_by_both() -> None:
    column = Column(
        "a", both("A", "甲"), "reference", choices=(Choice("11", both("Peking", "北京")),)
    )
    cells = ["11", 11.0, "北京", "11 北京", "11  PEKING"]
    assert [take(column, cell).value for cell in cells] == ["11"] * 5


def test_a_reference_to_what_the_form_does_not_list_is_any_code() -> None:
    column = Column("a", both("A", "甲"), "reference")
    assert [take(column, cell).value for cell in (" T-1 ", 7.0, "n/a")] == ["T-1", "7", "n/a"]


@pytest.mark.parametrize(
    ("column", "cell", "sentence", "satz"),
    [
        (Column("a", both("A", "甲"), "integer", required=True), None,
         "found nothing; expected a value in “A”.", "空白；“甲”为必填项。"),
        (Column("a", both("A", "甲"), "integer", least=Decimal(0)), -1.0,
         "found -1; expected at least 0.", "-1；不小于0。"),
        (Column("a", both("A", "甲"), "integer"), "abc",
         "found “abc”; expected a whole number, n/a, or an empty cell.",
         "“abc”；应填写整数，或填“不适用”，或留空。"),
        (Column("a", both("A", "甲"), "date", greatest=date(2019, 12, 31)), date(2020, 1, 1),
         "found 2020-01-01; expected at most 2019-12-31.", "2020-01-01；不大于2019-12-31。"),
        (Column("a", both("A", "甲"), "percent"), 50.0,
         ("found 50 without a per cent sign, which the cell reads as 5000%; "
          "expected the sign written with it, as 50%; at most 100%."),
         "50，未带百分号，单元格实为5000%；应连同百分号填写，如50%；不超过100%。"),
        (Column("a", both("A", "甲"), "choice", choices=STATES), "Done",
         "found “Done”; expected one of the list: On track, Behind.",
         "“Done”；应为列表中的一项：正常、滞后。"),
        (Column("a", both("A", "甲"), longest=3), "four",
         "found 4 characters; expected at most 3.", "4个字符；不超过3个字符。"),
    ],
)  # fmt: skip
def test_sentences(tmp_path: Path, column: Column, cell: object, sentence: str, satz: str) -> None:
    key = Column("k", both("K", "键"), required=True)
    form = Form("f", 1, both("F", "表"), (Sheet("s", both("S", "一"), (key, column), ("k",)),))
    path = written(tmp_path / "f.xlsx", [], form=form)

    def fill(book: openpyxl.Workbook) -> None:
        book["S"]["A3"], book["S"]["B3"] = "1", cell

    (fault,) = read(edited(path, fill), form).all_faults()
    assert fault.sentence("en") == f"Sheet S, cell B3: {sentence}"
    assert fault.sentence("zh") == f"工作表“S”B3：{satz}"


def test_columns_in_another_order_are_the_same_columns(tmp_path: Path) -> None:
    def swap(book: openpyxl.Workbook) -> None:
        sheet = book["Tasks"]
        for row in range(1, 4):
            one, other = sheet.cell(row, 2), sheet.cell(row, 6)
            one.value, other.value = other.value, one.value

    assert read_back(edited(written(tmp_path / "f.xlsx"), swap)) == [ROW]


def test_titles_and_sheets_that_somebody_translated_are_still_known(tmp_path: Path) -> None:
    def translate(book: openpyxl.Workbook) -> None:
        sheet = book["Tasks"]
        sheet.title = "Tareas"
        for cell in sheet[2]:
            cell.value = f"Título {cell.column}"

    assert read_back(edited(written(tmp_path / "f.xlsx"), translate)) == [ROW]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_the_hidden_row_titles_say_which_column_is_which(tmp_path: Path, lang: str) -> None:
    def drop(book: openpyxl.Workbook) -> None:
        book.worksheets[1].delete_rows(1)
        book.worksheets[1].insert_rows(1, 3)

    path = edited(written(tmp_path / "f.xlsx", lang=lang), drop)  # type: ignore[arg-type]
    assert read_back(path) == [ROW]
    assert [row.number for row in read(path, FORM).sheets["tasks"].rows] == [5]


def test_a_workbook_of_somebodys_own_is_read_by_its_titles(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "任务"
    book.active.append([column.title["zh"] for column in TASKS.columns])
    book.active.append(["1", "甲", "IPO-01", "正常", date(2019, 7, 1), 3, 4, "50%", "否"])
    book.save(path := tmp_path / "own.xlsx")
    filled = read(path, FORM)
    assert told(filled) == [("no_stamp", "")]
    assert filled.sheets["tasks"].rows[0].values["state"] == "on"


def _set(address: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book["Tasks"][address] = value

    return change


def _rows(*numbers: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        for row, number in enumerate(numbers, 4):
            book["Tasks"].cell(row, 1, number)
            book["Tasks"].cell(row, 2, "x")

    return change


CHANGES: list[tuple[Callable[[openpyxl.Workbook], None], list[tuple[str, str]]]] = [
    (_set("F3", "=1+1"), [("formula", "F3")]),
    (_set("F3", "#DIV/0!"), [("cell_error", "F3")]),
    (_set("J2", "My notes"), [("unknown_column", "J2")]),
    (_set("J1", "tasks.filed"), [("repeated_column", "J2")]),
    (_set("B2", "Filed"), [("two_columns", "B2"), ("absent_column", "")]),
    (lambda book: book["Tasks"].delete_cols(1), [("missing_column", "")]),
    (lambda book: book["Tasks"].delete_cols(2), [("absent_column", "")]),
    (lambda book: book["Tasks"].merge_cells("B3:C3"), [("merged", "B3")]),
    (lambda book: book["Tasks"].merge_cells("B3:B4"), [("merged", "B3")]),
    (lambda book: book.remove(book["Tasks"]), [("missing_sheet", "")]),
    (lambda book: book.create_sheet("Own sums"), [("unknown_sheet", "")]),
    (lambda book: book.copy_worksheet(book["Tasks"]), [("repeated_sheet", "")]),
    (_rows("2019-001"), [("repeated_key", "A3"), ("repeated_key", "A4")]),
    (_rows("2019-002", "2019-002 "), [("repeated_key", "A4"), ("repeated_key", "A5")]),
    (_rows(None), [("no_key", "A4")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_what_went_astray_is_told_by_its_address(
    tmp_path: Path,
    change: Callable[[openpyxl.Workbook], None],
    expected: list[tuple[str, str]],
) -> None:
    assert told(read(edited(written(tmp_path / "f.xlsx"), change), FORM)) == expected


def test_a_formula_with_a_result_is_a_formula(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path := tmp_path / "f.xlsx") as book:
        sheet = book.add_worksheet("Tasks")
        sheet.write_row(0, 0, [column.title["en"] for column in TASKS.columns])
        sheet.write_string(1, 0, "1")
        sheet.write_formula(1, 5, "=2+2", None, 4)
    assert told(read(path, FORM)) == [("no_stamp", ""), ("formula", "F2")]


def test_a_good_cell_of_a_bad_row_is_kept_for_showing(tmp_path: Path) -> None:
    filled = read(with_cell(tmp_path / "f.xlsx", "F3", "abc"), FORM)
    (row,) = filled.sheets["tasks"].rows
    assert (row.refused, filled.refused) == (True, False)
    assert dict(row.values) == {key: value for key, value in ROW.items() if key != "filed"}


def test_empty_rows_are_no_rows(tmp_path: Path) -> None:
    def spread(book: openpyxl.Workbook) -> None:
        book["Tasks"].insert_rows(3, 5)
        book["Tasks"]["B20"] = "   "

    filled = read(edited(written(tmp_path / "f.xlsx"), spread), FORM)
    assert [row.number for row in filled.sheets["tasks"].rows] == [8]


def test_every_fault_has_both_languages() -> None:
    from goldthread.documents.xlsx.wording import fault_wording

    for code in fault_codes():
        entry = fault_wording(code)
        assert set(entry) - {"refuses"} == {"found", "expected"}, code
        assert set(entry["found"]) == set(entry["expected"]) == {"en", "zh"}, code
