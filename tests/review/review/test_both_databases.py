"""The whole way of a review, and two at once, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from typing import Any

from goldthread.review.freezing import digest
from goldthread.review.models import Assessment, Review
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import Refused
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.founding import Here
from tests.programme.test_two_at_once import at_once
from tests.review.building import KNOWN, Reviewed


def test_a_review_goes_its_whole_way(world_here: Here) -> None:
    world = world_here(Reviewed)
    review = world.review("published")
    release = review.releases.get()
    assert digest(release.figures.all()) == release.sha256
    assert set(review.assessments.values_list("state", flat=True)) == {"final"}
    assert verify_chain() == verify_states() == []


def test_two_freeze_the_same_half_year_at_once(world_here: Here) -> None:
    """One review of a cycle: the other is refused, and nothing of it is left."""
    world = world_here(Reviewed)
    world.close_cycle()
    given = {"cycle": world.cycle.pk, "title_zh": "考核评估", "as_known_on": KNOWN}

    def freeze() -> Any:
        actor = world["statistician"]
        return create(Review(), "freeze", actor=actor, payload=given, at=world.at)

    got = at_once(freeze, freeze)
    assert sum(1 for each in got if not isinstance(each, Exception)) == 1
    assert Review.objects.get().releases.count() == 1
    assert verify_chain() == verify_states() == []


def test_two_grade_one_office_at_once(world_here: Here) -> None:
    world = world_here(Reviewed)
    review = world.review("sample_check")
    for sampled in review.sample.all():
        world.find(sampled)
    world.hire("second", "supervision", "CNIPA-GO")
    mine = world.assessment(review)

    def grade(by: str, grade: str) -> Callable[[], Any]:
        row, version = Assessment.objects.get(pk=mine.pk), mine.version
        payload = {"grade": grade, "reason": "综合评定。"}
        return lambda: perform(
            row,
            "grade",
            actor=world[by],
            expected_version=version,
            payload=payload,
            at=world.at,
        )

    got = at_once(grade("supervision", "good"), grade("second", "excellent"))
    [refused] = [each for each in got if isinstance(each, Refused)]
    mine.refresh_from_db()
    assert mine.grade == ("excellent", "good")[got.index(refused)]
