"""Lines of a report: what can be read, what is refused with the line named, what is kept."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.programme.errors import PartRefused
from goldthread.programme.given.report_lines import Asked, Line, read, read_remarks
from tests.programme.reporting import TARGET, Reporting, lines, refusal

ASKED = Asked({("target", 7): "I01 2019-H1", ("milestone", 3): "方案印发"}, frozenset((3,)))
WHOLE = {"target": 7, "status": "value", "value": "12.5"}

REFUSED: tuple[tuple[Any, str, str], ...] = (
    (
        {"target": 7},
        "Give the lines as a list of at most 1000.",
        "逐项数据须为不超过1000项的列表。",
    ),
    (
        [WHOLE, WHOLE],
        "Line 2: I01 2019-H1 stands in another line already; keep one.",
        "第2行：“I01 2019-H1”已在另一行填报，请保留一行。",
    ),
    (
        [WHOLE | {"note": "x"}],
        (
            "Line 1: a line has the fields: denominator, milestone, numerator, status, target, "
            "text, "
            "value."
        ),
        "第1行：每行的字段为：denominator, milestone, numerator, status, target, text, value。",
    ),
    (
        [{"target": 8, "status": "missing"}],
        "Line 1: the task has no target 8; leave the line out.",
        "第1行：本事项没有编号为8的目标，请删去该行。",
    ),
    (
        [{"target": 7, "milestone": 3, "status": "missing"}],
        "Line 1: name one target or one milestone by its key.",
        "第1行：请以编号注明一个目标或一个时间节点。",
    ),
    (
        [{"target": 7, "status": "unknown"}],
        (
            "Line 1: I01 2019-H1: the status is value, missing or not_applicable, the text at most "
            "2000 characters."
        ),
        "第1行：“I01 2019-H1”：状态须为value、missing或not_applicable，说明不超过2000字。",
    ),
    (
        [{"target": 7, "status": "value"}],
        (
            "Line 1: I01 2019-H1: a value is given where the status is value, and only there "
            "(zero is "
            "one)."
        ),
        "第1行：“I01 2019-H1”：状态为“有值”时须填数值，其他状态不得填数值（零也是数值）。",
    ),
    (
        [{"target": 7, "status": "missing", "value": "0"}],
        (
            "Line 1: I01 2019-H1: a value is given where the status is value, and only there "
            "(zero is "
            "one)."
        ),
        "第1行：“I01 2019-H1”：状态为“有值”时须填数值，其他状态不得填数值（零也是数值）。",
    ),
    (
        [WHOLE | {"value": "1.00001"}],
        (
            "Line 1: I01 2019-H1: give a decimal number as text with at most 16 digits before and "
            "4 "
            "after the point, or nothing."
        ),
        "第1行：“I01 2019-H1”：请以文字填写十进制数，整数部分不超过16位、小数不超过4位，或留空。",
    ),
    (
        [{"milestone": 3, "status": "value", "value": "101"}],
        "Line 1: 方案印发: progress on a milestone is 0 to 100 per cent.",
        "第1行：“方案印发”：节点进度为0至100（百分比）。",
    ),
    (
        [WHOLE | {"numerator": "1", "denominator": "0"}],
        (
            "Line 1: I01 2019-H1: a target's value may state numerator and denominator, both, the "
            "denominator above zero."
        ),
        "第1行：“I01 2019-H1”：目标值可同时注明分子和分母，分母须大于零。",
    ),
)


@pytest.mark.parametrize(("given", "en", "zh"), REFUSED)
def test_lines_that_cannot_be_read_name_the_line(given: Any, en: str, zh: str) -> None:
    with pytest.raises(PartRefused) as refused:
        read(given, ASKED)
    assert (refused.value.in_language("en"), refused.value.in_language("zh")) == (en, zh)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e17", "１２,3", True, [1], "x" * 99])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(PartRefused, match="give a decimal number"):
        read([WHOLE | {"value": value}], ASKED)


def test_zero_missing_and_not_applicable_are_three_things() -> None:
    def one(**given: Any) -> Line:
        return read([{"target": "7"} | given], ASKED)[0]

    about = ("target", 7)
    assert one(status="value", value="0") == Line(about, "value", Decimal(0))
    assert one(status="value", value=0) == Line(about, "value", Decimal(0))
    assert one(status="missing") == Line(about, "missing")
    assert one(status="not_applicable", value=None, text=" 无此业务 ") == Line(
        about, "not_applicable", text="无此业务"
    )


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=4))
def test_every_number_of_four_places_is_kept_exactly(number: Decimal) -> None:
    [line] = read([{"target": 7, "status": "value", "value": str(number)}], ASKED)
    assert line.value == number


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["target", "milestone", "status", "value", "remark", "text"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_given_is_read_or_refused(given: Any) -> None:
    for reader in (read, read_remarks):
        with suppress(PartRefused):
            reader(given, ASKED)


def test_the_engine_refuses_floats_and_lines_are_kept_as_given(world: Reporting) -> None:
    task = world.task("in_progress", targets=[TARGET])
    world.wait(days=40)
    bad = lines(task)
    bad[0]["value"] = 12.5
    assert refusal(world.report, task, lines=bad) == (
        "The figures, line by line must be JSON without floats.",
        "逐项数据必须是不含浮点数的 JSON。",
    )
    report = world.report(task, lines=lines(task, target="0"))
    [line] = report.lines.filter(target__isnull=False)
    assert (line.status, line.value) == ("value", Decimal(0))
    world.act(
        report,
        "edit",
        "prot_contributor",
        lines=[{"target": line.target_id, "status": "not_applicable"}],
    )
    line.refresh_from_db()
    assert (line.status, line.value, report.lines.count()) == ("not_applicable", None, 3)
