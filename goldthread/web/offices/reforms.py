"""Reform acts: the list, an act's page, its rehearsal, the handover sheets."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.offices import queries
from goldthread.offices.errors import ActRefused
from goldthread.offices.models import Reform
from goldthread.offices.one_office import life_of_all
from goldthread.offices.transitions import REFORM
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.offices import changes_told, registering, telling
from goldthread.web.offices.drafting import ACTED, reform_of
from goldthread.web.offices.handover import document
from goldthread.web.offices.rehearsed import Sheet, Told, told
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.paging import Paging
from goldthread.workflow.offers import available
from goldthread.workflow.texts import in_language

ROWS = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def reforms(request: HttpRequest) -> HttpResponse:
    """The acts that the reader sees, the latest effective day first."""
    states = {state.name: in_language(state.titles, request.lang) for state in REFORM.states}
    asked = address.read(
        request,
        {"state": address.one_of(states), "page": address.between(1, 1_000_000)},
    )
    found = ACTED.sees(request.user).order_by("-effective", "key")
    found = found.filter(state=asked["state"]) if "state" in asked else found
    state = asked.get("state", "")
    paging = Paging.of(
        found.count(),
        asked.get("page", 1),
        ROWS,
        lambda n: link(request, "/reforms", state=state, page=n),
    )
    context = {
        "title": _("Reform acts"),
        "rows": [_row(request, act) for act in found[paging.first : paging.last]],
        "paging": paging,
        "states": states.items(),
        "state": state,
        "may_draft": _may_draft(request),
        "draft": link(request, "/act/reform/new/draft"),
        "upload": link(request, "/reforms/upload"),
    }
    return render(request, "offices/reforms.html", context)


def _row(request: HttpRequest, act: Reform) -> dict[str, Any]:
    return {
        "title": registering.title(act, request.lang),
        "href": link(request, registering.url(act)),
        "act": act,
        "badge": badge(REFORM, act.state, request.lang),
    }


def _may_draft(request: HttpRequest) -> bool:
    with queries.remembering():
        offers = available(registering.new(request, {}), request.user)
    return any(offer.allowed for offer in offers)


def reform(request: HttpRequest, key: str) -> HttpResponse:
    """One act in its frame, with its changes as sentences."""
    address.read(request, {})
    act, lang = reform_of(request, key), request.lang
    shown = frame(request, act)
    may_edit = any(button.href.split("?")[0].endswith("/edit") for button in shown.buttons)
    names = telling.names_by_code(life_of_all(), act.effective, lang)
    here = registering.url(act)
    context = {
        "title": shown.title,
        "frame": shown,
        "thread": shown.thread,
        "act": act,
        "other_title": act.title_en if lang == "zh" else act.title_zh,
        "changes": [
            {"text": text, "take_out": link(request, f"{here}/take-out/{number}")}
            for number, text in enumerate(changes_told.told(act.changes, names, lang), 1)
        ],
        "may_edit": may_edit,
        "kinds": [
            (capfirst(title), link(request, f"{here}/add/{code}"))
            for code, title in changes_told.kind_titles(lang)
        ],
        "rehearsal": link(request, f"{here}/rehearsal"),
        "structure": link(request, "/offices", structure="day", day=act.effective.isoformat()),
    }
    return render(request, "offices/reform.html", context)


def rehearsal(request: HttpRequest, key: str) -> HttpResponse:
    """What the act touches, who takes what, and a sheet for each pair."""
    address.read(request, {})
    act = reform_of(request, key)
    here = registering.url(act)
    faults: list[str] = []
    found: Told | None = None
    try:
        found = told(queries.rehearse(act), request.lang)
    except ActRefused as refusal:
        faults = refusal.in_language(request.lang).splitlines()
    offers = available(act, request.user)
    may = any(o.allowed for o in offers if o.transition.action == "rehearse")
    context = {
        "title": _("Rehearsal"),
        "act_title": registering.title(act, request.lang),
        "back": link(request, here),
        "badge": badge(REFORM, act.state, request.lang),
        "rehearsal": found,
        "faults": faults,
        "enacted": act.state in queries.PUBLISHED_ACTS,
        "decide": link(request, f"/act/reform/{act.pk}/rehearse") if may else "",
        "sheets": [
            (sheet, link(request, f"{here}/handover/{sheet.giver}/{sheet.taker}"))
            for sheet in (found.sheets if found else ())
        ],
        "thread": registering.thread(request, act),
    }
    return render(request, "offices/rehearsal.html", context)


def handover(request: HttpRequest, key: str, giver: str, taker: str) -> HttpResponse:
    """The sheet that both offices sign, as a page to print."""
    address.read(request, {})
    act, sheet = _sheet(request, key, giver, taker)
    here = registering.url(act)
    context = {
        "title": _("Handover sheet"),
        "act": act,
        "act_title": registering.title(act, request.lang),
        "back": link(request, f"{here}/rehearsal"),
        "badge": badge(REFORM, act.state, request.lang),
        "sheet": sheet,
        "docx": link(request, f"{here}/handover/{giver}/{taker}.docx"),
        "thread": registering.thread(request, act),
    }
    return render(request, "offices/handover.html", context)


def handover_docx(request: HttpRequest, key: str, giver: str, taker: str) -> HttpResponse:
    """The same sheet for Word; the same act gives the same bytes."""
    address.read(request, {})
    act, sheet = _sheet(request, key, giver, taker)
    answer = HttpResponse(document(act, sheet, request.lang), content_type=DOCX)
    name = f"handover-{act.key}-{giver}-{taker}.docx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _sheet(request: HttpRequest, key: str, giver: str, taker: str) -> tuple[Reform, Sheet]:
    act = reform_of(request, key)
    try:
        sheets = told(queries.rehearse(act), request.lang).sheets
    except ActRefused:
        sheets = ()
    for sheet in sheets:
        if (sheet.giver, sheet.taker) == (giver, taker):
            return act, sheet
    sentence = _("This act hands nothing over from %(giver)s to %(taker)s.") % {
        "giver": giver,
        "taker": taker,
    }
    raise NotThere(sentence, link(request, f"{registering.url(act)}/rehearsal"))
