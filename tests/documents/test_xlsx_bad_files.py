"""Files that are not the form: hostile, protected, of another form, of another version."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from goldthread.documents.xlsx import Form, opening, read, reading
from tests.documents.forms import FORM, ROW, both, edited, read_back, told, with_parts, written


def _file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_xlsx"),
        ("编号,任务\n1,甲\n".encode(), "not_xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
        (b"PK\x03\x04" + b"\0" * 600, "unreadable"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, code: str) -> None:
    filled = read(_file(tmp_path / "f.xlsx", content), FORM)
    assert (told(filled), filled.refused, dict(filled.sheets)) == ([(code, "")], True, {})


def test_a_workbook_cut_short(tmp_path: Path) -> None:
    path = written(tmp_path / "f.xlsx")
    path.write_bytes(path.read_bytes()[:-400])
    assert told(read(path, FORM)) == [("unreadable", "")]


def test_another_kind_of_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(path := tmp_path / "f.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert told(read(path, FORM)) == [("not_xlsx", "")]


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros(tmp_path: Path, part: str) -> None:
    path = with_parts(written(tmp_path / "f.xlsm"), {part: b"x"})
    (fault,) = read(path, FORM).faults
    assert fault.sentence("en") == (
        f"The file: found a workbook with macros ({part}); "
        "expected the form saved as .xlsx without macros."
    )
    assert fault.sentence("zh") == f"文件：工作簿含有宏（{part}）；另存为不含宏的.xlsx格式。"


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = with_parts(written(tmp_path / "f.xlsx"), {"xl/media/a.bin": b"\0" * 50_000_000})
    (fault,) = read(path, FORM).faults
    assert fault.code == "unreadable"
    assert "refused as a ZIP bomb" in fault.sentence("en")


def test_a_file_above_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FILE_LIMIT", 2**12)
    assert told(read(written(tmp_path / "f.xlsx"), FORM)) == [("too_large", "")]


def test_a_table_that_is_quite_another_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FAULTS_LIMIT", 3)
    monkeypatch.setattr(reading, "ROWS_LIMIT", 6)

    def spoil(book: openpyxl.Workbook) -> None:
        for row in range(5, 10):
            book["Tasks"].cell(row, 6, "?")

    path = written(tmp_path / "f.xlsx", [{"number": str(n)} for n in range(7)])
    assert [fault.code for fault in read(path, FORM).faults] == ["too_many_rows"]
    (fault,) = read(edited(path, spoil), FORM).faults
    assert fault.sentence("en") == (
        "Sheet Tasks: found more than 3 faults; expected the form, filled in: this seems to be "
        "another table; the rest was not read."
    )


def test_a_sheet_merged_as_a_whole_is_told_once(tmp_path: Path) -> None:
    path = edited(written(tmp_path / "f.xlsx"), lambda book: book["Tasks"].merge_cells("A3:B2000"))
    filled = read(path, FORM)
    assert (told(filled), filled.refused) == ([("merged", "A3")], True)


def test_days_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    def mac(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    assert read_back(edited(written(tmp_path / "f.xlsx"), mac)) == [ROW]


def test_a_document_type_is_not_expanded(tmp_path: Path) -> None:
    path = written(tmp_path / "f.xlsx")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "g.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "xl/worksheets/sheet2.xml" else old.read(name))
    assert read(tmp_path / "g.xlsx", FORM).refused


def _form(name: str = "task_report", version: int = 2, reads: frozenset[int] = frozenset()) -> Form:
    return Form(name, version, both("Progress of tasks", "任务进展"), FORM.sheets, reads=reads)


@pytest.mark.parametrize(
    ("form", "code", "refused"),
    [
        (_form("other"), "other_form", True),
        (_form(version=1), "older_version", True),
        (_form(version=3), "newer_version", True),
    ],
)
def test_another_form_or_version(tmp_path: Path, form: Form, code: str, refused: bool) -> None:
    path = written(tmp_path / "f.xlsx", form=form)
    filled = read(path, _form())
    assert ([fault.code for fault in filled.faults], filled.refused) == ([code], refused)


def test_an_older_version_that_is_still_read(tmp_path: Path) -> None:
    filled = read(written(tmp_path / "f.xlsx", form=_form(version=1)), FORM)
    assert (told(filled), filled.refused) == ([("old_version_read", "")], False)
    assert [dict(row.values) for row in filled.sheets["tasks"].rows] == [ROW]


def test_the_mark_survives_the_loss_of_the_hidden_sheet_and_of_the_properties(
    tmp_path: Path,
) -> None:
    def without_sheet(book: object) -> None:
        del book["goldthread-form"]  # type: ignore[attr-defined]

    def without_properties(book: object) -> None:
        del book.custom_doc_props.props[:]  # type: ignore[attr-defined]

    for number, change in enumerate((without_sheet, without_properties)):
        path = edited(written(tmp_path / f"{number}.xlsx"), change)
        assert read_back(path) == [ROW]
        stamp = read(path, FORM).stamp
        assert stamp is not None
        assert (stamp.form, stamp.version, stamp.lang) == ("task_report", 2, "en")
