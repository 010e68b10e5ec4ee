"""Each list of the meeting asks the ledger as often for three things as for one."""

import pytest

from goldthread.seminar.models import Address, AgendaItem
from tests.seminar.building import Convened
from tests.web.seminar.conftest import asked

OFFICES = ("IPO-ZJ", "IPO-JS", "CNIPA-PROT")
PAGES = (
    *(("zj_head", "/seminars"), ("zj_head", "/seminars/2019-H2")),
    *(("secretariat", "/seminars/2019-H2"), ("zj_head", "/seminars/2019-H2/agenda")),
    *(("secretariat", "/seminars/2019-H2/agenda"), ("zj_head", "/seminars/2019-H2/documents")),
    *(("zj_head", "/seminars/2019-H2/delegations"), ("secretariat", "/seminars/2019-H2/badges")),
    *(("zj_head", "/seminars/2019-H2/interventions"), ("zj_head", "/seminars/2019-H2/minutes")),
    *(("secretariat", "/seminars/2019-H2/minutes"), ("secretariat", "/minutes/{entry}")),
    *(("secretariat", "/seminars/2019-H2/check-in/list"), ("zj_head", "/delegations/{own}")),
    *(("secretariat", "/seminars/2019-H2/unsaid"), ("planning", "/addresses/{address}")),
)
COUNTED = {
    "zj_head /seminars": 7,
    "zj_head /seminars/2019-H2": 14,
    "secretariat /seminars/2019-H2": 19,
    "zj_head /seminars/2019-H2/agenda": 14,
    "secretariat /seminars/2019-H2/agenda": 14,
    "zj_head /seminars/2019-H2/documents": 10,
    "zj_head /seminars/2019-H2/delegations": 11,
    "secretariat /seminars/2019-H2/badges": 10,
    "zj_head /seminars/2019-H2/interventions": 13,
    "zj_head /seminars/2019-H2/minutes": 13,
    "secretariat /seminars/2019-H2/minutes": 14,
    "secretariat /minutes/{entry}": 21,
    "secretariat /seminars/2019-H2/check-in/list": 7,
    "zj_head /delegations/{own}": 23,
    "secretariat /seminars/2019-H2/unsaid": 10,
    "planning /addresses/{address}": 18,
}


@pytest.mark.parametrize("copies", [1, 3])
def test_lists_of_the_meeting(world: Convened, copies: int) -> None:
    """One or three of everything that the pages list, but for the delegation of Zhejiang."""
    seminar = world.seminar("nominations_open", offices=OFFICES[:copies])
    talks = world.statements(seminar)
    for number in range(copies):
        world.seminar_document(seminar, item=talks.pk, title_en=f"Report {number}")
        if number:
            world.planned(f"more-{number}")
    world.lead_to(seminar, "documents_closed")
    _again(world, talks, copies)
    world.lead_to(seminar, "in_session")
    own = seminar.delegations.get(office__code="IPO-ZJ")
    for number, delegation in enumerate(seminar.delegations.order_by("pk"), 1):
        world.intervention(delegation, talks, "queued", number)
    world.lead_to(seminar, "circulated")
    entry = talks.entry
    for delegation in seminar.delegations.all():
        world.correction(entry, delegation)
    for _ in range(copies - 1):
        world.act(entry, "write", "secretariat", text_en="The heads agreed to act, in the end.")
    text = "We handled 12,000 cases. " * copies
    made: Address = world.make(
        Address(), "draft", "planning", seminar=seminar.pk, title_en="Address", text_en=text
    )
    keys = {"entry": entry.pk, "own": own.pk, "address": made.pk}
    found = {f"{name} {page}": asked(world, name, page.format(**keys)) for name, page in PAGES}
    assert found == COUNTED


def _again(world: Convened, talks: AgendaItem, copies: int) -> None:
    """Releases, each with a further item; enough that the page's history is full in both cases."""
    world.release(talks.session.seminar)
    for number in range(copies + 4):
        world.item(talks.session, title_en=f"Statements {number}", minutes=5)
        world.release(talks.session.seminar)
