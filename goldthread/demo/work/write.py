"""Writes the demo's work into a home: once, in one transaction, from the seed."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goldthread.demo.work.papers import Papers
    from goldthread.demo.work.stage import Stage
    from goldthread.programme.models import Cycle

Say = Callable[[str], None]


def write(home: Path, say: Say) -> None:
    """Make the ledger of `home` and tell the demo's half-years into it; one that is there stays."""
    from goldthread.web import ledger

    ledger.open_site(home)
    ledger.migrate(say)
    from django.db import transaction

    from goldthread.offices import queries
    from goldthread.programme.models import Cycle

    if Cycle.objects.exists():
        return
    began = time.monotonic()
    with transaction.atomic(), queries.remembering():
        _tell(home)
    say(f"The work of two half-years is written after {time.monotonic() - began:.0f} seconds.")


def _tell(home: Path) -> None:
    from goldthread.demo.work.cast import Cast
    from goldthread.demo.work.papers import Papers
    from goldthread.demo.work.stage import SEED, Stage
    from goldthread.offices.actions import load_structure
    from goldthread.offices.loading import shipped
    from goldthread.offices.remembered import settled

    load_structure(file=shipped("china-2018"), today=date(2019, 1, 2))
    cast = Cast()
    cast.hire_all()
    with settled():
        _live(Stage(cast, SEED), Papers(home), home)


def _live(stage: "Stage", papers: "Papers", home: Path) -> None:
    """Everything that those who are hired do."""
    from goldthread.demo.work import beginning, following, previous, reports, script, tasks
    from goldthread.offices.queries import structure

    before = previous.previous_cycle(stage)
    beginning.documents(stage)
    cycle = beginning.cycle(stage, before)
    measures = beginning.measures(stage, cycle, beginning.requirements(stage, cycle))
    tree = structure(date(2019, 1, 21)).offices.values()
    regional = sorted(office.code for office in tree if office.kind == "provincial")
    national = []
    extensions = list(tasks.EXTENDED)
    for number, line in enumerate(script.task_lines()):
        task = tasks.draft(stage, cycle, measures[line.measure], line)
        late_enough = line.due == date(2019, 6, 28)
        extension = extensions.pop() if extensions and late_enough else ""
        offices = regional if line.regional is None else regional[: line.regional // 3]
        assigned = tasks.assign_to_regions(stage, task, offices)
        for each in assigned:
            tasks.live_in_region(stage, each, papers)
        tasks.live(stage, task, papers, extension, whole=number % 3 == 0)
        national.append(task)
        if number % 3 == 0 or line.target:
            reports.of_half(stage, task)
        for each in assigned[:: 2 + line.measure]:
            reports.of_half(stage, each)
    following.follow_up(stage, national)
    _rehearse(stage)
    _meet(stage, before, cycle, papers, home)


def _rehearse(stage: "Stage") -> None:
    """A reform that planning has drafted and rehearsed: nothing of it is enacted."""
    from goldthread.demo.work.stage import NOW
    from goldthread.offices import actions

    day = NOW - timedelta(days=6)
    reform = actions.draft_reform(
        actor=stage.cast["planning"],
        key="demo-2020-services",
        title_en="Public services join strategic planning (demonstration)",
        title_zh="公共服务并入战略规划（演示）",
        effective=date(2020, 1, 1),
        changes=[{"kind": "merged", "offices": ["CNIPA-PS"], "into": "CNIPA-SP"}],
        at=stage.at(day),
    )
    actions.rehearse_reform(
        reform=reform,
        actor=stage.cast["planning"],
        expected_version=reform.version,
        at=stage.at(day, reform.updated_at),
    )


def _meet(stage: "Stage", before: "Cycle", cycle: "Cycle", papers: "Papers", home: Path) -> None:
    """The seminars, the tasks that they asked for, and what the nightly job notes of these."""
    from goldthread.demo.seminar import january, july, promises
    from goldthread.demo.seminar.meeting import at
    from goldthread.seminar.following import follow

    written = january.hold(stage, before, cycle)
    following = promises.next_cycle(stage, cycle, date(2019, 7, 8))
    january.keep(stage, written, papers, following)
    follow(at(date(2019, 7, 10), 6, 40))
    july.hold(stage, cycle, following, home)
