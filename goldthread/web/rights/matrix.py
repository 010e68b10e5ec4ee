"""The permission matrix for people: objects by roles, and "what may I do"."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.offices.codelists import roles
from goldthread.offices.queries import roles_of
from goldthread.programme.permissions import (
    EVERY,
    NEW,
    PUBLISHED,
    READ,
    RELATIONS,
    Column,
    Permission,
    as_file,
    columns,
    permissions,
    scenes,
)
from goldthread.web.acting.frame import address as link
from goldthread.web.shell import address
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.machine import Machine
from goldthread.workflow.texts import in_language


@dataclass(frozen=True)
class Line:
    action: str
    states: tuple[str, ...]
    cells: tuple[bool, ...]


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    lines: tuple[Line, ...]


def matrix(request: HttpRequest) -> HttpResponse:
    """Every scene with its table; of one role, only what it may."""
    asked = address.read(request, {"role": address.one_of(tuple(roles()))})
    role, lang = asked.get("role", ""), request.lang
    shown = [each for each in columns() if role in ("", each.role)]
    tables = list(_tables(shown, lang, only=bool(role)))
    mine = roles_of(request.user, clock.today())
    context = {
        "title": _("Who may what"),
        "role": role,
        "roles": [(code, in_language(each.titles, lang)) for code, each in roles().items()],
        "columns": [_head(each, lang) for each in shown],
        "tables": tables,
        "mine": [
            (in_language(roles()[code].titles, lang), link(request, "/permissions", role=code))
            for code in roles()
            if code in mine
        ],
        "csv": link(request, "/permissions.csv"),
        "workflow": link(request, "/workflow"),
    }
    return render(request, "rights/matrix.html", context)


def matrix_csv(request: HttpRequest) -> HttpResponse:
    """The reviewed file itself, byte by byte."""
    address.read(request, {})
    answer = HttpResponse(as_file(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="permissions.csv"'
    return answer


def _head(column: Column, lang: str) -> str:
    title = in_language(roles()[column.role].titles, lang)
    if not column.of_unit:
        return title
    relation = in_language(RELATIONS[column.relation], lang)
    return f"{title}（{relation}）" if lang == "zh" else f"{title}: {relation}"


def _tables(shown: list[Column], lang: str, *, only: bool) -> Iterator[Table]:
    for number, (name, titles) in enumerate(scenes().items(), 1):
        rows = [row for row in permissions() if row.scene == name]
        lines = tuple(_line(row, shown, lang) for row in rows)
        if only:
            lines = tuple(line for line in lines if any(line.cells))
        if lines:
            yield Table(f"scene-{number}", str(capfirst(in_language(titles, lang))), lines)


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
