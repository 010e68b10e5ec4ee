"""Every reading of this part, as of a day. Who holds nothing sees what is published."""

from goldthread.review.queries.events import events_visible_to
from goldthread.review.queries.visible import (
    assessments_visible_to,
    documents_published,
    documents_visible_to,
    figures_visible_to,
    news_published,
    news_visible_to,
    releases_visible_to,
    reviews_published,
    reviews_visible_to,
    sample_visible_to,
)
from goldthread.review.queries.why import why_seen

__all__ = [
    "assessments_visible_to",
    "documents_published",
    "documents_visible_to",
    "events_visible_to",
    "figures_visible_to",
    "news_published",
    "news_visible_to",
    "releases_visible_to",
    "reviews_published",
    "reviews_visible_to",
    "sample_visible_to",
    "why_seen",
]
