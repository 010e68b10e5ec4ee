"""Milestones with their criteria: [{title, due, criteria: [text]}], in the order of their days."""

from dataclasses import dataclass
from datetime import date

from goldthread.programme.given import reading
from goldthread.workflow.texts import Titles

WHAT: Titles = {"en": "milestone", "zh": "时间节点"}
TITLE: Titles = {"en": "title", "zh": "标题"}
DUE: Titles = {"en": "day", "zh": "日期"}
CRITERION: Titles = {"en": "criterion", "zh": "完成标准"}
KEYS = frozenset({"title", "due", "criteria"})
MOST, MOST_CRITERIA = 60, 40


@dataclass(frozen=True)
class GivenMilestone:
    title: str
    due: date
    criteria: tuple[str, ...]


def read(given: object, last: date | None) -> tuple[GivenMilestone, ...]:
    """`last` is the due day of the task, after which no milestone lies."""
    found: list[GivenMilestone] = []
    for number, row in enumerate(reading.rows(WHAT, given, KEYS, MOST), 1):
        milestone = GivenMilestone(
            reading.text(WHAT, number, row.get("title"), TITLE, 500),
            reading.day(WHAT, number, row.get("due"), DUE),
            _criteria(number, row.get("criteria")),
        )
        if found and milestone.due < found[-1].due:
            reading.wrong(
                WHAT,
                number,
                "its day {day} lies before that of the one above ({before}); put them in order.",
                "日期{day}早于上一节点（{before}），请按日期先后排列。",
                day=milestone.due.isoformat(),
                before=found[-1].due.isoformat(),
            )
        if last is not None and milestone.due > last:
            reading.wrong(
                WHAT,
                number,
                "its day {day} lies after the due day of the task, {last}.",
                "日期{day}晚于事项完成时限{last}。",
                day=milestone.due.isoformat(),
                last=last.isoformat(),
            )
        found.append(milestone)
    return tuple(found)


def _criteria(number: int, given: object) -> tuple[str, ...]:
    listed = [] if given is None else given
    if not isinstance(listed, list) or len(listed) > MOST_CRITERIA:
        reading.wrong(
            WHAT,
            number,
            "give its criteria as a list of at most {most} texts.",
            "请以列表填写完成标准，不超过{most}项。",
            most=MOST_CRITERIA,
        )
    return tuple(reading.text(WHAT, number, each, CRITERION, 2_000) for each in listed)
