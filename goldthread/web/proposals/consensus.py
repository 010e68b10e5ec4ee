"""The consensus map of a seminar: drawn, and beside it the same facts as tables and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.seminar import queries
from goldthread.seminar.consensus import Place, ProposalFacts, Role
from goldthread.seminar.queries.consensus import Consensus, consensus
from goldthread.seminar.queries.consensus_words import letter
from goldthread.web.acting.frame import address as link
from goldthread.web.proposals import thread, told
from goldthread.web.shell import address, numbers
from goldthread.web.shell.errors import NotThere
from goldthread.workflow.texts import in_language

WIDE, HIGH, MARGIN = 720, 460, 60
LETTER, LINE, GAP = 7.2, 15, 9
"""Sizes of a label: the width of a letter (a Chinese one takes two), its height, its distance."""

SHAPES = ("ring", "circle", "square", "triangle", "diamond", "cross")
"""By the number of the bloc, so that colour never tells it alone; 0 is without one."""


@dataclass(frozen=True)
class Point:
    """A delegation on the plane; `path` is its shape. A label without room is left out."""

    name: str
    bloc: int
    path: str
    label: tuple[float, float, str] | None


def consensus_map(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    seminar = queries.seminars_visible_to(request.user).filter(key=key).first()
    if seminar is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    found = consensus(request.user, seminar)
    context: dict[str, Any] = {
        "title": _("Consensus map: %(seminar)s") % {"seminar": seminar.title(request.lang)},
        "thread": (thread.seminar_step(request, seminar),),
        "found": found is not None,
        "back": link(request, "/proposals", seminar=seminar.key),
    }
    if found is not None:
        context |= _told(request, found)
    return render(request, "proposals/consensus.html", context)


def _told(request: HttpRequest, found: Consensus) -> dict[str, Any]:
    lang, drawn = request.lang, found.drawn
    names = {code: in_language(titles, lang) for code, titles in found.offices.items()}
    rows = {row.proposal: _proposal(request, found, row) for row in drawn.proposals}
    return {
        "headline": found.headline.in_language(lang),
        "notes": [each.in_language(lang) for each in found.notes],
        "points": points(drawn.places, names) if drawn.outcome.drawn else [],
        "box": f"0 0 {WIDE} {HIGH}",
        "keys": [
            {"shape": shape(each.number, 8, 8), "bloc": each.number, "letter": letter(each.number)}
            for each in drawn.blocs
        ],
        "blocs": [
            {
                "letter": letter(each.number),
                "sentence": sentence.in_language(lang),
                "who": ("、" if lang == "zh" else ", ").join(
                    names[code] for code in each.delegations
                ),
            }
            for each, sentence in zip(drawn.blocs, found.blocs, strict=True)
        ],
        "places": [_place(found, each, names, lang) for each in drawn.places],
        "unplaced": [
            {"name": names[each.delegation], "stances": each.stances} for each in drawn.unplaced
        ],
        "bridges": [rows[key] for key in drawn.bridges],
        "divisive": [rows[key] for key in drawn.divisive],
        "proposals": list(rows.values()),
    }


def _place(found: Consensus, each: Place, names: dict[str, str], lang: str) -> dict[str, Any]:
    talk = found.talk.get(each.delegation)
    return {
        "name": names[each.delegation],
        "bloc": letter(each.bloc) if each.bloc else "",
        "stances": each.stances,
        "x": numbers.number(round(each.x, 2), lang),
        "y": numbers.number(round(each.y, 2), lang),
        "talk": talk.in_language(lang) if talk is not None else "",
    }


def _proposal(request: HttpRequest, found: Consensus, row: ProposalFacts) -> dict[str, Any]:
    proposal = found.proposals.get(row.proposal)
    words = {
        Role.BRIDGE: _("bridge") if found.drawn.blocs else _("widely supported"),
        Role.DIVISIVE: _("divides"),
        Role.NEITHER: "",
    }
    return {
        "title": thread.title(proposal, request.lang) if proposal is not None else row.proposal,
        "href": link(request, f"/proposals/{proposal.pk}") if proposal is not None else "",
        "counts": row.all,
        "support": told.share(row.support, request.lang),
        "gap": told.share(row.gap, request.lang) if found.drawn.blocs else "",
        "role": words[row.role],
        "why": found.why[row.proposal].in_language(request.lang),
    }


def points(places: Sequence[Place], names: dict[str, str]) -> list[Point]:
    """Both axes by the same scale, the middle of all in the middle; labels that do not meet."""
    xs, ys = [each.x for each in places], [each.y for each in places]
    spread = max(
        (max(xs) - min(xs)) / (WIDE - 2 * MARGIN), (max(ys) - min(ys)) / (HIGH - 2 * MARGIN), 1e-9
    )
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    at = [
        (WIDE / 2 + (x - middle[0]) / spread, HIGH / 2 - (y - middle[1]) / spread)
        for x, y in zip(xs, ys, strict=True)
    ]
    taken = [(x - GAP, y - GAP, x + GAP, y + GAP) for x, y in at]
    found = []
    for each, (x, y) in zip(places, at, strict=True):
        name = names[each.delegation]
        label = _label(name, x, y, taken)
        found.append(Point(name, each.bloc, shape(each.bloc, x, y), label))
    return found


Box = tuple[float, float, float, float]


def _label(name: str, x: float, y: float, taken: list[Box]) -> tuple[float, float, str] | None:
    """Right of the point, left, below or above, where nothing stands yet."""
    wide = sum(2 if char > "\u2e80" else 1 for char in name) * LETTER
    for dx, dy, anchor in (
        (GAP + 3, 4.5, "start"),
        (-GAP - 3, 4.5, "end"),
        (0, GAP + LINE, "middle"),
        (0, -GAP - 4, "middle"),
    ):
        left = x + dx - {"start": 0.0, "end": wide, "middle": wide / 2}[anchor]
        box = (left, y + dy - LINE + 3, left + wide, y + dy + 3)
        inside = box[0] >= 0 and box[2] <= WIDE and box[1] >= 0 and box[3] <= HIGH
        if inside and not any(_meet(box, other) for other in taken if other != _own(x, y)):
            taken.append(box)
            return (round(x + dx, 1), round(y + dy, 1), anchor)
    return None


def _own(x: float, y: float) -> Box:
    return (x - GAP, y - GAP, x + GAP, y + GAP)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def shape(bloc: int, x: float, y: float) -> str:
    """The outline of a bloc's mark around a point."""
    kind = SHAPES[min(bloc, len(SHAPES) - 1)]
    if kind in ("ring", "circle"):
        return f"M{x - 6:.1f} {y:.1f}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z"
    if kind == "square":
        return f"M{x - 5.5:.1f} {y - 5.5:.1f}h11v11h-11Z"
    if kind == "triangle":
        return f"M{x:.1f} {y - 7:.1f}l6.8 12h-13.6Z"
    if kind == "diamond":
        return f"M{x:.1f} {y - 7.5:.1f}l7.5 7.5l-7.5 7.5l-7.5 -7.5Z"
    return f"M{x - 2:.1f} {y - 7:.1f}h4v5h5v4h-5v5h-4v-5h-5v-4h5Z"
