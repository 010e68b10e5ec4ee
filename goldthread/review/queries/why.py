"""Why a person sees an object of the review: the sentence beside each `visible_to`."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from goldthread.offices.why import NOTHING, PUBLISHED, Relation, by_role, by_unit, in_emergency
from goldthread.review.models import Assessment, News, Review, ReviewDocument, SampledTask
from goldthread.review.parties import FOLLOWING, WRITING_NEWS
from goldthread.review.queries.visible import REGION
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import Sentence

ASSESSED = {"en": "is assessed in it", "zh": "是被考核单位"}
LEADS = {"en": "leads the task that was drawn", "zh": "是被抽取事项的牵头单位"}


def why_seen(obj: Lifecycle, user: Any, day: date) -> Sentence:
    """The sentence; for who does not see it, that nothing shows it."""
    if _published(obj):
        return PUBLISHED
    relations = _RELATIONS.get(type(obj))
    return (
        by_unit(user, day, relations(obj) if relations else [])
        or by_role(user, day, _wide(obj), obj.machine.titles)
        or in_emergency(user, obj, day)
        or NOTHING
    )


def _published(obj: Any) -> bool:
    """Does everybody see it?"""
    if isinstance(obj, ReviewDocument):
        return bool(obj.state == "signed" and obj.review.state == "published")
    return isinstance(obj, (Review, News)) and obj.state == "published"


def _wide(obj: Any) -> Iterable[str]:
    """The roles that see every such object in its state."""
    if isinstance(obj, News):
        return (*WRITING_NEWS, "statistician")
    if isinstance(obj, Assessment) and obj.review.state == "published":
        return (*FOLLOWING, *REGION)
    return FOLLOWING


def _of_review(review: Review) -> list[Relation]:
    rows = review.assessments.order_by("office__code").values_list("office_id", flat=True)
    return [Relation(office, ASSESSED, REGION) for office in rows]


def _of_assessment(assessment: Assessment) -> list[Relation]:
    return [Relation(assessment.office_id, ASSESSED, REGION)]


def _of_sampled(sampled: SampledTask) -> list[Relation]:
    return [Relation(sampled.task.lead_id, LEADS, REGION)]


_RELATIONS: dict[type, Callable[[Any], list[Relation]]] = {
    Review: _of_review,
    Assessment: _of_assessment,
    SampledTask: _of_sampled,
}
