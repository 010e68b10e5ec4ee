"""Who stands where towards a seminar and its objects on a day."""

from datetime import date
from typing import Any

from goldthread.offices.models import Office
from goldthread.offices.queries import holds
from goldthread.programme.finding import acts_for, person_of
from goldthread.seminar.models import AgendaItem, Seminar

SPEAKERS = ("delegate", "provincial_head", "provincial_coordinator", "national_department")
"""Who speaks for the delegation of an office."""

NOMINATORS = ("provincial_head", "provincial_coordinator", "national_department")
HEADS = ("provincial_head",)
WRITERS = ("contributor", "delegate", "provincial_coordinator", "provincial_head")
"""Who writes a proposal for an office; its head submits it."""

HANDLERS = ("national_department",)


def speaks_for(actor: Any, office: Office | None, day: date) -> bool:
    return acts_for(actor, office, SPEAKERS, day)


def chairs(actor: Any, seminar: Seminar, item: AgendaItem | None, day: date) -> bool:
    """The chair of the item's session, else of the seminar, else the issuer."""
    chair = (item.session.chair_id if item is not None else None) or seminar.chair_id
    if chair is None:
        return holds(actor, "issuer", day)
    person = person_of(actor)
    return person is not None and person.pk == chair
