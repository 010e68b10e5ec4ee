"""What an import would do: unchanged, new, changed, refused; and nothing the second time."""

import sys
import time
from decimal import Decimal
from pathlib import Path

import openpyxl

from goldthread.documents.xlsx import Change, DryRun, dry_run, fault, read
from goldthread.documents.xlsx.model import Key, Row, Sheet
from goldthread.documents.xlsx.reading import FilledRow
from tests.documents.forms import FORM, ROW, edited, with_cell, written


def _existing(*rows: Row) -> dict[str, dict[Key, Row]]:
    return {"tasks": {(row["number"],): row for row in rows}}


def _run(path: Path, *rows: Row) -> DryRun:
    return dry_run(read(path, FORM), _existing(*rows))


def test_what_was_exported_is_unchanged(tmp_path: Path) -> None:
    run = _run(written(tmp_path / "f.xlsx"), ROW)
    assert run.counts() == {"unchanged": 1, "new": 0, "changed": 0, "refused": 0}


def test_a_row_that_does_not_exist_is_new(tmp_path: Path) -> None:
    new = {**ROW, "wording": None}
    (row,) = _run(written(tmp_path / "f.xlsx", [new])).rows
    assert (row.outcome, row.key, row.values, row.changes) == ("new", ("2019-001",), new, ())


def test_a_new_row_may_not_fill_in_a_given_column(tmp_path: Path) -> None:
    (row,) = _run(written(tmp_path / "f.xlsx")).of("refused")
    assert row.faults[0].sentence("zh") == (
        "工作表“Tasks”B3：“Shorten examination”，系统给定内容为“空白”；灰色列不可修改。"
    )


def test_a_change_says_before_and_after(tmp_path: Path) -> None:
    run = _run(written(tmp_path / "f.xlsx"), {**ROW, "filed": None, "done": Decimal("0.4")})
    assert [row.outcome for row in run.rows] == ["changed"]
    assert run.rows[0].changes == (
        Change("filed", "F3", None, 0),
        Change("done", "H3", Decimal("0.4"), Decimal("0.5")),
    )


def test_more_decimal_places_than_the_column_keeps_are_no_change(tmp_path: Path) -> None:
    exact = {**ROW, "done": Decimal(1) / 3}
    assert _run(written(tmp_path / "f.xlsx", [exact]), exact).counts()["unchanged"] == 1


def test_a_given_column_may_not_change(tmp_path: Path) -> None:
    run = _run(with_cell(tmp_path / "f.xlsx", "B3", "Another"), ROW)
    (row,) = run.of("refused")
    assert row.faults[0].sentence("en") == (
        "Sheet Tasks, cell B3: found “Another” where “Shorten examination” is given; "
        "expected a grey column unchanged."
    )


def test_a_form_without_new_rows_refuses_them(tmp_path: Path) -> None:
    from dataclasses import replace

    form = replace(FORM, sheets=(replace(FORM.sheets[0], new_rows=False),))
    path = written(tmp_path / "f.xlsx", [{**ROW, "wording": None}], form=form)
    run = dry_run(read(path, form), _existing())
    assert [(row.outcome, row.faults[0].code, row.faults[0].cell) for row in run.rows] == [
        ("refused", "not_known", "A3")
    ]


def test_rows_that_the_file_does_not_name_are_told_and_left(tmp_path: Path) -> None:
    run = _run(written(tmp_path / "f.xlsx"), ROW, {**ROW, "number": "2019-002"})
    assert run.absent == {"tasks": (("2019-002",),)}
    assert run.counts()["changed"] == 0


def test_a_column_that_the_file_lacks_changes_nothing(tmp_path: Path) -> None:
    path = edited(written(tmp_path / "f.xlsx"), lambda book: book["Tasks"].delete_cols(6))
    assert _run(path, {**ROW, "filed": 99}).counts()["unchanged"] == 1


def test_the_callers_own_rules_are_heard(tmp_path: Path) -> None:
    def check(sheet: Sheet, row: FilledRow) -> list:
        return [fault("not_known", sheet.title["en"], f"A{row.number}", key="2019-001")]

    run = dry_run(read(written(tmp_path / "f.xlsx"), FORM), _existing(ROW), check)
    assert run.counts()["refused"] == 1


def test_a_file_that_is_refused_has_no_rows(tmp_path: Path) -> None:
    path = edited(written(tmp_path / "f.xlsx"), lambda book: book["Tasks"].delete_cols(1))
    run = _run(path, ROW)
    assert (run.refused, run.rows, [one.code for one in run.faults]) == (
        True, (), ["missing_column"],
    )  # fmt: skip


def test_forty_wrong_of_three_thousand_are_told_at_once_and_nothing_else_is_lost(
    tmp_path: Path,
) -> None:
    rows = [{**ROW, "number": f"2019-{n:04}"} for n in range(3000)]
    wrong = {n: f"{'CDEFGH'[n % 6]}{n + 3}" for n in range(10, 3000, 75)}

    def spoil(book: openpyxl.Workbook) -> None:
        for address in wrong.values():
            book["Tasks"][address] = "？？"

    path = edited(written(tmp_path / "f.xlsx", rows), spoil)
    start = time.perf_counter()
    run = _run(path, *rows)
    sys.stdout.write(f"\n3,000 rows read and compared in {time.perf_counter() - start:.2f} s\n")
    refused = run.of("refused")
    assert [fault.cell for row in refused for fault in row.faults] == list(wrong.values())
    assert run.counts() == {"unchanged": 2960, "new": 0, "changed": 0, "refused": 40}


def test_the_second_import_of_a_file_is_all_unchanged(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Tasks"]["F3"], book["Tasks"]["H3"], book["Tasks"]["E3"] = (
            "１，２００",
            "75 %",
            "2019/9/1",
        )
        for column, value in enumerate(("2019-002", None, "IPO-01", "滞后", None, "n/a"), 1):
            book["Tasks"].cell(4, column, value)

    filled = read(edited(written(tmp_path / "f.xlsx"), change), FORM)
    first = dry_run(filled, _existing(ROW))
    assert first.counts() == {"unchanged": 0, "new": 1, "changed": 1, "refused": 0}
    taken = {"tasks": {row.key: row.values for row in first.rows if row.key is not None}}
    assert dry_run(filled, taken).counts() == {"unchanged": 2, "new": 0, "changed": 0, "refused": 0}
