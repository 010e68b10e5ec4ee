"""Who is told of what."""

from goldthread.review.notices import document, news, review  # noqa: F401
