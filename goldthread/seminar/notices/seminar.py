"""Who is told of what: the seminar, its agenda, its minutes."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import holders
from goldthread.seminar.notices.audience import People, invited, of_offices
from goldthread.seminar.parties import NOMINATORS
from goldthread.workflow.models import Event
from goldthread.workflow.registry import Telling, notice

READERS = ("press", "issuer", "planning")
"""Who reads the agenda beside the delegations."""


@notice("seminar.called", {"en": "A seminar is called", "zh": "座谈会通知"}, "action")
def called(telling: Telling) -> People:
    return invited(telling.obj, telling)


@notice(
    "seminar.nominations_open",
    {"en": "Name your delegation", "zh": "请报名代表团人员"},
    "action",
)
def nominations_open(telling: Telling) -> People:
    return invited(telling.obj, telling, NOMINATORS)


@notice(
    "seminar.agenda_released",
    {"en": "A version of the agenda is released", "zh": "议程已发布"},
    "information",
)
def agenda_released(telling: Telling) -> People:
    return (*invited(telling.obj, telling), *holders(READERS, day_of(telling.at)))


@notice(
    "agenda.changed_for_you",
    {"en": "The agenda changed where it concerns you", "zh": "议程中与您有关的安排有变化"},
    "action",
)
def changed_for_you(telling: Telling) -> People:
    """Those of the offices that a release of the agenda names."""
    return of_offices(telling.payload["offices"], telling)


@notice(
    "seminar.minutes_circulated",
    {"en": "The minutes are circulated for correction", "zh": "纪要征求更正"},
    "action",
)
def minutes_circulated(telling: Telling) -> People:
    return invited(telling.obj, telling)


@notice(
    "seminar.minutes_confirmed",
    {"en": "The minutes are confirmed", "zh": "纪要已确认"},
    "information",
)
def minutes_confirmed(telling: Telling) -> People:
    return invited(telling.obj, telling)


@notice("seminar.cancelled", {"en": "A seminar is cancelled", "zh": "座谈会取消"}, "warning")
def cancelled(telling: Telling) -> People:
    """Of a seminar that was never called nobody but the desk had heard."""
    heard = Event.objects.of(telling.obj).filter(action="call").exists()
    people = invited(telling.obj, telling) if heard else ()
    return (*people, *holders(("secretariat",), day_of(telling.at)))
