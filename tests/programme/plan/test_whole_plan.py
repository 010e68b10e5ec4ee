"""One whole plan of 120 tasks in seven measures, hard-wrapped, with page numbers and heads.

The text was written for this test so that its counts can be stated beforehand: every tenth task
begins with 年底前, every task whose number ends in 5 closes with 6月底前完成, and the four forms
of unit clause follow one another.
"""

import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from goldthread.programme.plan import Plan, read

FILE = Path(__file__).parent / "cases" / "whole-plan.zh.txt"
SECTIONS = [
    ("一、深化知识产权领域改革", "（一）完善政策体系", 5),
    ("一、深化知识产权领域改革", "（二）改进管理体制", 6),
    ("一、深化知识产权领域改革", "（三）优化营商环境", 4),
    ("二、严格知识产权保护", "（一）完善法律法规", 9),
    ("二、严格知识产权保护", "（二）加强行政执法", 8),
    ("二、严格知识产权保护", "（三）强化司法保护", 7),
    ("三、提升创造质量", "（一）提高审查质量", 8),
    ("三、提升创造质量", "（二）培育优势主体", 6),
    ("四、促进转化运用", "（一）建设运营体系", 10),
    ("四、促进转化运用", "（二）发展知识产权金融", 7),
    ("四、促进转化运用", "（三）推广地理标志", 5),
    ("五、优化公共服务", "（一）开放信息资源", 8),
    ("五、优化公共服务", "（二）规范代理行业", 6),
    ("六、深化国际合作", "（一）参与全球治理", 9),
    ("六、深化国际合作", "（二）服务海外布局", 5),
    ("七、夯实事业基础", "（一）培养人才队伍", 7),
    ("七、夯实事业基础", "（二）培育文化氛围", 6),
    ("七、夯实事业基础", "（三）健全统计监测", 4),
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read(FILE)


def test_sections_hold_their_tasks(plan: Plan) -> None:
    counted = [(*measure.path, len(measure.tasks)) for measure in plan.measures]
    assert counted == SECTIONS
    assert sum(count for *_, count in SECTIONS) == 120


def test_numbers_run_through(plan: Plan) -> None:
    assert [task.number for task in plan.tasks] == [str(number) for number in range(1, 121)]


def test_deadlines_are_those_stated(plan: Plan) -> None:
    days = Counter(task.due for task in plan.tasks)
    assert days == {None: 96, date(2019, 12, 31): 12, date(2019, 6, 30): 12}


def test_units_follow_the_four_forms(plan: Plan) -> None:
    shapes = Counter((len(task.lead), len(task.support)) for task in plan.tasks)
    assert shapes == {(1, 0): 30, (1, 2): 30, (2, 0): 30, (1, 1): 30}
    assert Counter(remark.kind for remark in plan.warnings) == {"choose_lead": 30}


def test_no_unit_is_cut_or_joined(plan: Plan) -> None:
    named = {unit for task in plan.tasks for unit in (*task.lead, *task.support)}
    assert named == {
        "知识产权局", "市场监管总局", "公安部", "农业农村部", "文化和旅游部", "工业和信息化部",
        "最高人民法院", "科技部", "财政部", "商务部", "海关总署",
    }  # fmt: skip


def test_offsets_lead_back_over_page_breaks(plan: Plan) -> None:
    for task in plan.tasks:
        own = plan.source[task.start : task.end]
        own = re.sub(r"\n+— \d+ —\n2019年深入实施知识产权战略推进计划", "", own)
        assert own.replace("\n", "") == task.text


def test_whole_plan_is_read_in_under_a_second() -> None:
    read(FILE)  # the first reading also loads the vocabulary
    began = time.perf_counter()
    read(FILE)
    assert time.perf_counter() - began < 1
