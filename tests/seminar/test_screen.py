"""The state of the hall's screen: the released text, the queue, the stances; and nothing more."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices.queries import roles_of
from goldthread.seminar.models import AgendaItem, Delegation, Seminar
from goldthread.seminar.queries import (
    interventions_visible_to,
    proposals_visible_to,
    stances_visible_to,
)
from goldthread.seminar.queries.screen import (
    MOST_IN_QUEUE,
    MOST_PROPOSALS,
    audience_of,
    screen,
)
from tests.seminar.building import Convened

ATTEND = {
    "delegates": (
        *("secretariat", "issuer", "auditor", "planning", "supervision", "supervision_head"),
        *("protection", "zj_head", "zj_coordinator", "zj_contributor", "delegate"),
    ),
    "attending": ("press", "statistician"),
}


@pytest.fixture
def seminar(world: Convened) -> Seminar:
    return world.seminar("in_session")


def items(seminar: Seminar) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(session__seminar=seminar))


def delegation(seminar: Seminar, office: str) -> Delegation:
    found: Delegation = seminar.delegations.get(office__code=office)
    return found


def test_before_anything_is_begun_the_first_item_is_next(world: Convened, seminar: Seminar) -> None:
    found = screen(seminar, "delegates")
    assert (found.in_session, found.now, found.queue, found.proposals) == (True, (), (), ())
    assert found.next is not None
    assert found.next.titles == {"en": "Opening", "zh": "开幕"}
    assert found.seminar == {"en": "Seminar of heads", "zh": "全国局长座谈会"}


def test_now_and_next_follow_the_items(world: Convened, seminar: Seminar) -> None:
    opening, statements, proposals = items(seminar)
    world.act(opening, "begin", "chair")
    world.act(opening, "end", "chair")
    world.act(statements, "begin", "chair")
    found = screen(seminar, "delegates")
    assert [item.key for item in found.now] == [statements.pk]
    assert found.now[0].speakers == ({"en": "Head of Zhejiang", "zh": "浙江局负责人"},)
    assert found.now[0].room == {"en": "Great Hall", "zh": "大会堂"}
    # The morning begins at nine, the opening takes half an hour.
    session = statements.session
    assert found.now[0].begins == session.starts + timedelta(minutes=30)
    assert found.next is not None
    assert found.next.key == proposals.pk
    world.act(statements, "end", "chair")
    world.act(proposals, "begin", "chair")
    assert screen(seminar, "delegates").next is None


def test_what_goes_on_in_another_room_does_not_hide_what_comes_next(
    world: Convened, seminar: Seminar
) -> None:
    opening, statements, proposals = items(seminar)
    beside = world.session(seminar, title_en="Group", title_zh="分组", room="room-2")
    group = world.item(beside, kind="discussion", minutes=60)
    world.release(seminar)
    for begun in (opening, group):
        world.act(begun, "begin", "chair")
    found = screen(seminar, "delegates")
    assert {item.key for item in found.now} == {opening.pk, group.pk}
    # In the hall the statements follow at half past nine; the group has nothing after its hour.
    assert found.next is not None
    assert found.next.key == statements.pk
    world.act(opening, "end", "chair")
    world.act(statements, "begin", "chair")
    found = screen(seminar, "delegates")
    assert found.next is not None
    assert found.next.key == proposals.pk


def test_a_title_that_is_not_released_is_nowhere(world: Convened, seminar: Seminar) -> None:
    opening, statements, _ = items(seminar)
    kept = {"kind": "opening", "minutes": 30, "session": opening.session_id, "position": 1}
    secret = {"title_en": "SECRET", "title_zh": "机密"}
    world.act(opening, "edit", "secretariat", **kept, **secret)
    added = world.item(statements.session, kind="discussion", minutes=5, **secret)
    world.act(opening, "begin", "chair")
    assert "SECRET" not in str(asdict(screen(seminar, "delegates")))
    assert screen(seminar, "delegates").now[0].titles["en"] == "Opening"
    world.act(opening, "end", "chair")
    world.act(added, "begin", "chair")
    found = screen(seminar, "delegates")
    assert (found.now, "机密" in str(asdict(found))) == ((), False)
    world.release(seminar)
    assert screen(seminar, "delegates").now[0].titles == {"en": "SECRET", "zh": "机密"}


def test_an_item_removed_but_not_released_is_still_next(world: Convened, seminar: Seminar) -> None:
    opening, *_ = items(seminar)
    world.act(opening, "remove", "secretariat", reason="改期")
    found = screen(seminar, "delegates").next
    assert found is not None
    assert found.key == opening.pk


def test_the_queue_is_of_the_item_under_way_in_its_order(world: Convened, seminar: Seminar) -> None:
    opening, statements, _ = items(seminar)
    zhejiang, jiangsu = delegation(seminar, "IPO-ZJ"), delegation(seminar, "IPO-JS")
    first = world.intervention(jiangsu, statements, "queued", 1, subject="联合执法")
    world.intervention(zhejiang, statements, "queued", 1, subject="<b>抢先</b>")
    world.intervention(delegation(seminar, "CNIPA-PROT"), statements, "requested", subject="SECRET")
    assert screen(seminar, "delegates").queue == ()
    world.act(statements, "begin", "chair")
    found = screen(seminar, "attending")
    assert [(each.place, each.office["zh"], each.subject) for each in found.queue] == [
        (1, "浙江局", "<b>抢先</b>"),
        (2, "江苏局", "联合执法"),
    ]
    assert "SECRET" not in str(asdict(found))
    world.act(first, "give", "chair")
    assert [each.office["zh"] for each in screen(seminar, "delegates").queue] == ["浙江局"]
    assert opening.state == "planned"


def test_stances_are_counted_and_who_is_silent(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    proposal = world.proposal(seminar, "filed")
    draft = world.proposal(seminar, "drafted", office="IPO-JS", title_en="SECRET", title_zh="机密")
    world.lead_to(seminar, "in_session")
    item = AgendaItem.objects.get(session__seminar=seminar, kind="proposals")
    world.act(proposal, "put_on_agenda", "secretariat", item=item.pk)
    world.stance(proposal, delegation(seminar, "IPO-ZJ"))
    stance = world.stance(proposal, delegation(seminar, "IPO-JS"), "oppose", reason="费用过高")
    (found,) = screen(seminar, "delegates").proposals
    assert (found.number, found.titles["zh"], found.office["zh"]) == (
        *(proposal.number, "跨省协同保护", "浙江局"),
    )
    # Three delegations checked in; CNIPA-PROT has said nothing.
    assert (found.support, found.oppose, found.abstain, found.waiting) == (1, 1, 0, 1)
    world.act(stance, "revise", "js_head", position="abstain")
    (found,) = screen(seminar, "delegates").proposals
    assert (found.support, found.oppose, found.abstain, found.waiting) == (1, 0, 1, 1)
    assert draft.title_en not in str(asdict(screen(seminar, "delegates")))
    assert "费用过高" not in str(asdict(screen(seminar, "delegates")))
    world.act(proposal, "close_stances", "chair")
    assert screen(seminar, "delegates").proposals == ()


def test_the_press_reads_no_proposals(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    proposal = world.proposal(seminar, "filed")
    world.lead_to(seminar, "in_session")
    item = AgendaItem.objects.get(session__seminar=seminar, kind="proposals")
    world.act(proposal, "put_on_agenda", "secretariat", item=item.pk)
    assert screen(seminar, "delegates").debated == 1
    found = screen(seminar, "attending")
    assert (found.debated, found.proposals) == (0, ())
    assert not proposals_visible_to(world["press"]).filter(pk=proposal.pk).exists()


@pytest.mark.parametrize("audience", ["delegates", "attending"])
def test_who_attends_sees_by_every_list_what_the_screen_shows(
    world: Convened, audience: Any
) -> None:
    """Held against `visible_to`: nothing on a screen is hidden from somebody who may look at it."""
    seminar = world.seminar("nominations_open")
    proposal = world.proposal(seminar, "filed")
    world.lead_to(seminar, "in_session")
    _, statements, item = items(seminar)
    queued = world.intervention(delegation(seminar, "IPO-JS"), statements, "queued")
    world.act(statements, "begin", "chair")
    world.act(proposal, "put_on_agenda", "secretariat", item=item.pk)
    stance = world.stance(proposal, delegation(seminar, "IPO-JS"))
    found = screen(seminar, audience)
    assert len(found.queue) == 1
    assert [each.key for each in found.proposals] == (
        [proposal.pk] if audience == "delegates" else []
    )
    for name in ATTEND[audience]:
        user = world[name]
        assert audience_of(user, world.at.date()) == audience, name
        assert interventions_visible_to(user, world.at.date()).filter(pk=queued.pk).exists(), name
        if audience == "delegates":
            day = world.at.date()
            assert proposals_visible_to(user, day).filter(pk=proposal.pk).exists(), name
            assert stances_visible_to(user, day).filter(pk=stance.pk).exists(), name


def test_who_does_not_attend_sees_no_screen(world: Convened) -> None:
    from django.contrib.auth.models import AnonymousUser

    for user in (world["sysadmin"], AnonymousUser()):
        assert audience_of(user, world.at.date()) is None
    assert roles_of(world["sysadmin"], world.at.date()) == {"system_administrator"}


def test_as_many_queries_for_three_as_for_one(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    proposals = [world.proposal(seminar, "filed", title_en=f"Proposal {n}") for n in range(3)]
    world.lead_to(seminar, "in_session")
    _, statements, item = items(seminar)
    world.act(statements, "begin", "chair")
    offices = ("IPO-ZJ", "IPO-JS", "CNIPA-PROT")

    def asked(place: int) -> int:
        world.act(proposals[place], "put_on_agenda", "secretariat", item=item.pk)
        there = delegation(seminar, offices[place])
        world.intervention(there, statements, "queued", place + 1)
        world.stance(proposals[place], there)
        with CaptureQueriesContext(connection) as queries:
            found = screen(seminar, "delegates")
        assert (len(found.queue), len(found.proposals)) == (place + 1, place + 1)
        return len(queries)

    assert [asked(0), asked(1), asked(2)] == [7, 7, 7]


def test_what_finds_no_room_is_counted(world: Convened) -> None:
    offices = ("IPO-ZJ", "IPO-JS", "IPO-BJ", "CNIPA-PROT", "CNIPA-UTIL", "CNIPA-LAW")
    seminar = world.seminar("nominations_open", offices)
    many = MOST_PROPOSALS + 2
    proposals = [world.proposal(seminar, "filed") for _ in range(many)]
    world.lead_to(seminar, "in_session")
    _, statements, item = items(seminar)
    for proposal in proposals:
        world.act(proposal, "put_on_agenda", "secretariat", item=item.pk)
    for place, office in enumerate(offices, 1):
        world.intervention(delegation(seminar, office), statements, "queued", place)
    world.act(statements, "begin", "chair")
    found = screen(seminar, "delegates")
    assert (len(found.proposals), found.debated) == (MOST_PROPOSALS, many)
    assert (len(found.queue), found.queued) == (MOST_IN_QUEUE, len(offices))


def test_documents_are_not_on_the_screen_embargoed_or_not(
    world: Convened, seminar: Seminar
) -> None:
    _, statements, _ = items(seminar)
    world.act(statements, "begin", "chair")
    world.seminar_document(seminar, item=statements.pk, title_en="SECRET", title_zh="机密")
    later = {"embargo_day": seminar.ends, "embargo_time": "18:00"}
    world.seminar_document(seminar, item=statements.pk, title_en="SECRET", title_zh="机密", **later)
    found = str(asdict(screen(seminar, "delegates")))
    assert ("Statements" in found, "SECRET" in found) == (True, False)
