"""News as a feed that programs subscribe to: the same for everybody."""

from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _

from goldthread.documents import atom
from goldthread.review.models import News
from goldthread.review.telling_news import news_out
from goldthread.web.news.shown import Release, with_parts
from goldthread.web.shell import address
from goldthread.workflow.models import Event

MOST = 50
SITE = "/news"


def feed(request: HttpRequest) -> HttpResponseBase:
    address.read(request, {})
    made = _feed(request)
    content = atom.write(made)
    etag = quote_etag(sha256(content).hexdigest())
    answer = HttpResponse(content, content_type=f"{atom.MEDIA_TYPE}; charset=utf-8")
    changed = int(made.updated.timestamp())
    answer.headers["ETag"] = etag
    answer.headers["Last-Modified"] = http_date(changed)
    found: HttpResponseBase = get_conditional_response(request, etag, changed, answer)
    return found


def _feed(request: HttpRequest) -> atom.Feed:
    rows = list(with_parts(news_out())[:MOST])
    ids = _ids(rows)
    site = request.build_absolute_uri("/").rstrip("/")
    lang = request.lang
    return atom.Feed(
        id=_urn(_first_hash()),
        title=_("News"),
        lang="zh-Hans" if lang == "zh" else "en",
        author="Goldthread",
        link=f"{site}{SITE}?lang={lang}",
        self=f"{site}{SITE}/feed.atom?lang={lang}",
        entries=[_entry(row, lang, site, ids[row.pk]) for row in rows],
    )


def _entry(row: News, lang: str, site: str, urn: str) -> atom.Entry:
    release = Release.of(row, lang)
    assert row.published_at is not None, "nothing else is out"
    withdrawn = release.withdrawn
    return atom.Entry(
        id=urn,
        title=_("A release that was withdrawn") if withdrawn else release.title,
        link=f"{site}{SITE}/{row.key}?lang={lang}",
        published=row.published_at,
        updated=release.updated,
        summary="" if withdrawn else release.summary,
        html=render_to_string("news/entry.html", {"release": release, "site": site}),
    )


def _ids(rows: list[News]) -> dict[int, str]:
    """By the event by which a release began: that stays, whatever becomes of it, on every site."""
    keys = [str(row.pk) for row in rows]
    label = News._meta.label_lower
    events = Event.objects.filter(object_type=label, object_id__in=keys, version=1)
    return {int(key): _urn(made) for key, made in events.values_list("object_id", "hash")}


def _first_hash() -> str:
    """Of the site's log: no two sites have the same."""
    first = Event.objects.order_by("sequence").values_list("hash", flat=True).first()
    return str(first or "")


def _urn(of: str) -> str:
    return uuid5(NAMESPACE_URL, f"goldthread:news:{of}").urn
