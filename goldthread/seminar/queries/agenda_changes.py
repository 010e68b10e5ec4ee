"""What one version of the agenda changed against another, and what of it concerns an office."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import timezone

from goldthread.seminar.models import Intervention, Seminar, Sponsorship
from goldthread.seminar.queries.agenda import Agenda, ShownItem, ShownSession, Speaker
from goldthread.workflow.texts import Sentence, Titles, say

Kind = Literal["added", "removed", "moved", "retitled", "time", "room", "speakers", "chair"]
NOWHERE: Titles = {"en": "no room", "zh": "未定会场"}
NOBODY: Titles = {"en": "nobody", "zh": "无"}
WAITING = ("requested", "queued")
"""Interventions that are still to come."""


@dataclass(frozen=True)
class Change:
    """`about` is a session or an item, `key` its key; `speakers` are codes of offices that speak
    under the item in one of the versions."""

    about: Literal["session", "item"]
    key: str
    kind: Kind
    sentence: Sentence
    speakers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Place:
    session: ShownSession
    item: ShownItem


def diff(old: Agenda | None, new: Agenda) -> list[Change]:
    """Sessions first, in the order of the new version; what is gone comes last."""
    before = old or Agenda(())
    return [*_of_sessions(before, new), *_of_items(before, new)]


def concerning(seminar: Seminar, changes: Iterable[Change], office: str) -> list[Change]:
    """Those at which the office speaks, waits to speak, or stands behind what is discussed."""
    own = _items_of(seminar, [office]).get(office, set())
    return [each for each in changes if office in each.speakers or _touches(each, own)]


def offices_concerned(seminar: Seminar, changes: Iterable[Change]) -> set[str]:
    """Codes of the offices for which something changed: two queries."""
    listed = list(changes)
    speak = {code for each in listed for code in each.speakers}
    return speak | {
        code
        for code, own in _items_of(seminar, None).items()
        if any(_touches(each, own) for each in listed)
    }


def _touches(change: Change, items: set[str]) -> bool:
    return change.about == "item" and change.key in items


def _items_of(seminar: Seminar, offices: list[str] | None) -> dict[str, set[str]]:
    """By office, the items under which it waits to speak or stands behind a proposal."""
    asked = Intervention.objects.filter(delegation__seminar=seminar, state__in=WAITING)
    behind = Sponsorship.objects.filter(
        proposal__seminar=seminar, proposal__item__isnull=False, state="accepted"
    )
    if offices is not None:
        asked = asked.filter(delegation__office__code__in=offices)
        behind = behind.filter(office__code__in=offices)
    found: dict[str, set[str]] = {}
    for code, item in (
        *asked.values_list("delegation__office__code", "item_id"),
        *behind.values_list("office__code", "proposal__item_id"),
    ):
        found.setdefault(code, set()).add(str(item))
    return found


def _of_sessions(old: Agenda, new: Agenda) -> Iterator[Change]:
    before = {session.key: session for session in old.sessions}
    after = {session.key: session for session in new.sessions}
    for key, session in after.items():
        if key in before:
            yield from _session_changed(before[key], session)
        else:
            yield _session(
                session, "added", "Session added: {what}, {time}.", "新增{what}，{time}。"
            )
    for key, session in before.items():
        if key not in after:
            yield _session(session, "removed", "Session removed: {what}.", "取消{what}。")


def _session_changed(old: ShownSession, new: ShownSession) -> Iterator[Change]:
    if old.titles != new.titles:
        yield _session(
            new,
            "retitled",
            "{before} is now called {what}.",
            "{before}改称{what}。",
            before=old.titles,
        )
    if (old.begins, old.ends) != (new.begins, new.ends):
        en, zh = "{what}: now {time}, was {before}.", "{what}：时间改为{time}，原为{before}。"
        yield _session(new, "time", en, zh, before=_span(old.begins, old.ends))
    if old.room != new.room:
        yield _room("session", new.key, new.titles, old, new)
    if old.chair != new.chair:
        yield _session(
            new,
            "chair",
            "{what}: chaired by {chair}, before by {before}.",
            "{what}：主持人改为{chair}，原为{before}。",
            chair=new.chair or NOBODY,
            before=old.chair or NOBODY,
        )


def _session(session: ShownSession, kind: Kind, en: str, zh: str, **facts: object) -> Change:
    given = {"what": session.titles, "time": _span(session.begins, session.ends)} | facts
    return Change("session", session.key, kind, say(en, zh, **given))


def _of_items(old: Agenda, new: Agenda) -> Iterator[Change]:
    before = {item.key: _Place(session, item) for session, item in old.items()}
    after = {item.key: _Place(session, item) for session, item in new.items()}
    for key, place in after.items():
        if key in before:
            yield from _item_changed(before[key], place)
        else:
            en, zh = "Added: {what}, {time}, in {session}.", "新增{what}，{time}，{session}。"
            yield _item(place, "added", en, zh)
    for key, place in before.items():
        if key not in after:
            en, zh = "Removed: {what}, which was to be {time}.", "取消{what}，原定{time}。"
            yield _item(place, "removed", en, zh)


def _item_changed(old: _Place, new: _Place) -> Iterator[Change]:
    both = old.item.speakers + new.item.speakers
    if old.item.titles != new.item.titles:
        en, zh = "{before} is now called {what}.", "{before}改称{what}。"
        yield _item(new, "retitled", en, zh, both, before=old.item.titles)
    if old.session.key != new.session.key:
        en = "{what}: moved from {before} to {session}, {time}."
        zh = "{what}：由{before}移至{session}，{time}。"
        yield _item(new, "moved", en, zh, both, before=old.session.titles)
    elif (old.item.begins, old.item.ends) != (new.item.begins, new.item.ends):
        en, zh = "{what}: now {time}, was {before}.", "{what}：时间改为{time}，原为{before}。"
        before = _span(old.item.begins, old.item.ends)
        yield _item(new, "time", en, zh, both, before=before)
    if old.session.room != new.session.room:
        yield _room("item", new.item.key, new.item.titles, old.session, new.session, both)
    if old.item.speakers != new.item.speakers:
        en = "{what}: {now} will speak, before {before}."
        zh = "{what}：发言人改为{now}，原为{before}。"
        facts = {"now": _named(new.item.speakers), "before": _named(old.item.speakers)}
        yield _item(new, "speakers", en, zh, both, **facts)


def _item(
    place: _Place,
    kind: Kind,
    en: str,
    zh: str,
    speakers: tuple[Speaker, ...] | None = None,
    **facts: object,
) -> Change:
    item = place.item
    given: dict[str, object] = {"what": item.titles, "session": place.session.titles}
    given |= {"time": _span(item.begins, item.ends)} | facts
    codes = frozenset(each.office for each in speakers or item.speakers if each.office)
    return Change("item", item.key, kind, say(en, zh, **given), codes)


def _room(
    about: Literal["session", "item"],
    key: str,
    what: Titles,
    old: ShownSession,
    new: ShownSession,
    speakers: tuple[Speaker, ...] = (),
) -> Change:
    sentence = say(
        "{what}: in {room}, before in {before}.",
        "{what}：会场改为{room}，原为{before}。",
        what=what,
        room=new.room or NOWHERE,
        before=old.room or NOWHERE,
    )
    codes = frozenset(each.office for each in speakers if each.office)
    return Change(about, key, "room", sentence, codes)


def _named(speakers: tuple[Speaker, ...]) -> Titles:
    """The names one after the other, in each language."""
    if not speakers:
        return NOBODY
    marks = {"en": ", ", "zh": "、"}
    return {
        lang: mark.join(_name(each.titles, lang) for each in speakers)
        for lang, mark in marks.items()
    }


def _name(titles: Titles, lang: str) -> str:
    return titles[lang] or titles["zh" if lang == "en" else "en"]


def _span(begins: datetime, ends: datetime) -> str:
    """2019-07-30 09:00-12:00, at the site."""
    start, end = timezone.localtime(begins), timezone.localtime(ends)
    return f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}"
