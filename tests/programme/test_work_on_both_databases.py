"""Reports, evidence, follow-up, signals and announcements on SQLite and on PostgreSQL alike."""

from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from goldthread.programme import queries
from goldthread.programme.announcing import announce_due
from goldthread.programme.models import KeyTask, ProgressReport, ReportLine
from goldthread.workflow.engine import create
from goldthread.workflow.errors import Refused
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.founding import Here
from tests.programme.reporting import FEBRUARY, TARGET, Reporting, lines

MOMENT = datetime(2019, 3, 6, 9, tzinfo=UTC)


def test_the_whole_way_of_a_report(world_here: Here) -> None:
    world = world_here(Reporting)
    task = world.task("received", targets=[TARGET], supports={"CNIPA-UTIL": "1/4"})
    world.act(task, "work", "protection")
    world.until(date(2019, 3, 1))
    part = world.report(task, "util_contributor", office="CNIPA-UTIL")
    world.accepted(part, "utilisation", "protection")
    report = world.accepted(world.report(task))
    given = lines(task, target="3.0001")
    world.act(report, "correct", "protection", reason="更正", lines=given)
    world.file(task)
    world.file(world.task("in_progress", lead="CNIPA-LAW"), "law_contributor")

    [figure] = queries.rollup(task, FEBRUARY)
    assert (figure.value, figure.total) == (Decimal("3.0001"), Decimal("12.5"))
    office = task.lead
    assert queries.burden(office, date(2019, 3, 1)).fields == 5
    asked: Any = {name: TARGET[name] for name in ("indicator", "region", "period")}
    assert queries.asked_already(office, **asked, where={}) == task
    assert {each.kind for each in queries.signals(world.cycle)} == {
        "same_file",
        "green_with_late_register",
    }
    assert len(queries.sample(world.cycle, "seed", 9)) == 2
    seen = queries.reports_visible_to(world["auditor"], date(2019, 3, 1))
    assert set(seen) == {part, report}
    first = announce_due(MOMENT)
    assert (first > 0, announce_due(MOMENT)) == (True, 0)
    assert [each.colour for each in queries.escalations_due(date(2019, 4, 1))] == ["blue", "blue"]
    assert verify_chain() == verify_states() == []


def test_of_two_who_begin_the_same_report_at_once_one_is_told(world_here: Here) -> None:
    world = world_here(Reporting)
    task = world.task("in_progress")
    payload = {"task": task.pk, "office": "CNIPA-PROT", "period_end": FEBRUARY}
    ready, told = Barrier(2), []

    def begin(name: str) -> None:
        ready.wait()
        try:
            create(ProgressReport(), "draft", actor=world[name], payload=payload, at=MOMENT)
        except Refused as refused:
            told.append(refused.in_language("zh"))
        finally:
            connection.close()

    both = [Thread(target=begin, args=(name,)) for name in ("prot_contributor", "prot_second")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert told == ["该单位2019-02-28的报告已存在（草稿），请在原报告上办理。"]
    assert ProgressReport.objects.count() == 1


@pytest.mark.parametrize(
    "row",
    [
        {"status": "missing", "value": Decimal(0)},
        {"status": "value", "value": None},
        {"status": "not_applicable", "value": Decimal(1)},
        {"status": "value", "value": Decimal(1), "numerator": Decimal(1)},
        {"status": "value", "value": Decimal(1), "numerator": 1, "denominator": 0},
    ],
)
def test_the_database_keeps_zero_missing_and_ratios_apart(
    world_here: Here, row: dict[str, Any]
) -> None:
    world = world_here(Reporting)
    task: KeyTask = world.task("in_progress")
    world.until(date(2019, 3, 1))
    report = world.report(task, lines=None)
    milestone = task.milestones.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportLine.objects.create(report=report, milestone=milestone, **row)
