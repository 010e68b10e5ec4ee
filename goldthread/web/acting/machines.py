"""Every life of the site, drawn and told from the very tables that drive it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import picture
from goldthread.web.shell import address
from goldthread.workflow.drawing.words import names_of_rules
from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.machine import SAME, Machine, Transition
from goldthread.workflow.registry import NOTICES
from goldthread.workflow.texts import in_language


@dataclass(frozen=True)
class Line:
    action: str
    sources: tuple[str, ...]
    target: str
    who: tuple[str, ...]
    guards: tuple[str, ...]
    fields: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Life:
    name: str
    title: str
    states: int
    lines: tuple[Line, ...]
    picture: SafeString


def workflow(request: HttpRequest) -> HttpResponse:
    """All machines: each with its diagram and its table."""
    address.read(request, {})
    lives = [_life(machine, request.lang) for machine in _machines()]
    context = {
        "title": _("How things proceed"),
        "lives": lives,
        "permissions": link(request, "/permissions"),
    }
    return render(request, "acting/workflow.html", context)


def _machines() -> Iterator[Machine]:
    yield from {model.machine.name: model.machine for model in MODELS.values()}.values()


def _life(machine: Machine, lang: str) -> Life:
    return Life(
        machine.name,
        str(capfirst(in_language(machine.titles, lang))),
        len(machine.states),
        tuple(_line(machine, row, lang) for row in machine.transitions),
        picture(machine.name, lang),
    )


def _line(machine: Machine, row: Transition, lang: str) -> Line:
    return Line(
        str(capfirst(in_language(row.titles, lang))),
        tuple(in_language(machine.state(source).titles, lang) for source in row.sources),
        "" if row.target == SAME else in_language(machine.state(row.target).titles, lang),
        tuple(names_of_rules(row.who, lang)),
        tuple(names_of_rules(row.guards, lang)),
        tuple(in_language(need.titles, lang) for need in row.needs),
        tuple(_notice(name, lang) for name in row.notices),
    )


def _notice(name: str, lang: str) -> str:
    """Its title; one that nobody registered is shown by its name, as rules are."""
    return in_language(NOTICES.get(name).titles, lang) if name in NOTICES else name
