"""The figures that an address is bound to: asked of the register, frozen when it is cleared.

One question for all tokens that differ only by period. A figure that cannot be had has no value;
it is never a zero.
"""

from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any

from django.conf import settings

from goldthread.errors import GoldthreadError
from goldthread.indicators.figure import Figure
from goldthread.indicators.periods import period
from goldthread.indicators.query import Query, ask
from goldthread.indicators.values import NORMAL, Cell
from goldthread.programme import figures
from goldthread.programme.errors import PartRefused
from goldthread.register.errors import RegisterError
from goldthread.seminar.models import Address, AddressFigure
from goldthread.seminar.speech.bindings import Binding, Token, place, tokens
from goldthread.seminar.speech.errors import TokenRefused
from goldthread.seminar.speech.rendering import Rendered, Shown, render, written
from goldthread.workflow.texts import Sentence, Titles, say

FROZEN = ("cleared", "given")
POINTS: Titles = {"en": "percentage points", "zh": "个百分点"}
NO_UNIT: Titles = {"en": "", "zh": ""}
VALUE_LENGTH = 60


@dataclass(frozen=True)
class BoundFigure:
    """A figure as the register has it now. `identity`: by what it can be computed again."""

    binding: Binding
    shown: Shown
    identity: Mapping[str, Any]

    @property
    def value(self) -> str:
        return exact(self.shown.value)


@dataclass(frozen=True)
class Moved:
    """A frozen figure and what it is now."""

    row: AddressFigure
    told: Titles


def refuse_unknown(text: str) -> None:
    """PartRefused where a token cannot be read, or asks what no figure answers; no value yet."""
    for token in read_tokens(text):
        try:
            for label in labels(token.binding):
                ask(_query(token.binding, (label,), None), Path(settings.GOLDTHREAD_HOME))
        except GoldthreadError as refused:
            raise PartRefused(_placed(text, token, refused)) from None


def read_tokens(text: str) -> list[Token]:
    try:
        return tokens(text)
    except TokenRefused as refused:
        raise PartRefused(refused.sentence) from None


def computed(texts: Iterable[str], day: date) -> dict[str, BoundFigure]:
    """Every figure that the texts ask for, as known on the day, by `Binding.asked`."""
    asked = {t.binding.asked: t.binding for text in texts for t in tokens(text)}
    groups: dict[str, list[Binding]] = defaultdict(list)
    for binding in asked.values():
        groups[replace(binding, period="", change="").asked].append(binding)
    found: dict[str, BoundFigure] = {}
    for members in groups.values():
        for made in _computed(members, day):
            found[made.binding.asked] = made
    return found


def shown_in(address: Address, day: date) -> dict[str, Shown]:
    """The frozen figures of an address that was cleared, else those of the day."""
    if address.state in FROZEN:
        return frozen(address)
    found = computed((address.text_en, address.text_zh), day)
    return {asked: each.shown for asked, each in found.items()}


def frozen(address: Address) -> dict[str, Shown]:
    return {row.binding: shown_of(row) for row in address.figures.all()}


def shown_of(row: AddressFigure) -> Shown:
    value = Fraction(row.value) if row.value else None
    return Shown(value, row.identity["unit"], row.code)


def text_of(address: Address, lang: str, day: date, *, codes: bool = True) -> Rendered:
    """The text with its figures, each followed by its code."""
    text = address.text_zh if lang.startswith("zh") else address.text_en
    return render(text, lang, shown_in(address, day), codes=codes)


def moved_since(address: Address, day: date) -> list[Moved]:
    """The figures of a cleared address that the register now has otherwise."""
    now = computed((address.text_en, address.text_zh), day)
    found = []
    for row in address.figures.all():
        new = now.get(row.binding)
        if new is None or new.value != row.value:
            found.append(Moved(row, _told(row, new)))
    return found


def freeze(address: Address, day: date) -> list[AddressFigure]:
    """The rows that keep the figures of an address as they are on the day; not saved yet."""
    found = computed((address.text_en, address.text_zh), day)
    return [
        AddressFigure(
            address=address,
            code=each.shown.code,
            binding=asked,
            value=each.value,
            identity=dict(each.identity),
        )
        for asked, each in found.items()
    ]


def exact(value: Fraction | None) -> str:
    """The fraction itself; where it is too long to be kept, its first twelve decimals."""
    if value is None:
        return ""
    text = str(value)
    if len(text) <= VALUE_LENGTH:
        return text
    return str(round(Decimal(value.numerator) / Decimal(value.denominator), 12))


def _told(row: AddressFigure, new: BoundFigure | None) -> Titles:
    binding = tokens("{{" + row.binding + "}}")[0].binding
    signed = replace(binding, signed=bool(binding.change))
    now = new.shown if new is not None else None
    return {lang: _from_to(row, signed, now, lang) for lang in ("en", "zh")}


def _from_to(row: AddressFigure, binding: Binding, now: Shown | None, lang: str) -> str:
    before, after = (written(binding, each, lang) for each in (shown_of(row), now))
    return f"{row.binding}: {before} → {after}"


def _placed(text: str, token: Token, refused: GoldthreadError) -> Sentence:
    line = text.count("\n", 0, token.start) + 1
    cause = say(
        "{token} cannot be asked: {why}",
        "{token}无法查询：{why}",
        token=token.binding.asked,
        why=str(refused).rstrip("."),
    )
    return place(line, token.start - text.rfind("\n", 0, token.start), cause)


def labels(binding: Binding) -> tuple[str, ...]:
    """The period, and for a change the same one a year earlier before it."""
    own = period(binding.period)
    return (own.year_earlier().label, own.label) if binding.change else (own.label,)


def _query(binding: Binding, periods: tuple[str, ...], day: date | None) -> Query:
    return Query(binding.indicator, periods, (), dict(binding.where), day, binding.counting or None)


def _computed(members: list[Binding], day: date) -> list[BoundFigure]:
    """Of tokens that differ by period only. Where the register refuses, none has a value."""
    asked = tuple(sorted({label for binding in members for label in labels(binding)}))
    try:
        figure = figures.figures().figure(_query(members[0], asked, day))
    except RegisterError:
        raise  # not "there is no such figure": the register cannot be read
    except GoldthreadError:
        return [absent(binding) for binding in members]
    return [bound(figure, binding) for binding in members]


def absent(binding: Binding) -> BoundFigure:
    identity = {"indicator": binding.indicator, "unit": dict(NO_UNIT)}
    return BoundFigure(binding, Shown(None, NO_UNIT, ""), identity)


def bound(figure: Figure, binding: Binding) -> BoundFigure:
    """The figure of a binding out of an answer; the same whether it was asked alone, or as a row
    of the dimension that the answer is divided by."""
    cells = cells_of(figure, binding)
    unit = _unit(figure, binding)
    divided = {name: list(values) for name, values in binding.where if name in figure.question.by}
    where = {name: list(values) for name, values in figure.question.where} | divided
    identity = {
        "indicator": figure.definition.id,
        "version": figure.definition.version,
        "definition": figure.definition.sha256,
        "counting": figure.question.counting,
        "as_of": figure.as_of,
        "periods": [cell.period for cell in cells],
        "where": where,
        "change": binding.change,
        "lineage": [cell.lineage.digest for cell in cells],
        "unit": dict(unit),
    }
    return BoundFigure(
        binding,
        Shown(_value(cells, binding), unit, code_of(figure.definition.id, identity)),
        identity,
    )


def cells_of(figure: Figure, binding: Binding) -> list[Cell]:
    """The cell of the period, for a change that of a year earlier before it."""
    codes = {name: values[0] for name, values in binding.where if name in figure.question.by}
    return [_cell(figure, label, codes) for label in labels(binding)]


def _cell(figure: Figure, label: str, codes: Mapping[str, str]) -> Cell:
    return next(each for each in figure.cells if each.period == label and each.codes == codes)


def _value(cells: list[Cell], binding: Binding) -> Fraction | None:
    values = [cell.value if cell.status == NORMAL else None for cell in cells]
    last, first = values[-1], values[0]
    if last is None or first is None:
        return None
    if not binding.change:
        return last
    if binding.change == "difference":
        return last - first
    return (last - first) / first * 100 if first else None


def _unit(figure: Figure, binding: Binding) -> Titles:
    """The difference of two percentages is told in percentage points."""
    if binding.change == "difference" and figure.definition.unit == "percent":
        return POINTS
    return dict(figure.definition.unit_titles)


def code_of(indicator: str, identity: Mapping[str, Any]) -> str:
    """What is printed beside the figure: the same for the same figure of the same records."""
    text = dumps(identity, sort_keys=True, ensure_ascii=False)
    digest = sha256(text.encode()).digest()
    return f"{indicator}-{b32encode(digest[:5]).decode()}"
