"""What must not be seen: rows that would leak are there in every test."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.programme.files import take_in
from goldthread.seminar import queries
from goldthread.seminar.actions import Said, add_document
from goldthread.seminar.models import Delegation, SeminarDocument
from goldthread.seminar.queries.agenda import released, releases
from goldthread.workflow.errors import NotAllowed
from tests.seminar.building import Convened

DAY = date(2019, 7, 30)
OUTSIDE = ("zj_head", "delegate", "press", "protection", "zj_contributor", "statistician")


def seeing(rows: Any) -> set[str]:
    return {each.title_en for each in rows}


def titles(world: Convened, name: str) -> set[str]:
    user = world[name] if name else AnonymousUser()
    return seeing(queries.documents_visible_to(user, DAY))


@pytest.fixture
def by_the_clock(settings: Any) -> Any:
    """Set the site's clock."""

    def put(moment: datetime) -> None:
        settings.GOLDTHREAD_CLOCK = moment - datetime.now(UTC)

    return put


def test_edits_of_the_agenda_are_nobodys_before_the_release(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    secret = {"title_en": "SECRET", "title_zh": "机密"}
    world.item(world.statements(seminar).session, **secret)
    world.session(seminar, starts="19:00", ends="20:00", **secret)
    for name in OUTSIDE:
        assert not queries.items_visible_to(world[name], DAY).exists(), name
        assert not queries.sessions_visible_to(world[name], DAY).exists(), name
        [release] = queries.releases_visible_to(world[name], DAY)
        assert "SECRET" not in str(release.content)
    assert not queries.items_visible_to(AnonymousUser(), DAY).exists()
    assert "SECRET" not in str(released(seminar))
    assert "SECRET" in seeing(queries.items_visible_to(world["clerk"], DAY))
    assert "SECRET" in seeing(queries.sessions_visible_to(world["auditor"], DAY))


def test_a_seminar_that_is_planned_is_the_desks(world: Convened) -> None:
    seminar = world.seminar("planned")
    for name in OUTSIDE:
        assert not queries.seminars_visible_to(world[name], DAY).exists(), name
        assert not queries.releases_visible_to(world[name], DAY).exists(), name
    assert not queries.seminars_visible_to(AnonymousUser(), DAY).exists()
    world.act(seminar, "call", "issuer")
    assert seeing(queries.seminars_visible_to(AnonymousUser(), DAY)) == {"Seminar of heads"}


def test_each_reads_the_documents_meant_for_them(world: Convened) -> None:
    seminar = world.seminar("called")
    for audience in ("secretariat", "delegations", "press", "public"):
        world.seminar_document(seminar, audience=audience, title_en=audience)
        world.seminar_document(seminar, "drafted", audience="public", title_en="DRAFT")
        world.seminar_document(seminar, "withdrawn", audience="public", title_en="WITHDRAWN")
    world.seminar_document(world.planned("2020-H1"), audience="public", title_en="NOT CALLED")
    assert titles(world, "") == {"public"}
    assert titles(world, "press") == {"press", "public"}
    assert titles(world, "sysadmin") == {"public"}
    for name in ("zj_head", "delegate", "protection", "js_contributor", "planning"):
        assert titles(world, name) == {"delegations", "press", "public"}, name
    assert titles(world, "clerk") == {
        *("secretariat", "delegations", "press", "public"),
        *("DRAFT", "WITHDRAWN", "NOT CALLED"),
    }


def test_an_embargo_ends_by_the_clock_not_by_the_day(world: Convened, by_the_clock: Any) -> None:
    seminar = world.seminar("called")
    embargo = {"embargo_day": DAY, "embargo_time": "10:00"}
    world.seminar_document(seminar, audience="public", title_en="EMBARGOED", **embargo)
    by_the_clock(datetime(2019, 7, 30, 9, 59, 30, tzinfo=UTC))
    assert [titles(world, name) for name in ("", *OUTSIDE)] == [set()] * 7
    assert titles(world, "clerk") == {"EMBARGOED"}
    by_the_clock(datetime(2019, 7, 30, 10, 0, 1, tzinfo=UTC))
    assert all(titles(world, name) == {"EMBARGOED"} for name in ("", *OUTSIDE))


def test_drafts_of_minutes_are_the_desks_until_they_are_circulated(world: Convened) -> None:
    seminar = world.seminar("minutes_drafted", open_minutes=False)
    for name in OUTSIDE:
        assert not queries.minutes_visible_to(world[name], DAY).exists(), name
    assert queries.minutes_visible_to(world["clerk"], DAY).count() == 3
    world.lead_to(seminar, "circulated")
    assert queries.minutes_visible_to(world["delegate"], DAY).count() == 3
    for name in ("press", "statistician"):
        assert not queries.minutes_visible_to(world[name], DAY).exists(), name
    world.lead_to(seminar, "confirmed")
    assert not queries.minutes_published().exists()
    assert not queries.minutes_visible_to(AnonymousUser(), DAY).exists()


def test_confirmed_minutes_are_public_where_they_are_open(world: Convened) -> None:
    seminar = world.seminar("circulated", open_minutes=True)
    assert not queries.minutes_published().exists()
    assert not queries.minutes_visible_to(AnonymousUser(), DAY).exists()
    world.lead_to(seminar, "confirmed")
    assert queries.minutes_published().count() == 3
    assert queries.minutes_visible_to(AnonymousUser(), DAY).count() == 3


def test_what_a_delegation_asks_or_corrects_is_its_own_and_the_desks(world: Convened) -> None:
    seminar = world.seminar("in_session")
    zj = Delegation.objects.get(office__code="IPO-ZJ")
    asked = world.intervention(zj, world.statements(seminar))
    for name in ("js_head", "js_delegate", "press", "protection"):
        assert not queries.interventions_visible_to(world[name], DAY).exists(), name
    for name in ("zj_head", "delegate", "clerk", "chair"):
        assert list(queries.interventions_visible_to(world[name], DAY)) == [asked], name
    world.act(asked, "queue", "chair", position=1)
    assert queries.interventions_visible_to(world["js_delegate"], DAY).exists()
    world.lead_to(seminar, "circulated")
    made = world.correction(world.statements(seminar).entry, zj)
    for name in ("js_head", "protection", "press", "planning"):
        assert not queries.corrections_visible_to(world[name], DAY).exists(), name
    for name in ("zj_coordinator", "clerk", "auditor"):
        assert list(queries.corrections_visible_to(world[name], DAY)) == [made], name


def test_a_delegation_is_seen_by_others_once_it_is_approved(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    zj = world.delegation(seminar, "IPO-ZJ", "nominated")
    for name in ("js_head", "press", "protection"):
        assert zj not in queries.delegations_visible_to(world[name], DAY), name
    assert zj in queries.delegations_visible_to(world["delegate"], DAY)
    world.lead_delegation(zj, "approved")
    assert zj in queries.delegations_visible_to(world["js_head"], DAY)
    assert not queries.delegations_visible_to(AnonymousUser(), DAY).exists()


def test_a_file_taken_in_is_a_draft_of_the_secretariats(world: Convened, tmp_path: Path) -> None:
    seminar = world.seminar("called")
    taken = take_in(io.BytesIO("要点".encode()), "要点.txt", tmp_path)
    said = Said(audience="public", title_zh="讲话要点", embargo_day="2019-07-30")
    world.wait(seconds=1)
    given = {"seminar": seminar, "taken": taken, "said": said, "at": world.at}
    made = add_document(actor=world["clerk"], key="form-1", **given)
    again = add_document(actor=world["clerk"], key="form-1", **given)
    assert (made.pk, made.state, made.name, made.size) == (again.pk, "drafted", "要点.txt", 6)
    assert (made.sha256, made.media_type) == (taken.sha256, "text/plain")
    assert made.embargo_until == datetime(2019, 7, 30, tzinfo=UTC)
    with pytest.raises(NotAllowed):
        add_document(actor=world["zj_head"], key="form-2", **given)
    assert SeminarDocument.objects.count() == 1
    assert titles(world, "zj_head") == set()


@pytest.mark.parametrize("more", [0, 2])
def test_an_agenda_is_one_query_and_a_list_of_documents_too(world: Convened, more: int) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    for _ in range(more):
        world.item(world.statements(seminar).session, minutes=5, kind="report")
        world.release(seminar)
        world.seminar_document(seminar)
    for reading, most in (
        (lambda: released(seminar), 1),
        (lambda: releases(seminar), 1),
        (lambda: list(queries.documents_visible_to(world["zj_head"], DAY)), 2),
        (lambda: list(queries.items_visible_to(world["clerk"], DAY)), 2),
    ):
        with CaptureQueriesContext(connection) as caught:
            reading()
        assert len(caught) == most
