"""What people get wrong in a template, and the sentence each gets; the good rows are loaded.

Each case is a good row with one thing changed; all stand in one workbook, so that each shows that
it spoils no other.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.readers.spreadsheets.workbooks import FIRST_ROW, facts, filled_in, loaded, told
from tests.readers.tables import Read

PLEDGE = {
    "right_number": "ZL201410408762.5",
    "pledgor": "甲公司",
    "pledgor_region": "CN-ZJ 浙江",
    "pledgee": "乙银行",
    "executed": date(2019, 2, 1),
    "registered": date(2019, 3, 1),
    "amount": 5,
    "unit": "万元",
    "currency": "人民币",
}
CASE = {
    "authority": "甲局",
    "case_type": "行政",
    "accepted": date(2019, 3, 1),
    "closed": date(2019, 6, 3),
    "outcome": "认定侵权",
    "region": "CN-ZJ 浙江",
}
Change = dict[str, Any]
NO_DATE = "is no day of the form iso or y/m/d or yyyymmdd or chinese or excel."
CHECK_DIGIT = "the check digit of 201410408762 is 5, not 6."
NO_RESULT = (
    "the cell holds a formula whose result is not stored; open the workbook in a spreadsheet "
    "program and save it."
)
# What is changed, the reason, the sentence; or what the row gives although it looks bad.
BAD_PLEDGES: list[tuple[Change, str, str]] = [
    ({"right_kind": "发明创造"}, "unmapped-value",
     "column 权利种类: right_kind: '发明创造' is not in the map right_kinds."),
    ({"unit": "千克"}, "unmapped-value",
     "column 债权金额: the unit '千克' is not in the map units."),
    ({"currency": "贝壳"}, "unmapped-value",
     "column 币种: currency: '贝壳' is not in the list of currencies."),
    ({"pledgor_region": "CN-QQ 无"}, "unmapped-value",
     "column 出质人地区: region_code: 'CN-QQ' is not in the regions of CN."),
    ({"registered": "2019年2月31日"}, "bad-date",
     "column 登记日期: '2019年2月31日' is no day of the calendar."),
    ({"registered": "31/12/2019"}, "bad-date",
     f"column 登记日期: '31/12/2019' {NO_DATE}"),
    ({"registered": "三月初"}, "bad-date",
     f"column 登记日期: '三月初' {NO_DATE}"),
    ({"registered": None}, "impossible", "column 登记日期: there is no date of registration."),
    ({"amount": -5}, "bad-number", "column 债权金额: '-5' is less than 0."),
    ({"amount": "五百万"}, "bad-number", "column 债权金额: '五百万' is no number."),
    ({"amount": "5万元"}, "bad-number", "column 债权金额: '5万元' is no number."),
    ({"unit": None, "currency": None}, "impossible",
     "column 债权金额: the amount has no currency."),
    ({"right_number": "见附件"}, "no-key",
     "column 国家代码: ip_office_code has no value, and it is part of the record's key."),
    ({"right_number": "见附件", "office": "CN"}, "bad-number",
     "column 权利号码: '见附件' is no number of a right."),
    ({"right_number": "ZL201410408762.6"}, "bad-number",
     f"column 权利号码: 'ZL201410408762.6' is mistyped: {CHECK_DIGIT}"),
    ({"right_number": "ZL201410408762.5", "right_kind": "实用新型"}, "bad-number",
     "column 权利号码: 'ZL201410408762.5' is the number of a PT, not of a UM."),
    ({"right_number": "7788", "office": "CL"}, "no-key",
     "column 权利号码: the right 7788 has no kind: say PT, UM, DS or another of the list."),
    ({"right_number": None}, "not-a-record", "the row names no right."),
    ({"office": "Atlantis"}, "unmapped-value",
     "column 国家代码: ip_office_code: 'Atlantis' is not in the list of countries."),
    ({"executed": date(2019, 4, 1)}, "impossible",
     "column 合同签订日期: the contract is signed after it was registered."),
    ({"released": date(2019, 2, 1)}, "impossible",
     "column 注销日期: the release is before the registration."),
    ({"amount": "=2+3"}, "formula-without-result",
     f"column 债权金额: {NO_RESULT}"),
]  # fmt: skip
EARLY_RELEASE = next(n for n, (change, _, _) in enumerate(BAD_PLEDGES) if "released" in change)
GOOD_DATES = ("2019-03-01", "2019/3/1", "2019年3月1日", "20190301", "2019.3.1")
BAD_CASES: list[tuple[Change, str, str]] = [
    ({"case_type": "内部"}, "unmapped-value",
     "column 案件类型: case_type: '内部' is not in the map case_types."),
    ({"case_type": None}, "impossible", "column 案件类型: there is no type of case."),
    ({"outcome": "不知道"}, "unmapped-value",
     "column 结案方式: outcome: '不知道' is not in the map outcomes."),
    ({"closed": date(2019, 2, 28)}, "impossible",
     "column 结案日期: the case is closed before it was accepted."),
    ({"accepted": None}, "impossible", "column 受理日期: there is no date of acceptance."),
    ({"authority": None}, "no-key",
     "column 办案机关: authority has no value, and it is part of the record's key."),
    ({"region": "中土"}, "unmapped-value",
     "column 地区: region_code: '中土' is not in the regions of CN."),
    ({"amount": 5}, "impossible", "column 涉案金额: the amount has no currency."),
]  # fmt: skip


@pytest.fixture(scope="module")
def pledges(tmp_path_factory: pytest.TempPathFactory) -> Read:
    rows: list[Change] = [
        {"number": f"good {day}", **PLEDGE, "registered": day} for day in GOOD_DATES
    ]
    rows += [{"number": f"bad {n}", **PLEDGE, **c} for n, (c, _, _) in enumerate(BAD_PLEDGES)]
    return loaded(filled_in(tmp_path_factory.mktemp("p") / "p.xlsx", "pledges", rows, lang="zh"))


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Read:
    rows: list[Change] = [{"case_number": "1", **CASE}, {"case_number": "1", **CASE}]
    rows += [{"case_number": f"bad {n}", **CASE, **c} for n, (c, _, _) in enumerate(BAD_CASES)]
    rows += [{"case_number": "2", **CASE}, {"case_number": "2", **CASE, "outcome": "其他"}]
    return loaded(
        filled_in(tmp_path_factory.mktemp("e") / "e.xlsx", "enforcement", rows, lang="zh")
    )


def test_the_good_rows_are_loaded_whatever_form_a_date_has(pledges: Read) -> None:
    assert facts(pledges, "transaction", "recording_number", "recorded_date") == [
        *((f"good {day}", date(2019, 3, 1)) for day in GOOD_DATES),
        (f"bad {EARLY_RELEASE}", date(2019, 3, 1)),  # the pledge stands; its release does not
    ]


@pytest.mark.parametrize("number", range(len(BAD_PLEDGES)), ids=lambda n: str(BAD_PLEDGES[n][0]))
def test_a_bad_pledge_gets_its_sentence(pledges: Read, number: int) -> None:
    _, reason, detail = BAD_PLEDGES[number]
    where = f"sheet 质押登记, row {FIRST_ROW + len(GOOD_DATES) + number}"
    assert {one for one in told(pledges) if one[0] == where} == {(where, reason, detail)}


@pytest.mark.parametrize("number", range(len(BAD_CASES)), ids=lambda n: str(BAD_CASES[n][0]))
def test_a_bad_case_gets_its_sentence(cases: Read, number: int) -> None:
    _, reason, detail = BAD_CASES[number]
    where = f"sheet 案件, row {FIRST_ROW + 2 + number}"
    assert [one for one in told(cases) if one[0] == where] == [(where, reason, detail)]


def test_one_number_with_two_stories_is_neither(cases: Read) -> None:
    """The same row twice is one case; two that contradict each other are none."""
    assert facts(cases, "enforcement_case", "record_key") == [("甲局|1",)]
    first = FIRST_ROW + 2 + len(BAD_CASES)
    detail = (
        f"column 结案方式: 'infringement' at e.xlsx, sheet 案件, row {first}, and 'other' at "
        f"e.xlsx, sheet 案件, row {first + 1}: rows with one number must say the same."
    )
    assert told(cases)[-2:] == [
        (f"sheet 案件, row {first}", "conflict", detail),
        (f"sheet 案件, row {first + 1}", "conflict", detail),
    ]


def test_nothing_is_lost(pledges: Read, cases: Read) -> None:
    """Each row is a record or in quarantine, and the quarantine holds its cells."""
    rejected = {one.locator for one in pledges.rejected}
    assert len(rejected) == len(BAD_PLEDGES)
    assert all("甲公司".encode() in one.raw for one in pledges.rejected)
    assert len({one.locator for one in cases.rejected}) == len(BAD_CASES) + 2


def test_a_formula_with_its_result_is_its_result(tmp_path: Path) -> None:
    row = {"number": "1", **PLEDGE, "amount": "=2+3"}
    path = filled_in(tmp_path / "f.xlsx", "pledges", [row], lang="zh")
    _store_result(path, "5")
    assert facts(loaded(path), "transaction", "amount") == [(50_000,)]


def _store_result(path: Path, result: str) -> None:
    """openpyxl stores no results; a spreadsheet program does."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet2.xml"
    assert parts[name].count(b"<f>2+3</f><v") == 1
    head, _, tail = parts[name].partition(b"<f>2+3</f>")
    _, _, tail = tail.partition(b"</c>")
    parts[name] = head + f"<f>2+3</f><v>{result}</v></c>".encode() + tail
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


def test_a_row_that_goes_on_with_nothing_is_told_so(tmp_path: Path) -> None:
    found = loaded(filled_in(tmp_path / "n.xlsx", "pledges", [PLEDGE], lang="zh"))
    detail = "column 质押登记号: number has no value, and it is part of the record's key."
    assert told(found) == [("sheet 质押登记, row 3", "no-key", detail)]
