"""The cycle (工作周期): one half-year of the office's work."""

from goldthread.programme.transitions.words import (
    ISSUER,
    PLANNING,
    SUPERVISION,
    TITLES,
    machine,
    need,
    optional,
    row,
    state,
)
from goldthread.workflow.machine import SAME

_CYCLE = (
    *TITLES,
    need("starts", "first day", "起始日", "date"),
    need("ends", "last day", "截止日", "date"),
    optional("previous", "previous cycle", "上一周期", "reference"),
    optional("clocks", "time limits that differ from the usual", "与通用时限不同的期限", "json"),
)

_WRITTEN = ("cycle.titled", "cycle.days_in_order", "cycle.previous_known", "cycle.clocks_readable")

CYCLE = machine(
    "cycle",
    "cycle",
    "工作周期",
    (
        state("preparing", "preparing", "筹备中"),
        state("in_progress", "open", "进行中"),
        state("reporting_closed", "reporting closed", "填报截止"),
        state("under_review", "under review", "评估中"),
        state("concluded", "concluded", "已总结"),
        state("archived", "archived", "已归档", open=False),
    ),
    (
        row(
            "prepare",
            "prepare",
            "筹备",
            "",
            "preparing",
            PLANNING,
            guards=("cycle.key_free", *_WRITTEN),
            effect="cycle.write",
            needs=(need("key", "key, such as 2019-H1", "编号，如 2019-H1"), *_CYCLE),
        ),
        row(
            "edit",
            "edit",
            "修改",
            "preparing",
            SAME,
            PLANNING,
            guards=_WRITTEN,
            effect="cycle.write",
            needs=_CYCLE,
        ),
        row(
            "open",
            "open",
            "启动",
            "preparing",
            "in_progress",
            ISSUER,
            guards=("cycle.measures_issued",),
        ),
        row(
            "close_reporting",
            "close reporting",
            "截止填报",
            "in_progress",
            "reporting_closed",
            SUPERVISION,
        ),
        row(
            "reopen_reporting",
            "reopen reporting",
            "重新开放填报",
            "reporting_closed",
            "in_progress",
            SUPERVISION,
        ),
        row(
            "review",
            "begin the review",
            "开始评估",
            "reporting_closed",
            "under_review",
            SUPERVISION,
        ),
        row(
            "conclude",
            "conclude",
            "总结",
            "under_review",
            "concluded",
            ISSUER,
            guards=("cycle.tasks_ended",),
        ),
        row("archive", "archive", "归档", "concluded", "archived", PLANNING),
    ),
)
