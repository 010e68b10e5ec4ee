"""Every row of the cycle's table."""

from datetime import date
from typing import Any

import pytest

from goldthread.programme.models import Cycle
from goldthread.programme.transitions import CYCLE
from tests.programme.building import World
from tests.programme.rows.harness import Guarded, Row, Try, guards_of, refused, steps_of, who_may

STATES = ("preparing", "in_progress", "reporting_closed", "under_review", "concluded")
WAY = (
    ("open", "issuer"),
    ("close_reporting", "supervision"),
    ("review", "supervision"),
    ("conclude", "issuer"),
)
BY = {
    "prepare": "planning",
    "edit": "planning",
    "open": "issuer",
    "close_reporting": "supervision",
    "reopen_reporting": "supervision",
    "review": "supervision",
    "conclude": "issuer",
    "archive": "planning",
}
SUPERVISION = frozenset({"supervision", "verifier"})
FIELDS: dict[str, Any] = {
    "title_en": "Second half of 2019",
    "starts": date(2019, 7, 1),
    "ends": date(2019, 12, 31),
}


def cycle_in(world: World, state: str) -> Cycle:
    cycle = world.new_cycle("2020-H1", starts=date(2020, 1, 1), ends=date(2020, 6, 30))
    for action, by in WAY[: STATES.index(state)]:
        world.act(cycle, action, by)
    return cycle


def row(action: str, source: str, target: str, who: frozenset[str], **payload: Any) -> Row:
    return Row(action, source, target, who, lambda w: Try(cycle_in(w, source), payload))


PLANNING, ISSUER = frozenset({"planning"}), frozenset({"issuer"})
ROWS = (
    Row("prepare", "", "preparing", PLANNING, lambda _: Try(Cycle(), {"key": "2019-H2", **FIELDS})),
    row("edit", "preparing", "preparing", PLANNING, **FIELDS),
    row("open", "preparing", "in_progress", ISSUER),
    row("close_reporting", "in_progress", "reporting_closed", SUPERVISION),
    row("reopen_reporting", "reporting_closed", "in_progress", SUPERVISION),
    row("review", "reporting_closed", "under_review", SUPERVISION),
    row("conclude", "under_review", "concluded", ISSUER),
    row("archive", "concluded", "archived", PLANNING),
)


def prepare(**given: Any) -> Any:
    return lambda _: Try(Cycle(), {"key": "2019-H2", **FIELDS, **given})


def edit(**given: Any) -> Any:
    return lambda w: Try(cycle_in(w, "preparing"), {**FIELDS, **given})


def follows_itself(world: World) -> Try:
    """An earlier cycle told to follow a later one that follows it."""
    first = cycle_in(world, "preparing")
    later = world.new_cycle(
        "2020-H2", starts=date(2020, 7, 1), ends=date(2020, 12, 31), previous=first.pk
    )
    given = {**FIELDS, "starts": date(2021, 1, 1), "ends": date(2021, 6, 30)}
    return Try(first, {**given, "previous": later.pk})


def with_a_draft_measure(world: World) -> Try:
    cycle = cycle_in(world, "preparing")
    world.cycle = cycle
    world.requirement = world.new_requirement("7")
    world.new_measure(3, issued=False)
    world.new_measure(4)
    return Try(cycle)


def with_an_open_task(world: World) -> Try:
    world.task("in_progress")
    world.draft()
    world.task("cancelled")
    world.act(world.cycle, "close_reporting", "supervision")
    world.act(world.cycle, "review", "supervision")
    return Try(world.cycle)


def both(guard: str, en: str, zh: str, **given: Any) -> tuple[Guarded, Guarded]:
    return (
        Guarded("prepare", guard, prepare(**given), en, zh),
        Guarded("edit", guard, edit(**given), en, zh),
    )


PREVIOUS = (
    (
        "The previous cycle must be one that is there, ends before this one starts, is followed by "
        "no other, and does not itself follow this one."
    ),
    "上一周期须已存在、在本周期开始前结束、未被其他周期承接，且不得以本周期为其前序。",
)
GUARDED = (
    Guarded(
        "prepare",
        "cycle.key_free",
        lambda _: Try(Cycle(), {"key": "2019-H1", **FIELDS}),
        "The key 2019-H1 is taken, or is not written in letters, digits and hyphens (2019-H1).",
        "编号2019-H1已被使用，或未按字母、数字、连字符书写（如2019-H1）。",
    ),
    *both(
        "cycle.titled",
        "Give a title in English, in Chinese, or both.",
        "请填写英文或中文标题。",
        title_en=" ",
    ),
    *both(
        "cycle.days_in_order",
        "The last day lies before the first day.",
        "截止日早于起始日。",
        ends=date(2019, 6, 30),
    ),
    *both("cycle.previous_known", *PREVIOUS, previous="999"),
    Guarded("edit", "cycle.previous_known", follows_itself, *PREVIOUS, why="loop"),
    *both(
        "cycle.clocks_readable",
        "The time limit “hand back” must be 0 to 366 working days.",
        "时限“退回”须为0至366个工作日。",
        clocks={"hand_back": -1},
    ),
    Guarded(
        "open",
        "cycle.measures_issued",
        with_a_draft_measure,
        "1 measures are not issued yet; issue or withdraw them: 3",
        "尚有1项举措未印发，请印发或撤回：3",
    ),
    Guarded(
        "conclude",
        "cycle.tasks_ended",
        with_an_open_task,
        "2 key tasks are still open; write them off, carry them over or cancel them: #2, "
        "2019-H1-001",
        "尚有2项督办事项未了结，请销号、结转或撤销：#2, 2019-H1-001",
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_who_may(world: World, row: Row) -> None:
    who_may(world, row)


@pytest.mark.parametrize("row", GUARDED, ids=lambda row: row.name)
def test_guard(world: World, row: Guarded) -> None:
    refused(world, row, BY[row.action])


def test_every_row_and_guard_is_here() -> None:
    assert {(r.action, r.source, r.target) for r in ROWS} == steps_of(CYCLE)
    assert {(g.action, g.guard) for g in GUARDED} == guards_of(CYCLE)
