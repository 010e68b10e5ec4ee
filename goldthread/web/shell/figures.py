"""Figures as pages need them: cells by their codes, and the identity each number carries."""

import shlex
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goldthread.indicators.definition import Definition
from goldthread.indicators.query import Query
from goldthread.web.shell import numbers, site
from goldthread.web.shell.address import Address
from goldthread.web.shell.countings import COUNTINGS
from goldthread.web.shell.identity import Identity
from goldthread.web.shell.kept import Kept
from goldthread.web.shell.periods import shift, year_earlier
from goldthread.web.shell.state import State
from goldthread.web.shell.thread import Step

Cell = Mapping[str, Any]
UP, DOWN, SAME = "M5 1 9.5 9H.5Z", "M5 9 .5 1h9Z", "M1 3.2h8v1.3H1zM1 6h8v1.3H1z"


@dataclass(frozen=True)
class Answer:
    """One figure with its cells; `content` is the figure as JSON has it."""

    query: Query
    definition: Definition
    content: dict[str, Any]

    @cached_property
    def _index(self) -> dict[tuple[str, ...], Cell]:
        names = ("period", *self.query.by)
        return {tuple(str(cell[name]) for name in names): cell for cell in self.cells}

    def cell(self, *codes: str) -> Cell | None:
        """The cell of a period and, in the query's order, of dimension codes."""
        return self._index.get(codes)

    @property
    def cells(self) -> list[Cell]:
        return list(self.content["cells"])


ANSWERS: Kept[Answer] = Kept(2048)


def ask(state: State, periods: tuple[str, ...], by: tuple[str, ...] = (), **where: str) -> Answer:
    """The figure of a state for some periods; `where` stands over the state's own conditions."""
    query = state.query(periods, by, **where)
    definition = state.definition
    return ANSWERS.get(key(query, definition), lambda: _answer(query, definition))


def _answer(query: Query, definition: Definition) -> Answer:
    return Answer(query, definition, site.figures().figure(query).as_dict())


def key(query: Query, definition: Definition) -> tuple[Hashable, ...]:
    """What an answer depends on: the loads there are, the definition's version, the question."""
    where = tuple(sorted((name, tuple(codes)) for name, codes in query.where.items()))
    asked = (query.periods, query.by, where, query.as_of, query.counting)
    return (site.holdings().newest.sha256, definition.sha256, *asked)


BACK = 4  # how many earlier periods are told beside a value


def around(state: State) -> Answer:
    """The state's value, that of a year earlier and of the periods before: one question a page."""
    back = [shift(state.period, -step) for step in range(BACK, -1, -1)]
    return ask(state, tuple(dict.fromkeys([year_earlier(state.period), *back])))


def unit(definition: Definition, lang: str, currency: str = "") -> str:
    """The unit of a figure: of amounts the currency, where one is named."""
    if definition.sums and currency and not currency.startswith("_"):
        return currency
    return definition.unit_titles[lang]


def unit_of(state: State) -> str:
    return unit(state.definition, state.lang, state.where.get("currency", ""))


def linked(cell: Cell | None, href: object, lang: str, *, provisional: bool = False) -> str:
    """A cell's value as a link to its records; what has no records has no link."""
    if cell is None:
        return numbers.missing()
    text = numbers.shown(cell["value"], cell["status"], lang)
    if not cell["records"]:
        return text
    # The text is digits, or was escaped where it was made.
    to = escape(str(href))
    if provisional:
        title = escape(_("provisional"))
        return SafeString(f'<a class="provisional" href="{to}" title="{title}">{text}</a>')
    return SafeString(f'<a href="{to}">{text}</a>')


@dataclass(frozen=True)
class Change:
    """What a value is against another: written for the reader, with a word and a shape."""

    word: str
    shape: str
    tone: str
    absolute: str
    percent: str


def change(
    now: Cell | None, before: Cell | None, lang: str, definition: Definition
) -> Change | None:
    """None where one of the two is not known.

    Percentages change by points. More of a ratio or a duration is neither good nor bad, so those
    changes have no colour.
    """
    points = definition.unit == "percent"
    later = now["value"] if now else None
    earlier = before["value"] if before else None
    if later is None or earlier is None:
        return None
    difference = later - earlier
    decimals = max(numbers.places(later), numbers.places(earlier))
    absolute = numbers.signed(difference, lang, decimals)
    if points:
        absolute = _("%(number)s points") % {"number": absolute}
    percent = numbers.percent(difference / earlier, lang) if earlier and not points else ""
    coloured = definition.type in ("flow", "stock")
    word, shape, tone = (
        (_("up"), UP, "up" if coloured else "same")
        if difference > 0
        else (_("down"), DOWN, "down" if coloured else "same")
        if difference < 0
        else (_("the same"), SAME, "same")
    )
    return Change(word, shape, tone, absolute, percent)


def identity(answer: Answer, state: State, here: Address) -> Identity:
    """The identity of a figure; `here` is the page whose address is made permanent."""
    content, definition = answer.content, answer.definition
    load = int(content["as_of"])
    return Identity(
        title=definition.titles[state.lang],
        indicator=definition.id,
        version=content["version"],
        definition=content["definition"],
        definition_href=str(state.link(f"/indicators/{definition.id}")),
        as_of=known_title(load, state.lang),
        as_of_href=str(state.link(f"/loads/{load}")),
        counting=str(COUNTINGS[content["counting"]]),
        lineage=content["lineage"],
        engine=content["engine"],
        permanent=str(here.with_(as_of=load, counting=content["counting"])),
        code=code(answer.query, load),
    )


def known_title(load: int, lang: str) -> str:
    """`load 57 (30 June 2019)`."""
    found = site.holdings().load(load)
    if found is None:
        return _("load %(load)d") % {"load": load}
    day = numbers.day(found.received_at.date(), lang)
    return _("load %(load)d (%(day)s)") % {"load": load, "day": day}


def code(query: Query, load: int, verb: str = "figure") -> str:
    """The command that gives the same figure anywhere this register is."""
    parts = ["goldthread", verb, query.indicator, "--period", ",".join(query.periods)]
    if query.by:
        parts += ["--by", ",".join(query.by)]
    for name, values in sorted(query.where.items()):
        parts += ["--where", f"{name}={','.join(values)}"]
    parts += ["--as-of", str(load)]
    if query.counting:
        parts += ["--counting", query.counting]
    return shlex.join(parts)


def words(answer: Answer, cell: Cell | None, lang: str) -> SafeString | str:
    """A value with its unit, for a title or a text alternative."""
    if cell is None or cell["value"] is None:
        return _("missing")
    currency = next(iter(answer.query.where.get("currency", ())), "")
    return f"{numbers.number(cell['value'], lang)} {unit(answer.definition, lang, currency)}"


def steps(state: State, answer: Answer, cell: Cell | None, at: str = "") -> list[Step]:
    """The thread of a number: the figure, its records, the loads and files that brought them."""
    lang = state.lang
    loads = site.holdings().known(int(answer.content["as_of"]))
    files = sum(len(manifest.sources) for manifest in loads)
    count = numbers.number(cell["records"], lang) if cell else "0"
    href = str(state.link("/loads"))
    return [
        Step(_("Figure"), words(answer, cell, lang), str(state.address("/")), here=at == "figure"),
        Step(_("Records"), _("counted in it"), state.records(), count, here=at == "records"),
        Step(_("Loads"), _("that brought them"), href, numbers.number(len(loads), lang)),
        Step(_("Source files"), _("as delivered"), href, numbers.number(files, lang)),
    ]


def indicator_step(state: State) -> Step:
    """The head of every number's thread."""
    name = f"{state.definition.id} {state.definition.titles[state.lang]}"
    return Step(_("Indicator"), name, str(state.link(f"/indicators/{state.definition.id}")))
