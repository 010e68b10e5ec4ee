"""Somebody acted in between: three sides of each field, and who did what since."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldthread.web.acting import history
from goldthread.web.acting.forms import Form, label
from goldthread.web.acting.registry import Acted, Asked
from goldthread.web.acting.ticket import Ticket
from goldthread.workflow.errors import StaleVersion
from goldthread.workflow.payload import as_json


@dataclass(frozen=True)
class Side:
    """One field: as it was shown, as it was typed, as it is now."""

    label: str
    saw: str
    wrote: str
    now: str

    @property
    def moved(self) -> bool:
        """Did somebody else change this very field?"""
        return self.saw != self.now


@dataclass(frozen=True)
class Conflict:
    sentence: str
    seen: int
    now: int
    sides: Sequence[Side]
    since: Sequence[history.Row]


def conflict(
    acted: Acted, stale: StaleVersion, ticket: Ticket, form: Form, asked: Asked
) -> Conflict:
    """What the page of a conflict shows; the object is there (one that is gone is a 404)."""
    current = stale.current
    assert current is not None
    present = as_json(acted.initial(current, asked.action))
    typed = as_json(form.payload)
    told = [
        history.told(acted, form.needs, values, asked) for values in (ticket.saw, typed, present)
    ]
    sides = [
        Side(label(need, asked.lang), *(each[need.name] for each in told)) for need in form.needs
    ]
    seen = {event.pk for event in acted.history(asked.request.user, current)}
    since = [event for event in stale.since if event.pk in seen]
    return Conflict(
        stale.in_language(asked.lang),
        ticket.version,
        current.version,
        sides,
        history.rows(acted, since, asked),
    )
