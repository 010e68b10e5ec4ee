"""Who is told of what: the review and the assessment of an office."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import people_in
from goldthread.programme.finding import holders
from goldthread.programme.parties import SUPERVISORS
from goldthread.review.parties import FOLLOWING, HEADS
from goldthread.workflow.registry import Telling, notice

People = tuple[str, ...]
ACTING = (*HEADS, "provincial_coordinator")
"""Who prepares what the head of an office hands in."""


@notice(
    "review.frozen", {"en": "Figures of a review are frozen", "zh": "考核数据已冻结"}, "information"
)
def frozen(telling: Telling) -> People:
    return holders(FOLLOWING, day_of(telling.at))


@notice("review.asked", {"en": "Self-assessment is asked for", "zh": "请开展自评"}, "action")
def asked(telling: Telling) -> People:
    return _assessed(telling)


@notice("review.sample_drawn", {"en": "The sample is drawn", "zh": "样本已抽取"}, "action")
def sample_drawn(telling: Telling) -> People:
    return holders((*SUPERVISORS, "statistician"), day_of(telling.at))


@notice("review.graded", {"en": "Your office is graded", "zh": "考核等次已评定"}, "action")
def graded(telling: Telling) -> People:
    """The day until which an office may object runs from here."""
    return _assessed(telling)


@notice("review.published", {"en": "A review is published", "zh": "考核评估已公布"}, "information")
def published(telling: Telling) -> People:
    return (*_assessed(telling), *holders(FOLLOWING, day_of(telling.at)))


@notice("assessment.objected", {"en": "An office objects", "zh": "有单位申诉"}, "action")
def objected(telling: Telling) -> People:
    return holders(SUPERVISORS, day_of(telling.at))


@notice(
    "assessment.decided", {"en": "Your objection is decided", "zh": "申诉已裁定"}, "information"
)
def decided(telling: Telling) -> People:
    return people_in([telling.obj.office_id], ACTING, day_of(telling.at))


def _assessed(telling: Telling) -> People:
    rows = telling.obj.assessments.order_by("office_id").values_list("office_id", flat=True)
    return people_in(list(rows), ACTING, day_of(telling.at))
