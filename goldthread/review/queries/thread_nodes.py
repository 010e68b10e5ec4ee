"""What each kind of the thread is made of: the rows a reader sees, and how a row is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet

from goldthread.programme import queries as programme
from goldthread.programme.models import (
    Clause,
    Evidence,
    KeyTask,
    Measure,
    ProgressReport,
    Requirement,
)
from goldthread.review.models import News, ReviewDocument
from goldthread.review.queries import visible as review
from goldthread.review.thread import figures
from goldthread.review.thread.model import Node, Ref
from goldthread.seminar import queries as seminar
from goldthread.seminar.address_figures import frozen
from goldthread.seminar.models import Address, AddressFigure, Answer, Promise, Proposal
from goldthread.seminar.speech.bindings import tokens
from goldthread.seminar.speech.errors import TokenRefused
from goldthread.seminar.speech.rendering import render
from goldthread.seminar.speech.sentences import sentences
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import Titles

LONGEST_TITLE = 160


@dataclass(frozen=True)
class Source:
    """`seen`: what a user sees on a day. `tell`: a row as a node. `related` and `besides`: what is
    read with the rows, by a join or by a query for all."""

    kind: str
    seen: Callable[[Any, date], Any]
    tell: Callable[[Any], Node]
    related: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    def rows(self, user: Any, day: date) -> Any:
        return self.seen(user, day)

    def nodes(self, rows: Any, keys: Sequence[Any]) -> list[Node]:
        found = rows.filter(pk__in=keys).select_related(*self.related).order_by("pk")
        found = found.prefetch_related(*self.besides)
        return [self.tell(row) for row in found]

    def one(self, user: Any, day: date, key: str) -> Node | None:
        if not (key.isascii() and key.isdigit() and len(key) <= 18):
            return None
        return next(iter(self.nodes(self.rows(user, day), [int(key)])), None)


class Figures(Source):
    """Figures have no rows: a reader meets those that something visible asks for."""

    def nodes(self, _rows: Any, keys: Sequence[Any]) -> list[Node]:
        return [_figure(key) for key in keys]

    def one(self, _user: Any, _day: date, key: str) -> Node | None:
        """Any figure that can be asked of the register; its records are public."""
        figure = figures.of_binding(key.replace(";", " "))
        return _figure(figure) if figure else None


def _alive(kind: str, obj: Lifecycle, titles: Titles, href: str, office: Any = None) -> Node:
    return Node(
        Ref(kind, str(obj.pk)),
        titles,
        href,
        obj.machine.state(obj.state).titles,
        obj.created_at,
        office.code if office is not None else "",
    )


def _titled(obj: Any, before: str = "") -> Titles:
    return {lang: f"{before} {obj.title(lang)}".strip() for lang in ("en", "zh")}


def _clause(row: Clause) -> Node:
    document = row.document
    said = row.heading or _short(row.text)
    titles = {n: f"{document.title(n)} {row.path} {said}".strip() for n in ("en", "zh")}
    href = f"/sources/{document.key}#c{row.position}"
    state = document.machine.state(document.state).titles
    return Node(Ref("clause", str(row.pk)), titles, href, state, _midnight(document.issued_on))


def _requirement(row: Any) -> Node:
    return _alive("requirement", row, _titled(row, row.number), f"/requirements/{row.pk}")


def _measure(row: Any) -> Node:
    titles = _titled(row, f"{row.number}.")
    return _alive("measure", row, titles, f"/measures/{row.pk}", row.department)


def _task(row: KeyTask) -> Node:
    kind = "task" if row.parent_id is None else "assignment"
    return _alive(kind, row, _titled(row, row.ledger_number), f"/tasks/{row.pk}", row.lead)


def _report(row: Any) -> Node:
    said = f"{row.task.ledger_number} {row.period_end.isoformat()} {row.office.code}"
    return _alive("report", row, {"en": said, "zh": said}, f"/reports/{row.pk}", row.office)


def _evidence(row: Any) -> Node:
    titles = {"en": row.name, "zh": row.name}
    return _alive("evidence", row, titles, f"/evidence/{row.pk}", row.office)


def _figure(figure: str) -> Node:
    said = figure.replace(";", " ")
    return Node(Ref("figure", figure), {"en": said, "zh": said})


def _sentence(row: AddressFigure) -> Node:
    address: Address = row.address
    titles = {lang: _said(address, row.binding, lang) for lang in ("en", "zh")}
    state = address.machine.state(address.state).titles
    href = f"/addresses/{address.pk}"
    return Node(Ref("sentence", str(row.pk)), titles, href, state, address.created_at)


def _said(address: Address, binding: str, lang: str) -> str:
    """The sentence with the figures that the address was cleared with, in either language."""
    order = (
        (address.text_zh, address.text_en) if lang == "zh" else (address.text_en, address.text_zh)
    )
    for text in order:
        for part in sentences(text):
            if any(asked == binding for asked in _asked(part.text)):
                return _short(render(part.text, lang, frozen(address)).text)
    return binding


def _asked(text: str) -> list[str]:
    try:
        return [token.binding.asked for token in tokens(text)]
    except TokenRefused:
        return []


def _frozen(row: Any) -> Node:
    said = f"{row.asked} [{row.code}]"
    titles = {"en": said, "zh": said}
    at = row.release.made_at
    return Node(Ref("frozen", str(row.pk)), titles, f"/f/{row.code}", None, at)


def _document(row: ReviewDocument) -> Node:
    titles = {n: f"{row.review.title(n)} ({row.language})" for n in ("en", "zh")}
    return _alive("document", row, titles, f"/reviews/{row.review_id}")


def _news(row: News) -> Node:
    titles = {n: row.title(n) or row.key for n in ("en", "zh")}
    return _alive("news", row, titles, f"/news/{row.key}")


def _proposal(row: Any) -> Node:
    titles = _titled(row, row.number)
    return _alive("proposal", row, titles, f"/proposals/{row.pk}", row.office)


def _answer(row: Answer) -> Node:
    number = row.proposal.number
    titles = {
        "en": f"{number} ({row.answer_class}) {_short(row.answer_en or row.answer_zh)}",
        "zh": f"{number}（{row.answer_class}）{_short(row.answer_zh or row.answer_en)}",
    }
    href, at = f"/proposals/{row.proposal_id}#answers", row.published_at or row.drafted_at
    return Node(Ref("answer", str(row.pk)), titles, href, None, at, row.office.code)


def _promise(row: Promise) -> Node:
    titles = {
        "en": _short(row.sentence_en or row.sentence_zh),
        "zh": _short(row.sentence_zh or row.sentence_en),
    }
    href = f"/addresses/{row.address_id}"
    return Node(Ref("promise", str(row.pk)), titles, href, None, row.address.entered_at)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def _clauses(user: Any, day: date) -> "QuerySet[Clause]":
    return Clause.objects.filter(document__in=programme.documents_visible_to(user, day))


def _national(user: Any, day: date) -> "QuerySet[KeyTask]":
    return programme.tasks_visible_to(user, day).filter(parent=None)


def _assigned(user: Any, day: date) -> "QuerySet[KeyTask]":
    return programme.tasks_visible_to(user, day).exclude(parent=None)


def _cited(user: Any, day: date) -> "QuerySet[AddressFigure]":
    return AddressFigure.objects.filter(address__in=seminar.addresses_visible_to(user, day))


def _promised(user: Any, day: date) -> "QuerySet[Promise]":
    return Promise.objects.filter(address__in=seminar.addresses_visible_to(user, day))


def _none(_user: Any, _day: date) -> None:
    """Figures are no rows."""


def _sources() -> tuple[Source, ...]:
    return (
        Source("clause", _clauses, _clause, ("document",)),
        Source("requirement", programme.requirements_visible_to, _requirement),
        Source("measure", programme.measures_visible_to, _measure, ("department",)),
        Source("task", _national, _task, ("lead",)),
        Source("assignment", _assigned, _task, ("lead",)),
        Source("report", programme.reports_visible_to, _report, ("task", "office")),
        Source("evidence", programme.evidence_visible_to, _evidence, ("office",)),
        Figures("figure", _none, _figure),
        Source("sentence", _cited, _sentence, ("address",), ("address__figures",)),
        Source("frozen", review.figures_visible_to, _frozen, ("release",)),
        Source("document", review.documents_visible_to, _document, ("review",)),
        Source("news", review.news_visible_to, _news),
        Source("proposal", seminar.proposals_visible_to, _proposal, ("office",)),
        Source("answer", seminar.answers_visible_to, _answer, ("proposal", "office")),
        Source("promise", _promised, _promise, ("address",)),
    )


SOURCES: dict[str, Source] = {source.kind: source for source in _sources()}

ALIVE: dict[str, type[Lifecycle]] = {
    "requirement": Requirement,
    "measure": Measure,
    "task": KeyTask,
    "assignment": KeyTask,
    "report": ProgressReport,
    "evidence": Evidence,
    "document": ReviewDocument,
    "news": News,
    "proposal": Proposal,
}
"""Kinds whose things have a life of their own, which the log tells."""
