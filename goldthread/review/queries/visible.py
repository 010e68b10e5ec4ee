"""Who sees what of a review and of news. What is not out yet is in nobody's list whom it does not
concern; pages, API, feeds, exports and search all start here.
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldthread.offices.emergency import opened
from goldthread.offices.queries import remembering
from goldthread.programme.queries.scopes import everywhere, own
from goldthread.review.models import (
    Assessment,
    FrozenFigure,
    News,
    Release,
    Review,
    ReviewDocument,
    SampledTask,
)
from goldthread.review.parties import FOLLOWING, WRITING_NEWS
from goldthread.workflow import clock

REGION = ("provincial_head", "provincial_coordinator", "contributor", "national_department")


def reviews_published() -> "QuerySet[Review]":
    return Review.objects.filter(state="published")


def news_published() -> "QuerySet[News]":
    """What is out, by its state alone: the clock's job publishes what was under embargo."""
    return News.objects.filter(state="published")


def documents_published() -> "QuerySet[ReviewDocument]":
    return ReviewDocument.objects.filter(state="signed", review__state="published")


@remembering()
def reviews_visible_to(user: Any, day: date | None = None) -> "QuerySet[Review]":
    """Who follows it all; an office that is assessed in it; everybody once it is published."""
    on = day or clock.today()
    assessed = Assessment.objects.filter(own(user, on, REGION)).values("review_id")
    return Review.objects.filter(
        Q(state="published")
        | everywhere(user, on, FOLLOWING)
        | Q(pk__in=assessed)
        | opened(user, on, Review)
    )


@remembering()
def assessments_visible_to(user: Any, day: date | None = None) -> "QuerySet[Assessment]":
    """An office its own; all others' once the review is published, to whoever is assessed."""
    on = day or clock.today()
    return Assessment.objects.filter(
        everywhere(user, on, FOLLOWING)
        | own(user, on, REGION)
        | (Q(review__state="published") & everywhere(user, on, REGION))
        | opened(user, on, Assessment)
    )


@remembering()
def sample_visible_to(user: Any, day: date | None = None) -> "QuerySet[SampledTask]":
    """Who follows the review all; an office what was drawn of its own tasks."""
    on = day or clock.today()
    return SampledTask.objects.filter(
        everywhere(user, on, FOLLOWING)
        | own(user, on, REGION, "task__lead")
        | opened(user, on, SampledTask)
    )


@remembering()
def documents_visible_to(user: Any, day: date | None = None) -> "QuerySet[ReviewDocument]":
    on = day or clock.today()
    return ReviewDocument.objects.filter(
        Q(state="signed", review__state="published")
        | everywhere(user, on, FOLLOWING)
        | opened(user, on, ReviewDocument)
    )


@remembering()
def news_visible_to(user: Any, day: date | None = None) -> "QuerySet[News]":
    on = day or clock.today()
    writing = everywhere(user, on, (*WRITING_NEWS, "statistician"))
    return News.objects.filter(Q(state="published") | writing | opened(user, on, News))


def releases_visible_to(user: Any, day: date | None = None) -> "QuerySet[Release]":
    return Release.objects.filter(review__in=reviews_visible_to(user, day))


def figures_visible_to(user: Any, day: date | None = None) -> "QuerySet[FrozenFigure]":
    return FrozenFigure.objects.filter(release__in=releases_visible_to(user, day))
