"""Which events of the life of what belongs to the meeting a user reads, who sees the object.

An event keeps every word that was given with it: drafts of the minutes and of the address, titles
of items before they were released, reasons for returning. They are for those who prepare it, and
for the office whose delegation it is about.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.offices.queries import remembering, roles_of, scope_of
from goldthread.seminar.models import (
    Address,
    Delegation,
    Intervention,
    MinutesCorrection,
    MinutesEntry,
    SeminarDocument,
)
from goldthread.seminar.parties import SPEAKERS
from goldthread.seminar.queries.visible import DESK, PREPARING, SCREENING
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event

_READERS: dict[type, tuple[str, ...]] = {
    Address: ("planning", *DESK),
    Delegation: SCREENING,
    Intervention: SCREENING,
    MinutesCorrection: DESK,
    MinutesEntry: SCREENING,
    SeminarDocument: DESK,
}


@remembering()
def meeting_events_visible_to(
    user: Any, obj: Lifecycle, day: date | None = None
) -> "QuerySet[Event]":
    on = day or clock.today()
    found: QuerySet[Event] = Event.objects.of(obj)
    if roles_of(user, on) & {*_READERS.get(type(obj), PREPARING)}:
        return found
    office = _office(obj)
    own = office is not None and office in scope_of(user, on, SPEAKERS)
    return found if own else found.none()


def _office(obj: Any) -> int | None:
    if isinstance(obj, Delegation):
        return int(obj.office_id)
    about = isinstance(obj, (Intervention, MinutesCorrection))
    return int(obj.delegation.office_id) if about else None
