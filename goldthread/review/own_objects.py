"""What this part's objects are called in notices and digests, who sees them, and what is due."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from goldthread.offices import emergency
from goldthread.offices.days import on
from goldthread.offices.models import Membership, Person
from goldthread.offices.post import describe, due
from goldthread.offices.post.describe import SEEN_BY, Described
from goldthread.offices.post.due import Due
from goldthread.review import queries
from goldthread.review.models import Assessment, News, Review, ReviewDocument, SampledTask
from goldthread.review.parties import HEADS
from goldthread.workflow.texts import Titles


def _titles(obj: Any) -> Titles:
    return {lang: obj.title(lang) for lang in ("en", "zh")}


def _said(en: str, zh: str, of: Titles) -> Titles:
    return {"en": f"{en}: {of['en']}", "zh": f"{zh}：{of['zh']}"}


def _review(each: Review) -> Described:
    return Described(_titles(each), f"/reviews/{each.cycle.key}")


def _assessment(each: Assessment) -> Described:
    code = each.office.code
    titles = _said(f"Assessment of {code}", f"{code}考核", _titles(each.review))
    return Described(titles, f"/assessments/{each.pk}")


def _sampled(each: SampledTask) -> Described:
    titles = _said("Task of the sample", "抽查事项", _titles(each.task))
    return Described(titles, f"/sampled-tasks/{each.pk}")


def _document(each: ReviewDocument) -> Described:
    titles = _said("Review document", "考核评估报告", _titles(each.review))
    return Described(titles, f"/review-documents/{each.pk}")


def _news(each: News) -> Described:
    return Described(_titles(each), f"/news/{each.key}")


_DESCRIBED: dict[Any, tuple[Callable[[Any], Described], tuple[str, ...], Any]] = {
    Review: (_review, ("cycle",), queries.reviews_visible_to),
    Assessment: (_assessment, ("review", "office"), queries.assessments_visible_to),
    SampledTask: (_sampled, ("task",), queries.sample_visible_to),
    ReviewDocument: (_document, ("review",), queries.documents_visible_to),
    News: (_news, (), queries.news_visible_to),
}
"""By model: how it is described, the relations that this follows, who sees it."""

for _model, (_function, _related, _visible) in _DESCRIBED.items():
    describe.register(_model, _function, related=_related)
    SEEN_BY.register(_model, _visible)
    emergency.openable(_model, "key" if _model is News else "pk")


@due.register
def due_of(person: Person, day: date) -> Iterator[Due]:
    """The self-assessment of the person's own offices."""
    held = Membership.objects.filter(on(day), person=person, role__in=HEADS)
    rows = Assessment.objects.filter(
        office__in=held.values("office_id"), state="asked", review__state="self_assessment"
    )
    for each in rows.select_related("review").order_by("pk"):
        titles = _said("Hand in the self-assessment", "提交自评", _titles(each.review))
        yield Due(titles, max(each.review.assess_until, day), f"/assessments/{each.pk}")
