"""An edited Word file as the next edition of a review document."""

from collections.abc import Sequence
from datetime import datetime

from goldthread.review.models import ReviewDocument
from goldthread.workflow.engine import perform
from goldthread.workflow.occasion import Actor


def take_back(
    *,
    actor: Actor,
    document: ReviewDocument,
    version: int,
    sha256: str,
    base: int,
    overrides: Sequence[dict[str, str]] = (),
    deletions: bool = False,
    at: datetime | None = None,
    key: str | None = None,
) -> None:
    """`version`: that of the document when the differences were shown. `key` makes repeating safe:
    the same key again takes nothing twice."""
    payload = {
        "sha256": sha256,
        "base": base,
        "overrides": list(overrides) or None,
        "deletions": deletions or None,
    }
    perform(
        document,
        "take_back",
        actor=actor,
        expected_version=version,
        payload=payload,
        at=at,
        key=key,
    )
