"""Workbooks: downloaded, filled in, sent back, looked through row by row, and taken in whole."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.documents.xlsx import DryRun
from goldthread.programme import queries
from goldthread.programme.actions import hold_for_later
from goldthread.programme.actions.exporting import export_ledger, export_reports
from goldthread.programme.actions.holding import choose
from goldthread.programme.actions.importing import ImportRefused, look_through, take_in
from goldthread.programme.models import Held
from goldthread.programme.queries.workbooks import workbooks_of_reports
from goldthread.programme.workbooks import Book, LedgerBook, ReportBook
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.views import CONFLICT, REFUSED
from goldthread.web.programme import ledger
from goldthread.web.shell import address, numbers
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.writing import accepts_post
from goldthread.web.volume.keeping import ENVELOPE, MB, Shelf, mine, onward
from goldthread.web.volume.outcomes import Outcomes
from goldthread.workflow import clock
from goldthread.workflow.errors import Refused

LARGEST = 5 * MB
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ledger_xlsx(request: HttpRequest) -> HttpResponse:
    """The ledger as filtered: what is downloaded is the form that is sent back."""
    asked = ledger.read(request)
    found = queries.ledger(request.user, clock.today(), asked.filters())
    out = BytesIO()
    tasks = found.iterator(chunk_size=500)
    export_ledger(target=out, tasks=tasks, actor=request.user, lang=request.lang)
    return _file(out, f"ledger-{asked.values.get('cycle', 'all')}.xlsx")


def reports_xlsx(request: HttpRequest) -> HttpResponse:
    given = address.read(request, {"office": str, "period_end": ledger.a_day})
    office, day = _owed(request, given.get("office", ""), given.get("period_end"))
    out = BytesIO()
    export_reports(target=out, office=office, period_end=day, actor=request.user, lang=request.lang)
    return _file(out, f"reports-{office.code}-{day.isoformat()}.xlsx")


def _file(out: BytesIO, name: str) -> HttpResponse:
    answer = HttpResponse(out.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _owed(request: HttpRequest, code: str, day: date | None) -> tuple[Any, date]:
    """An own office and a day of which it owes reports; anything else is not there."""
    for office, end, _count in workbooks_of_reports(request.user):
        if (office.code, end) == (code, day):
            return office, end
    raise NotThere(_("Your office owes no reports of that day; choose one from the list."))


@accepts_post(limit=LARGEST + ENVELOPE)
def ledger_book(request: HttpRequest) -> HttpResponse:
    """The form for a workbook of the ledger."""
    address.read(request, {})
    page = {"title": _("Ledger from a workbook"), "here": "/ledger/workbook", "back": "/ledger"}
    return _given(request, Held.LEDGER, page, {})


@accepts_post(limit=LARGEST + ENVELOPE)
def report_book(request: HttpRequest) -> HttpResponse:
    """The workbooks of one's own offices' reports, and the form for one filled in."""
    given = address.read(request, {"office": str, "period_end": ledger.a_day})
    page: dict[str, Any] = {
        "title": _("Reports by workbook"),
        "here": "/reports/workbook",
        "back": "/desk",
        "books": [_book(request, *row) for row in workbooks_of_reports(request.user)],
    }
    if "office" not in given:
        return render(request, "volume/book_begin.html", _linked(request, page))
    office, day = _owed(request, given["office"], given.get("period_end"))
    params = {"office": office.code, "period_end": day.isoformat()}
    page["subject"] = f"{office.code} {numbers.day(day, request.lang)}"
    return _given(request, Held.REPORTS, page | {"params": params}, params)


def _book(request: HttpRequest, office: Any, day: date, count: int) -> dict[str, Any]:
    params = {"office": office.code, "period_end": day.isoformat()}
    return {
        "office": office.code,
        "day": day,
        "count": count,
        "download": link(request, "/reports.xlsx", **params),
        "send": link(request, "/reports/workbook", **params),
    }


def _linked(request: HttpRequest, page: dict[str, Any], sentence: str = "") -> dict[str, Any]:
    params = page.get("params", {})
    return page | {
        "here": link(request, page["here"], **params),
        "back": link(request, page["back"]),
        "sending": bool(params) or "books" not in page,
        "sentence": sentence,
    }


def _given(
    request: HttpRequest, kind: str, page: dict[str, Any], given: dict[str, Any]
) -> HttpResponse:
    if request.method != "POST":
        return render(request, "volume/book_begin.html", _linked(request, page))
    file = request.FILES.get("file")
    sentence = _("Choose a file.") if file is None else ""
    if file is not None:
        try:
            with Shelf(file) as shelf:
                held = hold_for_later(
                    actor=request.user,
                    kind=kind,
                    name=shelf.name,
                    content=shelf.path.read_bytes(),
                    given=given,
                )
            return onward(request, f"/workbooks/{held.key}")
        except Refused as refusal:
            sentence = refusal.in_language(request.lang)
    context = _linked(request, page, sentence)
    return render(request, "volume/book_begin.html", context, status=REFUSED)


@accepts_post
def workbook(request: HttpRequest, key: str) -> HttpResponse:
    """What a workbook would do, row by row; and the doing of all of it."""
    address.read(request, {})
    held = _held(request, key)
    with TemporaryDirectory(prefix="goldthread-") as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(bytes(held.content))
        if request.method != "POST":
            run = look_through(
                book=_maker(request, held)(), path=path, name=held.name, actor=request.user
            )
            return _page(request, held, run)
        return _taken(request, held, path)


def _held(request: HttpRequest, key: str) -> Held:
    try:
        return mine(request, key, Held.LEDGER)
    except NotThere:
        return mine(request, key, Held.REPORTS)


def _maker(request: HttpRequest, held: Held) -> Callable[[], Book]:
    if held.kind == Held.LEDGER:
        return lambda: LedgerBook(request.user)
    day = date.fromisoformat(held.given["period_end"])
    office, end = _owed(request, held.given["office"], day)
    return lambda: ReportBook(request.user, office, end)


def _taken(request: HttpRequest, held: Held, path: Path) -> HttpResponse:
    try:
        run = take_in(
            book=_maker(request, held),
            path=path,
            name=held.name,
            actor=request.user,
            key=f"workbook-{held.key}",
        )
    except ImportRefused as refused:
        return _page(request, held, refused.run, CONFLICT)
    choose(held=held, done_at=clock.now())
    counts = run.counts()
    count = counts["changed"] + counts["new"]
    sentence = ngettext("%(count)d row was taken in.", "%(count)d rows were taken in.", count)
    messages.success(request, sentence % {"count": count})
    return onward(request, f"/workbooks/{held.key}")


def _page(request: HttpRequest, held: Held, run: DryRun, status: int = 200) -> HttpResponse:
    back = "/ledger" if held.kind == Held.LEDGER else "/reports/workbook"
    book = _maker(request, held)()
    context = {
        "title": held.name,
        "back": link(request, back),
        "again": link(
            request,
            "/ledger/workbook" if held.kind == Held.LEDGER else "/reports/workbook",
            **held.given,
        ),
        "outcomes": Outcomes(run, book.form, request.lang),
        "failed": status != 200,
        "here": link(request, f"/workbooks/{held.key}"),
    }
    status = REFUSED if run.refused else status
    return render(request, "volume/book.html", context, status=status)
