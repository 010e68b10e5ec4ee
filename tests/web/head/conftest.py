"""A half-year that is over with something of everything that its head reads."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldthread.programme.models import KeyTask
from goldthread.web import build
from tests.indicators.support import load, right
from tests.programme.founding import founded
from tests.programme.reporting import Reporting
from tests.review.building import Reviewed
from tests.seminar.building import PROMISE
from tests.web.news.conftest import visit  # noqa: F401
from tests.web.seminar.conftest import at_world

GRANTS = {2012: 10, 2013: 12, 2014: 12, 2015: 13, 2016: 14, 2017: 15, 2018: 16, 2019: 8}
"""In the first half of each year."""

REPORTED, TODAY = date(2019, 7, 2), date(2019, 7, 17)
REASON = "The land for the centre was given to another department, and none is left in the city."


class Overseen(Reporting, Reviewed):
    """Three tasks late in Zhejiang and at the department, a notice, a hand-back, two proposals."""

    def __init__(self) -> None:
        super().__init__()
        self.seminar_ahead = self.seminar("nominations_open")
        proposals = [self.proposal(self.seminar_ahead, "filed", title_en=t) for t in ("One", "Two")]
        self.lead_proposal(proposals[0], "answered", answer=PROMISE)
        self.lead_proposal(proposals[1], "assigned")
        self.late = [self.late_task(number) for number in range(3)]
        self.notice(self.late[0])
        self.back = self.task("assigned", title_en="Handed back")
        self.act(self.back, "hand_back", "protection", reason="not ours")
        self.until(REPORTED)
        for task in self.late:
            report = self.report(task, end=date(2019, 6, 30), narrative=f"{REASON} {task.pk}")
            self.submitted(report)
        self.until(TODAY)

    def late_task(self, number: int) -> KeyTask:
        """Due on 28 June, with an assignment to Zhejiang."""
        task = self.task("in_progress", title_en=f"Centre {chr(65 + number)}")
        self.assignment(task, "IPO-ZJ", "received")
        return task


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build.build()
    home = tmp_path_factory.mktemp("head")
    rows = [
        right(
            f"{year}-{number}",
            office="CN",
            applicants=[("CN", "CN-ZJ", "ENT")],
            filing_date="2010-03-01",
            grant_date=f"{year}-03-01",
            expiry_date="2030-03-01",
        )
        for year, count in GRANTS.items()
        for number in range(count)
    ]
    load(home, rows, received="2019-07-01")
    return home


@pytest.fixture
def told(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
) -> Iterator[Overseen]:
    """In a ledger of its own."""
    with django_db_blocker.unblock(), founded(Overseen, sqlite_template, tmp_path) as made:
        at_world(made)
        yield made
