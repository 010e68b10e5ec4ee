"""What belongs to documents and measures: clauses, and comments in consultation."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.offices.queries import roles_of
from goldthread.programme.models import Clause, Comment
from goldthread.programme.queries.own_offices import DEPARTMENT, REGION
from goldthread.programme.queries.upstream import (
    MEASURES_ALL,
    documents_visible_to,
    measures_visible_to,
)
from goldthread.workflow import clock


def clauses_visible_to(user: Any, day: date | None = None) -> "QuerySet[Clause]":
    """The clauses of the documents that one sees."""
    return Clause.objects.filter(document__in=documents_visible_to(user, day))


def comments_visible_to(user: Any, day: date | None = None) -> "QuerySet[Comment]":
    """Comments are for those who write measures and those who are consulted."""
    if not sees_comments(user, day):
        return Comment.objects.none()
    return Comment.objects.filter(measure__in=measures_visible_to(user, day))


def sees_comments(user: Any, day: date | None = None) -> bool:
    held = roles_of(user, day or clock.today())
    return bool(held & {*MEASURES_ALL, *DEPARTMENT, *REGION})
