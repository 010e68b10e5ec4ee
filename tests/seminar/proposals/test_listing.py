"""The list of proposals: who sees which, filters, sorting, counts, a fixed number of queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.seminar.models import Delegation, Proposal, Seminar
from goldthread.seminar.queries.proposals import Filters, listing
from tests.seminar.building import PROMISE, Convened
from tests.seminar.proposals.test_merging import merge, put_up


@pytest.fixture
def seminar(world: Convened) -> Seminar:
    return world.seminar("called")


def numbers(world: Convened, by: str, **more: Any) -> list[str]:
    found = listing(world[by], Filters(**more), world.at.date())
    assert found.total == len(found.rows)
    return [row.proposal.number for row in found.rows]


def test_who_sees_which(world: Convened, seminar: Seminar) -> None:
    for state in ("drafted", "submitted", "filed", "reference", "answered"):
        world.proposal(seminar, state)
    withdrawn = world.proposal(seminar, "filed")
    world.act(withdrawn, "withdraw", "zj_head", reason="已解决")
    never = world.proposal(seminar, "withdrawn")
    assert never.number == ""

    seen = {
        "zj_head": ["", "", "P-001", "P-002", "P-003", "P-004", "P-005"],
        "delegate": ["", "", "P-001", "P-002", "P-003", "P-004", "P-005"],
        "secretariat": ["P-001", "P-002", "P-003", "P-004", "P-005"],
        "js_head": ["P-002", "P-004", "P-005"],
        "protection": ["P-002", "P-004", "P-005"],
        "press": ["P-004"],
        "sysadmin": ["P-004"],
    }
    assert {name: numbers(world, name) for name in seen} == seen


def test_an_invited_office_sees_the_draft(world: Convened, seminar: Seminar) -> None:
    draft = world.proposal(seminar, "drafted")
    row = world.co_sponsor(draft, "IPO-JS", accept=False)
    assert numbers(world, "js_coordinator") == [""]
    world.act(row, "decline", "js_head")
    assert numbers(world, "js_coordinator") == []


def test_what_is_searched_is_what_is_seen(world: Convened, seminar: Seminar) -> None:
    world.proposal(seminar, "filed", title_zh="海外维权援助", title_en="Aid abroad")
    world.proposal(seminar, "filed", title_zh="其他", request_zh="设立海外维权基金。")
    world.proposal(seminar, "submitted", title_zh="海外维权秘密提案")
    world.proposal(seminar, "drafted", title_zh="海外维权草稿")

    assert numbers(world, "js_head", text="海外维权") == ["P-001", "P-002"]
    assert numbers(world, "secretariat", text="海外维权") == ["P-001", "P-002", "P-003"]
    assert numbers(world, "js_head", text="aid ABROAD") == ["P-001"]
    assert numbers(world, "js_head", text="p-002") == ["P-002"]
    assert numbers(world, "press", text="海外维权") == []
    assert numbers(world, "js_head", text="%") == []
    found = listing(world["js_head"], Filters(text="海外维权"), world.at.date())
    assert found.by_state == {"filed": 2}


def test_filters(world: Convened, seminar: Seminar) -> None:
    put = world.proposal(seminar, "filed", measure=world.measure.pk)
    put_up(world, put)
    joint = world.proposal(seminar, "filed", office="IPO-JS", co_sponsors=("IPO-BJ",))
    world.proposal(seminar, "assigned", line_of_work="utilisation")
    world.proposal(seminar, "answered", answer=PROMISE)
    world.proposal(seminar, "answered", office="IPO-JS")
    away = world.planned("other")
    world.invite(away)
    world.act(away, "call", "issuer")
    world.proposal(away, "filed", title_zh="另一会议")

    assert numbers(world, "bj_head", seminar=seminar, states=("filed",)) == ["P-001", "P-002"]
    assert numbers(world, "bj_head", seminar=away) == ["P-001"]
    assert numbers(world, "bj_head", office="IPO-JS") == ["P-002", "P-005"]
    assert numbers(world, "bj_head", sponsor="IPO-BJ") == [joint.number]
    assert numbers(world, "bj_head", handler="CNIPA-PROT") == ["P-003", "P-004", "P-005"]
    assert numbers(world, "press", handler="CNIPA-PROT") == ["P-004", "P-005"]
    assert numbers(world, "bj_head", measure=world.measure.pk) == ["P-001"]
    assert numbers(world, "bj_head", item=put.item_id) == ["P-001"]
    assert numbers(world, "bj_head", answer_class="B") == ["P-004"]
    assert numbers(world, "bj_head", line_of_work="utilisation") == ["P-003"]


def test_counts_by_state_and_line(world: Convened, seminar: Seminar) -> None:
    for state, line in (
        ("filed", "protection"),
        ("filed", "utilisation"),
        ("assigned", "protection"),
        ("drafted", "protection"),
    ):
        world.proposal(seminar, state, office="IPO-JS", line_of_work=line)

    found = listing(
        world["zj_head"], Filters(states=("filed",), line_of_work="protection"), world.at.date()
    )

    assert [row.proposal.number for row in found.rows] == ["P-001"]
    assert found.total == 1
    assert found.by_state == {"filed": 1, "assigned": 1}
    assert found.by_line == {"protection": 1, "utilisation": 1}


def test_sorting_and_pages(world: Convened, seminar: Seminar) -> None:
    zj, js = (Delegation.objects.get(office__code=code) for code in ("IPO-ZJ", "IPO-JS"))
    one, two, three = (
        world.proposal(seminar, "filed", office) for office in ("IPO-ZJ", "IPO-BJ", "IPO-JS")
    )
    for proposal in (one, two, three):
        put_up(world, proposal)
    world.stance(two, zj, "support")
    world.stance(two, js, "support")
    world.stance(three, zj, "support")
    world.stance(one, zj, "oppose")

    assert numbers(world, "zj_head", sort="-number") == ["P-003", "P-002", "P-001"]
    assert numbers(world, "zj_head", sort="office") == ["P-002", "P-003", "P-001"]
    assert numbers(world, "zj_head", sort="-supporters") == ["P-002", "P-003", "P-001"]
    assert numbers(world, "zj_head", sort="no such column") == ["P-001", "P-002", "P-003"]
    page = listing(world["zj_head"], Filters(), world.at.date(), first=1, most=1)
    assert ([row.proposal.number for row in page.rows], page.total) == (["P-002"], 3)


def test_what_a_row_shows(world: Convened, seminar: Seminar) -> None:
    zj, js = (Delegation.objects.get(office__code=code) for code in ("IPO-ZJ", "IPO-JS"))
    other = world.proposal(seminar, "filed")
    put_up(world, other)
    proposal = world.proposal(seminar, "filed", office="IPO-JS", co_sponsors=("IPO-BJ",))
    put_up(world, proposal)
    world.stance(other, zj, "support")
    world.stance(proposal, js, "oppose")
    merge(world, other, proposal)
    handlers = {"lead": "CNIPA-PROT", "co_handlers": ["CNIPA-LAW"]}
    world.lead_proposal(proposal, "assigned", handlers=handlers)

    row = listing(world["protection"], Filters(states=("assigned",)), world.at.date()).rows[0]

    assert row.office == {"en": "Jiangsu IPO", "zh": "江苏局"}
    assert (row.sponsors, row.handlers) == (3, ("CNIPA-PROT", "CNIPA-LAW"))
    # The stance that was carried and is not confirmed does not count.
    assert row.stances == {"oppose": 1}


def test_the_public_is_shown_no_stances_sponsors_or_handlers(
    world: Convened, seminar: Seminar
) -> None:
    proposal = world.proposal(seminar, "filed")
    put_up(world, proposal)
    world.stance(proposal, Delegation.objects.get(office__code="IPO-ZJ"))
    world.lead_proposal(proposal, "answered")

    [row] = listing(world["press"], Filters(), world.at.date()).rows

    assert (row.stances, row.handlers) == ({}, ())


@pytest.mark.parametrize("by", ["js_delegate", "secretariat", "press"])
def test_as_many_queries_for_one_row_as_for_three(
    world: Convened, seminar: Seminar, by: str
) -> None:
    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            rows = listing(world[by], Filters(sort="-supporters"), world.at.date()).rows
            for row in rows:
                assert row.proposal.office.code
                assert row.proposal.seminar.key
                assert row.proposal.task is None
        return len(rows), len(captured)

    world.proposal(seminar, "answered")
    one = queries()
    for office in ("IPO-JS", "IPO-BJ"):
        world.proposal(seminar, "answered", office, co_sponsors=("IPO-ZJ",))
    three = queries()

    assert (one, three) == ((1, QUERIES[by]), (3, QUERIES[by]))


QUERIES = {"js_delegate": 9, "secretariat": 9, "press": 7}
"""Roles; rows with their offices and seminars; counts; names, sponsors; inside also stances and
handlers."""


def test_nothing_is_there(world: Convened) -> None:
    found = listing(world["zj_head"], Filters(), world.at.date())
    assert (found.rows, found.total, found.by_state, found.by_line) == ((), 0, {}, {})
    assert not Proposal.objects.exists()
