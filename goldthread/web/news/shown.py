"""A release as pages, feed and file show it: its texts with their figures, its errata."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from goldthread.offices.days import day_of
from goldthread.review.counted import is_count
from goldthread.review.models import News, NewsErratum, NewsFigure
from goldthread.review.news_figures import binding_of, known_on, shown_in, titles_of
from goldthread.review.newsroom import titles_of_figures
from goldthread.review.telling_news import changed_at
from goldthread.seminar.speech.bindings import Binding
from goldthread.seminar.speech.rendering import Shown, render, written
from goldthread.web.seminar.pieces import Piece, pieces, records
from goldthread.web.shell.address import Address
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

SEMINAR_PAGES = {"OFFICES": "/seminars/{key}", "PEOPLE": "/seminars/{key}"}
CYCLE_PAGES = ("MEASURES", "TASKS", "SETTLED")


@dataclass(frozen=True)
class Figure:
    """A figure by itself: how it is asked for, what it is, and where its records are."""

    title: str
    asked: str
    value: str
    code: str
    href: str


@dataclass(frozen=True)
class Release:
    """`lang` is the language shown: the reader's, or the other where it is not written in it."""

    news: News
    lang: str
    lang_asked: str

    @classmethod
    def of(cls, news: News, lang: str, lang_asked: str = "") -> "Release":
        other = "en" if lang == "zh" else "zh"
        there = any(getattr(news, f"{part}_{lang}") for part in ("text", "summary"))
        return cls(news, lang if there else other, lang_asked)

    @property
    def title(self) -> str:
        return str(self.news.title(self.lang))

    @property
    def tag(self) -> str:
        return "zh-Hans" if self.lang == "zh" else "en"

    @property
    def withdrawn(self) -> bool:
        return bool(self.news.state == "withdrawn")

    @cached_property
    def figures(self) -> Mapping[str, Shown]:
        return shown_in(self.news, clock.today())

    @cached_property
    def rows(self) -> Mapping[str, NewsFigure]:
        return {row.binding: row for row in self.news.figures.all()}

    @cached_property
    def errata(self) -> Sequence[NewsErratum]:
        return list(self.news.errata.all())

    @property
    def updated(self) -> datetime:
        return changed_at(self.news, list(self.errata))

    @property
    def summary(self) -> str:
        """Without links: for lists, feeds and the head of a page."""
        text = getattr(self.news, f"summary_{self.lang}")
        return render(text, self.lang, self.figures).text

    def paragraphs(self) -> list[tuple[Piece, ...]]:
        """Blank lines part them."""
        text: str = getattr(self.news, f"text_{self.lang}")
        parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
        return [self._pieces(part) for part in parts if part]

    def lead(self) -> tuple[Piece, ...]:
        return self._pieces(getattr(self.news, f"summary_{self.lang}"))

    def _pieces(self, text: str) -> tuple[Piece, ...]:
        return tuple(pieces(render(text, self.lang, self.figures), self._href))

    def listed(self) -> Iterator[Figure]:
        """Every figure once, in the order in which the texts ask for it."""
        bindings = {asked: binding_of(asked) for asked in self.figures}
        known = titles_of_figures(each.indicator for each in bindings.values())
        for asked, shown in self.figures.items():
            binding = bindings[asked]
            title = in_language(titles_of(binding, known), self.lang)
            # By itself no words beside it tell whether it rose or fell.
            signed = replace(binding, signed=bool(binding.change))
            yield Figure(
                title, asked, written(signed, shown, self.lang), shown.code, self._href(binding)
            )

    def _href(self, binding: Binding) -> str:
        if is_count(binding):
            return page_of_count(binding, self.lang_asked)
        row = self.rows.get(binding.asked)
        as_of = str(row.identity.get("as_of") or "") if row else self._known
        return records(binding, as_of, self.lang_asked)

    @cached_property
    def _known(self) -> str:
        return known_on(self.news, day_of(clock.now())).isoformat()


def page_of_count(binding: Binding, lang: str) -> str:
    """The page on which what is counted can be looked through."""
    key = binding.period
    if binding.indicator in CYCLE_PAGES:
        return str(Address.of(f"/cycles/{key}", lang=lang))
    if binding.indicator in SEMINAR_PAGES:
        return str(Address.of(SEMINAR_PAGES[binding.indicator].format(key=key), lang=lang))
    return str(Address.of("/proposals", seminar=key, lang=lang))


def with_parts(rows: "QuerySet[News]") -> "QuerySet[News]":
    """Figures and errata with one query each, however many releases."""
    return rows.prefetch_related("figures", "errata")
