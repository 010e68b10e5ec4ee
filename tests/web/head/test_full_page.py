"""The head's page with everything that can stand on it, each list longer than it shows."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from goldthread.programme.models import KeyTask
from goldthread.seminar.models import Address
from goldthread.seminar.queries.checking import checked
from tests.programme.founding import founded
from tests.programme.reporting import Reporting
from tests.web.conftest import words
from tests.web.proposals.conftest import Discussing
from tests.web.seminar.conftest import at_world, client_of

LONG = "A task whose title goes on and on so that it would never fit on one line of the page"
REASON = "The land was given to another department, the contract is void, and a new one is due."
PROMISES = (
    "We will open centres. We will train examiners. We will publish records. We will mend it."
)
TODAY = date(2019, 7, 17)


class Full(Reporting, Discussing):
    """Two camps of six offices that differ on all proposals but the first; five tasks late."""

    def now(self) -> None:
        """The clock is set by whoever reads."""

    def __init__(self) -> None:
        super().__init__()
        self.meeting = self.seminar("nominations_open")
        self.wishes = self.divided(self.meeting)
        self.late = [self.late_task(number) for number in range(5)]
        self.promise()
        self.until(date(2019, 7, 2))
        for task in self.late:
            self.submitted(self.report(task, end=date(2019, 6, 30), narrative=REASON))
        self.until(TODAY)

    def late_task(self, number: int) -> KeyTask:
        task = self.task("in_progress", title_en=f"{LONG} {number}", title_zh=f"{LONG}{number}")
        for office in ("IPO-ZJ", "IPO-JS"):
            self.assignment(task, office, "received")
        return task

    def promise(self) -> None:
        given = {"seminar": self.meeting.pk, "title_en": "Address", "text_en": PROMISES}
        address = self.make(Address(), "draft", "planning", **given)
        kinds = [{"finding": key, "reason": "known"} for key in self.findings(address)]
        self.act(address, "clear", "issuer", accepted=kinds)
        into = self.new_cycle("2019-H2", starts=date(2019, 7, 1), ends=date(2019, 12, 31))
        self.act(address, "give", "planning", into=into.pk)

    def findings(self, address: Address) -> list[str]:
        return [each.key for each in checked(address, None, self.at.date()).findings]


@pytest.fixture
def told(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
) -> Iterator[Full]:
    with django_db_blocker.unblock(), founded(Full, sqlite_template, tmp_path) as made:
        at_world(made)
        yield made


def test_wishes_bridges_and_promises_are_told(told: Full) -> None:
    text = words(client_of(told, "issuer").get("/head").content.decode())
    assert "Wish 0 supported by 12" in text
    assert "Supported across groups" in text
    assert text.count("Wish 0") == 2, "as most supported, and as a bridge"
    assert "4 promises of addresses" in text
    assert text.count("no task yet") == 3, "three of the four are shown"
    assert "15 late in the ledger" in text, "five tasks with two assignments each"
    assert text.count("19 days late") == 4, "four of the five are shown"


@pytest.mark.browser
def test_it_prints_on_one_sheet_however_much_there_is(told: Full, visit: Any) -> None:
    for lang in ("en", "zh"):
        page = visit(f"/head?lang={lang}", "issuer", 360)
        printed = page.pdf(format="A4")
        assert len(PdfReader(BytesIO(printed)).pages) == 1
        page.context.close()
