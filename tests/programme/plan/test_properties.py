"""What holds for any text: it is read or refused, offsets hold, and time grows with length."""

import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.programme.plan import PlanRefused, match_units, read_text

PIECES = st.sampled_from(
    [
        "一、", "二、", "（一）", "(二)", "1.", "2．", "3、", "①", "②", "第一，", "第一章",
        "第二节", "㈠", "⑴", "Ⅱ", "I.", "II.", "A.", "(a)", "(1)", "1.1 ", "Chapter 1", "附件：",
        "— 1 —", "-", ":", "（", "）", "(", ")", "《", "》", "“", "”", "、", "，", "。", "；",
        '"', "推进工作", "公安部", "知识产权局", "负责", "牵头", "配合", "会同", "按职责分工",
        "由", "2019年", "6月", "底前", "2月30日前", "上半年", "2020年前", "by the end of ",
        "June", "before ", "2019", "Do it", "(Responsible: ", "Led by ", "supported by ",
        "Ministry of Culture and Tourism", " and ", "\n", "\r\n", "\t", "\f", "\v", " ", "　",
        "\u00ad", "; ", "序号\t任务\t牵头单位\n",
    ]
)  # fmt: skip
SETTINGS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def holds(text: str) -> None:
    try:
        plan = read_text(text)
    except PlanRefused:
        return
    assert plan.source == text
    for task in plan.tasks:
        assert 0 <= task.start <= task.end <= len(text)
        if task.text:
            own = text[task.start : task.end].replace("\v", "\n")
            assert (own[0], own[-1]) == (task.text[0], task.text[-1])
    for remark in plan.warnings:
        assert remark.start is None or 0 <= remark.start <= (remark.end or 0) <= len(text)


@SETTINGS
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_mix_of_plan_pieces_is_read(text: str) -> None:
    holds(text)


@SETTINGS
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    holds(text)


@SETTINGS
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_name_is_scored_between_zero_and_one(name: str, known: str) -> None:
    (match,) = match_units([name], {"key": known})
    assert 0 <= match.score <= 1


@pytest.mark.parametrize(
    "unit",
    [
        "(", ")", "《", "》", "1", "1.", "1. ", "(1)", "一", "一、", " ", "第", "“", '"', "\n",
        "1.\n", "-\n", "\t", "\v", "由甲会同", "会同牵头负责", "和局", "（会同）", "(and ",
        "by ", "a) ", "(Led by and ", "2019年", "I.",
    ],
)  # fmt: skip
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = "1.做（" + unit * (length // len(unit)) + "x。"
        began = time.process_time()
        with contextlib.suppress(PlanRefused):
            read_text(text)
        return time.process_time() - began

    # A quadratic step would make the second 16 times the first. The least of three: a pause of the
    # machine or of the collector is no property of the reader.
    short, long = (min(seconds(length) for _ in range(3)) for length in (3_000, 12_000))
    assert long < 10 * max(short, 0.03)
