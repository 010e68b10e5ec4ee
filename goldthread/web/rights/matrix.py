"""The permission matrix for people: objects by roles, and "what may I do"."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.offices.codelists import roles
from goldthread.offices.permissions import (
    EVERY,
    NEW,
    PUBLISHED,
    READ,
    RELATIONS,
    Column,
    Permission,
)
from goldthread.offices.queries import roles_of
from goldthread.programme.permissions import MATRIX as WORK
from goldthread.review.permissions import MATRIX as REVIEW
from goldthread.seminar.permissions import MATRIX as SEMINAR
from goldthread.web.acting.frame import address as link
from goldthread.web.shell import address
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.machine import Machine
from goldthread.workflow.texts import in_language

MATRICES = {"work": WORK, "seminar": SEMINAR, "review": REVIEW}


@dataclass(frozen=True)
class Line:
    action: str
    states: tuple[str, ...]
    cells: tuple[bool, ...]


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]


def matrix(request: HttpRequest) -> HttpResponse:
    """Every scene with its table; of one role, only what it may."""
    asked = address.read(request, {"role": address.one_of(tuple(roles()))})
    role, lang = asked.get("role", ""), request.lang
    tables = [table for name in MATRICES for table in _tables(name, role, lang)]
    mine = roles_of(request.user, clock.today())
    context = {
        "title": _("Who may what"),
        "role": role,
        "roles": [(code, in_language(each.titles, lang)) for code, each in roles().items()],
        "tables": tables,
        "mine": [
            (in_language(roles()[code].titles, lang), link(request, "/permissions", role=code))
            for code in roles()
            if code in mine
        ],
        "csv": link(request, "/permissions.csv"),
        "seminar_csv": link(request, "/permissions/seminar.csv"),
        "review_csv": link(request, "/permissions/review.csv"),
        "workflow": link(request, "/workflow"),
    }
    return render(request, "rights/matrix.html", context)


def matrix_csv(request: HttpRequest, name: str = "work") -> HttpResponse:
    """A reviewed file itself, byte by byte."""
    address.read(request, {})
    answer = HttpResponse(MATRICES[name].as_file(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="permissions-{name}.csv"'
    return answer


def _head(column: Column, lang: str) -> str:
    title = in_language(roles()[column.role].titles, lang)
    if not column.of_unit:
        return title
    relation = in_language(RELATIONS[column.relation], lang)
    return f"{title}（{relation}）" if lang == "zh" else f"{title}: {relation}"


def _tables(of: str, role: str, lang: str) -> Iterator[Table]:
    matrix = MATRICES[of]
    shown = [each for each in matrix.columns() if role in ("", each.role)]
    heads = tuple(_head(each, lang) for each in shown)
    for number, (name, titles) in enumerate(matrix.scenes().items(), 1):
        rows = [row for row in matrix.permissions() if row.scene == name]
        lines = tuple(_line(row, shown, lang) for row in rows)
        if role:
            lines = tuple(line for line in lines if any(line.cells))
        if lines:
            title = str(capfirst(in_language(titles, lang)))
            yield Table(f"{of}-{number}", title, heads, lines)


def _line(row: Permission, shown: list[Column], lang: str) -> Line:
    machine = _machine(row.object)
    return Line(
        _action(machine, row.action, lang),
        tuple(_state(machine, state, lang) for state in row.states),
        tuple(each.code in row.allowed for each in shown),
    )


def _machine(name: str) -> Machine:
    return next(model.machine for model in MODELS.values() if model.machine.name == name)


def _action(machine: Machine, action: str, lang: str) -> str:
    if action == READ:
        return _("See it")
    if action == PUBLISHED:
        return _("See what is published of it")
    titles = next(row.titles for row in machine.transitions if row.action == action)
    return str(capfirst(in_language(titles, lang)))


def _state(machine: Machine, state: str, lang: str) -> str:
    if state in (EVERY, NEW):
        return _("every state") if state == EVERY else _("new")
    return in_language(machine.state(state).titles, lang)
