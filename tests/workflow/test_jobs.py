"""Jobs: due by the clock and by what was done, made up when missed, tried again when they fail."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.workflow import jobs
from goldthread.workflow.errors import UnknownName
from goldthread.workflow.jobs import Did, Job, JobFailed, due, job, last_done, run, run_due
from goldthread.workflow.models import JobRun, Notice
from goldthread.workflow.registry import Registry
from goldthread.workflow.texts import say

DAY = datetime(2019, 7, 1, 7, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Work:
    """A job that counts its runs, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.moments: list[datetime] = []
        self.failures: list[Exception] = []

    def __call__(self, moment: datetime) -> Did:
        self.moments.append(moment)
        if self.failures:
            raise self.failures.pop()
        return Did(say("Done {n}.", "完成{n}。", n=len(self.moments)), {"n": len(self.moments)})


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """The only job there is: daily at seven."""
    monkeypatch.setattr(jobs, "JOBS", Registry("job"))
    made = Work()
    job("test.work", {"en": "Work", "zh": "工作"}, "0 7 * * *")(made)
    return made


def states() -> list[tuple[int, str, str]]:
    rows = JobRun.objects.order_by("pk")
    return [(each.attempt, each.state, each.error) for each in rows]


@pytest.mark.parametrize(
    ("schedule", "slot"),
    [
        ("0 7 * * *", "2019-07-01T07:00"),
        ("1 7 * * *", "2019-06-30T07:01"),
        ("*/10 * * * *", "2019-07-01T07:00"),
        ("0 7 * * mon", "2019-07-01T07:00"),
        ("0 7 1 1 *", "2019-01-01T07:00"),
    ],
)
def test_last_slot(schedule: str, slot: str) -> None:
    """1 July 2019 is a Monday."""
    made = Job("x", {}, schedule, Work())
    assert made.last_slot(DAY + timedelta(seconds=59)) == datetime.fromisoformat(f"{slot}+00:00")


def test_slots_are_in_the_time_zone_of_the_site(settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Shanghai"
    made = Job("x", {}, "0 7 * * *", Work())
    assert made.last_slot(DAY) == datetime(2019, 6, 30, 23, tzinfo=UTC)


@pytest.mark.django_db
def test_a_job_is_run_once_a_slot_and_logged(work: Work) -> None:
    [made] = run_due(DAY)
    assert run_due(DAY + 5 * MINUTE) == []
    assert work.moments == [DAY]
    assert (made.state, made.slot, made.told, made.facts) == (
        *("done", DAY, {"en": "Done 1.", "zh": "完成1。"}, {"n": 1}),
    )
    assert made.ended_at >= made.started_at == DAY
    assert str(made) == "test.work 2019-07-01 07:00 (1)"
    assert last_done("test.work") == made
    assert last_done("test.other") is None


@pytest.mark.django_db
def test_a_missed_slot_is_made_up_once(work: Work) -> None:
    run_due(DAY)
    late = DAY + timedelta(days=3, hours=5)
    assert [made.slot for made in run_due(late)] == [DAY + timedelta(days=3)]
    assert run_due(late + MINUTE) == []


@pytest.mark.django_db
def test_a_failure_is_logged_told_once_and_tried_again_later_and_later(
    work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    work.failures = [ValueError("third"), ValueError("second"), ValueError("first")]
    tried = [bool(run_due(DAY + n * timedelta(seconds=61))) for n in range(9)]
    # After 1, then 2, then 4 minutes.
    assert tried == [True, True, False, True, False, False, False, True, False]
    assert states() == [
        (1, "failed", "ValueError: first"),
        (2, "failed", "ValueError: second"),
        (3, "failed", "ValueError: third"),
        (4, "done", ""),
    ]
    assert [record.message for record in caplog.records] == [
        f"The job test.work failed: {nth}" for nth in ("first", "second", "third")
    ]
    told = Notice.objects.get()
    assert (told.kind, told.object_type) == ("job.failed", "workflow.jobrun")


@pytest.mark.django_db
def test_what_a_job_found_is_told_in_both_languages(work: Work) -> None:
    work.failures = [JobFailed(say("It is broken.", "已损坏。"), {"where": 7})]
    [made] = run_due(DAY)
    assert (made.told, made.facts) == ({"en": "It is broken.", "zh": "已损坏。"}, {"where": 7})
    assert made.error == "JobFailed: It is broken."


@pytest.mark.django_db
def test_a_run_that_another_process_began_is_left_to_it(work: Work) -> None:
    JobRun.objects.create(
        job="test.work", slot=DAY, attempt=1, started_at=DAY, machine="elsewhere:1"
    )
    assert run_due(DAY + MINUTE) == []
    assert work.moments == []


@pytest.mark.django_db
def test_a_run_whose_process_is_gone_is_made_up_and_told(work: Work) -> None:
    import socket

    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    machine = f"{socket.gethostname()}:{gone.pid}"
    JobRun.objects.create(job="test.work", slot=DAY, attempt=1, started_at=DAY, machine=machine)

    [made] = run_due(DAY + MINUTE)
    assert (made.attempt, made.state) == (2, "done")
    assert states() == [(1, "failed", "The process that ran it has gone."), (2, "done", "")]
    assert Notice.objects.count() == 1


@pytest.mark.django_db
def test_a_run_elsewhere_that_does_not_end_is_made_up_after_an_hour(work: Work) -> None:
    JobRun.objects.create(
        job="test.work", slot=DAY, attempt=1, started_at=DAY, machine="elsewhere:1"
    )
    assert run_due(DAY + 59 * MINUTE) == []
    assert [made.attempt for made in run_due(DAY + 60 * MINUTE)] == [2]


@pytest.mark.django_db
def test_of_two_runners_the_database_turns_one_away(work: Work) -> None:
    [(what, slot)] = list(due(DAY))
    first = run(what, slot, DAY)
    assert first is not None
    assert run(what, slot, DAY) is None
    JobRun.objects.filter(pk=first.pk).update(state="failed")
    assert run(what, slot, DAY) is not None


def test_a_job_needs_both_titles_and_a_schedule(work: Work) -> None:
    with pytest.raises(UnknownName, match="has no title in 'zh'"):
        job("test.a", {"en": "A"}, "0 7 * * *")
    with pytest.raises(UnknownName, match="has no schedule that can be read: 'daily'"):
        job("test.a", {"en": "A", "zh": "甲"}, "daily")
    with pytest.raises(UnknownName, match="registered twice"):
        job("test.work", {"en": "A", "zh": "甲"}, "0 7 * * *")(work)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(looks=st.lists(st.integers(1, 3000), min_size=1, max_size=25))
@pytest.mark.django_db
def test_whenever_it_is_looked_each_slot_seen_is_done_once(work: Work, looks: list[int]) -> None:
    """Minutes between looks: after each, the last slot before it has one run that ended well."""
    from django.db import transaction

    moment, seen = DAY, set()
    with transaction.atomic():
        for minutes in looks:
            moment += minutes * MINUTE
            run_due(moment)
            slot = moment.replace(hour=7, minute=0)
            seen.add(slot if slot <= moment else slot - timedelta(days=1))
            done = list(JobRun.objects.filter(state="done").values_list("slot", flat=True))
            assert sorted(done) == sorted(seen)
        transaction.set_rollback(True)
