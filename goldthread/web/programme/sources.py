"""Strategy and directive documents with their clauses, and requirements."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.programme import queries
from goldthread.programme.codelists import titles_of
from goldthread.programme.models import Clause, Requirement, SourceDocument
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.cycles import begin
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow.texts import in_language


def sources(request: HttpRequest) -> HttpResponse:
    address.read(request, {})
    kinds = titles_of("document_kinds")
    rows = queries.documents_visible_to(request.user).order_by("-issued_on", "pk")
    context = {
        "title": _("Sources"),
        "rows": [
            {
                "title": row.title(request.lang),
                "href": link(request, f"/sources/{row.key}"),
                "kind": in_language(kinds[row.kind], request.lang),
                "number": row.number,
                "issued_by": row.issued_by,
                "issued_on": row.issued_on,
                "badge": badge(row.machine, row.state, request.lang),
            }
            for row in rows
        ],
        "begin": begin(request, SourceDocument(), "draft"),
    }
    return render(request, "programme/sources.html", context)


def source(request: HttpRequest, key: str) -> HttpResponse:
    """One document: each clause with the requirements and tasks that lead back to it."""
    address.read(request, {})
    found = queries.documents_visible_to(request.user).filter(key=key).first()
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    kinds = titles_of("document_kinds")
    clauses = list(found.clauses.all())
    wanted = queries.requirements_visible_to(request.user).filter(clause__in=clauses)
    tasks = queries.tasks_visible_to(request.user).filter(clause__in=clauses, parent=None)
    by_clause: dict[int, list[dict[str, Any]]] = {}
    for requirement in wanted.select_related("cycle").order_by("cycle__starts", "number"):
        by_clause.setdefault(requirement.clause_id, []).append(_requirement(request, requirement))
    for task in tasks.order_by("ledger_number"):
        by_clause.setdefault(task.clause_id, []).append(
            {
                "kind": _("Key task"),
                "title": f"{task.ledger_number} {task.title(request.lang)}",
                "href": link(request, f"/tasks/{task.pk}"),
            }
        )
    shown = frame(request, found)
    context = {
        "title": found.title(request.lang),
        "document": found,
        "kind": in_language(kinds[found.kind], request.lang),
        "frame": shown,
        "thread": shown.thread,
        "clauses": [_clause(each, by_clause) for each in clauses],
        "begin": begin(request, Requirement(), "draft"),
    }
    return render(request, "programme/source.html", context)


def _clause(clause: Clause, by_clause: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "mark": f"c{clause.position}",
        "path": clause.path,
        "heading": clause.heading,
        "text": clause.text,
        "downstream": by_clause.get(clause.pk, []),
    }


def _requirement(request: HttpRequest, row: Requirement) -> dict[str, Any]:
    return {
        "kind": _("Requirement"),
        "title": f"{row.cycle.key} {row.number}. {row.title(request.lang)}",
        "href": link(request, f"/requirements/{row.pk}"),
    }


def requirement(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    rows = queries.requirements_visible_to(request.user)
    found = rows.select_related("cycle", "clause__document").filter(pk=key).first()
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    measures = queries.measures_visible_to(request.user).filter(answers__requirement=found)
    shown = frame(request, found)
    context = {
        "title": f"{found.number}. {found.title(request.lang)}",
        "requirement": found,
        "clause": found.clause,
        "document": found.clause.document.title(request.lang),
        "clause_href": link(request, f"/sources/{found.clause.document.key}")
        + f"#c{found.clause.position}",
        "cycle_href": link(request, f"/cycles/{found.cycle.key}"),
        "frame": shown,
        "thread": shown.thread,
        "measures": [
            {
                "title": f"{row.number}. {row.title(request.lang)}",
                "href": link(request, f"/measures/{row.pk}"),
                "badge": badge(row.machine, row.state, request.lang),
            }
            for row in measures.order_by("number")
        ],
    }
    return render(request, "programme/requirement.html", context)
