"""Sheets that offices keep in their own words: titles above, totals below, merged and hidden rows.

The headings are those of China's forms (registration of pledges, recordal of licences, requests to
settle infringement) and of the English gazette.
"""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import process_time

import openpyxl
import pytest

from goldthread.readers import registry
from goldthread.readers.base import ReadError
from goldthread.readers.table.workbook_guard import hidden_rows
from goldthread.register.errors import LoadRefused
from goldthread.register.store import Register
from tests.readers.spreadsheets.workbooks import facts, loaded, sheet_of, told
from tests.readers.tables import read_with

PLEDGES = (
    ("2019年上半年专利权质押登记台账",),
    (
        "序号",
        "质押登记号",
        "专利号",
        "发明名称",
        "出质人",
        "质权人",
        "债权金额（万元）",
        "登记日期",
    ),
    (1, "Y2019330000001", "ZL201410408762.5", "泵", "甲公司", "乙银行", 500, "2019年3月1日"),
    (None, None, "201920000001.4", "阀", None, None, None, None),
    (2, "Y2019330000002", "2019300000024", None, "丙公司；丁公司", "乙银行", "1,200.5", "2019/4/2"),
    ("合计", None, None, None, None, None, 1700.5, None),
)
LICENCES = (
    ("Contract record no.", "Patent No.", "License type", "Assignor", "Assignee", "Record date"),
    ("2019330000011", "201410408762.5", "Exclusive License", "Acme", "Zeta", "20190506"),
    ("2019330000012", "201410408762.5", "Common License", "Acme", "Eta", "20190507"),
)
CASE_1, CASE_2 = "浙知法裁字〔2019〕1号", "浙知法裁字〔2019〕2号"
CASES = (
    ("案号", "处理机关", "请求人", "被请求人", "专利类型", "立案日期", "结案日期", "结案方式"),
    (CASE_1, "甲局", "甲", "乙", "发明", "2019.3.1", "2019.6.3", "责令停止侵权行为"),
    (CASE_2, "甲局", "丙", "丁", "实用新型", "2019.3.2", None, None),
)
TRANSFERS = (
    ("专利号", "变更前权利人", "变更后权利人", "登记生效日", "受让人地区", "授权公告日"),
    ("ZL201410408762.5", "甲公司", "乙公司", date(2019, 5, 6), "上海市", "2017.01.04"),
)


def test_a_ledger_of_pledges_in_ten_thousands(tmp_path: Path) -> None:
    found = loaded(sheet_of(tmp_path / "台账.xlsx", PLEDGES))
    assert (told(found), found.notes, found.unknown) == ([], [], {})
    assert found.skipped == {"total": 1}
    names = ("recording_number", "recorded_date", "amount", "currency")
    assert facts(found, "transaction", *names) == [
        ("Y2019330000001", date(2019, 3, 1), Decimal(5_000_000), "CNY"),
        ("Y2019330000002", date(2019, 4, 2), Decimal(12_005_000), "CNY"),
    ]
    assert facts(found, "transaction_right", "right_kind", "application_number", "title") == [
        ("PT", "201410408762.5", "泵"),
        ("UM", "201920000001.4", "阀"),
        ("DS", "201930000002.4", None),
    ]
    assert facts(found, "transaction_party", "role", "sequence", "name")[2:] == [
        ("from", 1, "丙公司"),
        ("from", 2, "丁公司"),
        ("to", 1, "乙银行"),
    ]


def test_licences_by_the_words_of_the_gazette(tmp_path: Path) -> None:
    found = loaded(sheet_of(tmp_path / "l.xlsx", LICENCES, "Licences"))
    assert told(found) == []
    assert facts(found, "transaction", "record_key", "tx_type", "recorded_date") == [
        ("CN|licence|2019330000011", "licence_excl", date(2019, 5, 6)),
        ("CN|licence|2019330000012", "licence_nonexcl", date(2019, 5, 7)),
    ]


def test_cases_of_an_administrative_authority(tmp_path: Path) -> None:
    regions = ("地区", "浙江省", "浙江")
    rows = [(*row, region) for row, region in zip(CASES, regions, strict=True)]
    found = loaded(sheet_of(tmp_path / "案件.xlsx", rows))
    assert (told(found), found.unknown) == ([], {})
    names = ("record_key", "case_type", "right_kind", "accepted_date", "closed_date", "outcome")
    assert facts(found, "enforcement_case", *names) == [
        (f"甲局|{CASE_1}", "admin", "PT", date(2019, 3, 1), date(2019, 6, 3), "infringement"),
        (f"甲局|{CASE_2}", "admin", "UM", date(2019, 3, 2), None, None),
    ]
    names = ("country_code", "region_code", "outcome_text")
    assert facts(found, "enforcement_case", *names) == [
        ("CN", "CN-ZJ", "责令停止侵权行为"),
        ("CN", "CN-ZJ", None),
    ]


def test_a_transfer_without_a_number_is_known_by_right_and_day(tmp_path: Path) -> None:
    found = loaded(sheet_of(tmp_path / "t.xlsx", TRANSFERS))
    assert facts(found, "transaction", "record_key", "recording_number", "tx_type") == [
        ("CN|transfer|ZL201410408762.5 2019-05-06", "ZL201410408762.5 2019-05-06", "assignment")
    ]
    assert facts(found, "transaction_right", "grant_date") == [(date(2017, 1, 4),)]
    assert facts(found, "transaction_party", "role", "name", "region_code") == [
        ("from", "甲公司", None),
        ("to", "乙公司", "CN-SH"),
    ]


def test_a_csv_of_one_of_them_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("\n".join(",".join(row) for row in LICENCES), encoding="gb18030")
    assert len(loaded(path).rows["transaction"]) == 2


def merged(path: Path, *ranges: str) -> Path:
    book = openpyxl.load_workbook(path)
    for one in ranges:
        book.active.merge_cells(one)
    book.save(path)
    return path


def test_cells_merged_over_the_rows_of_one_record_are_one_value(tmp_path: Path) -> None:
    path = merged(sheet_of(tmp_path / "m.xlsx", PLEDGES), "A1:H1", "B3:B4", "G3:G4", "H3:H4")
    found = loaded(path)
    assert told(found) == []
    assert facts(found, "transaction", "amount")[0] == (Decimal(5_000_000),)
    assert len(found.rows["transaction_right"]) == 3


def test_an_amount_merged_over_two_records_is_not_the_second_s(tmp_path: Path) -> None:
    found = loaded(merged(sheet_of(tmp_path / "m.xlsx", PLEDGES), "G3:G5"))
    sentence = "the cell is merged with the one in row 3; write the value into each row."
    assert told(found) == [
        ("sheet 台账, row 5", "merged-cell", f"column 债权金额（万元）: {sentence}")
    ]
    assert facts(found, "transaction", "recording_number") == [("Y2019330000001",)]


def test_hidden_rows_are_read_and_noted(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "h.xlsx", PLEDGES)
    book = openpyxl.load_workbook(path)
    for row in (1, 5):
        book.active.row_dimensions[row].hidden = True
    book.save(path)
    found = loaded(path)
    assert len(found.rows["transaction"]) == 2
    assert found.notes == ["h.xlsx: sheet 台账 hides 1 row(s), which are read like the others: 5"]


def test_a_sheet_of_notes_beside_it_is_noted(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "n.xlsx", PLEDGES)
    book = openpyxl.load_workbook(path)
    book.create_sheet("说明").append(["本表由各地填报"])
    book.save(path)
    found = loaded(path)
    assert len(found.rows["transaction"]) == 2
    lacks = (
        "'number' or '质押登记号', 'pledgee' or '质权人', 'pledgor' or '出质人', "
        "'registered' or '登记日期', 'right_number' or '权利号码'"
    )
    nearest = "the nearest has '本表由各地填报'; the sheet is not read"
    assert found.notes == [
        f"n.xlsx, sheet 说明 has no row of headings with {lacks} among its first 30; {nearest}"
    ]


def test_a_hidden_sheet_is_noted(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "h.xlsx", PLEDGES)
    book = openpyxl.load_workbook(path)
    copied = book.copy_worksheet(book.active)
    copied.title, copied.sheet_state = "2018", "hidden"
    book.save(path)
    found = loaded(path)
    assert len(found.rows["transaction"]) == 2
    assert found.notes == ["h.xlsx: sheet 2018 is hidden and is not read"]


def test_two_columns_for_one_thing_are_refused(tmp_path: Path) -> None:
    rows = [("备案号", *LICENCES[0]), ("1", *LICENCES[1])]
    with pytest.raises(ReadError, match=r"columns '备案号' and 'Contract record no\.' are both"):
        loaded(sheet_of(tmp_path / "two.xlsx", rows))


def test_a_sheet_that_lacks_a_column_is_refused_by_name(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "p.xlsx", [row[:4] for row in PLEDGES])
    with pytest.raises(ReadError, match=r"No reader recognises p\.xlsx"):
        registry.detect([path])
    with pytest.raises(ReadError) as refused:
        read_with(registry.mapping("pledges"), [path])
    assert str(refused.value) == (
        "p.xlsx, sheet 台账 has no row of headings with 'pledgee' or '质权人', "
        "'pledgor' or '出质人', 'registered' or '登记日期' among its first 30; "
        "the nearest has '序号', '质押登记号', '专利号', '发明名称'."
    )


def test_bytes_that_are_no_text_are_no_headings(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_bytes(bytes(range(256)) * 4)
    with pytest.raises(ReadError, match=r"the nearest has 'bytes that are no text'\.$"):
        read_with(registry.mapping("pledges"), [path])


def test_a_workbook_of_the_old_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pledges.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    with pytest.raises(ReadError, match=r"old \.xls form; save it as \.xlsx"):
        registry.detect([path])


def test_a_sheet_of_unclosed_rows_is_looked_through_in_bounded_time(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "h.xlsx", PLEDGES)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<row " * 200_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    began = process_time()
    assert hidden_rows(path, path.name, "台账") == []
    assert process_time() - began < 10


def test_what_contradicts_across_two_languages_blames_no_heading(tmp_path: Path) -> None:
    """Two offices send one case, each in its own language, with different days."""
    there = [("案号", "办案机关", "立案日期"), ("1", "A", "20190102")]
    here = [("Case number", "Authority", "Accepted on"), ("1", "A", "20190103")]
    paths = [sheet_of(tmp_path / "a.xlsx", there), sheet_of(tmp_path / "b.xlsx", here)]
    found = read_with(registry.detect(paths), paths)
    detail = (
        "'2019-01-02' at a.xlsx, sheet 台账, row 2, and '2019-01-03' at b.xlsx, sheet 台账, row 2: "
        "rows with one number must say the same."
    )
    assert [(one.locator, one.detail) for one in found.rejected] == [
        ("a.xlsx, sheet 台账, row 2", detail),
        ("b.xlsx, sheet 台账, row 2", detail),
    ]


def test_a_load_that_is_refused_names_the_file_once(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "a.xlsx", [(*CASES[0], "案件类型"), (*CASES[1], "内部")])
    with pytest.raises(LoadRefused) as refused:
        Register(tmp_path / "home").load(registry.detect([path]), [path])
    sentence = "column 案件类型: case_type: '内部' is not in the map case_types."
    assert str(refused.value).endswith(f"First: a.xlsx, sheet 台账, row 2: {sentence}")
