"""Notices are put in once and marked sent once, however often a job runs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.workflow.engine import create
from goldthread.workflow.errors import UnknownName
from goldthread.workflow.models import Notice
from goldthread.workflow.outbox import announce, mark_sent, pending
from tests.workflow.cases.models import Task
from tests.workflow.cases.people import LEAD, PEOPLE, SUPPORT

DAY = datetime(2019, 7, 1, 8, tzinfo=UTC)


@pytest.fixture
def task(ledger: str) -> Task:
    task = Task()
    create(task, "draft", actor=PEOPLE["planning_clerk"], at=DAY)
    return task


def test_announcing_again_puts_in_no_second_row(task: Task) -> None:
    first = announce(task, "task.assigned", key="due/2019-07-15", at=DAY)
    again = announce(task, "task.assigned", key="due/2019-07-15", at=DAY + timedelta(days=1))
    other = announce(task, "task.assigned", key="due/2019-07-31", at=DAY)

    assert again is None
    assert pending() == [first, other]
    assert (first.level, first.event, first.recipients) == ("action", None, [LEAD, SUPPORT])
    assert str(first) == f"cases.task/{task.pk}/task.assigned/due/2019-07-15"
    assert pending(1) == [first]


def test_mark_sent_keeps_the_first_time(task: Task) -> None:
    notice = announce(task, "task.assigned", key="k", at=DAY)
    same = Notice.objects.get()

    assert mark_sent(notice, at=DAY) is True
    assert mark_sent(same, at=DAY + timedelta(hours=1)) is False
    assert same.sent_at == Notice.objects.get().sent_at == DAY
    assert pending() == []


def test_notice_nobody_registered_is_refused(task: Task) -> None:
    with pytest.raises(UnknownName, match=r"There is no notice 'task\.oops'"):
        announce(task, "task.oops", key="k")
    assert pending() == []


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(runs=st.sets(st.integers(0, 20), min_size=1))
def test_reminder_is_sent_once_whatever_days_the_job_missed(on_sqlite: str, runs: set[int]) -> None:
    """A job that announces from day 7 on: sent on its first run from then, and never again."""
    Notice.objects.all().delete()
    task = Task()
    create(task, "draft", actor=PEOPLE["planning_clerk"], at=DAY)
    sent = []
    for day in sorted(runs):
        if day >= 7:
            announce(task, "task.assigned", key="due", at=DAY + timedelta(days=day))
        sent += [day for notice in pending() if mark_sent(notice)]

    assert sent == sorted(day for day in runs if day >= 7)[:1]
