"""The head's one page: read in two minutes on a phone, printed on a sheet, every number a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.offices import queries as offices
from goldthread.review.parties import READING_HEAD
from goldthread.review.queries.head import (
    Help,
    Late,
    Moved,
    PromisedAnswer,
    PromisedWords,
    Wanted,
    head,
)
from goldthread.review.queries.movement import Movement
from goldthread.seminar.speech.rendering import numeral
from goldthread.web.acting.frame import address as link
from goldthread.web.seminar.common import only
from goldthread.web.shell import address, numbers, periods
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language
from goldthread.workflow.timing import Timing

REASON, TITLE = 110, 60
SOON = 14
"""Days before a day promised in which it is marked."""


@dataclass(frozen=True)
class Row:
    """`figures`: each a number with its link; `tone` of the first: good, warn, bad or none."""

    title: str
    href: str
    figures: Sequence[tuple[str, str]]
    tone: str = ""
    note: str = ""


def page(request: HttpRequest) -> HttpResponse:
    only(request, READING_HEAD)
    address.read(request, {})
    today = clock.today()
    with offices.remembering():
        found = head(request.user, today)
        context = {
            "title": _("The head's page"),
            "day": today,
            "cycle": found.cycle,
            "cycle_href": link(request, f"/cycles/{found.cycle.key}") if found.cycle else "",
            "moved": _moved(request, found.moved),
            "behind": [_late(request, row) for row in found.behind],
            "behind_in_all": found.behind_in_all,
            "behind_href": link(request, "/ledger", timing=Timing.LATE.value),
            "help": [_help(request, row) for row in found.help],
            "answers": [_answer(request, row) for row in found.promised.answers],
            "answers_open": found.promised.answers_open,
            "words": [_words(request, row) for row in found.promised.words],
            "words_open": found.promised.words_open,
            "words_href": _address(request, found.promised.words),
            "promises_href": link(request, "/promises"),
            "wanted": _wanted(request, found.wanted),
        }
        return render(request, "head/head.html", context)


def _cut(text: str, most: int) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _moved(request: HttpRequest, moved: Moved) -> dict[str, Any]:
    return {
        "period": periods.title(moved.period, request.lang),
        "rows": [_movement(request, row) for row in moved.rows],
        "outside": moved.outside,
        "unknown": moved.unknown,
    }


def _movement(request: HttpRequest, row: Movement) -> Row:
    lang = request.lang
    href = link(request, "/", indicator=row.indicator, period=row.period)
    unit = "%" if row.relative else _points(row, lang)
    note = _("no range yet")
    if row.low is not None and row.high is not None:
        told = {"low": _signed(row.low) + unit, "high": _signed(row.high) + unit}
        note = _("usually %(low)s to %(high)s") % told
    return Row(in_language(row.titles, lang), href, [(_signed(row.change) + unit, href)], "", note)


def _points(row: Movement, lang: str) -> str:
    unit = in_language(row.unit, lang)
    gap = "" if lang == "zh" else " "
    return gap + (_("percentage points") if unit == "%" else unit)


def _signed(value: Fraction) -> str:
    return numeral(value, 1, plus=True)


def _days(days: int, lang: str) -> str:
    shown = numbers.number(abs(days), lang)
    return ngettext("%(n)s day", "%(n)s days", abs(days)) % {"n": shown}


def _late(request: HttpRequest, row: Late) -> Row:
    task, lang = row.task, request.lang
    href = link(request, f"/tasks/{task.pk}")
    figures = [(_("%(days)s late") % {"days": _days(row.days, lang)}, href)]
    if row.assignments:
        told = ngettext("%(n)s assignment", "%(n)s assignments", row.assignments)
        below = link(request, "/ledger", parent=task.pk, timing=Timing.LATE.value)
        figures.append((told % {"n": numbers.number(row.assignments, lang)}, below))
    title = f"{task.ledger_number} {_cut(task.title(lang), TITLE)}"
    note = _cut(row.reason, REASON) or _("no reason was reported")
    return Row(title, href, figures, "bad", note)


def _help(request: HttpRequest, row: Help) -> Row:
    late = link(request, "/ledger", office=row.office, timing=Timing.LATE.value)
    every = link(request, "/ledger", office=row.office)
    lang = request.lang
    told = (
        (row.late, _("%(n)s late"), late),
        (row.unanswered, _("notices unanswered: %(n)s"), every),
        (row.handed_back, _("handed back: %(n)s"), every),
    )
    figures = [(text % {"n": numbers.number(n, lang)}, href) for n, text, href in told if n]
    return Row(in_language(row.titles, lang), every, figures, "warn")


def _left(left: int, lang: str) -> tuple[str, str]:
    """Words for the days left, and their tone."""
    if left < 0:
        return _("%(days)s late") % {"days": _days(left, lang)}, "bad"
    return _("%(days)s left") % {"days": _days(left, lang)}, "warn" if left <= SOON else ""


def _answer(request: HttpRequest, row: PromisedAnswer) -> Row:
    proposal = row.proposal
    href = link(request, f"/proposals/{proposal.pk}")
    told, tone = _left(row.left, request.lang)
    title = f"{proposal.number} {_cut(proposal.title(request.lang), TITLE)}"
    return Row(title, href, [(told, href)], tone)


def _words(request: HttpRequest, row: PromisedWords) -> Row:
    promise, lang = row.promise, request.lang
    first, second = promise.sentence_en, promise.sentence_zh
    said = (second or first) if lang == "zh" else (first or second)
    href = link(request, f"/measures/{promise.measure_id}")
    if row.left is None:
        return Row(_cut(said, TITLE), href, [], "warn", _("no task yet"))
    told, tone = _left(row.left, lang)
    return Row(_cut(said, TITLE), href, [(told, href)], tone)


def _address(request: HttpRequest, rows: Sequence[PromisedWords]) -> str:
    """Of the promise that falls due first."""
    return link(request, f"/addresses/{rows[0].promise.address_id}") if rows else ""


def _wanted(request: HttpRequest, wanted: Wanted) -> dict[str, Any]:
    seminar, lang = wanted.seminar, request.lang
    key = seminar.key if seminar is not None else None
    return {
        "supported": [
            _proposal(request, row, _("supported by %(n)s") % {"n": numbers.number(n, lang)})
            for row, n in wanted.supported
        ],
        "bridges": [_proposal(request, row, "") for row in wanted.bridges],
        "unanswered": wanted.unanswered,
        "overdue": wanted.overdue,
        "href": link(request, "/proposals", seminar=key),
        "overdue_href": link(request, f"/seminars/{key}/unsaid") if key else "",
        "consensus": link(request, f"/seminars/{key}/consensus") if key else "",
        "title": seminar.title(lang) if seminar is not None else "",
    }


def _proposal(request: HttpRequest, row: Any, told: str) -> Row:
    href = link(request, f"/proposals/{row.pk}")
    title = f"{row.number} {_cut(row.title(request.lang), TITLE)}"
    return Row(title, href, [(told, href)] if told else [])
