"""The technology fields: WIPO's 35, ranked."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goldthread.codes import fields as codes
from goldthread.documents.charts.specs import Bar
from goldthread.web.charts.addresses import ChartAddresses, chart_addresses
from goldthread.web.lookback import markup, ranking
from goldthread.web.lookback.ranking import Place, RankedRow
from goldthread.web.shell import figures, numbers, periods
from goldthread.web.shell.figures import Answer
from goldthread.web.shell.identity import Identity
from goldthread.web.shell.state import State, kind_of

WITH_FIELDS = ("PT", "UM", "SPC")


@dataclass(frozen=True)
class Fields:
    caption: str
    unit: str
    rows: list[RankedRow]
    chart: ChartAddresses
    records: str
    identity: Identity

    @property
    def body(self) -> SafeString:
        return markup.ranked(self.rows, sectors=True)


def answer(state: State) -> Answer:
    wanted = (periods.year_earlier(state.period), state.period)
    return figures.ask(state, wanted, by=("field",))


def has_fields(state: State) -> bool:
    """May rights of this kind be divided by field?"""
    kind = state.kind or kind_of(state.definition)
    return "field" in state.definition.dimensions and (not kind or kind in WITH_FIELDS)


def fields(state: State) -> Fields | None:
    """The section, or None for rights that have no technology field."""
    if not has_fields(state):
        return None
    found = answer(state)
    places = [
        Place(str(f.number), f.titles[state.lang], f.sector_titles[state.lang])
        for f in codes.fields()
        if found.cell(state.period, str(f.number))
        or found.cell(periods.year_earlier(state.period), str(f.number))
    ]
    places += ranking.absent_places(found, "field", state.period)
    if not places:
        return None
    return Fields(
        caption=caption(state),
        unit=figures.unit_of(state),
        rows=ranking.rows(state, found, "field", places),
        chart=chart_addresses("fields", state, caption(state)),
        records=state.records(),
        identity=figures.identity(found, state, state.address("/")),
    )


def caption(state: State) -> str:
    return _("%(indicator)s by technology field (WIPO, version %(version)s), %(period)s") % {
        "indicator": state.definition.titles[state.lang],
        "version": codes.VERSION,
        "period": periods.title(state.period, state.lang),
    }


def bars(state: State) -> list[Bar]:
    """The fields as the chart draws them."""
    section = fields(state)
    if section is None:
        return []
    return [
        Bar(row.name, row.number, numbers.number(row.number, state.lang))
        for row in section.rows
        if row.number is not None
    ]
