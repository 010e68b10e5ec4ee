"""Audiences: who acts for the offices invited, the secretariat's desk, who chairs."""

from collections.abc import Iterable

from goldthread.offices.days import day_of
from goldthread.offices.queries import people_in
from goldthread.programme.finding import holders
from goldthread.seminar.models import AgendaItem, Seminar
from goldthread.seminar.parties import SPEAKERS
from goldthread.workflow.registry import Telling

People = tuple[str, ...]


def of_offices(
    offices: Iterable[int | str], telling: Telling, roles: Iterable[str] = SPEAKERS
) -> People:
    return people_in(offices, roles, day_of(telling.at))


def invited(seminar: Seminar, telling: Telling, roles: Iterable[str] = SPEAKERS) -> People:
    """Who speaks for the delegations of the seminar."""
    offices = seminar.delegations.order_by("office_id").values_list("office_id", flat=True)
    return of_offices(list(offices), telling, roles)


def secretariat(telling: Telling) -> People:
    return holders(("secretariat",), day_of(telling.at))


def chair_of(item: AgendaItem) -> People:
    """The chair of the session, else of the seminar; nobody where none is named."""
    chair = item.session.chair_id or item.session.seminar.chair_id
    return (str(chair),) if chair is not None else ()
