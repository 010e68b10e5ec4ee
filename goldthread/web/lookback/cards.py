"""Headline cards: a value, its change on a year earlier, and how it came there."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goldthread.indicators.definition import Definition
from goldthread.web.lookback.defaults import HEADLINE
from goldthread.web.shell import figures, numbers, periods, site
from goldthread.web.shell.figures import Answer, Change
from goldthread.web.shell.identity import Identity
from goldthread.web.shell.state import State, kind_of

TOP, HEIGHT, GAP = 2.0, 24.0, 3.0


@dataclass(frozen=True)
class Spark:
    label: str
    bars: list[dict[str, Any]]


@dataclass(frozen=True)
class Card:
    title: str
    href: str
    chosen: bool
    value: str
    unit: str
    change: Change | None
    earlier: str
    records: str
    identity: Identity
    spark: Spark | None


def cards(state: State) -> list[Card]:
    """One card for each headline indicator that fits the state, the chosen one among them."""
    return [card(state.of(definition), state) for definition in headline(state)]


def headline(state: State) -> list[Definition]:
    """The headline indicators for the kinds of right there are, with the chosen one."""
    known = site.definitions()
    kinds = (state.kind,) if state.kind else site.holdings().kinds
    fitting = [
        known[name]
        for name in HEADLINE
        if name in known and (kind_of(known[name]) is None or kind_of(known[name]) in kinds)
    ]
    if state.definition not in fitting:
        fitting.insert(0, state.definition)
    return [d for d in fitting if set(state.where) <= set(d.dimensions)]


def card(state: State, page: State) -> Card:
    """The card of one indicator in the state of the page."""
    definition, lang = state.definition, state.lang
    earlier = periods.year_earlier(state.period)
    back = [periods.shift(state.period, -step) for step in range(figures.BACK, -1, -1)]
    answer = figures.around(state)
    now, before = answer.cell(state.period), answer.cell(earlier)
    here = state.address("/")
    return Card(
        title=definition.titles[lang],
        href=str(here),
        chosen=definition == page.definition,
        value=figures.linked(now, state.records(), lang),
        unit=figures.unit_of(state),
        change=figures.change(now, before, lang, definition),
        earlier=_earlier(answer, earlier, lang),
        records=state.records(),
        identity=figures.identity(answer, state, here),
        spark=spark(answer, back, lang),
    )


def _earlier(answer: Answer, earlier: str, lang: str) -> str:
    cell = answer.cell(earlier)
    value = (
        _("missing") if not cell or cell["value"] is None else numbers.number(cell["value"], lang)
    )
    return _("%(period)s: %(value)s") % {"period": periods.title(earlier, lang), "value": value}


def spark(answer: Answer, back: list[str], lang: str) -> Spark | None:
    """Bars from zero, one a period; nothing where fewer than three are known."""
    values = [(label, (answer.cell(label) or {}).get("value")) for label in back]
    known = [value for _label, value in values if value is not None]
    if len(known) < 3 or max(known) <= 0:
        return None
    width = (100 - GAP * (len(back) - 1)) / len(back)
    bars = []
    for index, (label, value) in enumerate(values):
        if value is None:
            continue
        height = max(0.6, (HEIGHT - TOP) * float(value) / float(max(known)))
        bars.append(
            {
                "x": f"{index * (width + GAP):.2f}",
                "y": f"{HEIGHT - height:.2f}",
                "width": f"{width:.2f}",
                "height": f"{height:.2f}",
                "now": label == back[-1],
            }
        )
    said = ", ".join(
        f"{periods.title(label, lang)} {numbers.number(value, lang)}"
        for label, value in values
        if value is not None
    )
    return Spark(said, bars)
