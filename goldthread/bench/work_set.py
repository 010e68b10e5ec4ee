"""A work ledger of many half-years, written past the engine: for measuring how pages read it.

Every half-year: 7 measures, 150 national tasks, each assigned to 32 regional offices, a report a
month of each assignment, two figures a report, about two files and a half for each. The past is
written off, the last half-year is in every state. The log of events stays empty.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection, models

TASKS, MEASURES, CLAUSES, LAST_YEAR = 150, 7, 50, 2019
STATES = ("assigned", "received", "in_progress", "completion_reported", "verified", "written_off")
REPORT_STATES = ("draft", "submitted", "under_review", "returned", "accepted", "accepted_above")
WORDS = ("审查", "质量", "保护", "运用", "服务", "合作", "专利", "商标", "培训", "执法", "转化")


@dataclass(frozen=True)
class Half:
    """One half-year of the set."""

    number: int
    starts: date

    @property
    def ends(self) -> date:
        return date(self.starts.year, self.starts.month + 5, 30 if self.starts.month == 1 else 31)

    @property
    def key(self) -> str:
        return f"{self.starts.year}-H{1 if self.starts.month == 1 else 2}"

    def month_ends(self) -> list[date]:
        firsts = [date(self.starts.year, self.starts.month + step, 1) for step in range(1, 6)]
        return [*(first - timedelta(days=1) for first in firsts), self.ends]


class Writer:
    """Rows straight into the tables: COPY on PostgreSQL, many at once on SQLite."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def put(self, model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
        """Rows by column name; what a row leaves out is the field's default."""
        fields = model._meta.concrete_fields
        defaults = {field.attname: _default(field) for field in fields if not field.primary_key}
        names = [field.attname for field in fields]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        table = model._meta.db_table
        first = self.counts.get(table, 0)
        made = 0

        def tuples() -> Iterator[tuple[Any, ...]]:
            nonlocal made
            for made, row in enumerate(rows, 1):
                whole = {"id": first + made, **defaults, **row}
                yield tuple(_plain(whole[name]) for name in names)

        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                    for row in tuples():
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(names))
                cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuples())
        self.counts[table] = first + made

    def finish(self) -> None:
        """Sequences go on after what was written, and the planner knows the tables."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for table in self.counts:
                    cursor.execute(
                        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) "
                        f'FROM "{table}"'
                    )
            cursor.execute("ANALYZE")


def _default(field: Any) -> Any:
    if field.has_default():
        return field.get_default()
    return None if field.null else ("" if field.empty_strings_allowed else None)


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        import json

        return json.dumps(value)
    if connection.vendor == "sqlite" and isinstance(value, date):
        if isinstance(value, datetime):
            return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
        return value.isoformat()
    return value


def make(halves: int, *, tasks: int = TASKS, seed: int = 2019) -> Half:
    """Write `halves` half-years up to the first of 2019; gives the last. The structure is there."""
    from goldthread.programme import models as m

    chance, writer = random.Random(seed), Writer()  # noqa: S311
    all_halves = _halves(halves)
    regional, departments = _offices(all_halves[-1].starts)
    clauses = _document(writer)
    for half in all_halves:
        last = half is all_halves[-1]
        writer.put(m.Cycle, [_cycle(half, last)])
        cycle = writer.counts[m.Cycle._meta.db_table]
        measures = writer.counts.get(m.Measure._meta.db_table, 0)
        writer.put(m.Measure, (_measure(cycle, number, half) for number in range(1, MEASURES + 1)))
        _half_of_work(
            _Place(writer, chance, half, cycle, measures, regional, departments, clauses, last),
            tasks,
        )
    writer.finish()
    return all_halves[-1]


@dataclass(frozen=True)
class _Place:
    """Where a half-year's rows go and what they hang on."""

    writer: Writer
    chance: random.Random
    half: Half
    cycle: int
    measures: int
    regional: list[tuple[int, str]]
    departments: list[int]
    clauses: int
    last: bool

    def state(self) -> str:
        return self.chance.choice(STATES) if self.last else "written_off"

    def text(self, words: int) -> str:
        return "，".join(self.chance.choice(WORDS) for _ in range(words))


def _halves(count: int) -> list[Half]:
    found = []
    for back in range(count):
        year, half = divmod(LAST_YEAR * 2 - back, 2)
        found.append(Half(count - back, date(year, 7 if half else 1, 1)))
    return found[::-1]


def _offices(day: date) -> tuple[list[tuple[int, str]], list[int]]:
    from goldthread.offices.queries import structure

    tree = structure(day)
    regional = [(o.id, o.code) for o in tree.offices.values() if o.kind == "provincial"]
    departments = [o.id for o in tree.offices.values() if o.kind == "department"]
    return sorted(regional), sorted(departments)


def _alive(state: str, day: date) -> dict[str, Any]:
    moment = datetime.combine(day, time(9), UTC)
    times = {"created_at": moment, "updated_at": moment, "entered_at": moment}
    return {"state": state, "version": 1, **times}


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
    writer.put(m.SourceDocument, [{**_alive("issued", day), **whole}])
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
        **_alive("in_progress" if last else "archived", half.starts),
        "key": half.key,
        "title_en": half.key,
        "title_zh": f"{half.key}工作周期",
        "starts": half.starts,
        "ends": half.ends,
    }


def _measure(cycle: int, number: int, half: Half) -> dict[str, Any]:
    return {
        **_alive("in_force", half.starts),
        "cycle_id": cycle,
        "number": number,
        "line_of_work": "protection",
        "title_en": f"Measure {number}",
        "title_zh": f"举措{number}",
    }


def _half_of_work(place: _Place, tasks: int) -> None:
    from goldthread.programme import models as m

    writer = place.writer
    first = writer.counts.get(m.KeyTask._meta.db_table, 0)
    writer.put(m.KeyTask, (_national(place, number) for number in range(1, tasks + 1)))
    rows = [
        _assignment(place, first + number, number, office, code)
        for number in range(1, tasks + 1)
        for office, code in place.regional
    ]
    at = writer.counts[m.KeyTask._meta.db_table]
    writer.put(m.KeyTask, rows)
    whole = tasks + len(rows)
    stones = writer.counts.get(m.Milestone._meta.db_table, 0)
    writer.put(m.Milestone, (row for n in range(1, whole + 1) for row in _stones(place, first + n)))
    criteria = writer.counts.get(m.Criterion._meta.db_table, 0)
    writer.put(
        m.Criterion,
        (
            {"milestone_id": stones + n, "position": 1, "text": place.text(6)}
            for n in range(1, 2 * whole + 1)
        ),
    )
    _reports(place, at, tasks, [row["lead_id"] for row in rows], stones, criteria)


def _national(place: _Place, number: int) -> dict[str, Any]:
    return {
        **_alive(place.state() if not place.last else "in_progress", place.half.starts),
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


def _assignment(place: _Place, parent: int, number: int, office: int, code: str) -> dict[str, Any]:
    state = place.state()
    done = place.half.ends if state in ("completion_reported", "verified", "written_off") else None
    return {
        **_alive(state, place.half.starts + timedelta(days=10)),
        "cycle_id": place.cycle,
        "measure_id": place.measures + 1 + number % MEASURES,
        "parent_id": parent,
        "ledger_number": f"{place.half.key}-{number:03}-{code[4:]}",
        "title_en": f"Task {number}",
        "title_zh": f"{place.text(4)}工作",
        "text": place.text(30),
        "lead_id": office,
        "responsible": "处长",
        "done_on": done,
        **_days(place),
    }


def _days(place: _Place) -> dict[str, Any]:
    due = place.half.ends - timedelta(days=place.chance.randrange(60))
    begun = place.half.starts + timedelta(days=10)
    return {
        "due": due,
        "original_due": due,
        "signed_on": begun,
        "assigned_on": begun,
        "received_on": begun,
    }


def _stones(place: _Place, task: int) -> list[dict[str, Any]]:
    """Two milestones a task: a draft by the end of March (September), the rest by the end."""
    middle = place.half.month_ends()[2]
    return [
        {"task_id": task, "position": 1, "title": "形成方案", "due": middle, "done_on": middle},
        {"task_id": task, "position": 2, "title": "完成任务", "due": place.half.ends},
    ]


def _reports(
    place: _Place, at: int, nationals: int, leads: list[int], stones: int, criteria: int
) -> None:
    from goldthread.programme import models as m

    writer, ends = place.writer, place.half.month_ends()
    reports = writer.counts.get(m.ProgressReport._meta.db_table, 0)
    writer.put(
        m.ProgressReport,
        (_report(place, at + n, lead, day) for n, lead in enumerate(leads, 1) for day in ends),
    )
    pairs = [
        (reports + n * len(ends) + step + 1, stones + 2 * (nationals + n) + 1)
        for n in range(len(leads))
        for step in range(len(ends))
    ]
    writer.put(
        m.ReportLine,
        (
            {
                "report_id": report,
                "milestone_id": stone + k,
                "status": "value",
                "value": place.chance.randrange(101),
            }
            for report, stone in pairs
            for k in (0, 1)
        ),
    )
    files = (place.chance.randrange(1, 5) for _ in pairs)
    writer.put(
        m.Evidence,
        (
            _file(place, at + 1 + n // len(ends), leads[n // len(ends)], report, criteria)
            for n, ((report, _), count) in enumerate(zip(pairs, files, strict=True))
            for _ in range(count)
        ),
    )


def _report(place: _Place, task: int, lead: int, day: date) -> dict[str, Any]:
    state = "accepted_above"
    if place.last and day == place.half.ends:
        state = place.chance.choice(REPORT_STATES)
    return {
        **_alive(state, day + timedelta(days=2)),
        "task_id": task,
        "office_id": lead,
        "period_end": day,
        "due": day + timedelta(days=3),
        "submitted_on": None if state == "draft" else day + timedelta(days=2),
        "narrative": place.text(40),
        "confidence": place.chance.randrange(1, 6),
    }


def _file(place: _Place, task: int, office: int, report: int, criteria: int) -> dict[str, Any]:
    return {
        **_alive("sufficient" if not place.last else "linked", place.half.ends),
        "task_id": task,
        "office_id": office,
        "report_id": report,
        "criterion_id": criteria + 1,
        "name": "佐证材料.pdf",
        "sha256": f"{place.chance.getrandbits(256):064x}",
        "size": place.chance.randrange(10_000, 5_000_000),
        "media_type": "application/pdf",
    }
