"""XLSX: what a spreadsheet really holds, and workbooks that are broken, protected or hostile."""

import contextlib
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from goldthread.readers.base import ReadError
from goldthread.readers.table import workbook_guard
from tests.readers.tables import Read, read, with_base

TITLED = with_base("record:\n  title: Title\n")
SHEET = "xl/worksheets/sheet1.xml"


def _workbook(path: Path, *rows: list[object], top: int = 0, left: int = 0) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Rights")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(top + number, left + place, cell)
    return path


def _changed(source: Path, target: Path, changes: dict[str, bytes]) -> Path:
    """The workbook with some of its parts replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            new.writestr(name, data)
    return target


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return _workbook(tmp_path / "plain.xlsx", ["No", "Title"], [1, "Pump"], [2, "Valve"])


def _sheet(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(SHEET)


def test_cells_are_what_the_spreadsheet_shows(tmp_path: Path) -> None:
    mapping = with_base(
        "record:\n  title: Title\n  filing_date: Filed\n"
        "  grant_date: {column: Granted, date: excel}\n  n_claims: Claims\n  status_text: Live\n"
    )
    path = _workbook(
        tmp_path / "rights.xlsx",
        ["No", "Title", "Filed", "Granted", "Claims", "Live"],
        [201500001, 12.5, date(2015, 1, 2), 43647, 7, True],
        ["2015/2", "x", datetime(2015, 1, 2, 23, 59), "43647", "8", "no"],
    )
    found = read(mapping, path)
    names = ("application_number", "title", "filing_date", "grant_date", "n_claims", "status_text")
    assert [tuple(row[name] for name in names) for row in found.rights] == [
        ("201500001", "12.5", date(2015, 1, 2), date(2019, 7, 1), 7, "TRUE"),
        ("2015/2", "x", date(2015, 1, 2), date(2019, 7, 1), 8, "no"),
    ]
    assert found.values("source_locator")[0] == "rights.xlsx, sheet Rights, row 2"


def test_table_that_starts_in_the_middle_of_the_sheet(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "r.xlsx", ["No", "Title"], [1, "Pump"], top=4, left=2)
    found = read(with_base("file: {header: 5}\nrecord:\n  title: Title\n"), path)
    assert found.values("source_locator") == ["r.xlsx, sheet Rights, row 6"]
    assert found.values("title") == ["Pump"]


def test_merged_cells_are_carried_down(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["No", "Title"], [1, "Pump"], [2, None], [3, "Valve"]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "merged.xlsx")
    mapping = with_base("carry_down: Title\nrecord:\n  title: Title\n")
    assert read(mapping, tmp_path / "merged.xlsx").values("title") == ["Pump", "Pump", "Valve"]


def test_hidden_and_empty_sheets_are_left_out(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "r.xlsx") as book:
        for name in ("Rights", "Secret", "Void"):
            sheet = book.add_worksheet(name)
            if name != "Void":
                sheet.write_row(0, 0, ["No", "Title"])
                sheet.write_row(1, 0, [1, name])
            if name == "Secret":
                sheet.hide()
    found = read(TITLED, tmp_path / "r.xlsx")
    assert found.values("title") == ["Rights"]
    assert found.notes == ["r.xlsx: sheet Void is empty"]


def test_sheet_that_lacks_a_column_is_named(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "r.xlsx", ["No", "Name"], [1, "Pump"])
    with pytest.raises(ReadError, match=r"r.xlsx, sheet Rights lacks the column 'Title'"):
        read(TITLED, path)


def test_workbook_without_the_wanted_sheet_is_refused(plain: Path) -> None:
    mapping = with_base("file: {sheets: '^Grants'}\n")
    with pytest.raises(ReadError, match=r"plain.xlsx has no sheet that the mapping reads; it has"):
        read(mapping, plain)


def test_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"r.xlsx holds no row"):
        read(TITLED, _workbook(tmp_path / "r.xlsx"))


def test_formula_errors_and_formulas_without_result_go_to_quarantine(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = (["No", "Title"], [1, "Pump"], [2, '="a"&"b"'], [3, "#REF!"], [4, "Valve"])
    for row in rows:
        sheet.append(row)
    sheet["B4"].data_type = "e"
    book.save(tmp_path / "f.xlsx")
    found = read(TITLED, tmp_path / "f.xlsx")
    assert found.values("title") == ["Pump", "Valve"]
    assert [(one.locator, one.reason, one.detail[:30]) for one in found.rejected] == [
        ("f.xlsx, sheet Sheet, row 3", "formula-without-result", "the cell holds a formula whose"),
        ("f.xlsx, sheet Sheet, row 4", "formula-error", "the cell holds the error #REF!"),
    ]  # fmt: skip
    assert read(with_base(""), tmp_path / "f.xlsx").rejected == []


def test_formula_with_a_stored_result_is_its_result(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "f.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["No", "Title"])
        sheet.write(1, 0, 1)
        sheet.write_formula(1, 1, '="Pu"&"mp"', None, "Pump")
        sheet.write(2, 0, 2)
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    found = read(TITLED, tmp_path / "f.xlsx")
    assert found.values("title") == ["Pump"]
    assert [one.detail for one in found.rejected] == ["the cell holds the error #DIV/0!."]


def test_formula_flaws_are_found_across_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["No", "Title"])
    for number in range(1, 400):
        sheet.append([number, f"=A{number}" if number % 7 == 0 else "Pump"])
    book.save(tmp_path / "f.xlsx")
    monkeypatch.setattr(workbook_guard, "_BLOCK", 97)
    found = read(TITLED, tmp_path / "f.xlsx")
    assert [one.locator for one in found.rejected] == [
        f"f.xlsx, sheet Sheet, row {n + 1}" for n in range(1, 400) if n % 7 == 0
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"No,Title\n1,Pump\n", "is no XLSX workbook: .* If it is a text, name it .csv"),
        (b"PK\x03\x04" + b"\0" * 100, "begins as a ZIP and does not end as one"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "is protected by a password, or is",
        ),
        (b"", "is empty"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=rf"^r.xlsx {said}"):
        read(TITLED, path)


def test_old_xls_is_refused_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(ReadError, match=r"r.csv is protected by a password, or is a workbook of"):
        read(TITLED, path)


def test_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(
        ReadError, match=r"r.xlsx is a ZIP but no XLSX workbook: it holds 'readme.txt'"
    ):
        read(TITLED, path)


def test_zip_that_holds_nothing_says_so(tmp_path: Path) -> None:
    path = tmp_path / "r.zip"
    with zipfile.ZipFile(path, "w"):
        pass
    with pytest.raises(ReadError, match=r"r.zip is a ZIP but no XLSX workbook: it is empty"):
        read(TITLED, path)


def test_encrypted_part_is_refused(plain: Path, tmp_path: Path) -> None:
    data = bytearray(plain.read_bytes())
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    path = tmp_path / "locked.xlsx"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"locked.xlsx is protected by a password"):
        read(TITLED, path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
def test_truncated_workbook_is_refused(plain: Path, tmp_path: Path, share: float) -> None:
    data = plain.read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ReadError, match=r"^cut.xlsx"):
        read(TITLED, path)


def test_workbook_with_any_byte_changed_is_read_or_refused(plain: Path, tmp_path: Path) -> None:
    data = plain.read_bytes()
    path = tmp_path / "r.xlsx"
    for place in range(0, len(data), 61):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        with contextlib.suppress(ReadError):  # and no other error
            read(TITLED, path)


def test_bomb_is_refused_by_its_ratio(plain: Path, tmp_path: Path) -> None:
    path = _changed(plain, tmp_path / "bomb.xlsx", {"xl/bomb.xml": b"\0" * 20_000_000})
    with pytest.raises(ReadError, match=r"bomb.xlsx: the part xl/bomb.xml would inflate .* bomb"):
        read(TITLED, path)


def test_workbook_too_large_in_all_is_refused(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_guard, "TOTAL_LIMIT", 5_000)
    with pytest.raises(ReadError, match=r"plain.xlsx: the workbook would inflate to .* Split it"):
        read(TITLED, plain)


def test_workbook_of_too_many_parts_is_refused(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_guard, "PARTS_LIMIT", 3)
    with pytest.raises(ReadError, match=r"plain.xlsx: the workbook has .* parts, more than 3"):
        read(TITLED, plain)


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml"])
def test_part_that_inflates_beyond_its_directory_is_refused(
    plain: Path, tmp_path: Path, part: str
) -> None:
    path = tmp_path / "liar.xlsx"
    larger = b"<a>" + b"x" * 300_000 + b"</a>"
    data = _changed(plain, path, {part: larger}).read_bytes()
    true_size = len(larger).to_bytes(4, "little")
    path.write_bytes(data.replace(true_size, (1_000).to_bytes(4, "little")))
    with pytest.raises(
        ReadError, match=r"liar.xlsx.*(inflates beyond|is larger than its declared)"
    ):
        read(TITLED, path)


def test_cell_at_the_far_corner_is_refused(plain: Path, tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = _sheet(plain).replace(b"</sheetData>", far)
    path = _changed(plain, tmp_path / "far.xlsx", {SHEET: sheet})
    with pytest.raises(
        ReadError, match=r"far.xlsx, sheet Rights: .* row 1,048,576 and column 16,384"
    ):
        read(TITLED, path)


@pytest.mark.parametrize(
    "sheet", [b"<worksheet><sheetData>", b"not xml at all", b"<worksheet/>", b"<x>&bomb;</x>"]
)
def test_sheet_that_is_no_sheet_is_refused(plain: Path, tmp_path: Path, sheet: bytes) -> None:
    path = _changed(plain, tmp_path / "r.xlsx", {SHEET: sheet})
    with pytest.raises(ReadError, match=r"^r.xlsx"):
        read(TITLED, path)


def test_workbook_part_that_is_no_xml_is_refused(plain: Path, tmp_path: Path) -> None:
    path = _changed(plain, tmp_path / "r.xlsx", {"xl/workbook.xml": b"<a"})
    with pytest.raises(ReadError, match=r"r.xlsx: the workbook is damaged"):
        read(TITLED, path)


def test_quarantined_row_keeps_its_cells_as_csv(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "r.xlsx", ["No", "Filed"], [1, "31/02/2019, late"])
    found: Read = read(with_base("record:\n  filing_date: Filed\n"), path)
    assert [one.raw for one in found.rejected] == [b'1,"31/02/2019, late"']


def test_progress_adds_up_to_the_file(plain: Path) -> None:
    assert read(TITLED, plain).progress == plain.stat().st_size
