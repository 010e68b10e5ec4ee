"""A screen as HTML, the same for the page and for the stream."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from goldthread.seminar.models import Seminar
from goldthread.seminar.queries.screen import Audience, Item, Screen, screen
from goldthread.web.shell.middleware import TAGS
from goldthread.workflow.texts import Titles


@dataclass(frozen=True)
class Shown:
    """`id` is of the content: who has this one needs nothing new."""

    id: str
    html: str


@dataclass(frozen=True)
class Both:
    """A title in the reader's language, and in the other one where it is another."""

    first: str
    second: str
    second_lang: str


def shown(seminar: Seminar, audience: Audience, lang: str) -> Shown:
    with translation.override(TAGS[lang]):
        text = render_to_string("live/now.html", told(screen(seminar, audience), audience, lang))
    html = "\n".join(line for line in map(str.strip, text.splitlines()) if line)
    return Shown(blake2b(html.encode(), digest_size=12).hexdigest(), html)


def told(found: Screen, audience: Audience, lang: str) -> dict[str, Any]:
    """What the template shows."""
    return {
        "seminar": both(found.seminar, lang),
        "in_session": found.in_session,
        "now": [item(each, lang) for each in found.now],
        "next": item(found.next, lang) if found.next else None,
        "queue": [(each.place, both(each.office, lang), each.subject) for each in found.queue],
        "more_queued": found.queued - len(found.queue),
        "debates": audience == "delegates",
        "proposals": [(each, both(each.titles, lang)) for each in found.proposals],
        "more_proposals": found.debated - len(found.proposals),
    }


def item(found: Item, lang: str) -> dict[str, Any]:
    return {
        "titles": both(found.titles, lang),
        "kind": _in(found.kind, lang),
        "session": _in(found.session, lang),
        "room": _in(found.room, lang),
        "begins": timezone.localtime(found.begins),
        "minutes": found.minutes,
        "speakers": [_in(each, lang) for each in found.speakers],
    }


def both(titles: Titles, lang: str) -> Both:
    other = "en" if lang == "zh" else "zh"
    first = _in(titles, lang)
    second = titles.get(other, "")
    return Both(first, second if second != first else "", "en" if other == "en" else "zh-Hans")


def _in(titles: Titles, lang: str) -> str:
    """In the language, else in the other one: either may be missing."""
    other = "en" if lang == "zh" else "zh"
    return titles.get(lang) or titles.get(other, "")
