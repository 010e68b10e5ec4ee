"""The site's calendar: its country, and the days the office adds in its home."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldthread.codes.errors import CodeError
from goldthread.codes.workdays import Basis
from goldthread.offices.calendar import site_calendar

DAY = date(2019, 7, 1)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.GOLDTHREAD_HOME, settings.GOLDTHREAD_COUNTRY = tmp_path, "CN"
    return tmp_path


def test_the_country_of_the_site(settings: Any) -> None:
    assert site_calendar().is_working_day(DAY)
    assert not site_calendar().is_working_day(date(2019, 10, 1))
    settings.GOLDTHREAD_COUNTRY = None
    assert site_calendar().is_working_day(date(2019, 10, 1))
    assert site_calendar().basis(2019) is Basis.MONDAY_TO_FRIDAY


def test_the_office_s_own_days_as_the_file_says_now(home: Path) -> None:
    path = home / "workdays.yaml"
    path.write_text("source: Notice 1\nclosed: [2019-07-01]\n", "utf-8")
    assert not site_calendar().is_working_day(DAY)
    path.write_text("source: Notice 2\nclosed: []\n", "utf-8")
    os.utime(path, ns=(1, 1))
    assert site_calendar().is_working_day(DAY)


def test_a_file_that_cannot_be_read_is_told(home: Path) -> None:
    (home / "workdays.yaml").write_text("closed: [2019-07-01]\n", "utf-8")
    with pytest.raises(CodeError, match="lacks `source`"):
        site_calendar()
