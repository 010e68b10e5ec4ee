"""Which events of an object's life a user reads, who sees the object.

An event keeps every word: what was drafted, found and graded stays with those who follow the
review, and an office reads the events of its own assessment once it is told of them.
"""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.offices.queries import remembering, roles_of
from goldthread.review.models import Assessment, News
from goldthread.review.parties import FOLLOWING, WRITING_NEWS
from goldthread.review.queries.visible import REGION
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event

INNER = ("check", "grade", "regrade")
"""What is done to an assessment before its office is told."""

TOLD = ("objection", "final", "published")
"""States of a review in which grades are known to their offices."""


@remembering()
def events_visible_to(user: Any, obj: Lifecycle, day: date | None = None) -> "QuerySet[Event]":
    """The public none; an office those of its own assessment, and of a review that it is in."""
    roles = roles_of(user, day or clock.today())
    found: QuerySet[Event] = Event.objects.of(obj)
    if isinstance(obj, News):
        return found if roles & {*WRITING_NEWS, "statistician"} else found.none()
    if roles & set(FOLLOWING):
        return found
    if isinstance(obj, Assessment) and roles & set(REGION):
        return found if obj.review.state in TOLD else found.exclude(action__in=INNER)
    return found.none()
