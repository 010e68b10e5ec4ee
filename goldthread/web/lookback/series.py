"""The series of one indicator: months where it happens in months, else half-years."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goldthread.documents.charts.specs import Point
from goldthread.indicators.periods import period as span
from goldthread.web.charts.addresses import ChartAddresses, chart_addresses
from goldthread.web.lookback import markup
from goldthread.web.shell import figures, numbers, periods, site
from goldthread.web.shell.figures import Answer
from goldthread.web.shell.identity import Identity
from goldthread.web.shell.state import State

MONTHS = 30
HALVES = 10
PROVISIONAL = timedelta(days=62)


@dataclass(frozen=True)
class Row:
    name: str
    value: str
    earlier: str
    absolute: str
    percent: str
    chosen: bool
    provisional: bool


@dataclass(frozen=True)
class Series:
    title: str
    unit: str
    rows: list[Row]
    chart: ChartAddresses
    records: str
    identity: Identity

    @property
    def body(self) -> SafeString:
        return markup.series(self.rows)


def labels(state: State) -> list[str]:
    """The periods of the series, oldest first, ending with the chosen one."""
    _year, size, _number = periods.split(state.period)
    if state.definition.counts_stock or "month" not in state.definition.dimensions:
        last = (
            state.period
            if size == "half"
            else periods.holding(periods.months(state.period)[-1], "half")
        )
        return [periods.shift(last, -step) for step in range(HALVES - 1, -1, -1)]
    last = periods.months(state.period)[-1]
    return [periods.shift(last, -step) for step in range(MONTHS - 1, -1, -1)]


def answer(state: State) -> Answer:
    """The values of the series and those of a year before each."""
    wanted = labels(state)
    back = [periods.year_earlier(label) for label in wanted]
    return figures.ask(state, tuple(dict.fromkeys([*back, *wanted])))


def received(found: Answer) -> date:
    """The day the newest load known to the figure was received."""
    load = site.holdings().load(int(found.content["as_of"]))
    return load.received_at.date() if load else date.max


def provisional(label: str, day: date) -> bool:
    """A period that ended less than two months before the newest load may still change."""
    return span(label).end + PROVISIONAL > day


def _mark(label: str, state: State) -> str:
    if span(label).overlaps(span(state.period)):
        return "chosen"
    return "before" if span(label).overlaps(span(periods.year_earlier(state.period))) else "other"


def points(state: State) -> list[Point]:
    """The series as the chart draws it."""
    found = answer(state)
    day = received(found)
    made = []
    for label in labels(state):
        cell = found.cell(label)
        value = cell["value"] if cell else None
        shown = _("missing") if value is None else numbers.number(value, state.lang)
        made.append(
            Point(
                label=label,
                group=label[:4],
                value=value,
                shown=shown,
                mark=_mark(label, state),
                provisional=provisional(label, day),
            )
        )
    return made


def title(state: State) -> str:
    months = labels(state)[-1].count("-") == 1 and "-H" not in labels(state)[-1]
    form = _("%(indicator)s by month") if months else _("%(indicator)s by half-year")
    return form % {"indicator": state.definition.titles[state.lang]}


def series(state: State) -> Series:
    found = answer(state)
    day = received(found)
    here = state.address("/")
    return Series(
        title=title(state),
        unit=figures.unit_of(state),
        rows=[_row(state, found, label, day) for label in reversed(labels(state))],
        chart=chart_addresses("series", state, _alternative(state, found)),
        records=state.records(),
        identity=figures.identity(found, state, here),
    )


def _row(state: State, found: Answer, label: str, day: date) -> Row:
    before = periods.year_earlier(label)
    now, then = found.cell(label), found.cell(before)
    change = figures.change(now, then, state.lang, state.definition)
    return Row(
        name=periods.title(label, state.lang),
        value=figures.linked(
            now, state.records(period=label), state.lang, provisional=provisional(label, day)
        ),
        earlier=figures.linked(then, state.records(period=before), state.lang),
        absolute=change.absolute if change else "",
        percent=change.percent if change else "",
        chosen=_mark(label, state) == "chosen",
        provisional=provisional(label, day),
    )


def _alternative(state: State, found: Answer) -> str:
    """The chart in a sentence; the table below it holds the numbers."""
    known = [(label, found.cell(label)) for label in labels(state)]
    values = [(cell["value"], label) for label, cell in known if cell and cell["value"] is not None]
    if not values:
        return _("%(title)s: no value is known.") % {"title": title(state)}
    low, high = min(values), max(values)
    return _(
        "%(title)s: from %(low)s (%(low_period)s) to %(high)s (%(high_period)s). "
        "The table holds every value."
    ) % {
        "title": title(state),
        "low": numbers.number(low[0], state.lang),
        "low_period": periods.title(low[1], state.lang),
        "high": numbers.number(high[0], state.lang),
        "high_period": periods.title(high[1], state.lang),
    }
