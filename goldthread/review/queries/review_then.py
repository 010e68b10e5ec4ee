"""A review as known on a past day: its state, releases, assessments and sample, from the log."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldthread.review.models import Assessment, Release, Review, SampledTask
from goldthread.review.queries.time_machine import end_of, events_until, states_on
from goldthread.review.queries.visible import (
    assessments_visible_to,
    reviews_visible_to,
    sample_visible_to,
)

GRADED = ("grade", "regrade", "decide")
"""Actions that give a grade; `submit` gives the office's own."""


@dataclass(frozen=True)
class AssessedThen:
    assessment: Assessment
    state: str
    own_grade: str = ""
    grade: str = ""


@dataclass(frozen=True)
class ReviewThen:
    """`sample`: tasks drawn by then, each with the state of its check."""

    review: Review
    state: str
    releases: tuple[Release, ...]
    assessments: tuple[AssessedThen, ...]
    sample: tuple[tuple[SampledTask, str], ...]


def review_on(user: Any, review: int, day: date) -> ReviewThen | None:
    """At the end of the day, by today's rights; None where it had not begun or is not seen."""
    rows = reviews_visible_to(user).filter(pk=review)
    state = states_on(rows, day).get(review)
    if state is None:
        return None
    found = rows.select_related("cycle").get()
    sampled = sample_visible_to(user).filter(review=review)
    drawn = states_on(sampled, day)
    tasks = sampled.filter(pk__in=drawn).select_related("task").order_by("position")
    return ReviewThen(
        review=found,
        state=state,
        releases=tuple(found.releases.filter(made_at__lt=end_of(day))),
        assessments=_assessed(user, review, day),
        sample=tuple((each, drawn[each.pk]) for each in tasks),
    )


def _assessed(user: Any, review: int, day: date) -> tuple[AssessedThen, ...]:
    rows = assessments_visible_to(user).filter(review=review)
    states = states_on(rows, day)
    grades: dict[int, dict[str, str]] = defaultdict(dict)
    events = events_until(Assessment, states, end_of(day)).filter(action__in=("submit", *GRADED))
    for key, action, payload in events.values_list("object_id", "action", "payload"):
        grades[int(key)]["grade" if action in GRADED else "own_grade"] = payload["grade"]
    found = rows.filter(pk__in=states).select_related("office").order_by("office__code")
    return tuple(_told(each, states[each.pk], grades[each.pk]) for each in found)


def _told(row: Assessment, state: str, given: Mapping[str, str]) -> AssessedThen:
    return AssessedThen(row, state, given.get("own_grade", ""), given.get("grade", ""))
