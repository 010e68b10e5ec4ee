"""The choices of the look-back's form: indicator, period, region, kind, day, counting."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goldthread.web.lookback import markup, regions
from goldthread.web.lookback.defaults import offered
from goldthread.web.shell import figures, names, periods, site
from goldthread.web.shell.columns import KINDS, group
from goldthread.web.shell.countings import COUNTINGS
from goldthread.web.shell.state import State, kind_of


@dataclass(frozen=True)
class Option:
    value: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class Group:
    options: list[Option]
    title: str = ""


@dataclass(frozen=True)
class Choice:
    name: str
    label: str
    groups: list[Group]
    wide: bool = False

    @property
    def markup(self) -> SafeString:
        return markup.options(self)


def choices(state: State) -> list[Choice]:
    made = [_indicator(state), _period(state), _office(state), _region(state), _kind(state)]
    more = [_currency(state), _known(state), _counting(state)]
    return [choice for choice in [*made, *more] if choice.groups]


def _options(pairs: list[tuple[str, str]], chosen: str) -> list[Option]:
    return [Option(value, title, value == chosen) for value, title in pairs]


def _indicator(state: State) -> Choice:
    """Grouped by the kind of right they count; what has no records is left out."""
    held = site.holdings()
    groups: dict[str, list[tuple[str, str]]] = {}
    for definition in site.definitions().values():
        kind = kind_of(definition)
        there = kind in held.kinds if kind else definition.grain in held.grains
        if definition == state.definition or there:
            title = group(definition.grain, kind)
            pair = (definition.id, f"{definition.id} {definition.titles[state.lang]}")
            groups.setdefault(title, []).append(pair)
    made = [Group(_options(pairs, state.definition.id), title) for title, pairs in groups.items()]
    return Choice("indicator", _("Indicator"), made, wide=True)


def _period(state: State) -> Choice:
    known = list(offered(site.holdings()))
    if state.period not in known:
        known.insert(0, state.period)
    sizes = {
        "half": _("Half-years"),
        "year": _("Years"),
        "quarter": _("Quarters"),
        "month": _("Months"),
    }
    made = []
    for size, title in sizes.items():
        of_size = [p for p in known if periods.split(p)[1] == size]
        pairs = [(p, periods.title(p, state.lang)) for p in of_size]
        if pairs:
            made.append(Group(_options(pairs, state.period), title))
    return Choice("period", _("Period"), made)


def _office(state: State) -> Choice:
    """Asked for only where there are rights of several: else there is nothing to choose."""
    chosen = state.where.get("office", "")
    held = list(dict.fromkeys((*site.holdings().offices, *([chosen] if chosen else []))))
    if len(held) < 2 or "office" not in state.definition.dimensions:
        return Choice("office", _("Office"), [])
    pairs = [("", _("All offices"))] + [(code, names.office(code, state.lang)) for code in held]
    return Choice("office", _("Office"), [Group(_options(pairs, chosen))])


def _region(state: State) -> Choice:
    known = regions.listed(state)
    if not known:
        return Choice("region", _("Region"), [])
    pairs = [("", _("All regions"))]
    pairs += [(r.code, r.short_names[state.lang]) for r in known]
    absent = [("_U", _("Region not known")), ("_Z", _("Non-residents"))]
    if state.region and state.region not in dict(pairs + absent):
        pairs.append((state.region, names.region(state.region, state.lang)))
    groups = [
        Group(_options(pairs, state.region)),
        Group(_options(absent, state.region), _("No region")),
    ]
    return Choice("region", _("Region"), groups)


def _kind(state: State) -> Choice:
    held = sorted({*site.holdings().kinds, *([state.kind] if state.kind else [])})
    pairs = [("", _("All kinds of right"))] + [(kind, str(KINDS.get(kind, kind))) for kind in held]
    return Choice("kind", _("Kind of right"), [Group(_options(pairs, state.kind))])


def _currency(state: State) -> Choice:
    """Of amounts: the currencies that there are in the period, for two are never added up."""
    if state.definition.sums is None:
        return Choice("currency", _("Currency"), [])
    chosen = state.where.get("currency", "")
    found = figures.ask(state, (state.period,), by=("currency",), currency="")
    codes_found = sorted({str(cell["currency"]) for cell in found.cells} | {chosen} - {""})
    pairs = [("", _("All currencies"))]
    pairs += [(code, names.coded("currency", code, state.lang)) for code in codes_found]
    return Choice("currency", _("Currency"), [Group(_options(pairs, chosen))])


def _known(state: State) -> Choice:
    """Now, or each load; a day that the address gives is kept."""
    loads = site.holdings().loads
    pairs = [("", _("now (all loads)"))]
    pairs += [(str(m.load), figures.known_title(m.load, state.lang)) for m in loads]
    if state.as_of and state.as_of not in dict(pairs):
        pairs.insert(1, (state.as_of, state.as_of))
    return Choice("as_of", _("As known on"), [Group(_options(pairs, state.as_of))])


def _counting(state: State) -> Choice:
    definition = state.definition
    usual = str(COUNTINGS[definition.counting])
    pairs = [("", _("%(rule)s (usual)") % {"rule": usual})]
    pairs += [(r, str(COUNTINGS[r])) for r in definition.countings if r != definition.counting]
    if state.counting == definition.counting:
        pairs[0] = (definition.counting, pairs[0][1])
    return Choice("counting", _("Counting"), [Group(_options(pairs, state.counting))], wide=True)
