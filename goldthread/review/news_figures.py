"""The figures of a release of news: asked while it is written, kept when they are locked.

Of a release about a review the register's figures are as known on the day on which the review's
were frozen, so that both tell the same; otherwise as known on the day itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from goldthread.programme.errors import PartRefused
from goldthread.review.counted import COUNTS, counted, is_count, refuse_unknown_count
from goldthread.review.models import News, NewsFigure
from goldthread.seminar.address_figures import (
    BoundFigure,
    computed,
    read_tokens,
    refuse_unknown,
    shown_of,
)
from goldthread.seminar.speech.bindings import COVER, Binding, covered, tokens
from goldthread.seminar.speech.numerals import HAN
from goldthread.seminar.speech.quantities import numbers
from goldthread.seminar.speech.rendering import Rendered, Shown, render, written
from goldthread.seminar.speech.sentences import sentences
from goldthread.workflow.texts import Sentence, Titles, say

LOCKED = ("locked", "cleared", "signed", "embargoed", "published", "withdrawn")
PARTS = ("summary", "text")
TEXTS = ("summary_en", "summary_zh", "text_en", "text_zh")
CLAIMS = ("quantity", "limit")
"""Kinds of numbers that say how much or how many, or within which time."""

SHOWN = 4
_AMOUNT = re.compile(r"\d+(?![GDK]$)[A-Za-z]+|(?:RMB|CNY|USD|EUR|GBP|CHF)\d.*", re.ASCII)
"""What reads like a code and is an amount: 120bn, RMB120; 5G is none."""

_TITLE = re.compile(r"《[^》\n]{1,300}》|〈[^〉\n]{1,300}〉")


@dataclass(frozen=True)
class Moved:
    """A locked figure and what it is now."""

    row: NewsFigure
    told: Titles


def known_on(news: News, day: date) -> date:
    """As known on which day the register is asked."""
    release = news.review.releases.order_by("-number").first() if news.review_id else None
    return release.as_known_on if release is not None else day


# What may be written


def refuse_unbound(text: str, allowed: Iterable[str] = ()) -> None:
    """PartRefused at a token that cannot be read or asked, or a number that is not bound.

    `allowed`: numbers that may stand, as they are written.
    """
    refuse_unknown(_with_counts_covered(text))
    for token in read_tokens(text):
        if is_count(token.binding):
            refuse_unknown_count(text, token)
    refuse_numbers(text, allowed)


def refuse_numbers(text: str, allowed: Iterable[str] = ()) -> None:
    known = set(allowed)
    found = [each for each in unbound(text) if each not in known]
    if found:
        raise PartRefused(_unbound(found))


def _unbound(found: list[str]) -> Sentence:
    shown = list(dict.fromkeys(found))[:SHOWN]
    told = {
        "en": ", ".join(f"“{each}”" for each in shown),
        "zh": "、".join(f"“{each}”" for each in shown),
    }
    return say(
        "{count} numbers are bound to nothing ({shown}); write a token such as "
        "{{{{C03 period=2019-H1}}}} or leave them out.",
        "有{count}处数字未绑定数据（{shown}），"
        "请改用{{{{C03 period=2019-H1}}}}之类的标记，或删去。",
        count=len(found),
        shown=told,
    )


def unbound(text: str) -> list[str]:
    """The numbers of a text that claim something and stand in no token, in order.

    A date, the name of a plan, the number of a law or of an article claims nothing. What is a digit
    by its nature and belongs to none of these is no better for being written strangely.
    """
    hidden = covered(text)
    return [said for part in sentences(text) for said in _unbound_in(hidden[part.start : part.end])]


def _unbound_in(sentence: str) -> Iterator[str]:
    rest = list(_TITLE.sub(lambda title: COVER * len(title.group()), sentence))
    found = []
    for number in numbers(sentence):
        rest[number.start : number.end] = COVER * (number.end - number.start)
        if number.kind in CLAIMS or (number.kind == "code" and _AMOUNT.fullmatch(number.text)):
            found.append((number.start, number.text))
    left = re.finditer(r"[^\ue001\s]+", "".join(rest))
    found += [(run.start(), run.group()[:40]) for run in left if any(map(_digit, run.group()))]
    yield from (said for _, said in sorted(found))


def _digit(char: str) -> bool:
    """Of any script; the numerals among Chinese characters are words and told apart elsewhere."""
    return char not in HAN and unicodedata.category(char) in ("Nd", "Nl", "No")


def refuse_tokens(text: str) -> None:
    """A title is shown where no figure can be opened, and in mails."""
    if read_tokens(text):
        raise PartRefused(
            say(
                "A title holds no figure; put it into the summary or the text.",
                "标题中不得使用数据标记，请写入摘要或正文。",
            )
        )


def _with_counts_covered(text: str) -> str:
    """What the register cannot answer covered by as many signs, so that places stay right."""
    parts = list(text)
    for token in read_tokens(text):
        if is_count(token.binding):
            parts[token.start : token.end] = COVER * (token.end - token.start)
    return "".join(parts)


# What they are


def bound_in(texts: Iterable[str], day: date) -> dict[str, BoundFigure]:
    """Every figure that the texts ask for, by `Binding.asked`; the register's as known on a day."""
    asked = {t.binding.asked: t.binding for text in texts for t in tokens(text)}
    counts = {name: counted(each) for name, each in asked.items() if is_count(each)}
    others = ["{{" + name + "}}" for name in asked if name not in counts]
    found = counts | computed(others, day)
    return {name: found[name] for name in asked}


def texts_of(news: News) -> tuple[str, ...]:
    return tuple(getattr(news, name) for name in TEXTS)


def bound_now(news: News, day: date) -> dict[str, BoundFigure]:
    return bound_in(texts_of(news), known_on(news, day))


def lock(news: News, day: date) -> list[NewsFigure]:
    """The rows that keep the figures as they are; not saved yet."""
    return [
        NewsFigure(
            news=news,
            code=each.shown.code,
            binding=asked,
            value=each.value,
            identity=dict(each.identity),
        )
        for asked, each in bound_now(news, day).items()
    ]


def shown_in(news: News, day: date) -> dict[str, Shown]:
    """The locked figures, before that those of the day."""
    if news.state in LOCKED:
        return {row.binding: shown_of(row) for row in news.figures.all()}
    return {asked: each.shown for asked, each in bound_now(news, day).items()}


def part_of(
    news: News, part: str, lang: str, shown: Mapping[str, Shown], *, codes: bool = False
) -> Rendered:
    """The summary or the text in a language with its figures; empty where it is not written."""
    return render(getattr(news, f"{part}_{lang}"), lang, shown, codes=codes)


def without_value(news: News, day: date) -> list[str]:
    return [asked for asked, each in bound_now(news, day).items() if each.shown.value is None]


def moved_since(news: News, day: date) -> list[Moved]:
    """The locked figures that are otherwise by now."""
    now = bound_now(news, day)
    return [
        Moved(row, _from_to(row, now.get(row.binding)))
        for row in news.figures.all()
        if row.binding not in now or now[row.binding].value != row.value
    ]


def _from_to(row: NewsFigure, new: BoundFigure | None) -> Titles:
    binding = binding_of(row.binding)
    signed = replace(binding, signed=bool(binding.change))
    now = new.shown if new is not None else None
    return {
        lang: f"{row.binding}: {written(signed, shown_of(row), lang)} → "
        f"{written(signed, now, lang)}"
        for lang in ("en", "zh")
    }


def binding_of(asked: str) -> Binding:
    return tokens("{{" + asked + "}}")[0].binding


def titles_of(binding: Binding, titles: Mapping[str, Titles]) -> Titles:
    """What a figure is called: a count by its own name, others as the catalogue says."""
    if is_count(binding):
        return COUNTS[binding.indicator].titles
    return titles.get(binding.indicator, {"en": binding.indicator, "zh": binding.indicator})


def kept(figure: BoundFigure) -> dict[str, Any]:
    """A figure of an erratum as its row keeps it."""
    return {
        "binding": figure.binding.asked,
        "code": figure.shown.code,
        "value": figure.value,
        "identity": dict(figure.identity),
    }
