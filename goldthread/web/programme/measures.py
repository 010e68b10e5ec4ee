"""One measure: what it answers, what was said of it, its tasks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices.queries import offices_named_on
from goldthread.programme import queries
from goldthread.programme.codelists import titles_of
from goldthread.programme.models import KeyTask, Measure
from goldthread.programme.queries.upstream_parts import comments_visible_to
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import frame
from goldthread.web.programme.cycles import begin
from goldthread.web.programme.registering import measure_title
from goldthread.web.programme.rows import task_rows
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language


def measure(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    rows = queries.measures_visible_to(request.user).select_related("cycle", "department")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    lang = request.lang
    names = {
        row.office_id: row.name_zh if lang == "zh" else row.name_en
        for row in offices_named_on(clock.today())
    }
    answers = queries.requirements_visible_to(request.user).filter(answered_by__measure=found)
    tasks = queries.ledger(
        request.user, clock.today(), queries.Filters(measure=found.pk, national=True)
    )
    shown = frame(request, found)
    context = {
        "title": measure_title(found, lang),
        "measure": found,
        "frame": shown,
        "thread": shown.thread,
        "line": in_language(titles_of("lines_of_work")[found.line_of_work], lang),
        "department": names.get(found.department_id, ""),
        "text": (found.text_zh or found.text_en)
        if lang == "zh"
        else found.text_en or found.text_zh,
        "cycle_href": link(request, f"/cycles/{found.cycle.key}"),
        "carried_from": found.carried_from_id
        and link(request, f"/measures/{found.carried_from_id}"),
        "answers": [
            {
                "title": f"{row.number}. {row.title(lang)}",
                "href": link(request, f"/requirements/{row.pk}"),
            }
            for row in answers.order_by("number")
        ],
        "comments": [
            {
                "who": names.get(row.office_id, ""),
                "person": row.person.name_zh if lang == "zh" else row.person.name_en,
                "at": row.at,
                "text": row.text,
            }
            for row in comments_visible_to(request.user)
            .filter(measure=found)
            .select_related("person")
        ],
        "tasks": task_rows(request, list(tasks)),
        "ledger": link(request, "/ledger", cycle=found.cycle.key, measure=found.pk),
        "begin_task": begin(request, KeyTask(), "draft", cycle=found.cycle_id),
    }
    return render(request, "programme/measure.html", context)


def _text(found: Measure, lang: str) -> str:
    first, second = found.text_en, found.text_zh
    return str((second or first) if lang == "zh" else (first or second))
