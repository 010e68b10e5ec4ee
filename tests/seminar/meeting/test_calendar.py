"""The calendar of the released agenda, read back by the library and by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldthread.seminar.calendar import feed
from goldthread.seminar.models import AgendaItem, Seminar
from tests.seminar.building import LAST, Convened

SITE = "https://office.example"


def events(seminar: Seminar, lang: str = "en") -> dict[str, Any]:
    read = icalendar.Calendar.from_ical(feed(seminar, lang, SITE))
    return {str(event["summary"]): event for event in read.walk("VEVENT")}


def unfolded(seminar: Seminar, lang: str = "en") -> list[str]:
    """The lines, by hand: a line that begins with a space goes on with the one before it."""
    return feed(seminar, lang, SITE).decode().replace("\r\n ", "").split("\r\n")


def edit(world: Convened, item: AgendaItem, **more: Any) -> None:
    given = {"session": item.session_id, "position": item.position, "kind": item.kind}
    given |= {"title_en": item.title_en, "title_zh": item.title_zh, "minutes": item.minutes}
    world.act(item, "edit", "secretariat", **(given | more))


def test_events_are_those_of_the_released_agenda(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    found = events(seminar)
    assert list(found) == ["Seminar of heads", "Opening", "Statements", "Proposals"]
    whole, statements = found["Seminar of heads"], found["Statements"]
    assert (whole["dtstart"].dt, whole["dtend"].dt) == (date(2019, 7, 30), date(2019, 8, 1))
    assert statements["dtstart"].dt == datetime(2019, 7, 30, 9, 30, tzinfo=UTC)
    assert statements["dtend"].dt == datetime(2019, 7, 30, 10, 30, tzinfo=UTC)
    assert statements["dtstamp"].dt == seminar.releases.get().at
    assert (statements["sequence"], statements["status"]) == (1, "CONFIRMED")
    assert statements["location"] == "Great Hall, Beijing"
    assert statements["description"] == "Morning\nHead of Zhejiang"


def test_the_chinese_feed_says_the_same_in_chinese(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    english, chinese = events(seminar), events(seminar, "zh")
    assert list(chinese) == ["全国局长座谈会", "开幕", "代表团发言", "提案讨论"]
    assert chinese["代表团发言"]["location"] == "大会堂, 北京"
    assert [each["uid"] for each in chinese.values()] == [each["uid"] for each in english.values()]


def test_lines_read_by_hand(world: Convened) -> None:
    seminar = world.seminar("called", title_en="Heads; a seminar, with commas")
    world.release(seminar)
    lines = unfolded(seminar)
    assert lines[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Goldthread//Seminar//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Heads\\; a seminar\\, with commas",
    ]
    assert "SUMMARY:Heads\\; a seminar\\, with commas" in lines
    assert "DTSTART:20190730T093000Z" in lines
    assert lines.count("SEQUENCE:1") == 3
    assert all(len(line) <= 75 for line in feed(seminar, "zh", SITE).split(b"\r\n"))


def test_times_are_of_the_sites_zone(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    with timezone.override(ZoneInfo("Asia/Shanghai")):
        lines = unfolded(seminar)
        found = events(seminar)
    assert "DTSTART;TZID=Asia/Shanghai:20190730T173000" in lines
    assert "TZID:Asia/Shanghai" in lines
    assert found["Statements"]["dtstart"].dt == datetime(2019, 7, 30, 9, 30, tzinfo=UTC)


def test_nothing_of_the_working_copy_is_in_it(world: Convened) -> None:
    seminar = world.seminar("called")
    assert list(events(seminar)) == ["Seminar of heads"]
    world.release(seminar)
    before = feed(seminar, "en", SITE)
    statements = world.statements(seminar)
    speakers = [{"office": "IPO-JS", "en": "SECRET SPEAKER", "zh": "机密"}]
    edit(world, statements, title_en="SECRET TITLE", minutes=90, speakers=speakers)
    world.session(seminar, day=LAST, title_en="SECRET SESSION")
    assert feed(seminar, "en", SITE) == before
    assert b"SECRET" not in before


def test_a_later_release_keeps_uids_counts_on_and_cancels_what_is_gone(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    first = events(seminar)
    statements = world.statements(seminar)
    edit(world, statements, title_en="Statements of delegations", minutes=90)
    opening = AgendaItem.objects.get(session__seminar=seminar, kind="opening")
    world.act(opening, "remove", "secretariat", reason="从简")
    world.wait(days=1)
    world.release(seminar)
    second = events(seminar)
    assert list(second) == [
        "Seminar of heads",
        "Statements of delegations",
        "Proposals",
        "Opening",
    ]
    moved = second["Statements of delegations"]
    assert moved["uid"] == first["Statements"]["uid"]
    assert (moved["sequence"], moved["dtstamp"].dt) == (2, seminar.releases.get(number=2).at)
    assert moved["dtend"].dt - moved["dtstart"].dt == timedelta(minutes=90)
    assert (second["Opening"]["status"], second["Opening"]["sequence"]) == ("CANCELLED", 2)
    assert second["Opening"]["uid"] == first["Opening"]["uid"]
    assert second["Proposals"]["status"] == "CONFIRMED"


def test_a_cancelled_seminar_cancels_every_event(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    world.act(seminar, "cancel", "issuer", reason="改期")
    assert {event["status"] for event in events(seminar).values()} == {"CANCELLED"}


@pytest.mark.parametrize("more", [0, 2])
def test_one_query_whatever_the_agenda(world: Convened, more: int) -> None:
    seminar = world.seminar("called")
    for _ in range(more):
        world.item(AgendaItem.objects.get(kind="opening").session, minutes=5)
        world.release(seminar)
    with CaptureQueriesContext(connection) as caught:
        feed(seminar, "en", SITE)
    assert len(caught) == 1


def test_no_line_is_smuggled_in_by_a_title(world: Convened) -> None:
    text = "Heads\nEND:VEVENT\nBEGIN:VALARM"
    seminar = world.seminar("called", title_en=text, place_en="Beijing\r\nX-EVIL:1")
    world.release(seminar)
    lines = unfolded(seminar)
    assert lines.count("END:VEVENT") == 4
    assert [line for line in lines if line.startswith(("BEGIN:VALARM", "X-EVIL"))] == []
    assert "SUMMARY:Heads\\nEND:VEVENT\\nBEGIN:VALARM" in lines
