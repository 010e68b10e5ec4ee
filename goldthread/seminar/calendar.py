"""The released agenda as an iCalendar feed (RFC 5545), never the working copy.

Every event keeps its UID over all releases; SEQUENCE is the number of the release, DTSTAMP its
moment. What an earlier release had and the last one has not is there as cancelled, so that
calendars that took it take it out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from icalendar import Calendar, Event, vText

from goldthread.seminar.models import Seminar
from goldthread.seminar.queries.agenda import Agenda, ShownItem, ShownSession, releases
from goldthread.workflow.texts import Titles

MADE_BY = "-//Goldthread//Seminar//EN"
ONE_DAY = timedelta(days=1)


def feed(seminar: Seminar, lang: str, site: str) -> bytes:
    """`seminar` is one that is published; `lang` is "en" or "zh"; `site` (https://office.example)
    makes the UIDs those of this site."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(seminar.title(lang)))
    for event in _Feed(seminar, lang, site).events():
        calendar.add_component(event)
    calendar.add_missing_timezones()
    found: bytes = calendar.to_ical()
    return found


@dataclass(frozen=True)
class _Feed:
    seminar: Seminar
    lang: str
    site: str

    def events(self) -> Iterator[Event]:
        """The seminar as a whole; the items of the last release; then those that an earlier one
        had and the last one has not."""
        yield self.whole()
        versions = releases(self.seminar)
        seen: set[str] = set()
        for version in versions:
            state = self.seminar.state if version is versions[0] else "cancelled"
            for session, item in version.items():
                if item.key not in seen:
                    seen.add(item.key)
                    yield self.item(versions[0], session, item, state)

    def whole(self) -> Event:
        """The days of the seminar; the last day of an event is the one after it."""
        seminar = self.seminar
        event = self.begun(self.address, seminar.title(self.lang), seminar.state)
        event.add("dtstamp", seminar.updated_at)
        event.add("sequence", seminar.version)
        event.add("dtstart", seminar.starts)
        event.add("dtend", seminar.ends + ONE_DAY)
        event.add("transp", "TRANSPARENT")
        if self.place:
            event.add("location", self.place)
        return event

    def item(self, last: Agenda, session: ShownSession, item: ShownItem, state: str) -> Event:
        address = f"{self.address}/items/{item.key}"
        event = self.begun(address, item.titles[self.lang], state)
        event.add("dtstamp", last.at)
        event.add("sequence", last.number)
        event.add("dtstart", timezone.localtime(item.begins))
        event.add("dtend", timezone.localtime(item.ends))
        room = self.said(session.room) if session.room else ""
        if where := ", ".join(part for part in (room, self.place) if part):
            event.add("location", where)
        speakers = [self.said(each.titles) for each in item.speakers]
        event.add("description", "\n".join([session.titles[self.lang], *speakers]))
        return event

    def begun(self, address: str, title: str, state: str) -> Event:
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, address)))
        event.add("url", self.address)
        event.add("summary", title)
        event.add("status", "CANCELLED" if state == "cancelled" else "CONFIRMED")
        return event

    @property
    def address(self) -> str:
        return f"{self.site}/seminars/{self.seminar.key}"

    @property
    def place(self) -> str:
        return self.said({"en": self.seminar.place_en, "zh": self.seminar.place_zh})

    def said(self, titles: Titles) -> str:
        """In the language, else in the other one."""
        return titles[self.lang] or titles["zh" if self.lang == "en" else "en"]
