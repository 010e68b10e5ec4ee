"""What every page about a review shares: the review of the address, its tabs, who follows it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme import queries as programme
from goldthread.review import queries
from goldthread.review.models import Release, Review
from goldthread.review.parties import FOLLOWING
from goldthread.web.acting.frame import address as link
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.thread import Step, Thread
from goldthread.workflow import clock


def nothing_there() -> NotThere:
    return NotThere(_("There is nothing at this address that you can see."))


def seen_review(request: HttpRequest, key: str) -> Review:
    """The review of a cycle: that which stands, else the last that was cancelled."""
    rows = queries.reviews_visible_to(request.user).select_related("cycle")
    found = list(rows.filter(cycle__key=key).order_by("pk"))
    if not found:
        raise nothing_there()
    standing: list[Review] = [row for row in found if row.state != "cancelled"]
    return (standing or found)[-1]


def seen(rows: Any, key: str) -> Any:
    """The object of a page; what the reader may not see is not there."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise nothing_there()
    return found


def follows(request: HttpRequest) -> bool:
    """Reads the user a review while it goes on, with all that is kept back from others?"""
    return bool(offices.roles_of(request.user, clock.today()) & set(FOLLOWING))


def last_release(review: Review) -> Release:
    release: Release = review.releases.select_related("review__cycle").last()
    return release


def thread(request: HttpRequest, review: Review, *more: Step) -> Thread:
    """The cycle, its review, and what page of it this is."""
    here = not more
    href = link(request, f"/reviews/{review.cycle.key}")
    step = Step(_("Review"), review.title(request.lang), href, here=here)
    cycle = programme.cycles_visible_to(request.user).filter(pk=review.cycle_id).first()
    if cycle is None:
        return (step, *more)
    return (Step(_("Cycle"), cycle.key, link(request, f"/cycles/{cycle.key}")), step, *more)


def page(
    request: HttpRequest, review: Review, tab: str, title: str, **context: Any
) -> Mapping[str, Any]:
    """The context of a page about a review; `tab` is the last part of its path."""
    href = link(request, f"/reviews/{review.cycle.key}/{tab}")
    return {
        "title": title,
        "review": review,
        "review_title": review.title(request.lang),
        "review_href": link(request, f"/reviews/{review.cycle.key}"),
        "tabs": tabs(request, review, tab),
        "thread": thread(request, review, Step(title, "", href, here=True)),
        **context,
    }


def tabs(request: HttpRequest, review: Review, here: str) -> list[dict[str, Any]]:
    wanted = (
        ("", _("Overview")),
        ("figures", _("Frozen figures")),
        ("assessments", _("Assessments")),
        ("sample", _("Sample")),
        ("comparison", _("Comparison")),
        ("document", _("Review document")),
    )
    public = not request.user.is_authenticated
    return [
        {
            "title": title,
            "href": link(request, f"/reviews/{review.cycle.key}{'/' if path else ''}{path}"),
            "here": path == here,
        }
        for path, title in wanted
        if not (public and path in ("assessments", "sample"))
    ]
