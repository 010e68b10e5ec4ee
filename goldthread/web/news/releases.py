"""The list of news, and a release: as everybody reads it, and as a preview for those who write."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.review import queries
from goldthread.review.models import News
from goldthread.review.parties import WRITING_NEWS
from goldthread.review.telling_news import news_out, readers
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.news.shown import Release, with_parts
from goldthread.web.programme.cycles import begin
from goldthread.web.seminar.common import is_one_of, nothing_there
from goldthread.web.shell import address
from goldthread.web.shell.paging import Paging
from goldthread.workflow import clock

ROWS = 20
GONE = 410
WRITING = (*WRITING_NEWS, "statistician")


def news(request: HttpRequest) -> HttpResponse:
    asked = address.read(request, {"page": address.between(1, 1_000_000)})
    with offices.remembering():
        rows = queries.news_published().order_by("-published_at", "-pk")
        where = partial(link, request, "/news")
        paging = Paging.of(rows.count(), asked.get("page", 1), ROWS, lambda n: where(page=n))
        shown = with_parts(rows)[paging.first : paging.last]
        context = {
            "title": _("News"),
            "rows": [_row(request, row) for row in shown],
            "written": _written(request),
            "paging": paging,
            "begin": begin(request, News(), "draft"),
            "feed": feed_path(request.lang),
        }
        return render(request, "news/list.html", context)


def feed_path(lang: str) -> str:
    return f"/news/feed.atom?lang={lang}"


def _row(request: HttpRequest, row: News) -> dict[str, Any]:
    release = Release.of(row, request.lang)
    return {
        "title": release.title,
        "href": link(request, f"/news/{row.key}"),
        "day": timezone.localtime(row.published_at).date(),
        "summary": release.summary,
        "tag": release.tag,
        "errata": len(release.errata),
    }


def _written(request: HttpRequest) -> list[dict[str, Any]]:
    """What is not out yet, for those who write it."""
    rows = queries.news_visible_to(request.user).exclude(state__in=("published", "withdrawn"))
    return [
        {
            "title": row.title(request.lang),
            "href": link(request, f"/news/{row.key}"),
            "badge": badge(row.machine, row.state, request.lang),
            "until": _moment(row.embargo_until) if row.state == "embargoed" else "",
        }
        for row in rows.order_by("-entered_at", "-pk")
    ]


def _moment(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def seen(request: HttpRequest, key: str) -> News:
    """What is out, a tombstone, or for those who write it what is not out yet."""
    rows = queries.news_visible_to(request.user) | news_out()
    related = ("review__cycle", "seminar__cycle")
    found: News | None = with_parts(rows.select_related(*related)).filter(key=key).first()
    if found is None:
        raise nothing_there()
    return found


def release(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        found = seen(request, key)
        writes = is_one_of(request, WRITING)
        shown = Release.of(found, request.lang, request.lang_asked)
        if shown.withdrawn and not writes:
            return _tombstone(request, found)
        context = {
            "title": shown.title,
            "news": found,
            "release": shown,
            "published": found.state == "published",
            "day": timezone.localtime(found.published_at).date() if found.published_at else None,
            "word": link(request, f"/news/{found.key}.docx"),
            "list": link(request, "/news"),
            "feed": feed_path(request.lang),
            "writes": writes,
        }
        if writes:
            context |= _for_writers(request, found)
        return render(request, "news/release.html", context)


def _for_writers(request: HttpRequest, found: News) -> dict[str, Any]:
    shown = frame(request, found)
    return {
        "frame": shown,
        "thread": shown.thread,
        "until": _moment(found.embargo_until) if found.state == "embargoed" else "",
        "told": 0 if found.state == "published" else len(readers(clock.today())),
        "other": _other_language(request, found),
    }


def _other_language(request: HttpRequest, found: News) -> Release | None:
    """A preview shows both texts."""
    other = "en" if request.lang == "zh" else "zh"
    made = Release.of(found, other, request.lang_asked)
    return made if made.lang == other else None


def _tombstone(request: HttpRequest, found: News) -> HttpResponse:
    context = {
        "title": _("A release that was withdrawn"),
        "published": timezone.localtime(found.published_at).date(),
        "withdrawn": timezone.localtime(found.withdrawn_at).date(),
        "because": found.withdrawn_because,
        "list": link(request, "/news"),
    }
    return render(request, "news/tombstone.html", context, status=GONE)
