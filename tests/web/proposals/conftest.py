"""A seminar with people in every role; the site's clock follows the world's; readers, a browser."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldthread.seminar.models import AgendaItem, Proposal, Remark, Seminar, Stance
from tests.programme.founding import founded
from tests.seminar.building import PROMISE, Convened

Reader = Callable[..., Any]
CAMPS = (
    *("IPO-ZJ", "IPO-JS", "IPO-TJ", "IPO-HE", "IPO-SX", "IPO-NM"),
    *("IPO-LN", "IPO-JL", "IPO-HL", "IPO-AH", "IPO-FJ", "IPO-JX"),
)


class Discussing(Convened):
    """The world of the seminar with what the pages of proposals show."""

    clock: Any = None

    def now(self) -> None:
        """Let the site's clock show the world's moment."""
        self.clock.GOLDTHREAD_CLOCK = self.at - datetime.now(UTC)

    def put_up(self, proposal: Proposal) -> None:
        """For discussion under the item of the agenda that is for proposals."""
        item = AgendaItem.objects.get(session__seminar=proposal.seminar_id, kind="proposals")
        self.act(proposal, "put_on_agenda", "secretariat", item=item.pk)

    def remark(self, proposal: Proposal, by: str = "js_delegate", **more: Any) -> Remark:
        given = {"proposal": proposal.pk, "text": "统一标准应当先试点。"}
        return self.make(Remark(), "post", by, **(given | more))

    def divided(self, seminar: Seminar, offices: int = 6, proposals: int = 6) -> list[Proposal]:
        """Two camps of `offices` offices each that differ on all proposals but the first."""
        made = [
            self.proposal(seminar, title_en=f"Wish {n}", title_zh=f"建议{n}")
            for n in range(proposals)
        ]
        for proposal in made:
            self.put_up(proposal)
        for number, code in enumerate(CAMPS[: 2 * offices]):
            self.hire(f"speaker {code}", "delegate", code)
            delegation = self.delegation(seminar, code, "invited")
            for at, proposal in enumerate(made):
                agrees = at == 0 or (number + at) % 2 == 0
                given = {
                    "proposal": proposal.pk,
                    "delegation": delegation.pk,
                    "position": "support" if agrees else "oppose",
                }
                self.make(Stance(), "take", f"speaker {code}", **given)
        self.now()
        return made


@pytest.fixture
def world(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[Discussing]:
    """In a ledger of its own."""
    settings.GOLDTHREAD_MFA_REQUIRED = False
    with django_db_blocker.unblock(), founded(Discussing, sqlite_template, tmp_path) as made:
        made.clock = settings
        made.now()
        yield made


@pytest.fixture
def seminar(world: Discussing) -> Seminar:
    """Nominations are open, and delegations of Zhejiang, Jiangsu and Protection are approved."""
    made = world.seminar("nominations_open")
    for delegation in made.delegations.all():
        world.lead_delegation(delegation, "approved")
    world.now()
    return made


@pytest.fixture
def discussed(world: Discussing, seminar: Seminar) -> Proposal:
    """With a co-sponsor, two stances, a thread of two remarks that cite."""
    made = world.proposal(seminar, "filed", co_sponsors=["IPO-JS"])
    world.put_up(made)
    for office, position in (("IPO-ZJ", "support"), ("CNIPA-PROT", "oppose")):
        world.stance(made, world.delegation(seminar, office), position, reason=f"{office}的理由")
    cites = [
        {"kind": "measure", "key": str(world.measure.pk)},
        {"kind": "figure", "key": "C03"},
        {"kind": "proposal", "key": str(made.pk)},
    ]
    first = world.remark(made, cites=cites)
    world.remark(made, "zj_head", reply_to=first.pk, text="同意先试点。")
    world.now()
    return made


@pytest.fixture
def promised(world: Discussing, seminar: Seminar) -> Proposal:
    """Answered with a plan and adopted into a task."""
    made = world.proposal(seminar, "adopted", answer=PROMISE)
    world.now()
    return made


def client_of(world: Discussing, name: str, lang: str = "en") -> Client:
    client = Client(headers={"accept-language": lang})
    if name:
        client.force_login(world[name])
    return client


@pytest.fixture
def read(world: Discussing) -> Reader:
    """The page of an address as one of the world's people sees it ("" for the public)."""

    def page(address: str, name: str = "", lang: str = "en") -> Any:
        return client_of(world, name, lang).get(address)

    return page


def asked(world: Discussing, name: str, page: str) -> int:
    """How many queries the page costs once the session is there."""
    client = client_of(world, name)
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page)
    assert answer.status_code == 200, page
    return len(queries)


@pytest.fixture
def visit(chromium: Any, server: str, world: Discussing) -> Iterator[Callable[..., Any]]:
    """Opens an address in a window of its own, signed in where a name is given."""
    contexts = []

    def open_page(address: str, name: str = "", width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        if name:
            cookie = client_of(world, name).cookies[site.SESSION_COOKIE_NAME].value
            given = {"name": site.SESSION_COOKIE_NAME, "value": cookie, "url": server}
            context.add_cookies([given])
        window = context.new_page()
        window.complaints = []
        window.on("console", lambda message: window.complaints.append(message.text))
        window.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.goto(server + address)
        return window

    yield open_page
    for context in contexts:
        context.close()
