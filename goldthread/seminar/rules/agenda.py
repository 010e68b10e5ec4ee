"""Who may, and what must hold: sessions and items of the agenda, documents of the seminar."""

from datetime import date, time, timedelta
from typing import Any

from goldthread.offices.days import day_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found
from goldthread.programme.rules.words import readable, titled, told
from goldthread.seminar.codelists import audiences, item_kinds
from goldthread.seminar.given import lengths, speakers, times
from goldthread.seminar.models import (
    AgendaItem,
    MinutesEntry,
    Seminar,
    SeminarSession,
)
from goldthread.seminar.rules.seminar import person_known
from goldthread.workflow.machine import open_states
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Sentence, Titles, say

RUNNING = ("planned", "called", "nominations_open", "documents_closed", "in_session")
NO_DOCUMENTS = ("archived", "cancelled")
LENGTHS = {"title_en": 500, "title_zh": 500, "room": 40, "kind": 40}
MOST_MINUTES, LAST_PLACE = 720, 1_000
SOON = timedelta(days=366)

titled("agenda.titled")
titled("document.titled")


def seminar_of(occasion: Occasion) -> Seminar | None:
    """The seminar that the payload or its session names, else the object's own."""
    obj, given = occasion.obj, occasion.payload
    if isinstance(obj, AgendaItem):
        session = session_of(occasion)
        return session.seminar if session is not None else None
    if given.get("seminar") is not None:
        return found(Seminar, given["seminar"])
    return obj.seminar if obj.seminar_id else None


def session_of(occasion: Occasion) -> SeminarSession | None:
    """The session that is named; an item stays in its seminar."""
    obj, key = occasion.obj, occasion.payload.get("session")
    if key is None:
        return obj.session if obj.session_id else None
    named = found(SeminarSession, key, "seminar")
    if obj.session_id and named is not None:
        return named if named.seminar_id == obj.session.seminar_id else None
    return named


@rule(
    "agenda.running",
    told("the agenda is open to changes", "议程可修改"),
    told(
        "There is no such seminar or session, or the seminar is over.",
        "座谈会或会议阶段不存在，或座谈会已结束。",
    ),
    reads_payload=True,
)
def running(occasion: Occasion) -> bool:
    seminar = seminar_of(occasion)
    return seminar is not None and seminar.state in RUNNING


@readable(
    "agenda.session_readable", told("day, times and room can be read", "日期、时间与会场可读")
)
def _session(occasion: Occasion) -> None:
    given, seminar = occasion.payload, seminar_of(occasion)
    assert seminar is not None
    lengths.hold(occasion.transition, given, LENGTHS)
    titles = _titles_of(occasion)
    starts = times.read(given["starts"], titles["starts"])
    ends = times.read(given["ends"], titles["ends"])
    if not seminar.starts <= given["day"] <= seminar.ends:
        raise PartRefused(_outside(seminar, given["day"]))
    if ends <= starts:
        raise PartRefused(_backwards(starts, ends))
    known = [row["key"] for row in seminar.rooms]
    if given["room"] is not None and given["room"] not in known:
        raise PartRefused(
            say(
                "There is no room {room}; there are: {known}.",
                "没有会场{room}，可用的有：{known}。",
                room=given["room"],
                known=", ".join(known) or "-",
            )
        )
    person_known(given["chair"])


def _outside(seminar: Seminar, day: date) -> Sentence:
    return say(
        "The seminar is from {starts} to {ends}; {day} is none of its days.",
        "座谈会为{starts}至{ends}，{day}不在其内。",
        starts=seminar.starts.isoformat(),
        ends=seminar.ends.isoformat(),
        day=day.isoformat(),
    )


def _backwards(starts: time, ends: time) -> Sentence:
    return say(
        "The end, {ends}, must be later than the beginning, {starts}.",
        "结束时间{ends}须晚于开始时间{starts}。",
        starts=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
    )


@rule(
    "agenda.session_empty",
    told("the session is empty", "会议阶段内无事项"),
    told(
        "The session still has {count} items; move or remove them first.",
        "该会议阶段尚有{count}项事项，请先移出或取消。",
    ),
)
def session_empty(occasion: Occasion) -> bool | Unmet:
    left = occasion.obj.items.exclude(state="removed").count()
    return not left or Unmet({"count": left})


@readable(
    "agenda.item_readable", told("place, kind and speakers can be read", "顺序、类别与发言人可读")
)
def _item(occasion: Occasion) -> None:
    given, session = occasion.payload, session_of(occasion)
    assert session is not None
    if session.state != "planned":
        raise PartRefused(say("The session was removed.", "该会议阶段已取消。"))
    lengths.hold(occasion.transition, given, LENGTHS)
    titles = _titles_of(occasion)
    lengths.within(given["position"], 1, LAST_PLACE, titles["position"])
    lengths.within(given["minutes"], 1, MOST_MINUTES, titles["minutes"])
    if given["kind"] not in item_kinds():
        raise PartRefused(_unknown(titles["kind"], given["kind"], item_kinds()))
    speakers.read(given["speakers"], day_of(session.starts))


def _unknown(field: Titles, given: str, known: Any) -> Sentence:
    return say(
        "{field}: there is no “{given}”; there are: {known}.",
        "{field}：没有“{given}”，可用的有：{known}。",
        field=field,
        given=given[:40],
        known=", ".join(known),
    )


@rule(
    "agenda.in_session",
    told("the seminar is in session", "会议进行中"),
    told(
        "Items are begun while the seminar is in session (it is: {state}).",
        "事项须在会议进行中开始（当前状态：{state}）。",
    ),
)
def in_session(occasion: Occasion) -> bool | Unmet:
    seminar = occasion.obj.session.seminar
    if seminar.state == "in_session":
        return True
    return Unmet({"state": seminar.machine.state(seminar.state).titles})


@rule(
    "agenda.none_under_way",
    told("no other item of the session is under way", "本阶段无其他进行中的事项"),
    told("“{item}” is still under way; end it first.", "“{item}”仍在进行，请先结束。"),
)
def none_under_way(occasion: Occasion) -> bool | Unmet:
    other = occasion.obj.session.items.filter(state="under_way").first()
    return other is None or Unmet({"item": {lang: other.title(lang) for lang in ("en", "zh")}})


@rule(
    "agenda.item_unused",
    told("nothing hangs on the item", "事项未被引用"),
    told(
        "{count} interventions, proposals, documents or entries of the minutes belong to the item; "
        "settle or move them first.",
        "该事项下尚有{count}项发言、提案、文件或纪要，请先处理或移出。",
    ),
)
def item_unused(occasion: Occasion) -> bool | Unmet:
    item = occasion.obj
    asked = item.interventions.filter(state__in=("requested", "queued", "given"))
    documents = item.documents.exclude(state="withdrawn")
    entries = MinutesEntry.objects.filter(item=item)
    count = sum(rows.count() for rows in (asked, documents, entries, item.proposals.all()))
    return not count or Unmet({"count": count})


@rule(
    "document.seminar_running",
    told("the seminar takes documents", "座谈会可接收文件"),
    told(
        "There is no such seminar, or it is cancelled or archived.",
        "座谈会不存在，或已取消、归档。",
    ),
    reads_payload=True,
)
def seminar_running(occasion: Occasion) -> bool:
    seminar = seminar_of(occasion)
    return seminar is not None and seminar.state not in NO_DOCUMENTS


@readable(
    "document.readable",
    told("item, readers and embargo can be read", "事项、阅读范围与解密时间可读"),
)
def _document(occasion: Occasion) -> None:
    given, seminar = occasion.payload, seminar_of(occasion)
    assert seminar is not None
    lengths.hold(occasion.transition, given, LENGTHS)
    titles = _titles_of(occasion)
    if given["audience"] not in audiences():
        raise PartRefused(_unknown(titles["audience"], given["audience"], audiences()))
    _item_of(seminar, given["item"])
    if given["embargo_time"] is not None:
        times.read(given["embargo_time"], titles["embargo_time"])
    _embargo(seminar, given["embargo_day"], given["embargo_time"])


def _item_of(seminar: Seminar, key: str | None) -> None:
    item = found(AgendaItem, key, "session")
    there = item is not None and item.session.seminar_id == seminar.pk and item.state != "removed"
    if key is not None and not there:
        raise PartRefused(
            say(
                "{key} is no item of this seminar's agenda.",
                "{key}不是本座谈会的议程事项。",
                key=key[:20],
            )
        )


def _embargo(seminar: Seminar, day: date | None, when: str | None) -> None:
    if day is None and when is not None:
        raise PartRefused(
            say(
                "A time of the embargo needs its day; give the day too.",
                "填写解密时间的，须同时填写解密日期。",
            )
        )
    if day is not None and day > seminar.ends + SOON:
        raise PartRefused(
            say(
                "The embargo ends on {day}, more than a year after the seminar; check the day.",
                "解密日期{day}晚于座谈会一年以上，请核对。",
                day=day.isoformat(),
            )
        )


def _titles_of(occasion: Occasion) -> dict[str, Titles]:
    return {need.name: need.titles for need in occasion.transition.needs}


OPEN_ITEMS = open_states(AgendaItem.machine.states)
"""States of items that are still to come or going on."""
