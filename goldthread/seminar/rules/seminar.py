"""Who may, and what must hold: the seminar, and whoever chairs it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from goldthread.offices.days import day_of
from goldthread.offices.models import Person
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found
from goldthread.programme.models import Cycle
from goldthread.programme.rules.words import FAULT, readable, titled, told
from goldthread.seminar.codelists import item_kinds
from goldthread.seminar.given import lengths, rooms
from goldthread.seminar.models import (
    AgendaItem,
    AgendaRelease,
    MinutesCorrection,
    Seminar,
    SeminarSession,
)
from goldthread.seminar.parties import chairs
from goldthread.seminar.queries.agenda import (
    Agenda,
    ShownSession,
    content_of,
    digest,
    working,
)
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Sentence, say

_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,19}", re.ASCII)
LENGTHS = {
    **dict.fromkeys(("title_en", "title_zh", "theme_en", "theme_zh"), 500),
    **dict.fromkeys(("place_en", "place_zh"), 200),
}
NUMBERS = {"members": (1, 100), "observers": (0, 100), "objection_days": (1, 60)}
NUMBERS |= {"quorum": (2, 100), "answer_days": (1, 366)}
MOST_DAYS = timedelta(days=31)

titled("seminar.titled")


@rule(
    "seminar.chair",
    told("chair", "主持人"),
    told(
        "This is done by whoever chairs the session or the seminar; where nobody is named, by the "
        "issuer.",
        "此项由会议阶段或座谈会的主持人办理；未指定主持人的，由签发人办理。",
    ),
)
def chair(occasion: Occasion) -> bool:
    seminar, item = _place(occasion)
    return seminar is not None and chairs(occasion.actor, seminar, item, day_of(occasion.at))


def _place(occasion: Occasion) -> tuple[Seminar | None, AgendaItem | None]:
    """The seminar that the object belongs to, and the item: the one named, else the object's."""
    obj = occasion.obj
    item = obj if isinstance(obj, AgendaItem) else _item(occasion)
    if item is not None:
        return item.session.seminar, item
    return getattr(obj, "seminar", None) if getattr(obj, "seminar_id", None) else None, None


def _item(occasion: Occasion) -> AgendaItem | None:
    """An item of another seminar than the object's gives nobody a right."""
    obj = occasion.obj
    named = found(AgendaItem, occasion.payload.get("item"), "session__seminar")
    if named is not None and named.session.seminar_id == getattr(obj, "seminar_id", None):
        return named
    return obj.item if getattr(obj, "item_id", None) else None


@rule(
    "seminar.key_free",
    told("the short name is free", "网址简称可用"),
    told(
        "The short name {key} is taken, or is not written in letters, digits and hyphens "
        "(2019-H2).",
        "网址简称{key}已被使用，或未按字母、数字、连字符书写（如2019-H2）。",
    ),
    reads_payload=True,
)
def key_free(occasion: Occasion) -> bool | Unmet:
    key = occasion.payload["key"]
    free = bool(_KEY.fullmatch(key)) and not Seminar.objects.filter(key=key).exists()
    return free or Unmet({"key": key[:40]})


@rule(
    "seminar.cycle_known",
    told("the cycle is there", "工作周期存在"),
    told(
        "There is no such cycle, or it is archived.",
        "工作周期不存在或已归档。",
    ),
    reads_payload=True,
)
def cycle_known(occasion: Occasion) -> bool:
    cycle = found(Cycle, occasion.payload["cycle"])
    return cycle is not None and cycle.is_open


@readable("seminar.readable", told("days, rooms and numbers can be read", "日期、会场与名额可读"))
def _readable(occasion: Occasion) -> None:
    given = occasion.payload
    lengths.hold(occasion.transition, given, LENGTHS)
    titles = {need.name: need.titles for need in occasion.transition.needs}
    for name, (least, most) in NUMBERS.items():
        if given[name] is not None:
            lengths.within(given[name], least, most, titles[name])
    _days(given)
    known = {row["key"] for row in rooms.read(given["rooms"])}
    person_known(given["chair"])
    if not occasion.obj._state.adding:
        _agenda_holds(occasion.obj, given, known)


def _days(given: Any) -> None:
    starts, ends = given["starts"], given["ends"]
    if not starts <= ends <= starts + MOST_DAYS:
        raise PartRefused(
            say(
                "The last day must be the first day or one of the {most} days after it.",
                "结束日期须为开始日期当日或其后{most}日内。",
                most=MOST_DAYS.days,
            )
        )
    for name in ("nominations_until", "proposals_until"):
        if given[name] > starts:
            raise PartRefused(
                say(
                    "Nominations and proposals are taken until a day that is not after the first "
                    "day, {starts}; {day} is.",
                    "报名与提案截止日不得晚于开始日期{starts}，现为{day}。",
                    starts=starts.isoformat(),
                    day=given[name].isoformat(),
                )
            )


def person_known(key: str | None) -> Person | None:
    """The person of a key, or nobody where none is named."""
    person = found(Person, key)
    if key is not None and person is None:
        raise PartRefused(
            say(
                "There is no person with the key {key}.",
                "没有编号为{key}的人员。",
                key=key[:20],
            )
        )
    return person


def _agenda_holds(seminar: Seminar, given: Any, known: set[str]) -> None:
    """The sessions that there are keep their day and their room."""
    for session in seminar.sessions.exclude(state="removed").order_by("starts"):
        day = day_of(session.starts)
        if not given["starts"] <= day <= given["ends"]:
            raise PartRefused(
                say(
                    "The session “{session}” is on {day}, outside the days given; move it first.",
                    "会议阶段“{session}”定于{day}，不在所填日期内，请先调整。",
                    session=_titles(session),
                    day=day.isoformat(),
                )
            )
        if given["rooms"] is not None and session.room and session.room not in known:
            raise PartRefused(
                say(
                    "The session “{session}” is in the room {room}, which is not in the list.",
                    "会议阶段“{session}”安排在会场{room}，所填会场中没有。",
                    session=_titles(session),
                    room=session.room,
                )
            )


@rule(
    "seminar.notice_written",
    told("the notice is written", "已填写通知正文"),
    told(
        "Write the text of the notice in English, in Chinese, or both, before it is sent.",
        "请先填写英文或中文通知正文，再印发。",
    ),
)
def notice_written(occasion: Occasion) -> bool:
    return bool(occasion.obj.text_en or occasion.obj.text_zh)


@rule(
    "seminar.invited",
    told("delegations are invited", "已邀请代表团"),
    told("Nobody is invited yet; invite delegations first.", "尚未邀请代表团，请先邀请。"),
)
def invited(occasion: Occasion) -> bool:
    return bool(occasion.obj.delegations.exists())


@rule(
    "seminar.agenda_changed",
    told("the agenda changed since the last release", "议程较上一版有变化"),
    told(
        "The agenda is as it was released (version {number}); there is nothing new to release.",
        "议程与已发布的第{number}版相同，无需再发布。",
    ),
)
def agenda_changed(occasion: Occasion) -> bool | Unmet:
    last = AgendaRelease.objects.filter(seminar=occasion.obj).order_by("-number").first()
    if last is None or last.sha256 != digest(content_of(occasion.obj)):
        return True
    return Unmet({"number": last.number})


@rule("seminar.agenda_fits", told("the agenda fits", "议程安排合理"), FAULT)
def agenda_fits(occasion: Occasion) -> bool | Unmet:
    fault = next(_misfits(working(occasion.obj)), None)
    return fault is None or Unmet({"fault": fault})


def _misfits(agenda: Agenda) -> Iterator[Sentence]:
    """What cannot be, in the order of the sessions; their order is that of their beginnings."""
    if not any(True for _ in agenda.items()):
        yield say("The agenda has no item yet.", "议程尚无事项。")
    for session in agenda.sessions:
        yield from _too_long(session)
    for number, session in enumerate(agenda.sessions):
        for later in agenda.sessions[number + 1 :]:
            if session.room and session.room == later.room and later.begins < session.ends:
                yield _overlap(session, later)


def _too_long(session: ShownSession) -> Iterator[Sentence]:
    last = session.items[-1].ends if session.items else session.begins
    if last > session.ends:
        yield say(
            "The items of the session “{session}” take {over} minutes more than it has.",
            "会议阶段“{session}”各事项合计超出{over}分钟。",
            session=session.titles,
            over=int((last - session.ends).total_seconds() // 60),
        )


def _overlap(one: ShownSession, other: ShownSession) -> Sentence:
    return say(
        "The sessions “{one}” and “{other}” are in the room {room} at the same time.",
        "会议阶段“{one}”与“{other}”同时使用会场{room}。",
        one=one.titles,
        other=other.titles,
        room=one.room,
    )


@rule(
    "seminar.agenda_released",
    told("the agenda is released", "议程已发布"),
    told("Release the agenda before the session is opened.", "请先发布议程，再开会。"),
)
def agenda_released(occasion: Occasion) -> bool:
    return bool(occasion.obj.releases.exists())


@rule(
    "seminar.no_item_under_way",
    told("no item is under way", "没有进行中的事项"),
    told("“{item}” is still under way; end it first.", "“{item}”仍在进行，请先结束。"),
)
def no_item_under_way(occasion: Occasion) -> bool | Unmet:
    item = AgendaItem.objects.filter(session__seminar=occasion.obj, state="under_way").first()
    return item is None or Unmet({"item": _titles(item)})


@rule(
    "seminar.items_minuted",
    told("every item that was held is in the minutes", "已举行的事项均有纪要"),
    told(
        "These items have no entry in the minutes yet: {items}.",
        "以下事项尚无纪要：{items}。",
    ),
)
def items_minuted(occasion: Occasion) -> bool | Unmet:
    kinds = [kind.code for kind in item_kinds().values() if kind.minuted]
    left = AgendaItem.objects.filter(
        session__seminar=occasion.obj, state="done", kind__in=kinds, entry=None
    )
    return not left or Unmet({"items": _joined(list(left))})


def _joined(items: list[AgendaItem]) -> dict[str, str]:
    return {
        "en": "; ".join(item.title("en") for item in items),
        "zh": "；".join(item.title("zh") for item in items),
    }


@rule(
    "seminar.until_ahead",
    told("the last day for corrections lies ahead", "更正截止日未到"),
    told("The last day for corrections, {day}, is past.", "更正截止日{day}已过。"),
    reads_payload=True,
)
def until_ahead(occasion: Occasion) -> bool | Unmet:
    until: date = occasion.payload["until"]
    return until >= day_of(occasion.at) or Unmet({"day": until.isoformat()})


@rule(
    "seminar.corrections_decided",
    told("every correction is decided", "更正均已处理"),
    told(
        "{count} corrections are not decided yet; take them over or decline them.",
        "尚有{count}项更正未处理，请采纳或说明不采纳。",
    ),
)
def corrections_decided(occasion: Occasion) -> bool | Unmet:
    left = MinutesCorrection.objects.filter(
        entry__item__session__seminar=occasion.obj, state="proposed"
    ).count()
    return not left or Unmet({"count": left})


@rule(
    "seminar.correction_time_over",
    told("the time for corrections is over", "更正期已满"),
    told(
        "Corrections are taken until {day}; confirm the minutes after that day.",
        "更正截止日为{day}，请在其后确认纪要。",
    ),
)
def correction_time_over(occasion: Occasion) -> bool | Unmet:
    until: date = occasion.obj.corrections_until
    return day_of(occasion.at) > until or Unmet({"day": until.isoformat()})


def _titles(obj: SeminarSession | AgendaItem) -> dict[str, str]:
    return {lang: obj.title(lang) for lang in ("en", "zh")}
