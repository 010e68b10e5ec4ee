"""Who is told of what: the release of news."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import holders
from goldthread.review.telling_news import readers
from goldthread.workflow.registry import Telling, notice

People = tuple[str, ...]
WRITERS = ("press", "secretariat")


@notice(
    "news.edited", {"en": "A news release awaits its figures", "zh": "新闻稿待锁定数据"}, "action"
)
def edited(telling: Telling) -> People:
    return holders(("statistician",), day_of(telling.at))


@notice("news.locked", {"en": "A news release is to be cleared", "zh": "新闻稿待审核"}, "action")
def locked(telling: Telling) -> People:
    return holders(("supervision",), day_of(telling.at))


@notice("news.cleared", {"en": "A news release is to be signed", "zh": "新闻稿待签发"}, "action")
def cleared(telling: Telling) -> People:
    return holders(("issuer",), day_of(telling.at))


@notice("news.signed", {"en": "A news release is signed", "zh": "新闻稿已签发"}, "action")
def signed(telling: Telling) -> People:
    """Who publishes it, or sets it for a time."""
    return holders(WRITERS, day_of(telling.at))


@notice("news.published", {"en": "News", "zh": "新闻发布"}, "information")
def published(telling: Telling) -> People:
    return readers(day_of(telling.at))


@notice("news.corrected", {"en": "News corrected", "zh": "新闻更正"}, "information")
def corrected(telling: Telling) -> People:
    """Whoever was told of the release."""
    return readers(day_of(telling.at))


@notice("news.withdrawn", {"en": "News withdrawn", "zh": "新闻撤回"}, "warning")
def withdrawn(telling: Telling) -> People:
    """Of a release that was never out nobody but the desk had heard."""
    day = day_of(telling.at)
    return readers(day) if telling.obj.published_at else holders(WRITERS, day)
