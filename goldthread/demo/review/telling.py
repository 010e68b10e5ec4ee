"""What a review leads to: its document in two languages, and the news."""

from datetime import date
from typing import Any

from goldthread.demo.review.script import Half, script
from goldthread.demo.seminar import july
from goldthread.demo.seminar.meeting import at
from goldthread.demo.work.stage import Stage
from goldthread.review.models import News, Review, ReviewDocument
from goldthread.seminar.models import Seminar

CORRECTED = date(2019, 7, 30)
TEXTS = tuple(f"{part}_{lang}" for part in ("title", "summary", "text") for lang in ("zh", "en"))


def sign_documents(stage: Stage, review: Review, half: Half) -> None:
    """Written, approved and signed on the day on which the review is final."""
    cast, day = stage.cast, half.days["final"]
    for language in half.documents:
        given = {"review": review.pk, "language": language}
        document = stage.make(ReviewDocument(), "write", cast["supervision"], at(day, 10), **given)
        stage.act(document, "approve", cast["supervision-head"], at(day, 14))
        stage.act(document, "sign", cast["issuer"], at(day, 15))


def release_review(stage: Stage, review: Review, day: date) -> None:
    """Out on the day of the review, and corrected on the next."""
    told, cast = script()["news"]["review"], stage.cast
    news = stage.make(
        News(), "draft", cast["press"], at(day, 16), key=told["key"], review=review.pk
    )
    _sign(stage, news, {name: told[name] for name in TEXTS})
    stage.act(news, "publish", cast["press"], at(day, 18))
    stage.act(news, "correct", cast["issuer"], at(CORRECTED, 8, 30), **told["erratum"])


def release_seminar(stage: Stage, review: Review) -> None:
    """As it was drafted of seminar and review, waiting for its time on the second day."""
    told, press = script()["news"]["seminar"], stage.cast["press"]
    seminar = Seminar.objects.get(key=july.KEY)
    given = {"key": told["key"], "review": review.pk, "seminar": seminar.pk}
    news = stage.make(News(), "draft", press, at(july.FIRST, 17), **given)
    drafted = {name: getattr(news, name) for name in TEXTS}
    _sign(stage, news, drafted | {name: told[name] for name in ("title_zh", "title_en")})
    given = {"day": july.SECOND, "time": told["time"]}
    stage.act(news, "embargo", press, at(july.FIRST, 20), **given)


def _sign(stage: Stage, news: News, texts: dict[str, Any]) -> None:
    """Each step right after the one before."""
    cast, moment = stage.cast, news.entered_at
    stage.act(news, "edit", cast["press"], moment, **texts)
    stage.act(news, "lock", cast["statistician"], moment)
    stage.act(news, "clear", cast["supervision"], moment)
    stage.act(news, "sign", cast["issuer"], moment)
