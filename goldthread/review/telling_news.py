"""How a release is told: when its time comes, to whom, and what an erratum says of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from goldthread.offices.days import day_of, on
from goldthread.offices.models import Membership
from goldthread.review.models import News, NewsErratum
from goldthread.review.news_figures import PARTS, bound_in, kept, known_on, part_of, shown_in
from goldthread.seminar.speech.rendering import render
from goldthread.workflow.engine import perform
from goldthread.workflow.errors import GuardUnmet, StaleVersion, WrongState
from goldthread.workflow.occasion import SystemActor
from goldthread.workflow.texts import LANGUAGES

CLOCK = SystemActor("clock")


@dataclass(frozen=True)
class Passage:
    """Where a passage stands: in which language and part, its figures as they are written."""

    lang: str
    part: str
    figures: tuple[str, ...]


def passages(news: News, passage: str) -> list[Passage]:
    """Every place at which the release, as it was published, has these words."""
    if not passage:
        return []
    shown = shown_in(news, day_of(news.entered_at))
    found = [
        Passage(lang, "title", ())
        for lang in LANGUAGES
        for _ in range(getattr(news, f"title_{lang}").count(passage))
    ]
    for lang in LANGUAGES:
        for part in PARTS:
            made = part_of(news, part, lang, shown)
            for start in _starts(made.text, passage):
                end = start + len(passage)
                inside = [f for f in made.figures if start <= f.start and f.end <= end]
                said = tuple(made.text[figure.start : figure.end] for figure in inside)
                found.append(Passage(lang, part, said))
    return found


def _starts(text: str, passage: str) -> list[int]:
    found, at = [], text.find(passage)
    while at >= 0:
        found.append(at)
        at = text.find(passage, at + 1)
    return found


def erratum(
    news: News, *, passage: str, lang: str, wording: str, reason: str, at: datetime
) -> NewsErratum:
    """The next erratum, not saved yet; its figures are those of the moment, and kept with it."""
    figures = bound_in((wording,), known_on(news, day_of(at)))
    shown = {asked: each.shown for asked, each in figures.items()}
    return NewsErratum(
        news=news,
        number=news.errata.count() + 1,
        at=at,
        language=lang,
        passage=passage,
        wording=render(wording, lang, shown).text,
        reason=reason,
        figures=[kept(each) for each in figures.values()],
    )


def news_out() -> "QuerySet[News]":
    """What was published, with the tombstones of what was withdrawn since; newest first."""
    return News.objects.filter(
        Q(state="published") | Q(state="withdrawn", published_at__isnull=False)
    ).order_by("-published_at", "-pk")


def changed_at(news: News, errata: "list[NewsErratum]") -> datetime:
    """When its readers last had something new: published, corrected, withdrawn."""
    moments = [news.published_at, news.withdrawn_at, *(each.at for each in errata)]
    latest: datetime = max(each for each in moments if each is not None)
    return latest


def publish_due(moment: datetime) -> int:
    """Publish what was set for a time that has come; how many these were."""
    rows = News.objects.filter(state="embargoed", embargo_until__lte=moment)
    keys = list(rows.order_by("embargo_until", "pk").values_list("pk", flat=True))
    return sum(_published(key, moment) for key in keys)


def _published(key: int, moment: datetime) -> bool:
    """False where somebody withdrew it, or set another time, in that very moment."""
    news = News.objects.get(pk=key)
    at = max(moment, news.updated_at)
    try:
        perform(news, "publish", actor=CLOCK, expected_version=news.version, at=at)
    except (StaleVersion, WrongState, GuardUnmet):
        return False
    return True


def readers(day: date) -> tuple[str, ...]:
    """Everybody who works with the site; each has said how often mail may come, if at all."""
    rows = Membership.objects.filter(on(day)).exclude(person__user__is_active=False)
    keys = rows.order_by("person_id").values_list("person_id", flat=True).distinct()
    return tuple(str(key) for key in keys)
