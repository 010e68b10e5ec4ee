"""The guard against stale numbers: what each number of a document is now, was on its approval, and
why it moved since.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from goldthread.errors import GoldthreadError
from goldthread.indicators.explain import PARTS, explain
from goldthread.indicators.query import Query
from goldthread.programme import figures
from goldthread.review.content import Content
from goldthread.review.lists import Ledger
from goldthread.review.models import Review, ReviewDocument
from goldthread.review.template.blocks import CountToken, FigureToken, Place, Text
from goldthread.review.template.inline import token
from goldthread.review.values import Known, Values, bindings_in
from goldthread.seminar.speech.bindings import Binding
from goldthread.seminar.speech.rendering import Shown, numeral, written
from goldthread.workflow.texts import Titles, in_language

EXPLAINED: Final = 5
"""So many moved numbers are explained by their records; each costs a reading of the register."""

Tokens = Mapping[str, FigureToken | CountToken]


@dataclass(frozen=True)
class Moved:
    """A number of an approved document that is another by now; `why` is blank where unknown."""

    code: str
    told: str
    before: Titles
    after: Titles
    why: Titles


def tokens_of(content: Content) -> dict[str, FigureToken | CountToken]:
    """What each code of an edition asks for."""
    found: dict[str, FigureToken | CountToken] = {}
    for code, figure in content["figures"].items():
        read = token(figure["asked"], Place(1, 1), str)
        assert isinstance(read, FigureToken | CountToken)
        found[code] = read
    return found


def known_by(tokens: Tokens, values: Values, ledger: Ledger) -> dict[str, Known]:
    """The value of each token by the values given."""
    text = Text(Place(1, 1), "paragraph", tuple(tokens.values()))
    values.learn(bindings_in([text], ledger))
    return {code: _known(each, values) for code, each in tokens.items()}


def _known(each: FigureToken | CountToken, values: Values) -> Known:
    if isinstance(each, CountToken):
        return values.count(each.what, each.state)
    return values.rank(each.binding, each.rank) if each.rank else values.figure(each.binding)


def now(content: Content, review: Review, day: date) -> dict[str, Known]:
    """Every number as it is known on the day, whatever was frozen."""
    ledger = Ledger(review.cycle, day)
    release = review.releases.order_by("-number").first()
    return known_by(tokens_of(content), Values(release, ledger, day, fresh=True), ledger)


def baseline(content: Content, review: Review, day: date) -> dict[str, dict[str, Any]]:
    """What an approval keeps: value and load of each number, by its code."""
    return {
        code: {"value": known.value, "as_of": _load(known)}
        for code, known in now(content, review, day).items()
    }


def moved(document: ReviewDocument, content: Content, day: date) -> list[Moved]:
    """The numbers that moved since the approval, in the order of the edition."""
    present = now(content, document.review, day)
    rows = [
        (code, known, document.baseline[code])
        for code, known in present.items()
        if code in document.baseline and known.value != document.baseline[code]["value"]
    ]
    read = tokens_of(content)
    return [
        _moved(read[code], known, kept, content["figures"][code]["told"], at < EXPLAINED)
        for at, (code, known, kept) in enumerate(rows)
    ]


def _moved(
    each: FigureToken | CountToken, known: Known, kept: Mapping[str, Any], told: str, why: bool
) -> Moved:
    value = Fraction(kept["value"]) if kept["value"] else None
    before = Shown(value, known.shown.unit, "")
    plain = isinstance(each, FigureToken) and not each.rank and not each.binding.change
    reasons: Titles = {"en": "", "zh": ""}
    if why and plain and kept["as_of"] is not None and isinstance(each, FigureToken):
        reasons = _explained(each.binding, kept["as_of"])
    return Moved(known.shown.code, told, _said(before), _said(known.shown), reasons)


def _said(shown: Shown) -> Titles:
    return {lang: written(Binding("", ""), shown, lang) for lang in ("en", "zh")}


def _load(known: Known) -> int | None:
    of = known.identity.get("of")
    load = of.get("as_of") if isinstance(of, Mapping) else None
    return None if load is None else int(load)


def _explained(binding: Binding, load: int) -> Titles:
    """The parts of the difference since a load, each with how many records it is of."""
    where = dict(binding.where)
    query = Query(binding.indicator, (binding.period,), (), where, None, binding.counting or None)
    try:
        found = explain(figures.figures().register, query, load, None, limit=0)
    except GoldthreadError:
        return {"en": "", "zh": ""}
    parts = [part for part in found.parts if part.value]
    return {lang: "; ".join(_part(part, lang) for part in parts) for lang in ("en", "zh")}


def _part(part: Any, lang: str) -> str:
    places = 0 if part.value.denominator == 1 else 2
    value = numeral(part.value, places, plus=True)
    return f"{in_language(PARTS[part.name], lang)} {value}"


def listed(found: Iterable[Moved], lang: str) -> str:
    return ("；" if lang == "zh" else "; ").join(_lines(found, lang))


def _lines(found: Iterable[Moved], lang: str) -> Iterator[str]:
    for each in found:
        why = in_language(each.why, lang)
        more = (f"（{why}）" if lang == "zh" else f" ({why})") if why else ""
        yield f"{each.told} {each.before[lang]} → {each.after[lang]}{more}"
