"""The site's clock may tell another year; what is recorded stays real."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from goldthread.workflow import clock
from goldthread.workflow.engine import create, perform
from goldthread.workflow.models import Event
from tests.workflow.cases.models import Note
from tests.workflow.cases.people import PEOPLE


def test_without_a_setting_the_clock_is_real() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_moved_clock_dates_what_happens_and_recording_stays_real(
    ledger: str, settings: Any
) -> None:
    real = datetime.now(UTC)
    settings.GOLDTHREAD_CLOCK = datetime(2019, 7, 15, 9, tzinfo=UTC) - real
    note = Note()
    create(note, "write", actor=PEOPLE["planning_clerk"])
    perform(note, "strike", actor=PEOPLE["planning_clerk"], expected_version=1)
    assert clock.today() == date(2019, 7, 15)
    assert [event.at.date() for event in Event.objects.of(note)] == [date(2019, 7, 15)] * 2
    assert all(event.recorded_at >= real for event in Event.objects.of(note))
