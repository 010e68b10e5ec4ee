"""The benchmark of the work on one small half-year: its rows, their bars, and the set it writes."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from goldthread.bench import postgres, work, work_set
from goldthread.bench.report import Row
from goldthread.offices.loading import load_structure, shipped
from goldthread.programme import models as m
from goldthread.programme.queries import reports_published, tasks_visible_to
from goldthread.workflow.models import Event
from tests.bench.measuring import Measured, kept

TASKS, REGIONS = 3, 32
ASSIGNMENTS = TASKS * REGIONS
NAMES = [
    "notices looked for when none is new",
    "ledger page, regional coordinator, p50",
    "ledger page, regional coordinator, p95",
    "ledger page, national department, p95",
    "ledger page, supervision, p95",
    "task, an assignment of the region, p95",
    "task, a national one as supervision, p95",
    "cycle, regional coordinator, p50",
    "cycle, supervision, p50",
    "desk, regional coordinator, p50",
    "desk, supervision, p50",
    "memory that the open data took",
    "peak memory of the whole server meanwhile",
    "ledger of 96 assignments as a file, supervision",
    "queries of a ledger page, the most",
    "queries of 100 rows beyond those of 20",
]
BARS = {NAMES[2]: 200.0, NAMES[11]: 200, NAMES[14]: 25, NAMES[15]: 0}


@pytest.fixture(scope="module")
def measured() -> Measured:
    return kept(work._measured)


@pytest.fixture
def small(measured: Measured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_measured", measured)
    monkeypatch.setitem(work.SIZES, "small", (1, TASKS, 600, 8))


def _named(rows: list[Row], database: str) -> list[Row]:
    """The rows of one database, without its name; those named by a count of chance are left out."""
    own = [row for row in rows if row.name.startswith(f"{database}: ")]
    return [row for row in own if row.name.removeprefix(f"{database}: ") in NAMES]


def test_each_thing_is_measured_once_on_each_database(small: None) -> None:
    said: list[str] = []
    rows = work.run("small", said.append).rows
    databases = ["SQLite", "PostgreSQL"]
    if any("PostgreSQL are left out" in sentence for sentence in said):
        databases.remove("PostgreSQL")
    for database in databases:
        own = _named(rows, database)
        assert [row.name.removeprefix(f"{database}: ") for row in own] == NAMES
        held = {
            row.name.removeprefix(f"{database}: "): row.target
            for row in own
            if row.target is not None
        }
        assert held == BARS
        assert [row.holds for row in own if row.unit == "queries"] == [True, True]
        assert f"{database}: making the ledger." in said


def test_without_postgresql_its_rows_are_left_out_with_the_reason(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_binaries", list)
    said: list[str] = []
    rows = work.run("small", said.append).rows
    assert {row.name.partition(":")[0] for row in rows} == {"SQLite"}
    assert said[-1] == (
        "The rows of PostgreSQL are left out: no PostgreSQL can run here: none is installed."
    )


def test_the_set_hangs_together(ledger: str) -> None:
    load_structure(file=shipped("china-2018"), today=date(2019, 7, 10))
    last = work_set.make(2, tasks=TASKS)
    assert (last.key, last.ends) == ("2019-H1", date(2019, 6, 30))
    assert m.KeyTask.objects.count() == 2 * (TASKS + ASSIGNMENTS)
    assert m.ProgressReport.objects.count() == 2 * (10 * TASKS + 6 * ASSIGNMENTS)
    assert m.ReportLine.objects.count() == 2 * m.ProgressReport.objects.count()
    assert m.Target.objects.filter(task__parent=None).count() == 2
    assert m.Target.objects.exclude(task__parent=None).count() == 2 * REGIONS
    lines = m.ReportLine.objects.select_related("report", "target", "milestone")
    assert all((line.target or line.milestone).task_id == line.report.task_id for line in lines)
    files = m.Evidence.objects.select_related("criterion__milestone", "report")
    assert {
        (f.criterion.milestone.task_id, f.report.task_id) == (f.task_id,) * 2 for f in files
    } == {True}
    # The first half-year is over: each of its national tasks has ten accepted reports.
    published = Counter(reports_published().values_list("task__cycle__key", flat=True))
    assert published["2018-H2"] == 10 * TASKS
    assert Event.objects.filter(object_type__startswith="programme.").count() == (
        TASKS
        + ASSIGNMENTS
        + m.ProgressReport.objects.filter(task__cycle__key="2019-H1").count()
        + m.Evidence.objects.filter(task__cycle__key="2019-H1").count()
    )


@pytest.mark.django_db
def test_a_coordinator_of_the_set_sees_the_own_region_only() -> None:
    from django.contrib.auth import get_user_model

    load_structure(file=shipped("china-2018"), today=date(2019, 7, 10))
    work_set.make(1, tasks=TASKS)
    user = get_user_model()._default_manager.get(username=work.REGION)
    seen = tasks_visible_to(user, date(2019, 7, 10))
    assert Counter(seen.values_list("lead__code", flat=True)) == {"IPO-ZJ": TASKS}
    assert connection.vendor == "sqlite"


def test_the_addresses_of_the_ledger_are_each_another() -> None:
    made = work.Made(
        home=Path("none"), environment={}, halves=1, tasks=20, pages=9, cycle="2019-H1",
        sessions={}, assignments=[], nationals=[], published=0,
    )  # fmt: skip
    found = list(work.states(made, 640, "seed"))
    assert len(set(found)) == len(found) == 134
    assert found == list(work.states(made, 640, "seed"))
