"""Who is told of what, by which action or by the calendar."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from goldthread.offices.post.describe import described
from goldthread.seminar.announcing import announce_nominations, announce_opened
from goldthread.seminar.models import AgendaItem, AgendaRelease, Delegation, Seminar
from goldthread.workflow import jobs
from goldthread.workflow.models import Notice
from tests.seminar.building import Convened

ZJ = {"zj_head", "zj_coordinator", "delegate"}
JS = {"js_head", "js_coordinator", "js_delegate"}
PROT = {"protection", "prot_delegate"}
DESK = {"secretariat", "clerk"}


def told(world: Convened, kind: str) -> list[set[str]]:
    """By notice of the kind, the users who are told."""
    names = {str(user.person.pk): name for name, user in world.users.items()}
    rows = Notice.objects.filter(kind=kind).order_by("pk")
    return [{names[each] for each in row.recipients} for row in rows]


def at(day: date, hour: int = 6) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 35, tzinfo=UTC)


def test_a_call_reaches_those_invited_and_nobody_else(world: Convened) -> None:
    world.seminar("nominations_open")
    assert told(world, "seminar.called") == [ZJ | JS | PROT]
    assert told(world, "seminar.nominations_open") == [
        {"zj_head", "zj_coordinator", "js_head", "js_coordinator", "protection"}
    ]


@pytest.mark.parametrize(("state", "people"), [("planned", set()), ("called", ZJ | JS | PROT)])
def test_of_a_cancelled_seminar_those_are_told_who_had_heard_of_it(
    world: Convened, state: str, people: set[str]
) -> None:
    seminar = world.seminar(state)
    world.act(seminar, "cancel", "issuer", reason="改期")
    assert told(world, "seminar.cancelled") == [DESK | people]


def test_delegations_are_told_what_became_of_their_list(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    delegation = world.delegation(seminar, "IPO-ZJ", "nominated")
    world.act(delegation, "return", "secretariat", reason="超员")
    world.lead_delegation(delegation, "accredited")
    assert told(world, "delegation.nominated") == [DESK, DESK]
    assert told(world, "delegation.returned") == [{"zj_head", "zj_coordinator"}]
    assert told(world, "delegation.accredited") == [ZJ]


def test_whoever_asked_to_speak_is_told_the_place_or_that_there_is_none(world: Convened) -> None:
    seminar = world.seminar("in_session")
    item = world.statements(seminar)
    zj, js = (Delegation.objects.get(office__code=code) for code in ("IPO-ZJ", "IPO-JS"))
    world.intervention(zj, item, "queued")
    world.intervention(js, item, "queued", 1)
    assert told(world, "intervention.requested") == [DESK | {"chair"}] * 2
    assert told(world, "intervention.slot") == [ZJ, JS]
    world.act(zj.interventions.get(), "decline", "chair", reason="时间有限")
    assert told(world, "intervention.declined") == [ZJ]


def test_minutes_and_corrections(world: Convened) -> None:
    seminar = world.seminar("circulated")
    delegation = Delegation.objects.get(office__code="IPO-ZJ")
    first, second = (world.correction(world.statements(seminar).entry, delegation) for _ in "12")
    world.act(first, "take", "clerk")
    world.act(second, "decline", "clerk", reason="已采纳")
    world.lead_to(seminar, "confirmed")
    assert told(world, "seminar.minutes_circulated") == [ZJ | JS | PROT]
    assert told(world, "correction.proposed") == [DESK, DESK]
    assert told(world, "correction.decided") == [ZJ, ZJ]
    assert told(world, "seminar.minutes_confirmed") == [ZJ | JS | PROT]


def longer(world: Convened, seminar: Seminar, minutes: int) -> None:
    item = world.statements(seminar)
    given = {"session": item.session_id, "position": 2, "kind": "statement", "minutes": minutes}
    world.act(item, "edit", "secretariat", title_en="Statements", **given)


def test_of_a_release_those_are_told_apart_whom_it_concerns(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    assert told(world, "seminar.agenda_released") == [
        ZJ | JS | PROT | {"press", "issuer", "planning"}
    ]
    assert told(world, "agenda.changed_for_you") == []
    longer(world, seminar, 70)
    world.release(seminar)
    assert told(world, "agenda.changed_for_you") == [ZJ]
    discussed = AgendaItem.objects.get(kind="proposals")
    given = {"session": discussed.session_id, "position": 1, "kind": "proposals", "minutes": 90}
    world.act(discussed, "edit", "secretariat", title_en="Proposals", **given)
    world.release(seminar)
    assert told(world, "agenda.changed_for_you") == [ZJ]
    assert len(told(world, "seminar.agenda_released")) == 3


def test_a_notice_names_the_release_and_never_the_working_copy(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    longer(world, seminar, 70)
    world.release(seminar)
    ref = ("seminar.agendarelease", str(AgendaRelease.objects.get(number=2).pk))
    seen = described([ref], world["zj_head"])[ref]
    assert seen.titles == {
        "en": "Agenda, version 2: Seminar of heads",
        "zh": "议程第2版：全国局长座谈会",
    }
    assert seen.address == "/seminars/2019-H2/agenda"


@pytest.mark.parametrize(
    ("audience", "people"),
    [
        ("secretariat", set()),
        ("delegations", ZJ | JS | PROT),
        ("press", ZJ | JS | PROT | {"press"}),
        ("public", ZJ | JS | PROT | {"press"}),
    ],
)
def test_of_a_document_only_its_readers_are_told(
    world: Convened, audience: str, people: set[str]
) -> None:
    seminar = world.seminar("called")
    world.seminar_document(seminar, audience=audience)
    assert told(world, "document.released") == [DESK | {"issuer"} | people]


def test_under_embargo_only_the_desk_is_told_until_the_time_has_come(world: Convened) -> None:
    seminar = world.seminar("called")
    embargo = {"embargo_day": date(2019, 7, 30), "embargo_time": "10:00"}
    world.seminar_document(seminar, audience="press", **embargo)
    world.seminar_document(seminar)
    assert told(world, "document.released")[0] == DESK | {"issuer"}
    assert announce_opened(datetime(2019, 7, 30, 9, 59, 59, tzinfo=UTC)) == 0
    after = datetime(2019, 8, 2, tzinfo=UTC)
    assert (announce_opened(after), announce_opened(after)) == (1, 0)
    assert told(world, "document.opened") == [DESK | {"issuer", "press"} | ZJ | JS | PROT]


def test_documents_withdrawn_or_of_a_seminar_not_called_are_never_announced(
    world: Convened,
) -> None:
    embargo = {"embargo_day": date(2019, 7, 30)}
    world.seminar_document(world.seminar("planned"), **embargo)
    other = world.seminar("called", key="other")
    world.seminar_document(other, "withdrawn", **embargo)
    world.seminar_document(other, "drafted", **embargo)
    assert announce_opened(datetime(2019, 8, 2, tzinfo=UTC)) == 0
    desk, others = told(world, "document.released")
    assert desk == others == DESK | {"issuer"}


def test_nominations_are_announced_once_near_and_once_late(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    world.delegation(seminar, "IPO-JS", "nominated")
    far = [announce_nominations(at(date(2019, 6, 10) + timedelta(days=each))) for each in range(5)]
    assert far == [0] * 5
    near = [announce_nominations(at(date(2019, 7, day))) for day in (10, 11, 12)]
    assert near == [2, 0, 0]
    late = [announce_nominations(at(date(2019, 7, day))) for day in (20, 21)]
    assert late == [2, 0]
    own = {"zj_head", "zj_coordinator"}
    assert told(world, "delegation.nomination_due") == [own, {"protection"}]
    assert told(world, "delegation.nomination_late") == [own | DESK, {"protection"} | DESK]


def test_a_run_that_was_missed_is_made_up_and_a_day_that_moved_is_told_anew(
    world: Convened,
) -> None:
    seminar = world.seminar("nominations_open", offices=("IPO-ZJ",))
    assert announce_nominations(at(date(2019, 7, 15))) == 1
    given: dict[str, Any] = {
        name: getattr(seminar, name)
        for name in ("title_en", "starts", "ends", "proposals_until", "members", "observers")
    }
    given |= {"objection_days": 5, "quorum": 3, "nominations_until": date(2019, 7, 16)}
    world.act(seminar, "edit", "secretariat", **given)
    assert announce_nominations(at(date(2019, 7, 15))) == 1
    assert announce_nominations(at(date(2019, 7, 17))) == 1
    kinds = Notice.objects.filter(kind__startswith="delegation.nomination_").order_by("pk")
    assert [row.key.rsplit("/", 1)[-1] for row in kinds] == [
        "2019-07-12",
        "2019-07-16",
        "2019-07-16",
    ]


def test_they_are_jobs(world: Convened) -> None:
    seminar = world.seminar("nominations_open", offices=("IPO-ZJ",))
    world.seminar_document(seminar, embargo_day=date(2019, 7, 30))
    for name, schedule in (
        ("seminar.announce_due", "35 6 * * *"),
        ("seminar.announce_documents", "*/10 * * * *"),
    ):
        job = jobs.JOBS.get(name)
        assert job.schedule == schedule
        did = job.function(at(date(2019, 7, 31)))
        assert did.sentence.in_language("zh") == "已生成1条提醒。"
        assert job.function(at(date(2019, 7, 31))) == jobs.NOTHING
