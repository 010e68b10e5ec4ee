"""What the actions do, on the locked row, in the engine's transaction."""

from goldthread.review.effects import document, news, review  # noqa: F401
