"""Badges to print: a name, an office, and a QR code that holds a random word of no meaning."""

from dataclasses import dataclass
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.seminar.queries.checking_in import Expected, door_list
from goldthread.web.seminar.common import DESK, only, page, seen_seminar
from goldthread.web.seminar.words import DELEGATE_KINDS
from goldthread.web.shell import address
from goldthread.workflow.texts import Titles


@dataclass(frozen=True)
class Badge:
    """Both languages stand on it; `qr` is drawn by the QR library from the badge's word."""

    names: tuple[str, ...]
    offices: tuple[str, ...]
    kind: Any
    qr: SafeString


def badges(request: HttpRequest, key: str) -> HttpResponse:
    """Of all accredited delegations, or of one of them."""
    asked = address.read(request, {"delegation": str})
    with offices.remembering():
        only(request, DESK)
        seminar = seen_seminar(request, key)
        rows = door_list(request.user, seminar)
        wanted = asked.get("delegation", "")
        context = page(
            request,
            seminar,
            "badges",
            _("Badges"),
            badges=[_badge(r) for r in rows if wanted in ("", str(r.delegation))],
            delegations={str(row.delegation): row.office[request.lang] for row in rows}.items(),
            wanted=wanted,
        )
        answer = render(request, "seminar/badges.html", context)
        answer["Cache-Control"] = "private, no-store"
        return answer


def _badge(row: Expected) -> Badge:
    return Badge(_both(row.name), _both(row.office), DELEGATE_KINDS[row.kind], qr(row.badge))


def _both(titles: Titles) -> tuple[str, ...]:
    """In Chinese and in English; once where the two are the same."""
    return tuple(dict.fromkeys(filter(None, (titles["zh"], titles["en"]))))


def qr(word: str) -> SafeString:
    """An SVG picture without inline style; the library writes paths and numbers only."""
    code = segno.make(word, error="m", micro=False)
    drawn = code.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)
    return mark_safe(str(drawn))  # noqa: S308
