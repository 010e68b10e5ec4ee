"""The figures that a document asks for: the frozen ones of the release, all others as known on
the same day, so that the whole document tells of one state of knowledge.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from goldthread.codes import fields, regions
from goldthread.errors import GoldthreadError
from goldthread.indicators.catalogue import definition
from goldthread.indicators.periods import period
from goldthread.indicators.query import Query, ask
from goldthread.indicators.values import NOT_APPLICABLE
from goldthread.review.freezing import as_known, regions_on
from goldthread.review.lists import STATES, WHAT, Ledger
from goldthread.review.models import FrozenFigure, Release
from goldthread.review.queries.comparison import not_shown, people_of
from goldthread.review.template.blocks import Block, Drawn, FigureToken, Text
from goldthread.review.template.errors import TemplateRefused, refused
from goldthread.seminar.address_figures import code_of
from goldthread.seminar.speech.bindings import Binding
from goldthread.seminar.speech.rendering import Shown
from goldthread.workflow.texts import Titles, in_language, say

CHANGES: Final[dict[str, Titles]] = {
    "difference": {"en": "change on the year", "zh": "同比增减"},
    "percent": {"en": "change on the year, %", "zh": "同比，%"},
}

WITHHELD: Final[Titles] = {"en": "too few to be told", "zh": "数量过少，不予公布"}
"""Of small counts in a region or a field, as on the pages of the review."""

NO_CELL: Final[Titles] = {"en": "withheld", "zh": "不公布"}


@dataclass(frozen=True)
class Known:
    """A number with all that an edition keeps of it; `shown.value` None where there is none."""

    kind: str
    asked: str
    shown: Shown
    told: Titles
    identity: dict[str, Any]
    why_not: Titles

    @property
    def value(self) -> str:
        return "" if self.shown.value is None else str(self.shown.value)


class Values:
    """Asked for all at once, then read one by one."""

    def __init__(
        self, release: Release | None, ledger: Ledger, day: date, *, fresh: bool = False
    ) -> None:
        """`fresh`: as the register has them on the day, whatever the release froze."""
        rows = release.figures.all() if release is not None and not fresh else ()
        self._frozen = {row.asked: row for row in rows}
        self._people = people_of(release) if release is not None else {}
        self._ledger, self._day = ledger, day
        self._rows: dict[str, FrozenFigure] = {}
        self._counts: dict[str, Known] = {}
        self._withheld: frozenset[str] = frozenset()

    def learn(self, bindings: Iterable[Binding]) -> None:
        """Together with what tells whether a number is too small to be told."""
        wanted = list(dict.fromkeys(each for b in bindings for each in (b, *behind(b))))
        frozen = {b.asked: self._frozen[b.asked] for b in wanted if b.asked in self._frozen}
        rest = {b.asked: plain(b) for b in wanted if b.asked not in frozen}
        self._rows |= frozen | as_known(list(rest.values()), self._day)
        self._withheld = not_shown({**self._frozen, **self._rows}.values(), self._people)

    def figure(self, binding: Binding) -> Known:
        row = self._rows[binding.asked]
        withheld = any(b.asked in self._withheld for b in (plain(binding), *behind(binding)))
        value = Fraction(row.value) if row.value and not withheld else None
        return Known(
            "figure",
            binding.asked,
            Shown(value, _unit(row), row.code if value is not None else ""),
            told(binding),
            {"of": row.identity, "records": row.records},
            WITHHELD if withheld else _why_not(row),
        )

    def rank(self, binding: Binding, by: str) -> Known:
        """The place among all of the dimension, the greatest first; equals share a place."""
        all_of = spread(replace(binding, where=_without(binding, by)), by, self._ledger)
        found = [self.figure(each) for each in all_of]
        values = [each.shown.value for each in found if each.shown.value is not None]
        own = self.figure(binding)
        value = own.shown.value
        place = None if value is None else Fraction(1 + sum(each > value for each in values))
        identity = {"rank": by, "of": binding.asked, "codes": [e.shown.code for e in found]}
        code = code_of(binding.indicator, identity) if place is not None else ""
        title: Titles = {
            "en": f"{own.told['en']}, place among {len(values)}",
            "zh": f"{own.told['zh']}，在{len(values)}个中的位次",
        }
        shown = Shown(place, {"en": "", "zh": ""}, code)
        asked = f"{binding.asked} rank={by}"
        return Known("rank", asked, shown, title, identity, own.why_not)

    def count(self, what: str, state: str) -> Known:
        asked = f"{what} state={state}"
        if asked not in self._counts:
            self._counts[asked] = self._count(what, state, asked)
        return self._counts[asked]

    def _count(self, what: str, state: str, asked: str) -> Known:
        keys = sorted(self._ledger.rows(what, state).values_list("pk", flat=True))
        identity = {"cycle": self._ledger.cycle.key, "counted": asked, "keys": keys}
        title: Titles = {
            lang: f"{self._ledger.cycle.key}: {WHAT[what][lang]}, {STATES[state][lang]}"
            for lang in ("en", "zh")
        }
        shown = Shown(Fraction(len(keys)), {"en": "", "zh": ""}, code_of(what.upper(), identity))
        return Known("count", asked, shown, title, identity, title)


def behind(binding: Binding) -> list[Binding]:
    """Of a change within a region or a field, the two values that it lies between."""
    if not (binding.change and binding.where):
        return []
    value = replace(plain(binding), change="")
    earlier = period(value.period).year_earlier().label
    return [value, replace(value, period=earlier)]


def plain(binding: Binding) -> Binding:
    """The figure alone, however it is written."""
    return replace(binding, unit="", scale=1, decimals=None, signed=False)


def _without(binding: Binding, by: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, values) for name, values in binding.where if name != by)


def spread(binding: Binding, by: str, ledger: Ledger) -> list[Binding]:
    """The figure of each value of a dimension, in the order of its code list."""
    return [
        replace(binding, where=tuple(sorted((*binding.where, (by, (code,))))))
        for code in codes_of(by, ledger)
    ]


def codes_of(by: str, ledger: Ledger) -> list[str]:
    if by == "region":
        return regions_on(ledger.cycle.ends)
    return [str(each.number) for each in fields.fields()]


def name_of(by: str, code: str, lang: str) -> str:
    """As a table has it."""
    if by == "field":
        found = {str(each.number): each.titles for each in fields.fields()}
        return in_language(found[code], lang)
    country = code.partition("-")[0]
    region = regions.tree(country).get(code) if country in regions.countries() else None
    return code if region is None else in_language(region.short_names, lang)


def told(binding: Binding) -> Titles:
    """What a figure is, for the list of codes."""
    titles = definition(binding.indicator, Path(settings.GOLDTHREAD_HOME)).titles
    found = {}
    for lang, comma in (("en", ", "), ("zh", "，")):
        parts = [in_language(titles, lang), binding.period]
        for name, values in binding.where:
            named = (name_of(name, v, lang) if name in ("region", "field") else v for v in values)
            parts.append("、".join(named) if lang == "zh" else ", ".join(named))
        parts += [in_language(CHANGES[binding.change], lang)] if binding.change else []
        found[lang] = comma.join(parts)
    return found


def bindings_in(blocks: Iterable[Block], ledger: Ledger) -> Iterable[Binding]:
    """Every figure that the blocks need, those behind ranks, tables and charts too."""
    for block in blocks:
        inline = block.inline if isinstance(block, Text) else block.caption
        for token in inline:
            if isinstance(token, FigureToken):
                yield token.binding
                if token.rank:
                    whole = replace(token.binding, where=_without(token.binding, token.rank))
                    yield from spread(whole, token.rank, ledger)
        if isinstance(block, Drawn):
            for binding in block.bindings:
                yield from drawn(block, binding, ledger)


def drawn(block: Drawn, binding: Binding, ledger: Ledger) -> list[Binding]:
    """The figures of one indicator in a table, a chart or a map; a change with its value."""
    if block.back:
        return years(binding, block.back)
    by = "region" if block.kind == "map" else block.by
    found = spread(binding, by, ledger) if by else [binding]
    if block.kind == "table" and binding.change:
        found += [replace(each, change="") for each in found]
    return found


def years(binding: Binding, back: int) -> list[Binding]:
    """The same period of the years before, the oldest first."""
    own = period(binding.period)
    labels = [own.label]
    for _ in range(back):
        own = own.year_earlier()
        labels.insert(0, own.label)
    return [replace(binding, period=label) for label in labels]


def refuse_unknown(blocks: Iterable[Block], ledger: Ledger) -> None:
    """TemplateRefused where a figure is asked for that no definition answers; no value yet."""
    home = Path(settings.GOLDTHREAD_HOME)
    asked: set[tuple[object, ...]] = set()
    for block in blocks:
        for place, binding, by in _asked(block):
            key = (binding.indicator, binding.period, binding.where, binding.counting, by)
            if key in asked:
                continue
            asked.add(key)
            where = dict(binding.where) | ({by: tuple(codes_of(by, ledger)[:1])} if by else {})
            query = Query(
                binding.indicator, (binding.period,), (), where, None, binding.counting or None
            )
            try:
                ask(query, home)
            except GoldthreadError as fault:
                raise _unknown(place, binding, fault) from None


def _asked(block: Block) -> Iterable[tuple[Any, Binding, str]]:
    for token in block.inline if isinstance(block, Text) else block.caption:
        if isinstance(token, FigureToken):
            yield token.place, token.binding, ""
    if isinstance(block, Drawn):
        by = "region" if block.kind == "map" else block.by
        yield from ((block.place, binding, by) for binding in block.bindings)


def _unknown(place: Any, binding: Binding, fault: GoldthreadError) -> TemplateRefused:
    cause = say(
        "{asked} cannot be asked: {why}",
        "{asked}无法查询：{why}",
        asked=binding.asked,
        why=str(fault).rstrip("."),
    )
    return refused(place.line, place.column, cause)


def _unit(row: FrozenFigure) -> Titles:
    unit: Titles = row.identity.get("unit", {"en": "", "zh": ""})
    return unit


def _why_not(row: FrozenFigure) -> Titles:
    """Why there is no value; of use only where there is none."""
    if row.status == NOT_APPLICABLE:
        return {"en": "does not apply", "zh": "不适用"}
    if "version" not in row.identity:
        return {"en": "the register cannot answer it", "zh": "登记簿无法查询"}
    return {"en": "the register has no value", "zh": "登记簿无数值"}
