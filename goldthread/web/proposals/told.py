"""Proposals as rows of lists, stances counted, the way a proposal came and goes on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from goldthread.programme.codelists import titles_of
from goldthread.seminar.codelists import answer_classes
from goldthread.seminar.models.discussion import ABSTAIN, OPPOSE, SUPPORT
from goldthread.seminar.queries.proposals import Row as Listed
from goldthread.seminar.rules.discussion import POSITIONS
from goldthread.web.acting.frame import Badge, badge
from goldthread.web.acting.frame import address as link
from goldthread.web.shell import numbers
from goldthread.workflow.texts import in_language

DESCENTS = {
    "merge": gettext_lazy("merged"),
    "duplicate": gettext_lazy("marked as a duplicate"),
    "split": gettext_lazy("split"),
}
ORDER = (SUPPORT, OPPOSE, ABSTAIN)


@dataclass(frozen=True)
class Row:
    """One proposal of a list."""

    pk: int
    version: int
    seminar: str
    number: str
    title: str
    href: str
    office: str
    line: str
    badge: Badge
    sponsors: int
    stances: str
    answer_class: str
    class_title: str
    submitted_on: date | None


def line_title(code: str, lang: str) -> str:
    titles = titles_of("lines_of_work").get(code)
    return in_language(titles, lang) if titles else code


def class_title(code: str, lang: str) -> str:
    found = answer_classes().get(code)
    return in_language(found.titles, lang) if found else ""


def rows(request: HttpRequest, found: Iterable[Listed]) -> list[Row]:
    """Rows of a page of the list, written for the reader."""
    return [_row(request, each) for each in found]


def _row(request: HttpRequest, found: Listed) -> Row:
    row, lang = found.proposal, request.lang
    return Row(
        pk=row.pk,
        version=row.version,
        seminar=row.seminar.key,
        number=row.number,
        title=row.title(lang),
        href=link(request, f"/proposals/{row.pk}"),
        office=in_language(found.office, lang),
        line=line_title(row.line_of_work, lang),
        badge=badge(row.machine, row.state, lang),
        sponsors=found.sponsors,
        stances=" · ".join(str(found.stances.get(name, 0)) for name in ORDER)
        if found.stances
        else "",
        answer_class=row.answer_class,
        class_title=class_title(row.answer_class, lang),
        submitted_on=row.submitted_on,
    )


@dataclass(frozen=True)
class Part:
    """A part of a bar of a hundred."""

    name: str
    word: str
    count: int
    x: float
    width: float


def parts(counts: Mapping[str, int], words: Mapping[str, Any]) -> list[Part]:
    """One part for each word, in their order; a bar of nothing has no width."""
    total = sum(counts.get(name, 0) for name in words) or 1
    found, at = [], 0.0
    for name, word in words.items():
        width = round(100 * counts.get(name, 0) / total, 2)
        found.append(Part(name, str(word), counts.get(name, 0), round(at, 2), width))
        at += width
    return found


def stance_parts(positions: Sequence[str], lang: str) -> list[Part]:
    return parts(Counter(positions), {name: position(name, lang) for name in ORDER})


def share(ratio: float, lang: str) -> str:
    """`61.2%`."""
    return f"{numbers.number(100 * ratio, lang, 1)}%"


def position(code: str, lang: str) -> str:
    return in_language(POSITIONS[code], lang)
