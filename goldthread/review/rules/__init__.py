"""Who may, and what must hold."""

from goldthread.review.rules import document, news, review, systems  # noqa: F401
