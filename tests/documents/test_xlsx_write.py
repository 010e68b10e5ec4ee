"""What a written form is to other programs: openpyxl reads what xlsxwriter wrote."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from goldthread.documents.xlsx import NOT_APPLICABLE, Column, Form, FormError, Sheet, read, write
from goldthread.documents.xlsx.model import Row
from tests.documents.forms import FORM, ROW, STATES, both, column_letter, read_back, written


def test_another_program_sees_the_values(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path / "f.xlsx"))["Tasks"]
    assert [cell.value for cell in sheet[2]] == [
        "Number", "Task", "Lead unit", "State", "Due", "Filed", "Amount (10,000 yuan)",
        "Progress", "Joint",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[3]] == [
        "2019-001", "Shorten examination", "IPO-07 Office 7", "Behind", datetime(2019, 6, 30),
        0, 12.5, 0.5, "yes",
    ]  # fmt: skip
    assert [sheet[f"{letter}3"].number_format for letter in "EFGH"] == [
        "yyyy-mm-dd", "#,##0", "#,##0.00", "0.00%",
    ]  # fmt: skip


def test_headings_and_lists_are_in_the_readers_language(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path / "f.xlsx", lang="zh"))
    assert book.sheetnames == ["填表说明", "任务", "goldthread-lists", "goldthread-form"]
    assert [cell.value for cell in book["任务"][3]][2:4] == ["IPO-07 第7局", "滞后"]
    assert book["任务"]["I3"].value == "是"


def test_the_top_is_frozen_and_the_row_of_keys_hidden(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path / "f.xlsx"))["Tasks"]
    assert sheet.freeze_panes == "B3"
    assert sheet.row_dimensions[1].hidden is True
    assert sheet["A1"].value == "tasks.number"


def test_lists_to_choose_from(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path / "f.xlsx"))
    rules = {
        str(rule.sqref).split(":")[0]: (rule.type, rule.formula1)
        for rule in book["Tasks"].data_validations.dataValidation
    }
    assert rules["D3"] == ("list", '"On track,Behind"')
    assert rules["C3"] == ("list", "'goldthread-lists'!$A$1:$A$40")
    assert rules["F3"] == ("custom", 'OR(ISNUMBER(F3),F3="n/a",F3="不适用")')
    assert book["goldthread-lists"]["A8"].value == "IPO-07 Office 7"
    assert book["goldthread-lists"].sheet_state == "veryHidden"


def test_given_columns_are_grey_and_locked(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path / "f.xlsx"))["Tasks"]
    assert (sheet["B3"].protection.locked, sheet["B3"].fill.fgColor.rgb) == (True, "FFEDEDED")
    assert (sheet["C3"].protection.locked, sheet["C3"].fill.fill_type) == (False, None)
    assert sheet.protection.sheet is True


def test_the_first_sheet_says_how_in_both_languages(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path / "f.xlsx")).worksheets[0]
    lines = [row[0].value for row in sheet.iter_rows() if row[0].value]
    assert sheet.title == "Read me"
    assert lines[:2] == ["Progress of tasks", "Form task_report, version 2"]
    assert "An empty cell means: not reported. 0 means zero. n/a means: does not apply." in lines
    assert "空白表示未报送；0表示数值为零；“不适用”表示该项不涉及。" in lines
    assert lines.count("Tasks") == lines.count("任务") == 9


def test_the_properties_name_form_version_and_content(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    stamp = write(path, FORM, {"tasks": [ROW]})
    book = openpyxl.load_workbook(path)
    assert {one.name: one.value for one in book.custom_doc_props.props} == {
        "goldthread.form": "task_report",
        "goldthread.version": "2",
        "goldthread.lang": "en",
        "goldthread.content": stamp.content,
    }
    assert (book.properties.title, len(stamp.content)) == ("Progress of tasks", 64)


def test_the_stamp_is_of_the_values_and_not_of_the_language(tmp_path: Path) -> None:
    stamps = [
        write(io.BytesIO(), FORM, {"tasks": [row]}, lang=lang).content
        for row, lang in [
            (ROW, "en"),
            (ROW, "zh"),
            ({**ROW, "amount": Decimal("12.5")}, "en"),
            ({**ROW, "filed": None}, "en"),
            ({**ROW, "filed": NOT_APPLICABLE}, "en"),
        ]
    ]
    assert stamps[0] == stamps[1] == stamps[2]
    assert len(set(stamps)) == 3


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = written(tmp_path / "1.xlsx"), written(tmp_path / "2.xlsx")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0", "\r=1", "http://a.example"],
)
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "f.xlsx", [{**ROW, "wording": text}])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml")
        styles = archive.read("xl/styles.xml")
    assert (b"<f>" in sheet, b"hyperlink" in sheet) == (False, False)
    assert (b'quotePrefix="1"' in styles) is (text[0] in "=+-@\t\r")
    assert read_back(path)[0]["wording"] == text


def test_zero_missing_and_not_applicable_are_three(tmp_path: Path) -> None:
    rows: list[Row] = [
        {**ROW, "number": str(value), "filed": value, "done": value}
        for value in (0, None, NOT_APPLICABLE)
    ]
    back = read_back(written(tmp_path / "f.xlsx", rows))
    assert [(row["filed"], row["done"]) for row in back] == [
        (0, Decimal(0)), (None, None), (NOT_APPLICABLE, NOT_APPLICABLE),
    ]  # fmt: skip


def test_numbers_and_days_that_a_spreadsheet_cannot_hold_come_back(tmp_path: Path) -> None:
    row = {
        **ROW,
        "filed": 12_345_678_901_234_567,
        "amount": Decimal("1234567890123456.78"),
        "done": Decimal("0.1234"),
        "due": date(1842, 8, 29),
    }
    assert read_back(written(tmp_path / "f.xlsx", [row])) == [row]


def test_a_column_that_is_not_named_is_empty(tmp_path: Path) -> None:
    assert read_back(written(tmp_path / "f.xlsx", [{"number": "1"}])) == [
        {**dict.fromkeys(ROW), "number": "1"}
    ]


def test_a_template_has_no_rows_and_its_rules(tmp_path: Path) -> None:
    path = written(tmp_path / "f.xlsx", [])
    assert read_back(path) == []
    sheet = openpyxl.load_workbook(path)["Tasks"]
    assert next(str(rule.sqref) for rule in sheet.data_validations.dataValidation) == "C3:C2002"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"filed": 1.5}, "Column filed cannot be written: '1.5' is no integer."),
        ({"filed": True}, "Column filed cannot be written: 'True' is no integer."),
        ({"state": "x"}, "Column state cannot be written: 'x' is not in the column's list."),
        (
            {"number": None},
            "Column number cannot be written: 'None' is missing in the key of the row.",
        ),
        (
            {"number": " 1"},
            "Column number cannot be written: ' 1' is a code with spaces around it.",
        ),
        ({"wording": NOT_APPLICABLE}, "is not a value of the column."),
        ({"amount": Decimal("NaN")}, "Column amount cannot be written: 'NaN' is no number."),
        ({"filed": 10**20}, "is not below 1e+20."),
        ({"colour": "x"}, "Sheet tasks has no column colour."),
    ],
)
def test_what_cannot_be_written(change: dict[str, object], said: str) -> None:
    with pytest.raises(FormError) as caught:
        write(io.BytesIO(), FORM, {"tasks": [{**ROW, **change}]})  # type: ignore[dict-item]
    assert str(caught.value).endswith(said)


def _column(**settings: object) -> None:
    Column("a", both("A", "甲"), **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"kind": "choice"}, "Column a has no choices."),
        ({"kind": "text", "choices": STATES}, "Column a takes no choices."),
        ({"kind": "decimal", "places": 9}, "Column a has 9 places, not 0 to 6."),
        ({"kind": "text", "may_not_apply": True},
         "Column a is text: it cannot say that it does not apply."),
    ],
)  # fmt: skip
def test_a_column_that_cannot_be(settings: dict[str, object], said: str) -> None:
    with pytest.raises(FormError, match=f"^{said}$"):
        _column(**settings)


def test_a_choice_that_means_two_things_cannot_be() -> None:
    from goldthread.documents.xlsx import Choice

    two = (Choice("a", both("Yes", "是")), Choice("b", both("No", "ＹＥＳ")))
    with pytest.raises(FormError, match="'yes' means both"):
        _column(kind="choice", choices=two)


@pytest.mark.parametrize("title", ["a/b", "[x]", "x" * 32, "'x"])
def test_a_sheet_that_excel_would_not_name_cannot_be(title: str) -> None:
    with pytest.raises(FormError, match="Excel takes no sheet name"):
        Sheet("a", both(title, "甲"), (Column("k", both("K", "键"), required=True),), ("k",))


def test_a_sheet_without_a_key_cannot_be() -> None:
    with pytest.raises(FormError, match=r"^Sheet a has no key, or an unknown one\.$"):
        Sheet("a", both("A", "甲"), (Column("k", both("K", "键")),), ("x",))
    with pytest.raises(FormError, match=r"^Key column a\.k is not required\.$"):
        Sheet("a", both("A", "甲"), (Column("k", both("K", "键")),), ("k",))


def test_an_export_of_thirty_thousand_rows_is_made_from_a_stream(tmp_path: Path) -> None:
    path = written(tmp_path / "f.xlsx", ({"number": str(n), "filed": n} for n in range(30_000)))
    filled = read(path, FORM)
    assert [row.values["filed"] for row in filled.sheets["tasks"].rows] == list(range(30_000))
    assert column_letter("filed") == "F"


def test_two_sheets_of_one_form(tmp_path: Path) -> None:
    key = Column("k", both("Code", "代码"), required=True)
    sheets = tuple(Sheet(c, both(c.upper(), f"表{c}"), (key,), ("k",)) for c in ("a", "b"))
    form = Form("two", 1, both("Two", "两表"), sheets)
    path = tmp_path / "f.xlsx"
    write(path, form, {"a": [{"k": "1"}], "b": [{"k": "2"}]}, lang="zh")
    sheets = read(path, form).sheets.values()
    assert [[dict(row.values) for row in sheet.rows] for sheet in sheets] == [
        [{"k": "1"}], [{"k": "2"}],
    ]  # fmt: skip
