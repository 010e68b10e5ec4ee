"""What the actions do, on the locked row, in the engine's transaction: the release of news."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import found
from goldthread.review.models import NewsFigure, Review
from goldthread.review.news_figures import TEXTS, lock
from goldthread.review.newsroom import draft
from goldthread.review.rules.news import embargo_of, passage_of
from goldthread.review.telling_news import erratum
from goldthread.seminar.models import Seminar
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

WRITTEN = ("title_en", "title_zh", *TEXTS)


@filling("news.draft")
def begin(occasion: Occasion) -> None:
    news, given = occasion.obj, occasion.payload
    news.key = given["key"]
    news.review = found(Review, given["review"], "cycle")
    news.seminar = found(Seminar, given["seminar"], "cycle")
    for name, text in draft(news.review, news.seminar).items():
        setattr(news, name, text)


@filling("news.write")
def write(occasion: Occasion) -> None:
    for name in WRITTEN:
        setattr(occasion.obj, name, occasion.payload[name] or "")


@effect("news.lock")
def lock_figures(occasion: Occasion) -> None:
    NewsFigure.objects.bulk_create(lock(occasion.obj, day_of(occasion.at)))


@effect("news.unlock")
def unlock_figures(occasion: Occasion) -> None:
    occasion.obj.figures.all().delete()


@filling("news.embargo")
def embargo(occasion: Occasion) -> None:
    occasion.obj.embargo_until = embargo_of(occasion)


@filling("news.publish")
def publish(occasion: Occasion) -> None:
    occasion.obj.published_at = occasion.at


@effect("news.correct")
def correct(occasion: Occasion) -> None:
    given = occasion.payload
    erratum(
        occasion.obj,
        passage=given["passage"].strip(),
        lang=passage_of(occasion).lang,
        wording=given["wording"].strip(),
        reason=given["reason"].strip(),
        at=occasion.at,
    ).save()


@filling("news.withdraw")
def withdraw(occasion: Occasion) -> None:
    occasion.obj.withdrawn_at = occasion.at
    occasion.obj.withdrawn_because = occasion.payload["reason"]
