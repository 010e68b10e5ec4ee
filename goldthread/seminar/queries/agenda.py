"""The agenda: the working copy as it stands, and the versions released, in one shape.

A release keeps its content as JSON by the keys of sessions and items; `Agenda.of` reads it. What
pages, calendars and feeds show to readers comes from `released`, never from the working copy.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from goldthread.seminar.models import AgendaItem, AgendaRelease, Seminar, SeminarSession
from goldthread.workflow.payload import canonical
from goldthread.workflow.texts import Titles

Content = dict[str, Any]


@dataclass(frozen=True)
class Speaker:
    """Who speaks, by role; `office` is a code, blank for somebody of no office."""

    office: str
    titles: Titles


@dataclass(frozen=True)
class ShownItem:
    """`key` is the item's, as text; `begins` and `ends` follow from the items before it."""

    key: str
    titles: Titles
    kind: str
    minutes: int
    begins: datetime
    ends: datetime
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True)
class ShownSession:
    """`room` and `chair` are names in both languages, or None."""

    key: str
    titles: Titles
    begins: datetime
    ends: datetime
    room: Titles | None
    chair: Titles | None
    items: tuple[ShownItem, ...]

    @property
    def day(self) -> date:
        found: date = timezone.localtime(self.begins).date()
        return found


@dataclass(frozen=True)
class Agenda:
    """`number`, `at` and `remark` are those of the release; the working copy has number 0."""

    sessions: tuple[ShownSession, ...]
    number: int = 0
    at: datetime | None = None
    remark: str = ""

    @classmethod
    def of(cls, content: Mapping[str, Any], **release: Any) -> "Agenda":
        return cls(tuple(_session(row) for row in content["sessions"]), **release)

    def items(self) -> Iterator[tuple[ShownSession, ShownItem]]:
        for session in self.sessions:
            for item in session.items:
                yield session, item

    def item(self, key: object) -> ShownItem | None:
        return next((item for _, item in self.items() if item.key == str(key)), None)


def released(seminar: Seminar, number: int | None = None) -> Agenda | None:
    """The last version released, or the one of a number: one query."""
    rows = AgendaRelease.objects.filter(seminar=seminar).order_by("-number")
    row = rows.first() if number is None else rows.filter(number=number).first()
    return None if row is None else _of(row)


def releases(seminar: Seminar) -> list[Agenda]:
    """Every version released, the newest first."""
    rows = AgendaRelease.objects.filter(seminar=seminar).order_by("-number")
    return [_of(row) for row in rows]


def working(seminar: Seminar) -> Agenda:
    return Agenda.of(content_of(seminar))


def content_of(seminar: Seminar) -> Content:
    """The working copy as a release would keep it: two queries. What was removed is not in it."""
    rooms: dict[str, Titles] = {
        row["key"]: {lang: row[lang] for lang in ("en", "zh")} for row in seminar.rooms
    }
    items: dict[int, list[AgendaItem]] = {}
    rows = AgendaItem.objects.filter(session__seminar=seminar).exclude(state="removed")
    for item in rows.order_by("position", "pk"):
        items.setdefault(item.session_id, []).append(item)
    sessions = seminar.sessions.exclude(state="removed").select_related("chair")
    return {
        "sessions": [
            _kept(session, items.get(session.pk, []), rooms)
            for session in sessions.order_by("starts", "pk")
        ]
    }


def digest(content: Content) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _kept(session: SeminarSession, items: list[AgendaItem], rooms: dict[str, Titles]) -> Content:
    chair = session.chair
    return {
        "key": str(session.pk),
        **_titles(session),
        "starts": session.starts.isoformat(),
        "ends": session.ends.isoformat(),
        "room": rooms.get(session.room),
        "chair": {"en": chair.name_en, "zh": chair.name_zh} if chair else None,
        "items": [
            {
                "key": str(item.pk),
                **_titles(item),
                "kind": item.kind,
                "minutes": item.minutes,
                "speakers": item.speakers,
            }
            for item in items
        ],
    }


def _titles(obj: SeminarSession | AgendaItem) -> Content:
    return {"title": {lang: obj.title(lang) for lang in ("en", "zh")}}


def _of(row: AgendaRelease) -> Agenda:
    return Agenda.of(row.content, number=row.number, at=row.at, remark=row.remark)


def _session(row: Mapping[str, Any]) -> ShownSession:
    begins = datetime.fromisoformat(row["starts"])
    return ShownSession(
        key=row["key"],
        titles=row["title"],
        begins=begins,
        ends=datetime.fromisoformat(row["ends"]),
        room=row["room"],
        chair=row["chair"],
        items=tuple(_items(row["items"], begins)),
    )


def _items(rows: list[Mapping[str, Any]], begins: datetime) -> Iterator[ShownItem]:
    """One after the other, each for its minutes."""
    for row in rows:
        ends = begins + timedelta(minutes=row["minutes"])
        yield ShownItem(
            key=row["key"],
            titles=row["title"],
            kind=row["kind"],
            minutes=row["minutes"],
            begins=begins,
            ends=ends,
            speakers=tuple(
                Speaker(each["office"], {"en": each["en"], "zh": each["zh"]})
                for each in row["speakers"]
            ),
        )
        begins = ends
