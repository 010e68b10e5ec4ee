"""Two at once, and the whole way of a seminar, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from goldthread.seminar.actions import check_in
from goldthread.seminar.models import Delegate, Delegation, Intervention, MinutesEntry
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import StaleVersion
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.founding import Here
from tests.programme.test_two_at_once import at_once
from tests.seminar.building import Convened


def test_two_clerks_write_the_same_minutes_and_no_word_is_lost(world_here: Here) -> None:
    world = world_here(Convened)
    entry = world.statements(world.seminar("minutes_drafted")).entry
    texts = {"secretariat": "Zhejiang spoke first.", "clerk": "Jiangsu spoke second."}

    def write(by: str, version: int) -> Callable[[], Any]:
        mine = MinutesEntry.objects.get(pk=entry.pk)
        return lambda: perform(
            mine,
            "write",
            actor=world[by],
            expected_version=version,
            payload={"text_en": texts[by]},
            at=world.at,
        )

    got = at_once(write("secretariat", entry.version), write("clerk", entry.version))

    assert sorted(type(each).__name__ for each in got) == ["Event", "StaleVersion"]
    [stale] = [each for each in got if isinstance(each, StaleVersion)]
    loser = ("secretariat", "clerk")[got.index(stale)]
    winner = ({*texts} - {loser}).pop()
    entry.refresh_from_db()
    assert isinstance(stale.current, MinutesEntry)
    assert stale.current.text_en == entry.text_en == texts[winner]

    both = f"{entry.text_en} {texts[loser]}"
    version = entry.version
    perform(
        entry,
        "write",
        actor=world[loser],
        expected_version=version,
        payload={"text_en": both},
        at=world.at,
    )
    kept = list(entry.revisions.order_by("number").values_list("text_en", flat=True))
    assert kept == ["The heads agreed to act together.", texts[winner], both]
    assert verify_chain() == verify_states() == []


def test_a_correction_taken_while_a_clerk_writes_is_not_overwritten(world_here: Here) -> None:
    world = world_here(Convened)
    entry = world.statements(world.seminar("circulated")).entry
    delegation = Delegation.objects.get(office__code="IPO-ZJ")
    correction = world.correction(entry, delegation)
    seen = entry.version
    world.act(correction, "take", "secretariat")

    def write() -> Any:
        given = {"text_en": "The heads agreed to act alone."}
        mine = MinutesEntry.objects.get(pk=entry.pk)
        return perform(
            mine,
            "write",
            actor=world["clerk"],
            expected_version=seen,
            payload=given,
            at=world.at,
        )

    [got] = at_once(write)
    assert isinstance(got, StaleVersion)
    entry.refresh_from_db()
    assert entry.text_en == "The heads resolved to act together."


def test_two_phones_read_the_same_badges_at_once(world_here: Here) -> None:
    world = world_here(Convened)
    seminar = world.seminar("documents_closed")
    world.reach(date(2019, 7, 30))
    badges = list(Delegate.objects.order_by("pk").values_list("badge", flat=True))
    early, late = world.at - timedelta(minutes=20), world.at - timedelta(minutes=5)

    def send(by: str, at: Any) -> Callable[[], Any]:
        rows = [{"badge": badge, "at": at.isoformat()} for badge in badges]
        return lambda: check_in(actor=world[by], seminar=seminar, rows=rows, at=world.at)

    got = at_once(send("secretariat", late), send("clerk", early))

    assert sorted({each.became for each in got[0]} | {each.became for each in got[1]}) == [
        "again",
        "checked_in",
    ]
    assert set(Delegate.objects.values_list("checked_in_at", flat=True)) == {early}
    assert {row.state for row in Delegation.objects.all()} == {"checked_in"}
    assert verify_chain() == verify_states() == []


def test_two_are_put_first_in_the_queue_at_once(world_here: Here) -> None:
    world = world_here(Convened)
    seminar = world.seminar("in_session")
    item = world.statements(seminar)
    made = [world.intervention(each, item) for each in Delegation.objects.order_by("pk")]

    def queue(intervention: Intervention) -> Callable[[], Any]:
        return lambda: perform(
            intervention,
            "queue",
            actor=world["chair"],
            expected_version=intervention.version,
            payload={"position": 1},
            at=world.at,
        )

    at_once(*(queue(each) for each in made))
    rows = Intervention.objects.order_by("position").values_list("position", "state")
    assert list(rows) == [(1, "queued"), (2, "queued"), (3, "queued")]
    assert verify_chain() == verify_states() == []


def test_two_offices_ask_at_once_and_both_are_heard(world_here: Here) -> None:
    world = world_here(Convened)
    seminar = world.seminar("in_session")
    item = world.statements(seminar)

    def ask(office: str, by: str) -> Callable[[], Any]:
        delegation = Delegation.objects.get(seminar=seminar, office__code=office)
        given = {"delegation": delegation.pk, "item": item.pk, "minutes": 5}
        return lambda: create(
            Intervention(), "request", actor=world[by], payload=given, at=world.at
        )

    at_once(ask("IPO-ZJ", "zj_head"), ask("IPO-JS", "js_head"))
    assert Intervention.objects.filter(state="requested").count() == 2
    world.lead_to(seminar, "archived")
    assert (seminar.state, verify_states()) == ("archived", [])
