"""The numbers of an edition renewed: the text as it was edited, each number as it is now."""

from copy import deepcopy
from datetime import date
from typing import Any

from goldthread.review.content import Content, places
from goldthread.review.lists import Ledger
from goldthread.review.models import Review
from goldthread.review.stale import known_by, tokens_of
from goldthread.review.template.blocks import FigureToken, Place
from goldthread.review.template.inline import token
from goldthread.review.values import Known
from goldthread.review.writing import values_of
from goldthread.seminar.speech.bindings import Binding
from goldthread.seminar.speech.rendering import written
from goldthread.workflow.texts import in_language


def renewed(content: Content, review: Review, lang: str, day: date) -> Content:
    """By the last release and the ledger of the day. Charts and lists are written anew from the
    template only. A number that was stated otherwise stays so while what is computed stays."""
    release = review.releases.order_by("-number").first()
    values = values_of(review, release, day)
    known = known_by(tokens_of(content), values, Ledger(review.cycle, day))
    made = deepcopy(content)
    figures: dict[str, Any] = {}
    for old, each in known.items():
        if each.shown.code:
            figures[each.shown.code] = _figure(content["figures"][old], each, lang)
    for place in places(made):
        _renew(place.run, known[place.run["code"]], lang)
    return made | {"figures": figures, "release": release.number if release else 0}


def _renew(run: dict[str, str], known: Known, lang: str) -> None:
    if known.shown.code:
        run["text"] = written(_written_as(run["how"]), known.shown, lang)
        run["code"] = known.shown.code


def _written_as(how: str) -> Binding:
    read = token(how, Place(1, 1), str)
    if isinstance(read, FigureToken) and not read.rank:
        return read.binding
    return Binding("", "")


def _figure(old: dict[str, Any], known: Known, lang: str) -> dict[str, Any]:
    text = written(Binding("", ""), known.shown, lang)
    made = old | {
        "value": known.value,
        "text": text,
        "told": in_language(known.told, lang),
        "identity": known.identity,
    }
    if known.value != old["value"]:
        made.pop("stated", None)
    return made
