"""A seminar is planned and called, its agenda written, its delegations named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

from goldthread.demo.seminar.script import Told
from goldthread.demo.work.stage import Stage
from goldthread.offices.models import Person
from goldthread.offices.queries import structure
from goldthread.programme.files import take_in
from goldthread.programme.models import Cycle
from goldthread.seminar.models import (
    AgendaItem,
    Delegate,
    Delegation,
    Seminar,
    SeminarDocument,
    SeminarSession,
)

BEIJING = timezone(timedelta(hours=8))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in Beijing."""
    return datetime.combine(day, time(hour, minute), BEIJING).astimezone(UTC)


@dataclass
class Meeting:
    """A seminar under way: its items by key, its delegations by the code of their office."""

    stage: Stage
    seminar: Seminar
    items: dict[str, AgendaItem] = field(default_factory=dict)
    sessions: list[SeminarSession] = field(default_factory=list)
    delegations: dict[str, Delegation] = field(default_factory=dict)

    @property
    def desk(self) -> Any:
        return self.stage.cast["secretariat"]

    def act(self, action: str, actor: Any, day: date, **payload: Any) -> None:
        """On the seminar itself, as it then stands: its parts move it too."""
        self.seminar.refresh_from_db()
        self.stage.act(self.seminar, action, actor, day, **payload)

    def delegation(self, office: str) -> Delegation:
        found = self.delegations[office]
        found.refresh_from_db()
        return found


def plan(stage: Stage, key: str, cycle: Cycle, told: Told, **days: Any) -> Meeting:
    """`days`: when it is planned, and the days that its notice names."""
    planned = days.pop("planned")
    titles = {name: told[name] for name in told if name.rpartition("_")[0] in ("title", "theme")}
    seminar = stage.make(
        Seminar(),
        "plan",
        stage.cast["secretariat"],
        planned,
        key=key,
        cycle=cycle.pk,
        **titles,
        text_zh=told["text_zh"],
        text_en=told["text_en"],
        place_zh="北京",
        place_en="Beijing",
        rooms=told["rooms"],
        chair=person_of(stage.cast["issuer"]),
        members=4,
        observers=2,
        objection_days=5,
        answer_days=60,
        quorum=12,
        open_minutes=True,
        **days,
    )
    return Meeting(stage, seminar)


def person_of(user: Any) -> int:
    key: int = Person.objects.values_list("pk", flat=True).get(user=user)
    return key


def write_agenda(meeting: Meeting, told: Iterable[Told], day: date) -> None:
    for each in told:
        add_session(meeting, each, day, each["items"])


def add_session(meeting: Meeting, told: Told, day: date, items: Iterable[Told]) -> None:
    stage, chair = meeting.stage, told.get("chair")
    session = stage.make(
        SeminarSession(),
        "add",
        meeting.desk,
        day,
        seminar=meeting.seminar.pk,
        title_zh=told["zh"],
        title_en=told["en"],
        day=told["day"],
        starts=told["starts"],
        ends=told["ends"],
        room=told["room"],
        chair=person_of(stage.cast[chair]) if chair else None,
    )
    meeting.sessions.append(session)
    for position, item in enumerate(items, 1):
        made = stage.make(
            AgendaItem(), "add", meeting.desk, day, **item_of(session, position, item)
        )
        meeting.items[item.get("key", item["zh"])] = made


def item_of(session: SeminarSession, position: int, told: Told) -> dict[str, Any]:
    return {
        "session": session.pk,
        "position": position,
        "title_zh": told["zh"],
        "title_en": told["en"],
        "kind": told["kind"],
        "minutes": told["minutes"],
        "speakers": told.get("speakers"),
    }


def invite(meeting: Meeting, offices: Iterable[str], day: date) -> None:
    for office in offices:
        given = {"seminar": meeting.seminar.pk, "office": office}
        made = meeting.stage.make(Delegation(), "invite", meeting.desk, day, **given)
        meeting.delegations[office] = made


def nominate(meeting: Meeting, office: str, day: date) -> None:
    """The head, the coordinator, delegates where there are any, an observer without an account."""
    stage, names = meeting.stage, structure(day).offices[office].short_names
    people = [
        {"kind": "head", "person": person_of(stage.cast.head(office)), "post_zh": "负责人"},
        {
            "kind": "member",
            "person": person_of(stage.cast.coordinator(office)),
            "post_zh": "联络员",
        },
    ]
    if stage.cast.has_delegate(office):
        delegate = person_of(stage.cast.delegate(office))
        people.append({"kind": "member", "person": delegate, "post_zh": "代表"})
    observer = {"name_zh": f"{names['zh']}业务处室", "name_en": f"{names['en']}, division"}
    people.append({"kind": "observer", "post_zh": "列席", **observer})
    stage.act(
        meeting.delegation(office), "nominate", stage.cast.head(office), day, delegates=people
    )


def lead(meeting: Meeting, office: str, day: date, *actions: str) -> None:
    """Actions of the desk on a delegation, one after the other."""
    delegation = meeting.delegation(office)
    for action in actions:
        meeting.stage.act(delegation, action, meeting.desk, day)


def check_in(meeting: Meeting, office: str, moment: datetime) -> None:
    """Everybody of it, a minute apart, read at the door."""
    delegation = meeting.delegation(office)
    rows = Delegate.objects.filter(delegation=delegation, replaced_at=None).order_by("position")
    badges = [
        {"badge": row.badge, "at": (moment + timedelta(minutes=number)).isoformat()}
        for number, row in enumerate(rows)
    ]
    later = moment + timedelta(minutes=len(badges))
    meeting.stage.act(delegation, "check_in", meeting.desk, later, badges=badges)


def add_documents(meeting: Meeting, told: Iterable[Told], home: Path, day: date) -> None:
    for each in told:
        _add_document(meeting, each, home / "files", day)


def _add_document(meeting: Meeting, told: Told, folder: Path, day: date) -> None:
    text = f"演示材料，内容均为合成。\n{told['zh']}\n{told['en']}\n"
    taken = take_in(BytesIO(text.encode()), told["name"], folder)
    stage, item = meeting.stage, told.get("item")
    document = stage.make(
        SeminarDocument(),
        "add",
        meeting.desk,
        day,
        seminar=meeting.seminar.pk,
        name=taken.name,
        sha256=taken.sha256,
        size=taken.size,
        media_type=taken.content_type,
        title_zh=told["zh"],
        title_en=told["en"],
        item=meeting.items[item].pk if item else None,
        audience=told["audience"],
        **_embargo(told),
    )
    state = told.get("state", "released")
    if state != "drafted":
        stage.act(document, "release", meeting.desk, day)
    if state == "withdrawn":
        stage.act(document, "withdraw", meeting.desk, day, reason="已由新版替代。")


def _embargo(told: Mapping[str, Any]) -> dict[str, Any]:
    if "embargo" not in told:
        return {}
    day, when = told["embargo"]
    return {"embargo_day": date.fromisoformat(day), "embargo_time": when}
