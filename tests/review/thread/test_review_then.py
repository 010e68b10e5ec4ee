"""A review as known on a day is what was seen on that day, at every step of its life."""

from datetime import date, timedelta
from typing import Any

from goldthread.review.models import Review
from goldthread.review.queries.review_then import review_on
from tests.review.building import Reviewed

STEPS = ("self_assessment", "desk_check", "sample_check", "graded", "objection")


def seen(review: Review) -> tuple[Any, ...]:
    review.refresh_from_db()
    rows = review.assessments.order_by("office__code")
    return (
        review.state,
        review.releases.count(),
        list(rows.values_list("office__code", "state", "own_grade", "grade")),
        list(review.sample.order_by("position").values_list("task_id", "state")),
    )


def then(world: Reviewed, name: str, review: Review, day: date) -> tuple[Any, ...] | None:
    found = review_on(world[name], review.pk, day)
    return found and (
        found.state,
        len(found.releases),
        [
            (each.assessment.office.code, each.state, each.own_grade, each.grade)
            for each in found.assessments
        ],
        [(each.task_id, state) for each, state in found.sample],
    )


def test_each_day_of_a_review(world: Reviewed) -> None:
    review = world.review("frozen")
    begun = world.at.date()
    days = {begun: seen(review)}
    for step in STEPS:
        world.wait(days=1)
        world.lead_review(review, step)
        days[world.at.date()] = seen(review)
    world.wait(days=1)
    world.object_to(world.assessment(review))
    days[world.at.date()] = seen(review)
    world.lead_review(review, "final")
    days[world.at.date()] = seen(review)

    assert len({str(each) for each in days.values()}) == len(STEPS) + 3
    assert [then(world, "supervision", review, day) for day in days] == list(days.values())
    assert then(world, "supervision", review, begun - timedelta(days=1)) is None


def test_an_office_sees_its_own_alone(world: Reviewed) -> None:
    """Until it is published; the public nothing."""
    review = world.review("graded")
    day = world.at.date()
    [(office, *_rest)] = (then(world, "zj_head", review, day) or ((), (), ()))[2]
    assert office == "IPO-ZJ"
    assert review_on(None, review.pk, day) is None
