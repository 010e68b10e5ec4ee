"""What this part's objects are called in notices and digests, and who sees them."""

from goldthread.offices import emergency
from goldthread.offices.post import describe
from goldthread.offices.post.describe import SEEN_BY, Described
from goldthread.review import queries
from goldthread.review.models import News


def _news(each: News) -> Described:
    return Described({lang: each.title(lang) for lang in ("en", "zh")}, f"/news/{each.key}")


describe.register(News, _news)
SEEN_BY.register(News, queries.news_visible_to)
emergency.openable(News, "key")
