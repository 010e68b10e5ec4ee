"""The kinds of work of the review.

What a desk check found and how an office was graded is told by its page, which knows from when on
the office may read it; programs are given what the office itself said, and the state.
"""

from goldthread.api.kind import TITLES, Work
from goldthread.review import queries
from goldthread.review.models import Assessment, News, Review, ReviewDocument, SampledTask

_OF_REVIEW = {"cycle": "review__cycle__key"}

REVIEW = (
    Work(
        model=Review,
        sees=queries.reviews_visible_to,
        events=queries.events_visible_to,
        fields=(*TITLES, "assess_until", "object_until", "seed", "sample_size", "published_on"),
        links=("cycle",),
        filters={"cycle": "cycle__key"},
    ),
    Work(
        model=Assessment,
        sees=queries.assessments_visible_to,
        events=queries.events_visible_to,
        fields=("text", "own_grade"),
        offices=("office",),
        links=("review",),
        filters=_OF_REVIEW | {"office": "office__code"},
        begun=False,
    ),
    Work(
        model=SampledTask,
        sees=queries.sample_visible_to,
        events=queries.events_visible_to,
        fields=("position", "weight", "verdict", "finding"),
        links=("review", "task"),
        filters=_OF_REVIEW,
        begun=False,
    ),
    Work(
        model=ReviewDocument,
        sees=queries.documents_visible_to,
        events=queries.events_visible_to,
        fields=("language", "edition", "signed_on"),
        links=("review",),
        filters=_OF_REVIEW,
    ),
    Work(
        model=News,
        sees=queries.news_visible_to,
        events=queries.events_visible_to,
        fields=(
            *("key", *TITLES, "summary_en", "summary_zh", "text_en", "text_zh"),
            *("embargo_until", "published_at"),
        ),
        links=("review", "seminar"),
        filters={"seminar": "seminar__key"},
    ),
)
