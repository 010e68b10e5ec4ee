"""The golden thread of the meeting: the cycle, its seminar, what belongs to it."""

from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.programme import queries as programme
from goldthread.seminar.models import Seminar
from goldthread.web.acting.frame import address
from goldthread.web.acting.registry import of
from goldthread.web.shell.thread import Step, Thread
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import in_language

WAYS = (
    *("seminar", "session.seminar", "delegation.seminar", "item.session.seminar"),
    "entry.item.session.seminar",
)
"""How an object of the meeting leads to its seminar."""


def of_seminar(request: HttpRequest, seminar: Seminar) -> Thread:
    return (*_cycle(request, seminar), _seminar(request, seminar, here=True))


def under_seminar(request: HttpRequest, obj: Lifecycle) -> Thread:
    """The seminar, then the object."""
    seminar = seminar_of(obj)
    acted = of(obj)
    kind = capfirst(in_language(obj.machine.titles, request.lang))
    href = address(request, acted.url(obj))
    here = Step(kind, acted.title(obj, request.lang), href, here=True)
    return (*_cycle(request, seminar), _seminar(request, seminar), here)


def seminar_of(obj: Any) -> Seminar:
    """The seminar to which an object of the meeting belongs."""
    for way in WAYS:
        at = obj
        for name in way.split("."):
            at = getattr(at, name, None)
        if isinstance(at, Seminar):
            return at
    raise AssertionError(obj)


def page_of(request: HttpRequest, seminar: Seminar, kind: str, path: str) -> Thread:
    """A page about the seminar."""
    step = Step(kind, "", address(request, f"/seminars/{seminar.key}/{path}"), here=True)
    return (*_cycle(request, seminar), _seminar(request, seminar), step)


def _cycle(request: HttpRequest, seminar: Seminar) -> Thread:
    cycle = programme.cycles_visible_to(request.user).filter(pk=seminar.cycle_id).first()
    if cycle is None:
        return ()
    return (Step(_("Cycle"), cycle.key, address(request, f"/cycles/{cycle.key}")),)


def _seminar(request: HttpRequest, seminar: Seminar, *, here: bool = False) -> Step:
    href = address(request, f"/seminars/{seminar.key}")
    return Step(_("Seminar"), seminar.title(request.lang), href, here=here)
