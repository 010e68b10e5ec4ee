"""A small ledger and register, as the check of an address is given them."""

from fractions import Fraction

from goldthread.seminar.speech.facts import Facts, MeasureFact, Outstanding, TaskFact
from goldthread.seminar.speech.rendering import Shown

IN_PROGRESS = {"en": "in progress", "zh": "办理中"}
SETTLED = {"en": "settled", "zh": "已办结"}
GRANTS = {"en": "grants", "zh": "件授权"}


def task(number: str, en: str, zh: str, state: str, **more: bool | str) -> TaskFact:
    titles = {"in_progress": IN_PROGRESS, "settled": SETTLED}
    shown = titles.get(state, {"en": state.replace("_", " "), "zh": state})
    return TaskFact(number, number, {"en": en, "zh": zh}, state, shown, **more)  # type: ignore[arg-type]


CENTRES = ("Protection centres in every province", "各省设立知识产权保护中心")
TASKS = (
    task("JD-2019-001", *CENTRES, "in_progress", overdue=True),
    task("JD-2019-001-ZJ", *CENTRES, "settled", parent="JD-2019-001"),
    task("JD-2019-001-JS", *CENTRES, "in_progress", parent="JD-2019-001", overdue=True),
    task("JD-2019-001-BJ", *CENTRES, "in_progress", parent="JD-2019-001"),
    task(
        "JD-2019-012", "Fast-track review of cases", "商标案件快速审查", "in_progress", overdue=True
    ),
    task("JD-2019-003", "Patent pledge financing", "专利质押融资推广", "settled"),
    task(
        "JD-2019-004",
        "Revision of examination guidelines",
        "审查指南修订",
        "completion_reported",
        done_late=True,
    ),
    task("JD-2019-005", "Open data portal", "数据开放平台建设", "written_off"),
    task("JD-2019-006", "Training of examiners abroad", "审查员境外培训", "cancelled"),
)
MEASURES = (
    MeasureFact(
        "1",
        1,
        {"en": "Stronger protection", "zh": "强化知识产权保护"},
        "in_force",
        {"en": "in force", "zh": "实施中"},
    ),
    MeasureFact(
        "2",
        2,
        {"en": "Better use of patents", "zh": "促进专利转化运用"},
        "achieved",
        {"en": "achieved", "zh": "已完成"},
    ),
)
JIANGSU, BEIJING = {"en": "Jiangsu", "zh": "江苏"}, {"en": "Beijing", "zh": "北京"}
FIGURES = {
    "C03 period=2019-H1": Shown(Fraction(238_000), GRANTS, "C03-AAAA"),
    "C03 period=2019-H1 change=percent": Shown(Fraction(-16, 5), GRANTS, "C03-BBBB"),
    "P01 period=2019-H1 change=difference": Shown(Fraction(1200), GRANTS, "P01-CCCC"),
    "C06 period=2019-H1 change=percent": Shown(Fraction(0), GRANTS, "C06-DDDD"),
    "C01 period=2019-H1": Shown(None, GRANTS, "C01-EEEE"),
}
FACTS = Facts(
    tasks=TASKS,
    measures=MEASURES,
    unreported=(Outstanding("JD-2019-001-JS", JIANGSU), Outstanding("JD-2019-001-BJ", BEIJING)),
    unaccepted=(Outstanding("JD-2019-001-ZJ", {"en": "Zhejiang", "zh": "浙江"}),),
    figures=FIGURES,
)
