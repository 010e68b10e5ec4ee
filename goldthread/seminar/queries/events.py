"""Which events of a proposal's life a user reads, who sees the proposal.

What was written before it was submitted belongs to its sponsors, and what handlers drafted or told
each other to the handlers, as long as the object itself lives: an event keeps every word of it.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.offices.queries import remembering, roles_of
from goldthread.programme.queries.scopes import own
from goldthread.seminar.models import Handling, Proposal, Sponsorship
from goldthread.seminar.parties import HANDLERS, WRITERS
from goldthread.seminar.queries.visible import DESK, SCREENING, TAKING_PART
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event

DRAFTING = ("draft", "edit", "return")
ANSWERING = ("give_opinion", "answer_own_part", "draft_answer", "return_answer")


@remembering()
def events_visible_to(user: Any, obj: Lifecycle, day: date | None = None) -> "QuerySet[Event]":
    """The public none; who takes part all but what was said among sponsors and among handlers."""
    on = day or clock.today()
    found: QuerySet[Event] = Event.objects.of(obj)
    if not roles_of(user, on) & TAKING_PART:
        return found.none()
    if not isinstance(obj, Proposal):
        return found
    if not sees_drafting(user, obj, on):
        found = found.exclude(action__in=DRAFTING)
    return found if sees_answering(user, obj, on) else found.exclude(action__in=ANSWERING)


@remembering()
def sees_drafting(user: Any, proposal: Proposal, day: date | None = None) -> bool:
    """Reads the user what was written before the proposal was submitted?"""
    on = day or clock.today()
    if roles_of(user, on) & {*SCREENING}:
        return True
    stands = Sponsorship.objects.filter(proposal=proposal, state__in=("invited", "accepted"))
    return bool(stands.filter(own(user, on, WRITERS)).exists())


@remembering()
def sees_answering(user: Any, proposal: Proposal, day: date | None = None) -> bool:
    """Reads the user drafted answers and opinions? The desk and the proposal's handlers do."""
    on = day or clock.today()
    if roles_of(user, on) & {*DESK}:
        return True
    handled = Handling.objects.filter(proposal=proposal)
    return bool(handled.filter(own(user, on, HANDLERS)).exists())
