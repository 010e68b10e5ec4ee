"""What changed since the review before: the same figures of the two periods, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from goldthread.review.content import Content, places, printed
from goldthread.review.freezing import span_of
from goldthread.review.models import Edition, Review, ReviewDocument
from goldthread.review.queries.visible import documents_visible_to


@dataclass(frozen=True)
class Then:
    """A figure of both documents; `told` names it as the later one does."""

    code: str
    told: str
    before: str
    after: str


def before(document: ReviewDocument, user: Any) -> Edition | None:
    """The last edition of the document before it in the same language, as the user sees it."""
    rows = documents_visible_to(user).filter(
        review__cycle__ends__lt=document.review.cycle.starts, language=document.language
    )
    rows = rows.exclude(state="withdrawn").select_related("review__cycle")
    found = rows.order_by("-review__cycle__ends", "-pk").first()
    if found is None:
        return None
    edition: Edition = found.editions.get(number=found.edition)
    edition.document = found
    return edition


def figures_since(earlier: Edition, edition: Edition, review: Review) -> list[Then]:
    """Figures that both have: of each document's own period, or counted in its own cycle."""
    old = dict(_own(earlier.content, earlier.document.review))
    found = []
    for asked, (code, told, text) in _own(edition.content, review):
        if asked in old and old[asked][2] != text:
            found.append(Then(code, told, old[asked][2], text))
    return found


def _own(content: Content, review: Review) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """What is asked, with the document's own period made the same word in both."""
    span = span_of(review.cycle)
    assert span is not None, "a review is of a cycle that is a period"
    seen = set()
    for place in places(content):
        code = place.run["code"]
        figure = content["figures"].get(code)
        if figure is not None and code not in seen:
            seen.add(code)
            asked = figure["asked"].replace(f"period={span.label}", "period=this")
            yield asked, (code, figure["told"], printed(content, place.run).text)
