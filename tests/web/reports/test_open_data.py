"""Open data: accepted summaries and nothing else; many rows in little memory."""

import csv
import tracemalloc
from datetime import date
from io import StringIO
from typing import Any

from django.db import connection

from goldthread.programme.models import ProgressReport, ReportLine
from goldthread.web.reports.open_data import COLUMNS, _lines
from tests.programme.reporting import TARGET, Reporting
from tests.web.reports.conftest import Reader

MANY = 29_000


def table(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_accepted_summaries_of_national_tasks_and_nothing_else(
    world: Reporting, read: Reader
) -> None:
    """In the world there are a draft, a report handed in, a part and a region's accepted report."""
    task = world.task(
        "in_progress", supports={"CNIPA-UTIL": "1/3"}, targets=[TARGET], title_en="=Centres"
    )
    child = world.make_region(task, [])
    other = world.task("in_progress")
    world.until(date(2019, 4, 1))
    part = world.report(task, "util_contributor", office="CNIPA-UTIL", narrative="机密一")
    world.accepted(part, "utilisation", "protection")
    world.accepted(world.report(task, narrative="机密二"), "protection")
    world.report(task, end=date(2019, 3, 31), narrative="机密三")
    world.accepted(world.report(child, "zj_contributor", narrative="机密四"), "zj_head")
    world.submitted(world.report(other, narrative="机密五"))
    answer = read("/open/reports.csv?cycle=2019-H1")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    [row] = table(answer)
    assert row == {
        "cycle": "2019-H1",
        "ledger_number": "2019-H1-001",
        "title_en": "'=Centres",
        "title_zh": "建设保护中心",
        "unit": "CNIPA-PROT",
        "unit_en": "Intellectual Property Protection Department",
        "unit_zh": "知识产权保护司",
        "state_of_affairs_on": "2019-02-28",
        "handed_in_on": "2019-04-01",
        "accepted": "here",
        "errata": "0",
        "reported": "1",
        "not_reported": "0",
        "not_applicable": "0",
        "figures": "C03 2019-H1 = 12.5",
    }
    everything = b"".join(read("/open/reports.csv").streaming_content).decode()
    for secret in ("机密", "prot_contributor", "protection,", "按计划推进"):
        assert secret not in everything


def test_a_cycle_that_is_only_prepared_is_not_there(world: Reporting, read: Reader) -> None:
    world.new_cycle("2019-H2", starts=date(2019, 7, 1), ends=date(2019, 12, 31))
    assert read("/open/reports.csv?cycle=2019-H2").status_code == 404
    assert read("/open/reports.csv?cycle=nothing").status_code == 404


def test_what_was_not_reported_is_no_zero(world: Reporting, read: Reader) -> None:
    task = world.task("in_progress", targets=[TARGET])
    world.until(date(2019, 4, 1))
    lines = [{"target": task.targets.get().pk, "status": "missing"}]
    lines += [
        {"milestone": row.pk, "status": "value", "value": "1"} for row in task.milestones.all()
    ]
    world.accepted(world.report(task, lines=lines))
    [row] = table(read("/open/reports.csv"))
    assert (row["figures"], row["reported"], row["not_reported"]) == (
        "C03 2019-H1 = missing",
        "0",
        "1",
    )


def test_twenty_nine_thousand_reports_need_little_memory(world: Reporting) -> None:
    task = world.task("in_progress", targets=[TARGET])
    world.until(date(2019, 4, 1))
    report = world.accepted(world.report(task))
    target = ReportLine.objects.get(report=report, target__isnull=False)
    _copied(report, target)
    rows = ProgressReport.objects.filter(pk__gte=0)
    tracemalloc.start()
    count = sum(text.count("\r\n") for text in _lines(rows))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == MANY + 1
    assert peak < 50 * 2**20


def _copied(report: ProgressReport, line: ReportLine) -> None:
    """Rows as they would be after ten years, put in by SQL: the life of each is of no matter."""
    names = [f.column for f in ProgressReport._meta.fields if f.column != "id"]
    day = "date('2019-02-28', '+' || n || ' days')"
    chosen = [day if name == "period_end" else name for name in names]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {MANY - 1}) "
            f"INSERT INTO programme_progressreport ({', '.join(names)}) "
            f"SELECT {', '.join(chosen)} FROM programme_progressreport, s WHERE id = {report.pk}"
        )
        fields = [f.column for f in ReportLine._meta.fields if f.column not in ("id", "report_id")]
        cursor.execute(
            f"INSERT INTO programme_reportline (report_id, {', '.join(fields)}) "
            f"SELECT r.id, {', '.join(f'l.{name}' for name in fields)} "
            f"FROM programme_progressreport r, programme_reportline l "
            f"WHERE l.id = {line.pk} AND r.id <> {report.pk}"
        )


def test_the_columns_are_those_that_are_published() -> None:
    assert "narrative" not in COLUMNS
    assert len(COLUMNS) == 15
