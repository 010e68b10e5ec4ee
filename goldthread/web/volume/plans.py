"""A plan read into drafts: given, its lines corrected, what will be made looked at, made."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.offices import queries as offices_queries
from goldthread.programme import queries
from goldthread.programme.actions import hold_for_later
from goldthread.programme.actions.holding import choose
from goldthread.programme.actions.taking import LinesNotTaken, Made, take_lines, would_take
from goldthread.programme.models import Cycle, Held, KeyTask
from goldthread.programme.plan import PlanRefused, read, read_text
from goldthread.programme.plan.model import Plan
from goldthread.programme.plan.reading import LARGEST_FILE
from goldthread.programme.queries.held import taken_lines
from goldthread.programme.rules.source import WRITING
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import refusal as told_refusal
from goldthread.web.acting.views import FORBIDDEN, REFUSED
from goldthread.web.shell import address
from goldthread.web.shell.writing import MOST_FIELDS, accepts_post
from goldthread.web.volume import plan_choices, plan_told, plan_words
from goldthread.web.volume.keeping import ENVELOPE, Shelf, mine, onward
from goldthread.web.volume.offices import Offices
from goldthread.web.volume.plan_choices import Choices, Known
from goldthread.web.volume.plan_kept import MOST_LINES, KeptPlan
from goldthread.web.volume.plan_told import SHOWN, Telling
from goldthread.workflow import clock
from goldthread.workflow.errors import Refused
from goldthread.workflow.offers import Offer, available

DECISIONS = 512 * 1024


@accepts_post(limit=MOST_FIELDS)
def read_pasted(request: HttpRequest) -> HttpResponse:
    """The two forms for a plan, and the reading of pasted text."""
    given = address.read(request, {"cycle": str})
    if request.method != "POST":
        return _begin(request, cycle=given.get("cycle", ""))
    text = request.POST.get("text", "")
    try:
        plan = read_text(text, year=_year(request), name=_("The text"))
        return _kept(request, plan, plan.title or _("pasted text"))
    except PlanRefused as refusal:
        return _refused_plan(request, str(refusal), text)
    except Refused as refusal:
        return _begin(request, refusal.in_language(request.lang), text=text, status=REFUSED)


@accepts_post(limit=LARGEST_FILE + ENVELOPE)
def read_file(request: HttpRequest) -> HttpResponse:
    """The reading of a file, by what it is and not by what it is called."""
    address.read(request, {})
    file = request.FILES.get("file") if request.method == "POST" else None
    if file is None:
        return _begin(request, _("Choose a file.") if request.method == "POST" else "")
    with Shelf(file) as shelf:
        try:
            return _kept(request, read(shelf.path, year=_year(request)), shelf.name)
        except PlanRefused as refusal:
            return _refused_plan(request, shelf.told(str(refusal)))
        except Refused as refusal:
            return _begin(request, refusal.in_language(request.lang), status=REFUSED)


def _refused_plan(request: HttpRequest, message: str, text: str = "") -> HttpResponse:
    return _begin(
        request, plan_words.refusal(message, request.lang), text=text[:500_000], status=REFUSED
    )


def _year(request: HttpRequest) -> int | None:
    given = request.POST.get("year", "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) == 4):
        raise PlanRefused(
            _("The year %(year)s given is none: give one such as 2019.") % {"year": given[:20]}
        )
    return int(given)


def _kept(request: HttpRequest, plan: Plan, name: str) -> HttpResponse:
    cycle = _cycles(request).filter(key=request.POST.get("cycle", "")).first()
    if cycle is None:
        raise PlanRefused(_("Choose the cycle into which the tasks go."))
    if len(plan.tasks) > MOST_LINES:
        raise PlanRefused(
            _("The plan has %(count)d tasks; %(most)d are read at once: give its parts one by one.")
            % {"count": len(plan.tasks), "most": MOST_LINES}
        )
    offer = _offer(request)
    if not offer.allowed:
        return _begin(request)
    kept = KeptPlan(plan)
    held = hold_for_later(
        actor=request.user,
        kind=Held.PLAN,
        name=name,
        content=kept.content(),
        given={"cycle": cycle.pk},
    )
    return onward(request, f"/plans/{held.key}")


def _cycles(request: HttpRequest) -> Any:
    rows = queries.cycles_visible_to(request.user).filter(state__in=WRITING)
    return rows.order_by("-starts")


def _offer(request: HttpRequest) -> Offer:
    return available(KeyTask(), request.user)[0]


def _begin(
    request: HttpRequest, sentence: str = "", *, text: str = "", cycle: str = "", status: int = 200
) -> HttpResponse:
    offer = _offer(request)
    context = {
        "title": _("Read a plan"),
        "back": link(request, "/ledger"),
        "sentence": sentence,
        "text": text,
        "cycles": [(row.key, row.title(request.lang)) for row in _cycles(request)],
        "chosen": cycle or request.POST.get("cycle", ""),
        "year": request.POST.get("year", ""),
        "refusal": None if offer.allowed else told_refusal(offer, request.lang),
        "here": link(request, "/plans/read"),
        "file": link(request, "/plans/read-file"),
        "kept": [
            {"name": row.name, "href": link(request, f"/plans/{row.key}"), "at": row.made_at}
            for row in _earlier(request)
        ],
    }
    status = status if offer.allowed else FORBIDDEN
    return render(request, "volume/plan_begin.html", context, status=status)


def _earlier(request: HttpRequest) -> Any:
    rows = queries.held_visible_to(request.user).filter(kind=Held.PLAN)
    return rows.order_by("-made_at").defer("content")[:5]


class Page:
    """One plan on its way, with what is asked once for a page of it."""

    def __init__(self, request: HttpRequest, key: str) -> None:
        self.request = request
        self.held = mine(request, key, Held.PLAN)
        self.kept = KeptPlan.of(self.held)
        self.offices = Offices.today(request.lang)
        self.cycle = queries.cycles_visible_to(request.user).get(pk=self.held.given["cycle"])
        self.measures = list(_measures(request, self.cycle))
        self.matches = plan_choices.matches_of(self.kept, self.offices.names)
        said = self.held.given.get("choices")
        self.choices = Choices.kept(said) if said else Choices.proposed(self.kept, self.matches)
        self.taken = taken_lines(self.kept.sha256)

    @property
    def known(self) -> Known:
        keys = frozenset(str(row.pk) for row in self.measures)
        return Known(self.kept, frozenset(self.offices.names), keys)

    def telling(self) -> Telling:
        return Telling(
            self.kept, self.choices, self.offices, self.matches, self.taken, self.request.lang
        )

    def keep(self) -> None:
        choose(held=self.held, choices=self.choices.plain())

    def fresh(self, at: int) -> bool:
        task = self.kept.plan.tasks[at]
        return (task.start, task.end) not in self.taken

    def what(self, lines: Any) -> dict[str, Any]:
        return {
            "plan": self.kept.plan,
            "sha256": self.kept.sha256,
            "cycle": self.cycle,
            "lines": lines,
            "actor": self.request.user,
            "name": self.held.name,
        }


def _measures(request: HttpRequest, cycle: Cycle) -> Any:
    rows = queries.measures_visible_to(request.user).filter(cycle=cycle)
    return rows.order_by("number")


@accepts_post(limit=DECISIONS)
def lines(request: HttpRequest, key: str) -> HttpResponse:
    """The lines of a plan with what is decided about each; every button keeps what was chosen."""
    page = Page(request, key)
    asked = address.read(request, {"state": address.one_of(SHOWN), "q": str})
    if request.method != "POST":
        return _lines(page, asked)
    page.choices = plan_choices.read(request.POST, page.choices)
    _ticked(page, request.POST.get("step", ""), request.POST.getlist("line"))
    page.keep()
    if request.POST.get("step") != "preview":
        return onward(request, f"/plans/{key}", **asked)
    return _preview(page, asked)


def _ticked(page: Page, step: str, shown: list[str]) -> None:
    """Tick or untick all lines that the page showed at once."""
    warned = {at for at in page.kept.remarks if at is not None}
    for text in shown if step in ("all", "plain", "none") else ():
        at = int(text) if text.isdecimal() and len(text) < 6 else -1
        if 0 <= at < len(page.choices.lines):
            wanted = step == "all" or (step == "plain" and at not in warned)
            page.choices.lines[at].take = wanted and page.fresh(at)


def _preview(page: Page, asked: Mapping[str, Any]) -> HttpResponse:
    made = _tried(page, asked, would_take)
    if isinstance(made, HttpResponse):
        return made
    lang = page.request.lang
    context = {
        "title": _("What will be made"),
        "document": made.document.title(lang),
        "clauses": sum(1 + len(m.tasks) for m in page.kept.plan.measures),
        "cycle": page.cycle.title(lang),
        "measures": [{"number": row.number, "title": row.title(lang)} for row in made.measures],
        "tasks": [_made(page, task) for task in made.tasks],
        "back": link(page.request, f"/plans/{page.held.key}"),
        "take": link(page.request, f"/plans/{page.held.key}/take"),
    }
    return render(page.request, "volume/plan_preview.html", context)


def _made(page: Page, task: KeyTask) -> dict[str, Any]:
    lang = page.request.lang
    code = task.lead.code if task.lead else ""
    return {
        "title": task.title(lang),
        "lead": page.offices.title(code, lang) if code else _("left open"),
        "due": task.due,
        "measure": task.measure.title(lang) if task.measure else "",
    }


def _tried(page: Page, asked: Mapping[str, Any], do: Any) -> Made | HttpResponse:
    """What is made of the chosen lines, or the page again with what is wrong in which line."""
    chosen, faults = plan_choices.decided(page.choices, page.known)
    if not chosen and not faults:
        return _lines(page, asked, of_all=[_("Choose at least one line.")])
    try:
        with offices_queries.remembering():
            if faults:  # told with what the engine refuses of the others
                would_take(**page.what(chosen))
                return _lines(page, asked, faults)
            made: Made = do(**page.what(chosen))
            return made
    except LinesNotTaken as refused:
        told = {
            at: sentence.in_language(page.request.lang) for at, sentence in refused.faults.items()
        }
        whole = [sentence.in_language(page.request.lang) for sentence in refused.of_all]
        return _lines(page, asked, told | faults, whole)


def _lines(
    page: Page,
    asked: Mapping[str, Any],
    faults: Mapping[int, str] | None = None,
    of_all: list[str] | None = None,
) -> HttpResponse:
    request, telling = page.request, page.telling()
    every = telling.lines(faults or {})
    shown = (
        every if faults else plan_told.narrowed(every, asked.get("state", ""), asked.get("q", ""))
    )
    context = {
        "title": page.held.name,
        "back": link(request, "/plans/read"),
        "cycle": page.cycle.title(request.lang),
        "units": telling.units(),
        "headings": telling.headings(),
        "rows": shown,
        "count": len(every),
        "in_ledger": sum(1 for row in every if row.task),
        "faults": [row for row in every if row.fault],
        "of_all": of_all or [],
        "general": telling.general(),
        "pieces": telling.pieces(),
        "groups": page.offices.groups,
        "measures": [(str(m.pk), f"{m.number}. {m.title(request.lang)}") for m in page.measures],
        "lines_of_work": plan_told.lines_of_work(request.lang),
        "states": list(SHOWN.items()),
        "asked": asked,
        "path": f"/plans/{page.held.key}",
        "here": link(request, f"/plans/{page.held.key}", **asked),
    }
    status = REFUSED if faults or of_all else 200
    return render(request, "volume/plan_lines.html", context, status=status)


@accepts_post
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Make what the preview showed; a second click finds the lines in the ledger."""
    address.read(request, {})
    page = Page(request, key)
    if request.method != "POST" or page.held.given.get("made") == page.held.given.get("choices"):
        return onward(request, f"/plans/{key}")
    made = _tried(page, {}, take_lines)
    if isinstance(made, HttpResponse):
        return made
    for line in page.choices.lines:
        line.take = False
    plain = page.choices.plain()
    choose(held=page.held, done_at=clock.now(), choices=plain, made=plain)
    count = len(made.tasks)
    sentence = ngettext("%(count)d task was drafted.", "%(count)d tasks were drafted.", count)
    messages.success(request, sentence % {"count": count})
    return onward(request, f"/plans/{key}", state="taken")
