"""Numerals against values worked out by hand; numbers told apart."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.seminar.speech.numerals import value_of
from goldthread.seminar.speech.quantities import numbers, quantities

VALUES = {
    "0": Fraction(0),
    "238,000": Fraction(238_000),
    "１２００": Fraction(1200),
    "3.2": Fraction(16, 5),
    "23.8万": Fraction(238_000),
    "1.2亿": Fraction(120_000_000),
    "3万亿": Fraction(3 * 10**12),
    "1.2 million": Fraction(1_200_000),
    "十": Fraction(10),
    "十二点五": Fraction(25, 2),
    "二十": Fraction(20),
    "两百万": Fraction(2_000_000),
    "一万零三": Fraction(10_003),
    "三十二万五千": Fraction(325_000),
    "一亿三千万": Fraction(130_000_000),
    "一亿二千三百四十五万六千七百八十九": Fraction(123_456_789),
    "三点二亿": Fraction(320_000_000),
    "二〇一九": Fraction(2019),
    "壹佰贰拾": Fraction(120),
    "三分之一": Fraction(1, 3),
    "百分之三点二": Fraction(16, 5),
    "千分之五": Fraction(1, 200),
}


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_a_numeral_has_its_value(text: str, value: Fraction) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize(
    "text", ["", "点五", "三点", "abc", "三点二十", "零分之一", "百分之", "1.2.3"]
)
def test_what_is_no_numeral_has_none(text: str) -> None:
    assert value_of(text) is None


def spelled(number: int) -> str:
    """A number below 10,000 in Chinese, as schools teach it; written apart from the reader."""
    if number == 0:
        return "零"
    said, gap = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            said += ("零" if gap and said else "") + "零一二三四五六七八九"[digit] + word
        gap = not digit
    return said


@given(st.integers(0, 9999), st.integers(0, 9999), st.integers(1, 9999))
def test_spelled_numbers_are_read_back(low: int, middle: int, high: int) -> None:
    assert value_of(spelled(low)) == low
    text = f"{spelled(high)}亿{spelled(middle)}万{spelled(low)}"
    assert value_of(text) == high * 10**8 + middle * 10**4 + low


NOT_CLAIMED = [
    ("2019年7月30日", "date"),
    ("二〇一九年七月", "date"),
    ("2018—2019年", "date"),
    ("第二季度", "date"),
    ("30 July 2019", "date"),
    ("July 30, 2019", "date"),
    ("2019-07-30", "date"),
    ("in 2019", "date"),
    ("the 1990s", "date"),
    ("9:30", "time"),
    ("国知发〔2019〕9号", "document"),
    ("No. 45 [2018]", "document"),
    ("GB/T 9704-2012", "document"),
    ("JD-2019-012", "code"),
    ("C03", "code"),
    ("第十二条", "article"),
    ("Article 12", "article"),
    ("Articles 12 and 14", "article"),
    ("举措3", "article"),
    ("第三次", "ordinal"),
    ("the 2nd round", "ordinal"),
    ("一是", "numbering"),
    ("（一）", "numbering"),
    ("1. First", "numbering"),
    ("三年行动", "name"),
    ("a five-year plan", "name"),
    ("12330热线", "name"),
    ("四个意识", "name"),
    ("30天内", "limit"),
    ("within 30 days", "limit"),
    ("within three months", "limit"),
]


@pytest.mark.parametrize(("text", "kind"), NOT_CLAIMED)
def test_what_claims_nothing_is_told_apart(text: str, kind: str) -> None:
    assert [number.kind for number in numbers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "进一步统一思想",
        "千方百计",
        "一个人",
        "万众一心",
        "一批项目",
        "《2019年推进计划》",
        "No one came.",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert numbers(text) == []


CLAIMED = [
    ("授权23.8万件", "23.8万件", Fraction(238_000)),
    ("办结率９５％", "９５％", Fraction(95)),
    ("提高2.3个百分点", "2.3个百分点", Fraction(23, 10)),
    ("占千分之五", "千分之五", Fraction(1, 200)),
    ("接听3万余次", "3万余次", Fraction(30_000)),
    ("七千多件案件", "七千多件", Fraction(7000)),
    ("grew by 3.2 percentage points", "3.2 percentage points", Fraction(16, 5)),
    ("only 2,019 patents", "2,019", Fraction(2019)),
    ("some 2019 patents", "2019", Fraction(2019)),
    ("a hundred and twenty cases", "a hundred and twenty", None),
    ("two thirds of them", "two thirds", None),
    ("it doubled", "doubled", None),
    ("翻了一番", "翻了一番", None),
]


@pytest.mark.parametrize(("text", "part", "value"), CLAIMED)
def test_quantities_are_found_whole(text: str, part: str, value: Fraction | None) -> None:
    [found] = quantities(text)
    assert (found.text, found.value) == (part, value)
    assert text[found.start : found.end] == part
