"""What phones at the door send, and who sees whom is expected."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.seminar.actions import CheckedIn, check_in
from goldthread.seminar.models import Delegate, Delegation, Seminar
from goldthread.seminar.queries.checking_in import attendance, door_list
from goldthread.workflow.errors import NotAllowed, PayloadRefused
from goldthread.workflow.models import Event
from tests.offices.building import snapshot
from tests.seminar.building import INVITED, Convened
from tests.seminar.proposals.refusing import tables

DAY = date(2019, 7, 30)


def at_the_door(world: Convened) -> Seminar:
    seminar = world.seminar("documents_closed")
    world.reach(DAY)
    world.wait(hours=1)
    return seminar


def rows(world: Convened, *badges: str, minutes: int = 30) -> list[dict[str, str]]:
    at = (world.at - timedelta(minutes=minutes)).isoformat()
    return [{"badge": badge, "at": at} for badge in badges]


def badge(office: str, position: int = 1) -> str:
    found = Delegate.objects.get(delegation__office__code=office, position=position)
    return str(found.badge)


def sent(world: Convened, seminar: Seminar, listed: Any, by: str = "clerk") -> list[CheckedIn]:
    world.wait(seconds=1)
    return check_in(actor=world[by], seminar=seminar, rows=listed, at=world.at)


def test_of_each_badge_it_is_told_what_became_of_it(world: Convened) -> None:
    seminar = at_the_door(world)
    listed = [
        *rows(world, badge("IPO-ZJ"), "NOBODY", badge("IPO-JS"), badge("IPO-ZJ", 2)),
        {"badge": badge("IPO-JS", 2), "at": "soon"},
        {"at": world.at.isoformat()},
    ]
    told = sent(world, seminar, listed)
    assert [(each.number, each.became) for each in told] == [
        (1, "checked_in"),
        (2, "refused"),
        (3, "checked_in"),
        (4, "checked_in"),
        (5, "refused"),
        (6, "refused"),
    ]
    sentences = [each.why_not.in_language("zh") for each in told if each.why_not]
    assert sentences == [
        "NOBODY不是本座谈会的证件。",
        (f"第1项证件：请填写{badge('IPO-JS', 2)}带时区的时间，如2019-07-30T08:45:00+08:00。"),
        "-不是本座谈会的证件。",
    ]
    states = dict(Delegation.objects.values_list("office__code", "state"))
    assert states == {"IPO-ZJ": "checked_in", "IPO-JS": "checked_in", "CNIPA-PROT": "accredited"}


def test_sent_again_it_changes_nothing_and_tells_the_same_times(world: Convened) -> None:
    seminar = at_the_door(world)
    listed = rows(world, badge("IPO-ZJ"), badge("IPO-JS"))
    first = sent(world, seminar, listed)
    before = snapshot(*tables())
    again = sent(world, seminar, listed)
    assert snapshot(*tables()) == before
    assert [each.became for each in again] == ["again", "again"]
    assert [each.at for each in again] == [each.at for each in first]


def test_an_earlier_time_sent_later_is_taken_and_a_later_one_is_not(world: Convened) -> None:
    seminar, mine = at_the_door(world), badge("IPO-ZJ")
    [first] = sent(world, seminar, rows(world, mine, minutes=30))
    [later] = sent(world, seminar, rows(world, mine, minutes=10))
    [earlier] = sent(world, seminar, rows(world, mine, minutes=50))
    assert (first.at, later.at) == (later.at, first.at)
    assert earlier.at == Delegate.objects.get(badge=mine).checked_in_at
    assert earlier.at is not None
    assert first.at is not None
    assert earlier.at < first.at
    assert Event.objects.filter(action="check_in").count() == 2


def test_a_void_badge_names_who_was_replaced_and_keeps_no_other_out(world: Convened) -> None:
    seminar = at_the_door(world)
    void, head = badge("IPO-ZJ", 3), badge("IPO-ZJ")
    delegation = Delegation.objects.get(office__code="IPO-ZJ")
    rest = [
        {"kind": "head", "name_zh": "团长"},
        {"kind": "member", "name_zh": "代表"},
    ]
    world.act(delegation, "replace", "zj_head", delegates=rest, reason="生病")
    told = sent(world, seminar, rows(world, void, head))
    assert [each.became for each in told] == ["refused", "checked_in"]
    assert told[0].why_not is not None
    assert told[0].why_not.in_language("en") == (
        f"badge 1: {void} is void: who bore it (Observer of IPO-ZJ) was replaced."
    )


def test_a_phone_that_comes_back_after_the_close_is_heard(world: Convened) -> None:
    seminar = at_the_door(world)
    world.release(seminar)
    world.act(seminar, "open", "secretariat")
    listed = rows(world, badge("IPO-ZJ"), badge("IPO-JS"))
    sent(world, seminar, listed[:1])
    world.act(seminar, "close", "secretariat")
    more = rows(world, badge("IPO-ZJ", 2))
    told = sent(world, seminar, [*listed, *more])
    assert [each.became for each in told] == ["again", "checked_in", "refused"]
    states = dict(Delegation.objects.values_list("office__code", "state"))
    assert states == {"IPO-ZJ": "attended", "IPO-JS": "attended", "CNIPA-PROT": "accredited"}


def test_badges_of_another_seminar_are_none_of_this_one(world: Convened) -> None:
    at_the_door(world)
    other = world.planned("2020-H1")
    [told] = sent(world, other, rows(world, badge("IPO-ZJ")))
    assert told.became == "refused"


@pytest.mark.parametrize("listed", [[], "badges", [1], [{}] * 2_001, None])
def test_what_is_no_list_of_badges_is_refused(world: Convened, listed: Any) -> None:
    seminar = at_the_door(world)
    before = snapshot(*tables())
    with pytest.raises(PayloadRefused) as caught:
        sent(world, seminar, listed)
    assert caught.value.in_language("zh") == "请发送1至2000个证件号及时间的列表。"
    assert snapshot(*tables()) == before


@pytest.mark.parametrize("by", ["zj_head", "delegate", "press", "auditor", "chair"])
def test_nobody_else_checks_in_or_learns_a_badge(world: Convened, by: str) -> None:
    seminar = at_the_door(world)
    before = snapshot(*tables())
    with pytest.raises(NotAllowed):
        sent(world, seminar, rows(world, badge("IPO-ZJ")), by)
    assert snapshot(*tables()) == before
    assert door_list(world[by], seminar, DAY) == []
    assert len(door_list(world["clerk"], seminar, DAY)) == 9


def test_a_void_badge_is_not_on_the_phone(world: Convened) -> None:
    seminar = at_the_door(world)
    delegation = Delegation.objects.get(office__code="IPO-ZJ")
    rest = [{"kind": "head", "name_en": "Deputy", "post_zh": "副局长"}]
    world.act(delegation, "replace", "zj_head", delegates=rest, reason="换人")
    sent(world, seminar, rows(world, badge("IPO-JS")))
    listed = [
        (each.office["zh"], each.name["zh"], each.post["en"], each.kind, bool(each.checked_in_at))
        for each in door_list(world["secretariat"], seminar, DAY)
        if each.office["zh"].endswith("局")
    ]
    assert listed[-1] == ("浙江局", "Deputy", "副局长", "head", False)
    assert [each[-1] for each in listed] == [True, False, False, False]


def test_attendance_is_seen_by_whoever_sees_the_delegation(world: Convened) -> None:
    seminar = at_the_door(world)
    sent(world, seminar, rows(world, badge("IPO-JS"), badge("IPO-JS", 2)))
    seen = attendance(world["auditor"], seminar, DAY)
    assert [(each.delegation.office.code, each.arrived, each.named) for each in seen] == [
        ("CNIPA-PROT", 0, 3),
        ("IPO-JS", 2, 3),
        ("IPO-ZJ", 0, 3),
    ]
    assert attendance(AnonymousUser(), seminar, DAY) == []


@pytest.mark.parametrize("offices", [INVITED[:1], INVITED])
def test_queries_do_not_grow_with_delegations(world: Convened, offices: tuple[str, ...]) -> None:
    seminar = world.seminar("documents_closed", offices)
    for reading, most in ((door_list, 3), (attendance, 3)):
        with CaptureQueriesContext(connection) as caught:
            reading(world["secretariat"], seminar, DAY)
        assert len(caught) == most
