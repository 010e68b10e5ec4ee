"""Two versions of an agenda side by side: one row for each session and item of either."""

from collections.abc import Iterator
from dataclasses import dataclass

from goldthread.seminar.queries.agenda import Agenda, ShownItem, ShownSession
from goldthread.web.seminar.released import in_either
from goldthread.web.seminar.words import clock_time, moment


@dataclass(frozen=True)
class Pair:
    """What stood there and what stands there; blank where it was not yet, or is no longer."""

    heading: bool
    before: str
    after: str

    @property
    def moved(self) -> bool:
        return self.before != self.after


def beside(old: Agenda, new: Agenda, lang: str) -> list[Pair]:
    """In the order of the new version; what is gone stands where its session was, or last."""
    before, after = _texts(old, lang), _texts(new, lang)
    keys = list(after)
    for at, key in enumerate(before):
        if key not in after:
            earlier = [each for each in list(before)[:at] if each in keys]
            keys.insert(keys.index(earlier[-1]) + 1 if earlier else 0, key)
    return [Pair(key[0] == "session", before.get(key, ""), after.get(key, "")) for key in keys]


def _texts(agenda: Agenda, lang: str) -> dict[tuple[str, str], str]:
    return dict(_each(agenda, lang))


def _each(agenda: Agenda, lang: str) -> Iterator[tuple[tuple[str, str], str]]:
    for session in agenda.sessions:
        yield ("session", session.key), _session(session, lang)
        for item in session.items:
            yield ("item", item.key), _item(item, lang)


def _session(session: ShownSession, lang: str) -> str:
    time = f"{moment(session.begins, lang)}–{clock_time(session.ends)}"
    names = [session.titles, session.room, session.chair]
    return " · ".join([time, *(in_either(each, lang) for each in names if each)])


def _item(item: ShownItem, lang: str) -> str:
    time = f"{clock_time(item.begins)}–{clock_time(item.ends)}"
    comma = "、" if lang == "zh" else ", "
    speakers = comma.join(in_either(each.titles, lang) for each in item.speakers)
    return " · ".join(filter(None, [time, in_either(item.titles, lang), speakers]))
