"""The release of news as frames and forms know it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.review import queries
from goldthread.review.models import News
from goldthread.review.parties import WRITING_NEWS
from goldthread.seminar import queries as seminar_queries
from goldthread.web.acting import registry
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.widgets import Asked, Choice, Day, Line, Lines, One, Widget
from goldthread.web.programme.registering import title, values
from goldthread.web.shell.thread import Step, Thread
from goldthread.workflow import clock

TITLES = ("title_en", "title_zh")
TEXTS = ("summary_en", "summary_zh", "text_en", "text_zh")
READERS = (*WRITING_NEWS, "statistician")


def _reviews(asked: Asked) -> Sequence[Choice]:
    rows = queries.reviews_visible_to(asked.request.user).exclude(state="cancelled")
    return [Choice(str(row.pk), row.title(asked.lang)) for row in rows.order_by("-pk")]


def _seminars(asked: Asked) -> Sequence[Choice]:
    rows = seminar_queries.seminars_visible_to(asked.request.user)
    rows = rows.exclude(state__in=("planned", "cancelled"))
    return [Choice(str(row.pk), row.title(asked.lang)) for row in rows]


FIELDS: Mapping[str, Widget] = {
    "key": Line(),
    "review": One(_reviews),
    "seminar": One(_seminars),
    "title_en": Line(),
    "title_zh": Line(),
    "summary_en": Lines(4),
    "summary_zh": Lines(4),
    "text_en": Lines(16),
    "text_zh": Lines(16),
    "day": Day(),
    "time": Line(),
    "passage": Lines(3),
    "wording": Lines(3),
}


def why(news: News, _user: Any, _lang: str) -> str:
    if news.state == "published":
        return _("It is published: everybody reads it.")
    return _("You hold a role that writes, checks or signs news, or audits them.")


def events(user: Any, _news: Any, found: Any) -> Any:
    """An event keeps every word of a draft: for those who write, check or sign."""
    held = offices.roles_of(user, clock.today())
    return found if held & {*READERS} else found.none()


def initial(news: News, action: str) -> Mapping[str, object]:
    if action == "edit":
        found: Mapping[str, object] = values(*TITLES, *TEXTS)(news, action)
        return found
    if action == "embargo" and news.embargo_until:
        until = timezone.localtime(news.embargo_until)
        return {"day": until.date(), "time": f"{until:%H:%M}"}
    return {}


def thread(request: HttpRequest, news: News) -> Thread:
    """The review and the seminar that it tells of, as far as the reader sees them; the release."""
    steps = []
    reviews = queries.reviews_visible_to(request.user).filter(pk=news.review_id)
    review = reviews.select_related("cycle").first() if news.review_id else None
    if review is not None:
        href = link(request, f"/reviews/{review.cycle.key}")
        steps.append(Step(_("Review"), review.title(request.lang), href))
    seminars = seminar_queries.seminars_visible_to(request.user).filter(pk=news.seminar_id)
    seminar = seminars.first() if news.seminar_id else None
    if seminar is not None:
        href = link(request, f"/seminars/{seminar.key}")
        steps.append(Step(_("Seminar"), seminar.title(request.lang), href))
    here = Step(_("News"), news.title(request.lang), link(request, f"/news/{news.key}"), here=True)
    return (*steps, here)


registry.register(
    News,
    url=lambda news: f"/news/{news.key}",
    title=title,
    sees=queries.news_visible_to,
    why=why,
    events=events,
    fields=FIELDS,
    initial=initial,
    thread=thread,
    new=lambda _request, _given: News(),
)
