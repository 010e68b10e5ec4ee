"""What is given as lists: read as meant, or refused with the sentence that says where and why."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.programme.codelists import clock_titles
from goldthread.programme.errors import PartRefused
from goldthread.programme.given import clauses, clocks, milestones, supports, targets, verdicts

DUE = date(2019, 6, 28)
ATLANTIS = "'Atlantis' is no region: write a code such as CN-ZJ, _U or _Z."
LIMITS = ", ".join(clock_titles())
FORM = (
    "Write the findings as criterion: met (true or false) and a remark of at most 2000 characters."
)
TARGET: dict[str, Any] = {
    "indicator": " c03 ",
    "region": "Zhejiang",
    "period": "2019-h1",
    "direction": "at_least",
    "value": "35000",
    "compliance": "33000.5",
    "action": None,
}


def refusal(read: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(PartRefused) as caught:
        read()
    return caught.value.in_language("en"), caught.value.in_language("zh")


def test_clauses() -> None:
    read = clauses.read(
        [{"path": " 3.2 ", "heading": "保护", "text": None}, {"path": "4", "text": "x"}]
    )
    assert [(row.path, row.heading, row.text) for row in read] == [
        ("3.2", "保护", ""),
        ("4", "", "x"),
    ]
    assert clauses.read(None) == ()


@pytest.mark.parametrize(
    ("rows", "en", "zh"),
    [
        ("3.2", "clause: give a list of at most 2000 entries.", "条款：请给出不超过2000项的列表。"),
        (["3.2"], "clause 1: write it as fields with names.", "第1项条款：请按字段填写。"),
        (
            [{"path": "1", "txt": "x"}],
            "clause 1: there is no field txt; there are: heading, path, text.",
            "第1项条款：没有字段txt，可用字段为：heading, path, text。",
        ),
        (
            [{"path": "a/b", "text": "x"}],
            "clause 1: the path a/b must not hold blanks, # or /.",
            "第1项条款：条款号a/b不得含空格、#或/。",
        ),
        (
            [{"text": "x"}],
            "clause 1: give the path in 1 to 40 characters.",
            "第1项条款：请填写条款号，1至40个字符。",
        ),
        (
            [{"path": "1"}, {"path": "2", "text": " "}],
            "clause 1: give a heading or a text.",
            "第1项条款：请填写标题或正文。",
        ),
    ],
)
def test_bad_clauses(rows: Any, en: str, zh: str) -> None:
    assert refusal(lambda: clauses.read(rows)) == (en, zh)


@pytest.mark.parametrize(
    ("share", "read"),
    [("1/3", Fraction(1, 3)), ("0.25", Fraction(1, 4)), (".5", Fraction(1, 2)), ("", None)],
)
def test_share_is_exact(share: str, read: Fraction | None) -> None:
    [row] = supports.read([{"office": "IPO-ZJ", "share": share, "duty": "取证"}])
    assert (row.office, row.share, row.duty) == ("IPO-ZJ", read, "取证")


@pytest.mark.parametrize(
    "share", ["1", "0", "4/3", "-1/3", "1/0", "25%", "1e-3", "0.1234567", 0, True, ["1/3"], "½"]
)
def test_bad_share(share: Any) -> None:
    assert refusal(lambda: supports.read([{"office": "IPO-ZJ", "share": share}])) == (
        'supporting unit 1: write the share exactly, between 0 and 1, such as "1/3" or "0.25".',
        "第1项配合单位：份额须为0与1之间的准确数，如“1/3”或“0.25”。",
    )


def test_unit_named_twice() -> None:
    rows = [{"office": "IPO-ZJ"}, {"office": "IPO-ZJ"}]
    assert refusal(lambda: supports.read(rows)) == (
        "supporting unit 2: IPO-ZJ stands twice.",
        "第2项配合单位：IPO-ZJ重复。",
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.fractions(min_value="1/50", max_value="49/50", max_denominator=50), max_size=6))
def test_shares_stay_below_one(shares: list[Fraction]) -> None:
    rows = [{"office": f"O{n}", "share": str(share)} for n, share in enumerate(shares)]
    if sum(shares) < 1:
        assert [row.share for row in supports.read(rows)] == shares
    else:
        english, _ = refusal(lambda: supports.read(rows))
        assert english == (
            f"The shares of the supporting units add up to {sum(shares)}; they must stay below 1, "
            "since the rest is the lead's."
        )


def test_milestones() -> None:
    rows = [
        {"title": "甲", "due": "2019-03-01", "criteria": ["一", "二"]},
        {"title": "乙", "due": "2019-06-28"},
    ]
    read = milestones.read(rows, DUE)
    assert [(row.title, row.due, row.criteria) for row in read] == [
        ("甲", date(2019, 3, 1), ("一", "二")),
        ("乙", DUE, ()),
    ]


@pytest.mark.parametrize(
    ("row", "en", "zh"),
    [
        (
            {"title": "甲", "due": "1 March"},
            "milestone 1: the day must be a day such as 2019-06-30.",
            "第1项时间节点：日期须为日期，如2019-06-30。",
        ),
        (
            {"title": "", "due": "2019-03-01"},
            "milestone 1: give the title in 1 to 500 characters.",
            "第1项时间节点：请填写标题，1至500个字符。",
        ),
        (
            {"title": "甲", "due": "2019-03-01", "criteria": "一"},
            "milestone 1: give its criteria as a list of at most 40 texts.",
            "第1项时间节点：请以列表填写完成标准，不超过40项。",
        ),
        (
            {"title": "甲", "due": "2019-03-01", "criteria": ["一", ""]},
            "milestone 1: give the criterion in 1 to 2000 characters.",
            "第1项时间节点：请填写完成标准，1至2000个字符。",
        ),
    ],
)
def test_bad_milestones(row: Any, en: str, zh: str) -> None:
    assert refusal(lambda: milestones.read([row], DUE)) == (en, zh)


def test_target_is_kept_in_the_codes_of_the_figures() -> None:
    [read] = targets.read([TARGET | {"where": {"kind": "pt"}}])
    assert (read.indicator, read.region, read.period, read.where) == (
        "C03",
        "CN-ZJ",
        "2019-H1",
        {"kind": "PT"},
    )
    assert (read.value, read.compliance, read.action) == (Decimal(35000), Decimal("33000.5"), None)


@pytest.mark.parametrize(
    ("change", "en", "zh"),
    [
        (
            {"direction": "up"},
            "target 1: the direction must be at_least or at_most.",
            "第1项目标：方向须为 at_least（不低于）或 at_most（不高于）。",
        ),
        (
            {"indicator": "Z1"},
            "target 1: there is no indicator Z1; look its code up in the catalogue.",
            "第1项目标：没有指标Z1，请在指标目录中查找代码。",
        ),
        (
            {"period": "first half"},
            "target 1: the period must be written as 2019, 2019-H1, 2019-Q3 or 2019-07.",
            "第1项目标：期间须写为2019、2019-H1、2019-Q3或2019-07。",
        ),
        (
            {"value": "12,000"},
            "target 1: the value must be a number such as 1234.5, with at most 4 decimals.",
            "第1项目标：目标值须为数值，如1234.5，小数不超过4位。",
        ),
        (
            {"where": {"kind": 1}},
            "target 1: write further conditions as a dimension with one code, such as kind: PT.",
            "第1项目标：其他条件须为维度及一个代码，如 kind: PT。",
        ),
        (
            {"compliance": "35000"},
            "target 1: the compliance band must fall short of the value, the action band of both.",
            "第1项目标：达标线须未及目标值，预警线须低于达标要求。",
        ),
        (
            {"action": "34000"},
            "target 1: the compliance band must fall short of the value, the action band of both.",
            "第1项目标：达标线须未及目标值，预警线须低于达标要求。",
        ),
        (
            {"direction": "at_most"},
            "target 1: the compliance band must fall short of the value, the action band of both.",
            "第1项目标：达标线须未及目标值，预警线须低于达标要求。",
        ),
        (
            {"region": "Atlantis"},
            "target 1: this figure cannot be computed: " + ATLANTIS,
            "第1项目标：该指标无法按此条件计算：" + ATLANTIS,
        ),
    ],
)
def test_bad_target(change: dict[str, Any], en: str, zh: str) -> None:
    assert refusal(lambda: targets.read([TARGET | change])) == (en, zh)


def test_bands_at_most() -> None:
    row = TARGET | {"direction": "at_most", "compliance": "36000", "action": "40000"}
    [read] = targets.read([row])
    assert (read.compliance, read.action) == (Decimal(36000), Decimal(40000))


def test_verdicts() -> None:
    read = verdicts.read(
        {"2": {"met": False, "remark": "缺页"}, "1": {"met": True}}, {1: "一", 2: "二"}
    )
    assert [(row.criterion, row.met, row.remark) for row in read] == [
        (1, True, ""),
        (2, False, "缺页"),
    ]


@pytest.mark.parametrize(
    ("given", "en"),
    [
        ([], FORM),
        ({"1": True}, FORM),
        ({"1": {"met": "yes"}}, FORM),
        ({"1": {"met": False}}, "Say what is missing where a criterion is not met: 一"),
        ({"1": {"met": True}, "7": {"met": True}}, "7 is no criterion of this task."),
        ({}, "Give a finding for every criterion; there is none for: 一"),
    ],
)
def test_bad_verdicts(given: Any, en: str) -> None:
    assert refusal(lambda: verdicts.read(given, {1: "一"}))[0] == en


def test_clocks() -> None:
    assert clocks.read(None) == {}
    given: Any = {"hand_back": 5, "report_every": "quarter"}
    assert clocks.read(given) == given


@pytest.mark.parametrize(
    ("given", "en", "zh"),
    [
        (
            [3],
            "Write the time limits as names with working days, such as hand_back: 3.",
            "请按名称填写工作日数，如 hand_back: 3。",
        ),
        (
            {"report_every": "week"},
            "Units report every month, quarter, end.",
            "填报周期须为：month, quarter, end。",
        ),
        (
            {"receipt": True},
            "The time limit “sign for receipt” must be 0 to 366 working days.",
            "时限“签收”须为0至366个工作日。",
        ),
        (
            {"lunch": 1},
            f"There is no time limit lunch; there are: {LIMITS}.",
            f"没有时限lunch，可用的有：{LIMITS}。",
        ),
    ],
)
def test_bad_clocks(given: Any, en: str, zh: str) -> None:
    assert refusal(lambda: clocks.read(given)) == (en, zh)


NAMES = ("path", "text", "office", "share", "title", "due", "criteria", "value", "met")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(NAMES, ANYTHING),
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(ANYTHING, st.lists(FIELDS, max_size=3)))
def test_whatever_is_given_is_read_or_refused(anything: Any) -> None:
    readers: tuple[Callable[[], object], ...] = (
        lambda: clauses.read(anything),
        lambda: supports.read(anything),
        lambda: milestones.read(anything, DUE),
        lambda: targets.read(anything),
        lambda: verdicts.read(anything, {1: "一"}),
        lambda: clocks.read(anything),
    )
    for read in readers:
        with suppress(PartRefused):
            read()
