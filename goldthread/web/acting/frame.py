"""The frame of an object's page: its state, what one can do and what not, its history and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from goldthread.offices import emergency, queries
from goldthread.offices.models import EmergencyAccess
from goldthread.web.acting import history
from goldthread.web.acting.registry import Acted, Asked, of
from goldthread.web.shell.address import Address
from goldthread.web.shell.thread import Thread
from goldthread.workflow.drawing import draw
from goldthread.workflow.lifecycle import MODELS, Lifecycle
from goldthread.workflow.machine import Machine
from goldthread.workflow.offers import Offer, available
from goldthread.workflow.texts import in_language

WALKED = {
    "key_task": "task",
    "progress_report": "report",
    "review_document": "document",
    **{name: name for name in ("requirement", "measure", "evidence", "proposal", "news")},
}
"""The machines of things on the thread, and what addresses call their kinds there."""

SHOWN = 10
"""Events on the object's own page; the rest stand on the page of its history."""


@dataclass(frozen=True)
class Badge:
    """A state as a word with a shape: a dashed ring begins, a ring is open, a square has ended."""

    word: str
    shape: str


@dataclass(frozen=True)
class Button:
    """`first`: it leads on, and stands out."""

    title: str
    href: str
    first: bool = False


@dataclass(frozen=True)
class Refusal:
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Opened:
    """Somebody reads it in an emergency."""

    who: str
    until: str
    reason: str


@dataclass(frozen=True)
class Frame:
    title: str
    kind: str
    badge: Badge
    since: datetime
    version: int
    buttons: Sequence[Button]
    refusals: Sequence[Refusal]
    history: Sequence[history.Row]
    history_href: str
    more: bool
    picture: SafeString
    why: str
    thread: Thread
    opened: Sequence[Opened] = ()
    """Who reads it in an emergency now, and why."""

    walk: str = ""
    """The thread through it, both ways, where it stands on the thread."""


def frame(request: HttpRequest, obj: Lifecycle) -> Frame:
    """Everything that `acting/head.html` and `acting/life.html` show of an object."""
    acted, lang = of(obj), request.lang
    with queries.remembering():
        offers = available(obj, request.user, every=True)
        events = list(acted.history(request.user, obj)[: SHOWN + 1])
        return Frame(
            title=acted.title(obj, lang),
            kind=in_language(obj.machine.titles, lang),
            badge=badge(obj.machine, obj.state, lang),
            since=timezone.localtime(obj.entered_at),
            version=obj.version,
            buttons=_buttons(request, acted, obj, [o for o in offers if o.allowed]),
            refusals=[refusal(offer, lang) for offer in offers if _of_people(offer)]
            if request.user.is_authenticated
            else [],
            history=history.rows(acted, events[:SHOWN], Asked(request, obj, "")),
            history_href=address(request, history_path(acted, obj)),
            more=len(events) > SHOWN,
            picture=picture(obj.machine.name, lang),
            why=acted.why(obj, request.user, lang),
            thread=acted.thread(request, obj),
            opened=[_opened(access, lang) for access in emergency.opened_now(obj)],
            walk=_walk(request, obj),
        )


def _walk(request: HttpRequest, obj: Lifecycle) -> str:
    kind = WALKED.get(obj.machine.name)
    return address(request, f"/thread/{kind}/{obj.pk}") if kind else ""


def _of_people(offer: Offer) -> bool:
    """Not allowed, and not a thing that only the site itself ever does or that began the object."""
    row = offer.transition
    by_system = all(name.startswith("system.") for name in row.who)
    return not offer.allowed and not by_system and not row.creates


def badge(machine: Machine, state: str, lang: str) -> Badge:
    found = machine.state(state)
    first = state in {row.target for row in machine.creations()}
    shape = "ended" if not found.open else "begun" if first else "open"
    return Badge(in_language(found.titles, lang), shape)


def _opened(access: EmergencyAccess, lang: str) -> Opened:
    who = access.person.name_zh if lang == "zh" else access.person.name_en
    return Opened(who, f"{timezone.localtime(access.until):%Y-%m-%d %H:%M}", access.reason)


def _buttons(
    request: HttpRequest, acted: Acted, obj: Lifecycle, offers: Sequence[Offer]
) -> list[Button]:
    """In the table's order; the first that leads on stands out.

    On means to a later state, of the closed ones only to the first: the end that is meant.
    """
    states = obj.machine.states
    closed = [state.name for state in states if not state.open]
    order = [state.name for state in states if state.name not in closed[1:]]
    later = order[order.index(obj.state) + 1 :] if obj.state in order else []
    onward = [o for o in offers if o.transition.lands_in(obj.state) in later]
    return [
        Button(
            capfirst(offer.title(request.lang)),
            address(request, path(acted, obj, offer.transition.action)),
            first=offer is next(iter(onward), None),
        )
        for offer in offers
    ]


def refusal(offer: Offer, lang: str) -> Refusal:
    sentences = tuple(dict.fromkeys(reason.in_language(lang) for reason in offer.reasons))
    return Refusal(capfirst(offer.title(lang)), sentences)


def path(acted: Acted, obj: Lifecycle, action: str) -> str:
    """Where an action on an object is done; of an unsaved one, where it begins."""
    key = "new" if obj._state.adding else obj.pk
    return f"/act/{acted.name}/{key}/{action}"


def history_path(acted: Acted, obj: Lifecycle) -> str:
    return f"/act/{acted.name}/{obj.pk}"


def address(request: HttpRequest, path: str, **params: Any) -> str:
    """A path in the language that was asked for."""
    return str(Address.of(path, lang=request.lang_asked, **params))


@lru_cache(maxsize=128)
def picture(machine: str, lang: str) -> SafeString:
    """The machine's diagram, drawn by our own code from its table: its texts are escaped there."""
    found = next(m.machine for m in MODELS.values() if m.machine.name == machine)
    return mark_safe(draw(found, lang))  # noqa: S308
