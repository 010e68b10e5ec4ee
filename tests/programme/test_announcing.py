"""What falls due is announced once, whatever days the job runs on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from goldthread.programme.announcing import all_due, announce_due
from goldthread.workflow import jobs
from goldthread.workflow.models import Notice
from goldthread.workflow.registry import NOTICES
from tests.programme.reporting import Reporting

pytestmark = pytest.mark.django_db

FIRST = date(2019, 2, 11)
DAYS = [FIRST + timedelta(days=each) for each in range(160)]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, 30, tzinfo=UTC)


@pytest.fixture
def busy(world: Reporting) -> Reporting:
    """One thing of every kind that falls due."""
    world.until(FIRST)
    world.task("assigned", lead="CNIPA-LAW")
    task = world.task("received", supports={"CNIPA-UTIL": "1/4"})
    world.act(task, "work", "protection")
    world.extension(world.task("in_progress"), "protection", date(2019, 9, 30))
    slow = world.task(
        "in_progress",
        milestones=[
            {"title": "启动", "due": "2019-02-12", "criteria": ["已启动"]},
            {"title": "完成", "due": "2019-06-28", "criteria": ["已完成"]},
        ],
    )
    world.until(date(2019, 2, 13))
    world.notice(slow)
    return world


def test_each_thing_is_announced_once_whatever_days_are_skipped(busy: Reporting) -> None:
    """Under a kind that is known."""
    due_by_day = {day: list(all_due(day)) for day in DAYS}
    assert all(each.kind in NOTICES for found in due_by_day.values() for each in found)
    told_by_day = {day: {each.unique for each in found} for day, found in due_by_day.items()}

    @settings(max_examples=12, deadline=None, phases=[Phase.generate])
    @given(st.sets(st.sampled_from(DAYS), min_size=1, max_size=8))
    def holds(days: set[date]) -> None:
        with transaction.atomic():
            before = set(Notice.objects.values_list("key", flat=True))
            made = sum(announce_due(at(day)) for day in sorted(days))
            again = announce_due(at(max(days)))
            keys = list(Notice.objects.exclude(key__in=before).values_list("key", flat=True))
            due = set().union(*(told_by_day[day] for day in days))
            assert (sorted(keys), made, again) == (sorted(due), len(due), 0)
            transaction.set_rollback(True)

    holds()


def test_what_is_late_is_told_by_the_last_run_though_every_earlier_one_was_missed(
    busy: Reporting,
) -> None:
    last = DAYS[-1]
    announce_due(at(last))
    late = {each.unique for each in all_due(last)}
    assert late <= set(Notice.objects.values_list("key", flat=True))
    assert {each.kind for each in all_due(last)} == {
        "key_task.receipt_overdue",
        "key_task.milestone_behind",
        "key_task.overdue",
        "report.late",
        "extension.pending",
        "supervision_notice.unanswered",
    }


def told(kind: str) -> list[tuple[str, ...]]:
    rows = Notice.objects.filter(kind=kind).order_by("id")
    return [tuple(row.recipients) for row in rows]


def test_each_kind_reaches_those_whom_it_concerns(busy: Reporting) -> None:
    def people(*names: str) -> tuple[str, ...]:
        return tuple(sorted(str(busy[name].person.pk) for name in names))

    prot = ("protection", "prot_second", "prot_contributor")
    supervision = ("supervision", "verifier")
    announce_due(at(date(2019, 2, 26)))
    assert told("key_task.receipt_overdue") == [people("law", *supervision)]
    assert told("report.due")[:3] == [
        people("law", "law_contributor"),
        people(*prot),
        people("utilisation", "util_contributor"),
    ]
    assert told("extension.pending") == [people("protection", "prot_second")]
    assert told("supervision_notice.unanswered") == [
        people("protection", "prot_second", *supervision, "supervision_head")
    ]
    announce_due(at(date(2019, 3, 6)))
    late = told("report.late")
    assert people("utilisation", "util_contributor", "protection", "prot_second") in late
    assert people(*prot, *supervision) in late
    announce_due(at(date(2019, 6, 29)))
    assert set(told("key_task.overdue")) == {
        people("law", "law_contributor", *supervision, "supervision_head"),
        people(*prot, *supervision, "supervision_head"),
    }


def test_a_due_day_that_moved_is_announced_anew(world: Reporting) -> None:
    task = world.task("in_progress")
    announce_due(at(date(2019, 6, 20)))
    extension = world.extension(task, "protection", date(2019, 9, 30))
    world.act(extension, "agree", "prot_second")
    world.act(extension, "check", "supervision")
    world.act(extension, "grant", "supervision_head")
    announce_due(at(date(2019, 9, 24)))
    rows = Notice.objects.filter(kind="key_task.near").order_by("id")
    assert [row.key.rsplit("/")[-1] for row in rows] == ["2019-06-28", "2019-09-30"]


def test_it_is_a_daily_job(busy: Reporting) -> None:
    job = jobs.JOBS.get("programme.announce_due")
    assert job.schedule == "30 6 * * *"
    did = job.function(at(date(2019, 2, 26)))
    assert did.sentence.in_language("zh").startswith("已生成")
    assert job.function(at(date(2019, 2, 26))) == jobs.NOTHING
