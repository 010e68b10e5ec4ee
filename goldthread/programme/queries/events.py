"""Which events of an object's life a user reads, who sees the object."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.programme.models import Measure
from goldthread.programme.queries.upstream_parts import sees_comments
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event


def events_visible_to(user: Any, obj: Lifecycle, day: date | None = None) -> "QuerySet[Event]":
    """All of them; but what was said of a measure in consultation, only to those who took part."""
    found: QuerySet[Event] = Event.objects.of(obj)
    if isinstance(obj, Measure) and not sees_comments(user, day):
        return found.exclude(action="comment")
    return found
