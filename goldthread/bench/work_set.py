"""A work ledger of many half-years, written past the engine: for measuring how pages read it.

Every half-year: 7 measures, 150 national tasks, each assigned to 32 regional offices, a report a
month of each assignment, ten of each national task (so that the public's export of all years has
30,000), two figures a report, about two files and a half for each. The past is written off, the
last half-year is in every state. The log of events tells of the last half-year only.
"""

import random
from datetime import date, timedelta
from typing import Any

from goldthread.bench.report import Say
from goldthread.bench.work_events import log
from goldthread.bench.work_follow_up import follow_up, target_of
from goldthread.bench.work_people import put_people
from goldthread.bench.work_place import Half, Place, Region, alive
from goldthread.bench.work_reports import Reported, reports
from goldthread.bench.work_writer import Writer

TASKS, MEASURES, CLAUSES, LAST_YEAR = 150, 7, 50, 2019


def _nobody(sentence: str) -> None:
    """Progress is told to nobody."""


def make(halves: int, *, tasks: int = TASKS, seed: int = 2019, say: Say = _nobody) -> Half:
    """Write `halves` half-years up to the first of 2019; gives the last. The structure is there,
    and nobody and nothing else."""
    from goldthread.programme import models as m

    chance, writer = random.Random(seed), Writer()  # noqa: S311
    all_halves = _halves(halves)
    regional, departments = _offices(all_halves[-1].starts)
    put_people(writer, [unit.code for unit in regional], departments)
    clauses = _document(writer)
    for half in all_halves:
        say(f"Writing the half-year {half.key}, {half.number} of {halves}.")
        last = half is all_halves[-1]
        writer.put(m.Cycle, [_cycle(half, last)])
        cycle, measures = writer.count(m.Cycle), writer.count(m.Measure)
        writer.put(m.Measure, (_measure(cycle, number, half) for number in range(1, MEASURES + 1)))
        keys = list(departments.values())
        place = Place(writer, chance, half, cycle, measures, regional, keys, clauses, last)
        before = {each: writer.count(each) for each in (m.KeyTask, m.ProgressReport, m.Evidence)}
        _half_of_work(place, tasks)
        if last:
            log(place, before)
    writer.finish()
    return all_halves[-1]


def _halves(count: int) -> list[Half]:
    found = []
    for back in range(count):
        year, half = divmod(LAST_YEAR * 2 - back, 2)
        found.append(Half(count - back, date(year, 7 if half else 1, 1)))
    return found[::-1]


def _offices(day: date) -> tuple[list[Region], dict[str, int]]:
    """The regional offices, and the keys of the departments by their codes."""
    from goldthread.offices.queries import structure

    offices = sorted(structure(day).offices.values(), key=lambda office: office.id)
    regional = [
        Region(each.id, each.code, (*each.regions, "")[0])
        for each in offices
        if each.kind == "provincial"
    ]
    return regional, {each.code: each.id for each in offices if each.kind == "department"}


def _document(writer: Writer) -> int:
    from goldthread.programme import models as m

    day = date(2008, 6, 5)
    whole = {
        "key": "outline",
        "kind": "strategy",
        "title_en": "Outline",
        "title_zh": "战略纲要",
        "language": "zh",
        "issued_on": day,
    }
    writer.put(m.SourceDocument, [{**alive("issued", day), **whole}])
    writer.put(
        m.Clause,
        (
            {"document_id": 1, "path": str(n), "position": n, "heading": f"第{n}条"}
            for n in range(1, CLAUSES + 1)
        ),
    )
    return CLAUSES


def _cycle(half: Half, last: bool) -> dict[str, Any]:
    return {
        **alive("in_progress" if last else "archived", half.starts),
        "key": half.key,
        "title_en": half.key,
        "title_zh": f"{half.key}工作周期",
        "starts": half.starts,
        "ends": half.ends,
    }


def _measure(cycle: int, number: int, half: Half) -> dict[str, Any]:
    return {
        **alive("in_force", half.starts),
        "cycle_id": cycle,
        "number": number,
        "line_of_work": "protection",
        "title_en": f"Measure {number}",
        "title_zh": f"举措{number}",
    }


def _half_of_work(place: Place, tasks: int) -> None:
    from goldthread.programme import models as m

    writer = place.writer
    first, targets = writer.count(m.KeyTask), writer.count(m.Target)
    stones, criteria = writer.count(m.Milestone), writer.count(m.Criterion)
    nationals = [_national(place, number) for number in range(1, tasks + 1)]
    rows = [
        _assignment(place, first + number, number, unit)
        for number in range(1, tasks + 1)
        for unit in place.regional
    ]
    for part in (nationals, rows):
        writer.put(m.KeyTask, part)
    whole = tasks + len(rows)
    writer.put(m.Milestone, (row for n in range(1, whole + 1) for row in _stones(place, first + n)))
    writer.put(
        m.Criterion,
        (
            {"milestone_id": stones + n, "position": 1, "text": place.text(6)}
            for n in range(1, 2 * whole + 1)
        ),
    )
    follow_up(place, first, tasks, rows)
    reports(
        place,
        [
            Reported(
                first + n,
                row["lead_id"],
                stones + 2 * n - 1,
                criteria + 2 * n - 1,
                target_of(targets, n, tasks, len(place.regional)),
                n <= tasks,
            )
            for n, row in enumerate((*nationals, *rows), 1)
        ],
    )


def _national(place: Place, number: int) -> dict[str, Any]:
    return {
        **alive(place.state() if not place.last else "in_progress", place.half.starts),
        "cycle_id": place.cycle,
        "measure_id": place.measures + 1 + number % MEASURES,
        "clause_id": 1 + number % place.clauses,
        "ledger_number": f"{place.half.key}-{number:03}",
        "title_en": f"Task {number}",
        "title_zh": f"{place.text(4)}工作",
        "text": place.text(30),
        "lead_id": place.chance.choice(place.departments),
        "responsible": "司长",
        **_days(place),
    }


def _assignment(place: Place, parent: int, number: int, unit: Region) -> dict[str, Any]:
    state = place.state()
    done = place.half.ends if state in ("completion_reported", "verified", "written_off") else None
    return {
        **alive(state, place.half.starts + timedelta(days=10)),
        "cycle_id": place.cycle,
        "measure_id": place.measures + 1 + number % MEASURES,
        "parent_id": parent,
        "ledger_number": f"{place.half.key}-{number:03}-{unit.code[4:]}",
        "title_en": f"Task {number}",
        "title_zh": f"{place.text(4)}工作",
        "text": place.text(30),
        "lead_id": unit.office,
        "responsible": "处长",
        "done_on": done,
        **_days(place),
    }


def _days(place: Place) -> dict[str, Any]:
    due = place.half.ends - timedelta(days=place.chance.randrange(60))
    begun = place.half.starts + timedelta(days=10)
    return {
        "due": due,
        "original_due": due,
        "signed_on": begun,
        "assigned_on": begun,
        "received_on": begun,
    }


def _stones(place: Place, task: int) -> list[dict[str, Any]]:
    """Two milestones a task: a draft by the end of March (September), the rest by the end."""
    middle = place.half.month_ends()[2]
    return [
        {"task_id": task, "position": 1, "title": "形成方案", "due": middle, "done_on": middle},
        {
            "task_id": task,
            "position": 2,
            "title": "完成任务",
            "due": place.half.ends,
            "done_on": None if place.last else place.half.ends,
        },
    ]
