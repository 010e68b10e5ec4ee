"""The head's address: its sentences with figures that open to their records; for those who write
it, what the check found beside each sentence; the promises with what became of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as page_of
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme import queries as programme
from goldthread.seminar import queries
from goldthread.seminar.address_figures import FROZEN, shown_in
from goldthread.seminar.models import Address
from goldthread.seminar.queries.checking import Checked, checked
from goldthread.seminar.queries.visible import DESK
from goldthread.seminar.speech.bindings import Binding
from goldthread.seminar.speech.finding import KINDS, Finding
from goldthread.seminar.speech.rendering import Shown, render
from goldthread.seminar.speech.sentences import Part, sentences
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.seminar.common import is_one_of, seen
from goldthread.web.seminar.pieces import Piece, pieces, records
from goldthread.web.seminar.released import Released
from goldthread.web.shell import address as shell
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

WRITING = ("planning", *DESK)
LANGS = (("en", "en"), ("zh", "zh-Hans"))
MOST_ABOUT = 8
"""Of what a finding is about, how much is linked; its sentence tells how much more there is."""


@dataclass(frozen=True)
class Found:
    """A finding as a page shows it; `accepted` is the reason for which it stands."""

    kind: str
    tone: str
    why: str
    accepted: str
    about: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Sentence:
    """`breaks`: a new paragraph begins with it."""

    number: int
    breaks: bool
    pieces: tuple[Piece, ...]
    findings: tuple[Found, ...]
    promises: bool


def address_page(request: HttpRequest, key: str) -> HttpResponse:
    shell.read(request, {})
    with offices.remembering():
        rows = queries.addresses_visible_to(request.user)
        found: Address = seen(rows.select_related("seminar__cycle", "item"), key)
        shown = frame(request, found)
        writes = is_one_of(request, WRITING)
        result = checked(found, request.user, clock.today()) if writes else None
        item = Released(found.seminar).title(found.item, request.lang) if found.item else ""
        context = {
            "title": found.title(request.lang),
            "address": found,
            "frame": shown,
            "thread": shown.thread,
            "seminar": found.seminar.title(request.lang),
            "seminar_href": link(request, f"/seminars/{found.seminar.key}"),
            "item": item,
            "writes": writes,
            "blocking": len(result.blocking) if result else 0,
            "open": len(result.open_warnings()) if result else 0,
            "texts": _texts(request, found, result),
            "promises": _promises(request, found),
        }
        return page_of(request, "seminar/address.html", context)


def _texts(request: HttpRequest, found: Address, result: Checked | None) -> list[dict[str, Any]]:
    """The texts there are, the reader's language first."""
    figures = shown_in(found, clock.today())
    known = _Known(figures, _as_of(found), result, _numbers(request, result))
    made = [
        {
            "lang": tag,
            "title": _("English") if lang == "en" else _("Chinese"),
            "sentences": list(_sentences(request, text, lang, known)),
        }
        for lang, tag in LANGS
        if (text := getattr(found, f"text_{lang}"))
    ]
    return made[::-1] if request.lang == "zh" else made


@dataclass(frozen=True)
class _Known:
    """The figures, as known on which load each, what the check found, and the ledger numbers of
    the tasks that this is about."""

    figures: Mapping[str, Shown]
    as_of: Mapping[str, str]
    result: Checked | None
    numbers: Mapping[str, str]

    def findings(self, lang: str, part: Part) -> list[Finding]:
        rows = self.result.findings if self.result else ()
        return [each for each in rows if each.lang == lang and each.start == part.start]

    def promises(self, lang: str, part: Part) -> bool:
        rows = self.result.promises if self.result else ()
        return any(e.lang == lang and e.promised.part.start == part.start for e in rows)


def _as_of(found: Address) -> dict[str, str]:
    """Of an address that was cleared, the load as known on which each figure was computed."""
    if found.state not in FROZEN:
        return {}
    return {row.binding: str(row.identity.get("as_of") or "") for row in found.figures.all()}


def _sentences(request: HttpRequest, text: str, lang: str, known: _Known) -> Iterator[Sentence]:
    last = 0
    for number, part in enumerate(sentences(text), 1):
        yield Sentence(
            number,
            number > 1 and "\n" in text[last : part.start],
            tuple(_pieces(request, part.text, lang, known)),
            tuple(_found(request, each, known) for each in known.findings(lang, part)),
            known.promises(lang, part),
        )
        last = part.end


def _pieces(request: HttpRequest, text: str, lang: str, known: _Known) -> Iterator[Piece]:
    def href(binding: Binding) -> str:
        return records(binding, known.as_of.get(binding.asked), request.lang_asked)

    return pieces(render(text, lang, known.figures), href)


def _found(request: HttpRequest, finding: Finding, known: _Known) -> Found:
    severity, titles = KINDS[finding.kind]
    reasons = known.result.reasons if known.result else {}
    accepted = reasons.get(finding.key, "")
    tone = "bad" if severity == "blocks" else "good" if accepted else "warn"
    kind = in_language(titles, request.lang)
    why = finding.why.in_language(request.lang)
    return Found(kind, tone, why, accepted, _about(request, finding, known))


def _numbers(request: HttpRequest, result: Checked | None) -> dict[str, str]:
    """Of the tasks that findings are about, where the reader sees them."""
    findings = result.findings if result else ()
    keys = {key for each in findings for key in each.about.get("tasks", ())[:MOST_ABOUT]}
    if not keys:
        return {}
    rows = programme.tasks_visible_to(request.user, clock.today())
    found = rows.filter(pk__in=keys).exclude(ledger_number="")
    return {str(key): number for key, number in found.values_list("pk", "ledger_number")}


def _about(request: HttpRequest, finding: Finding, known: _Known) -> list[dict[str, str]]:
    """Where what it contradicts stands; the check has named what the reader may see only."""
    paths = (("tasks", "/tasks/", _("task")), ("measures", "/measures/", _("measure")))
    return [
        {"name": known.numbers.get(key) or f"{name} {key}", "href": link(request, path + key)}
        for kind, path, name in paths
        for key in finding.about.get(kind, ())[:MOST_ABOUT]
    ]


def _promises(request: HttpRequest, found: Address) -> list[dict[str, Any]]:
    """Each promise of a given address, and the measure where the reader sees it."""
    seen_measures = set(
        programme.measures_visible_to(request.user)
        .filter(promised_in__address=found)
        .values_list("pk", flat=True)
    )
    first, second = ("zh", "en") if request.lang == "zh" else ("en", "zh")
    rows = found.promises.select_related("measure__cycle").order_by("position")
    return [
        {
            "sentence": getattr(row, f"sentence_{first}") or getattr(row, f"sentence_{second}"),
            "href": link(request, f"/measures/{row.measure_id}")
            if row.measure_id in seen_measures
            else "",
            "measure": f"{row.measure.cycle.key} · {row.measure.number}",
            "badge": badge(row.measure.machine, row.measure.state, request.lang)
            if row.measure_id in seen_measures
            else None,
        }
        for row in rows
    ]
