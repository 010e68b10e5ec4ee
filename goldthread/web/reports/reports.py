"""One progress report: its lines beside the register's figures, its parts, evidence and errata."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.programme import clocks, queries
from goldthread.programme.models import Erratum, Evidence, ProgressReport
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.cycles import begin
from goldthread.web.programme.names import short_names
from goldthread.web.programme.told import Word, timing_word
from goldthread.web.reports import told
from goldthread.web.reports.pickers import confidence_words
from goldthread.web.reports.registering import report_title, task_name
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.timing import timing

RELATED = ("task__cycle", "task__lead", "office", "author", "signer")


def report(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    found = _seen(request, key)
    lang = request.lang
    names = short_names(lang, clock.today())
    known = told.abouts(found.task, lang, request.lang_asked)
    lines = told.lines_told(known, list(found.lines.all()), lang)
    shown = frame(request, found)
    context = {
        "title": report_title(found, lang),
        "report": found,
        "frame": shown,
        "thread": shown.thread,
        "task": task_link(request, found),
        "unit": names.get(found.office_id, found.office.code),
        "timing": _timing(found),
        "confidence": confidence_words().get(found.confidence, ""),
        "author": _person(found.author, lang),
        "signer": _person(found.signer, lang),
        "lines": lines,
        "remarked": any(line.remark for line in lines),
        "parts": [] if found.part else _parts(request, found, names),
        "main": _main(request, found) if found.part else "",
        "evidence": _evidence(request, found),
        "upload": _upload(request, found),
        "errata": _errata(found, {each.about: each for each in known}, lang),
    }
    return render(request, "reports/report.html", context)


def _upload(request: HttpRequest, found: ProgressReport) -> str:
    """Where a file is added to the report, for those who may."""
    if not begin(request, Evidence(task=found.task), "upload"):
        return ""
    path = f"/tasks/{found.task_id}/evidence"
    return link(request, path, report=found.pk, office=found.office.code)


def _seen(request: HttpRequest, key: str) -> ProgressReport:
    rows = queries.reports_visible_to(request.user).select_related(*RELATED)
    return seen(rows, key)


def seen(rows: Any, key: str) -> Any:
    """The object of a page; what the reader may not see is not there."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    return found


def task_link(request: HttpRequest, obj: Any) -> dict[str, str]:
    """The task's name, with a link where the reader sees the task."""
    seen = queries.tasks_visible_to(request.user).filter(pk=obj.task_id).exists()
    href = link(request, f"/tasks/{obj.task_id}") if seen else ""
    return {"name": task_name(obj, request.lang), "href": href}


def _timing(found: ProgressReport) -> Word:
    today = clock.today()
    near = clocks.near_until(found.task.cycle, today) - today
    return timing_word(timing(found, today, near=near), found, today)


def _person(person: Any, lang: str) -> str:
    if person is None:
        return ""
    return str(person.name_zh if lang == "zh" else person.name_en)


def _parts(
    request: HttpRequest, found: ProgressReport, names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """What each supporting unit handed in for the same day, as far as the reader sees it."""
    rows = queries.reports_visible_to(request.user).filter(
        task=found.task_id, period_end=found.period_end, part=True
    )
    handed_in = {row.office_id: row for row in rows}
    wanted = list(found.task.supports.values_list("office_id", flat=True))
    return [
        {
            "office": names.get(office, ""),
            "href": link(request, f"/reports/{handed_in[office].pk}"),
            "badge": badge(found.machine, handed_in[office].state, request.lang),
        }
        if office in handed_in
        else {"office": names.get(office, ""), "href": "", "badge": None}
        for office in dict.fromkeys([*wanted, *handed_in])
    ]


def _main(request: HttpRequest, found: ProgressReport) -> str:
    rows = queries.reports_visible_to(request.user).filter(
        task=found.task_id, period_end=found.period_end, part=False
    )
    main = rows.values_list("pk", flat=True).first()
    return link(request, f"/reports/{main}") if main else ""


def _evidence(request: HttpRequest, found: ProgressReport) -> list[dict[str, Any]]:
    rows = queries.evidence_visible_to(request.user).filter(report=found).order_by("pk")
    return [
        {
            "name": row.name,
            "href": link(request, f"/evidence/{row.pk}"),
            "size": row.size,
            "criterion": row.criterion.text if row.criterion else "",
            "badge": badge(row.machine, row.state, request.lang),
        }
        for row in rows.select_related("criterion")
    ]


def _errata(
    found: ProgressReport, known: Mapping[Any, told.About], lang: str
) -> list[dict[str, Any]]:
    return [
        {
            "number": row.number,
            "day": row.day,
            "reason": row.reason,
            "changes": list(_changes(row, known, lang)),
        }
        for row in found.errata_list.all()
    ]


def _changes(row: Erratum, known: Mapping[Any, told.About], lang: str) -> list[dict[str, Any]]:
    """What the erratum changed, each as it was and as it is since."""
    words = confidence_words()
    found: list[dict[str, Any]] = []
    if "narrative" in row.after:
        found.append(_words_changed(_("Narrative"), row, "narrative", str))
    if "confidence" in row.after:
        own = _words_changed(_("Own confidence"), row, "confidence", lambda n: words.get(n, ""))
        found.append(own)
    for name, after in row.after.get("lines", {}).items():
        kind, _colon, key = name.partition(":")
        about = known.get((kind, int(key)))
        before = told.figure(row.before["lines"].get(name), kind, lang)
        change = _change(about.title if about else name, before, told.figure(after, kind, lang))
        found.append(change)
    return found


def _words_changed(
    name: str, row: Erratum, field: str, written: Callable[[Any], str]
) -> dict[str, Any]:
    pair = [told.Figure("text", written(each[field])) for each in (row.before, row.after)]
    return _change(name, *pair)


def _change(name: str, before: told.Figure, after: told.Figure) -> dict[str, Any]:
    return {"name": name, "before": before, "after": after}
