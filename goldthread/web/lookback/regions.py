"""The regions: the tile-grid map and the ranked table beside it."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goldthread.codes import regions as codes
from goldthread.codes.regions import Region
from goldthread.documents.charts.specs import Tile
from goldthread.indicators.periods import period as span
from goldthread.web.charts.addresses import ChartAddresses, chart_addresses
from goldthread.web.lookback import markup, ranking
from goldthread.web.lookback.ranking import Place, RankedRow
from goldthread.web.shell import figures, names, numbers, periods, site
from goldthread.web.shell.figures import Answer
from goldthread.web.shell.identity import Identity
from goldthread.web.shell.state import State

STEPS = 6
SIDE, MARGIN = 56, 2


@dataclass(frozen=True)
class Grid:
    columns: int
    width: int
    height: int
    tiles: list[dict[str, Any]]
    key: list[dict[str, str]]


@dataclass(frozen=True)
class Regions:
    caption: str
    unit: str
    grid: Grid | None
    rows: list[RankedRow]
    chart: ChartAddresses
    records: str
    identity: Identity

    @property
    def body(self) -> SafeString:
        return markup.ranked(self.rows)

    @property
    def map(self) -> SafeString:
        return markup.tiles(self.grid.tiles if self.grid else [])


def national(state: State) -> State:
    """The state without its region: the table always shows all of them."""
    return replace(state, where={k: v for k, v in state.where.items() if k != "region"})


def country(state: State) -> str | None:
    """Whose regions are shown: those of the office asked for, else of the register's country."""
    office = state.where.get("office", "")
    return office if office in codes.countries() else site.holdings().country


def listed(state: State) -> tuple[Region, ...]:
    """The regions of the country as they stood at the end of the period."""
    found = country(state)
    if found is None or "region" not in state.definition.dimensions:
        return ()
    return codes.tree(found, span(state.period).end).regions


def answer(state: State) -> Answer:
    wanted = (periods.year_earlier(state.period), state.period)
    return figures.ask(national(state), wanted, by=("region",))


def regions(state: State) -> Regions | None:
    """The section, or None where there is no country with regions."""
    known = listed(state)
    if not known:
        return None
    found, wide = answer(state), national(state)
    places = _places(state, found, known)
    rows = ranking.rows(wide, found, "region", places)
    if state.definition.additive:
        rows.append(_total(wide))
    grid = _grid(state, found, _mapped(found, known))
    return Regions(
        caption=caption(state),
        unit=figures.unit_of(state),
        grid=grid,
        rows=rows,
        chart=chart_addresses("map", state, caption(state)),
        records=wide.records(),
        identity=figures.identity(found, wide, wide.address("/")),
    )


def caption(state: State) -> str:
    return _("%(indicator)s by region, %(period)s") % {
        "indicator": state.definition.titles[state.lang],
        "period": periods.title(state.period, state.lang),
    }


def _places(state: State, found: Answer, known: tuple[Region, ...]) -> list[Place]:
    """The regions of the tree, then whatever else the figure has."""
    by_code = {region.code: region for region in known}
    codes_found = {str(cell["region"]) for cell in found.cells} - set(ranking.ABSENT)
    extra = sorted(codes_found - set(by_code))
    places = [_place(state, region) for region in _told(known, codes_found)]
    places += [Place(code, names.region(code, state.lang)) for code in extra]
    return places + ranking.absent_places(found, "region", state.period)


def _told(known: tuple[Region, ...], with_cells: set[str]) -> list[Region]:
    """The regions a table tells of: a group it leaves out stands there with records only."""
    return [region for region in known if region.group is None or region.code in with_cells]


def _mapped(found: Answer, known: tuple[Region, ...]) -> list[Region]:
    """The regions of the table that have a tile."""
    return [r for r in _told(known, {str(c["region"]) for c in found.cells}) if r.tile]


def _place(state: State, region: Region) -> Place:
    inside = region.parent if region.parent and not region.counted else ""
    tone = "of-which" if inside else "chosen" if region.code == state.region else ""
    note = _("of which") if inside else ""
    look = str(state.address("/", region=None if region.code == state.region else region.code))
    return Place(
        region.code,
        region.short_names[state.lang],
        note,
        look,
        tone,
        ranked=not inside,
        inside=inside,
    )


def _total(state: State) -> RankedRow:
    """The whole country with non-residents: what all rows but those of which add up to."""
    before = periods.year_earlier(state.period)
    whole = figures.around(state)
    return ranking.total(state, whole.cell(state.period), whole.cell(before))


def steps(values: list[float]) -> list[float]:
    """The lower bounds of the map's steps above the first: round numbers that split the regions."""
    ordered = sorted(values)
    if len(set(ordered)) < 2:
        return []
    cuts = []
    for step in range(1, STEPS):
        value = ordered[min(len(ordered) - 1, step * len(ordered) // STEPS)]
        cuts.append(_round(value))
    return sorted({cut for cut in cuts if ordered[0] < cut <= ordered[-1]})


def _round(value: float) -> float:
    """Two significant figures: a bound a reader can remember."""
    return float(f"{value:.2g}")


def step_of(value: float, cuts: list[float]) -> int:
    """The step of a value, spread over the ramp when there are fewer cuts than steps."""
    at = sum(1 for cut in cuts if value >= cut)
    return at if len(cuts) == STEPS - 1 else round(at * (STEPS - 1) / max(1, len(cuts)))


def _measured(state: State, found: Answer, placed: list[Region]) -> dict[str, float]:
    values = {}
    for region in placed:
        value = ranking.value_of(found.cell(state.period, region.code))
        if value is not None:
            values[region.code] = float(value)
    return values


def _grid(state: State, found: Answer, placed: list[Region]) -> Grid | None:
    if not placed:
        return None
    left, top = min(r.tile[0] for r in placed if r.tile), min(r.tile[1] for r in placed if r.tile)
    measured = _measured(state, found, placed)
    cuts = steps(list(measured.values()))
    tiles = [_tile(state, found, region, cuts, left, top) for region in placed]
    columns = max(int(tile["column"]) for tile in tiles) + 1
    lines = max(int(tile["line"]) for tile in tiles) + 1
    return Grid(
        columns, columns * SIDE, lines * SIDE, tiles, _key(state, measured, cuts, len(placed))
    )


def _tile(
    state: State, found: Answer, region: Region, cuts: list[float], left: int, top: int
) -> dict[str, Any]:
    assert region.tile
    column, line = region.tile[0] - left, region.tile[1] - top
    cell = found.cell(state.period, region.code)
    value = ranking.value_of(cell)
    wide = national(state)
    return {
        "column": column,
        "line": line,
        "x": column * SIDE + MARGIN,
        "y": line * SIDE + MARGIN,
        "side": SIDE - 2 * MARGIN,
        "cx": column * SIDE + SIDE // 2,
        "ny": line * SIDE + 26,
        "vy": line * SIDE + 43,
        "href": wide.records(region=region.code),
        "name": region.names[state.lang],
        "label": names.tile_label(region, state.lang),
        "shown": _brief(value, state.lang),
        "said": figures.words(found, cell, state.lang),
        "tone": "none" if value is None else f"q{step_of(float(value), cuts)}",
        "here": region.code == state.region,
    }


def _brief(value: float | None, lang: str) -> str:
    """A number that fits a tile; the table beside it has it in full."""
    if value is None:
        return numbers.DASH
    text = numbers.number(value, lang)
    if len(text) <= 7:
        return text
    if lang == "zh":
        return f"{numbers.number(round(value / 10_000, 1), lang)}万"
    return f"{numbers.number(round(value / 1000), lang)}k"


def _key(
    state: State, measured: dict[str, float], cuts: list[float], mapped: int
) -> list[dict[str, str]]:
    """The steps in words; the dashed tile where a region has no value."""
    lang = state.lang
    if not measured:
        return [{"tone": "none", "text": _("missing")}]
    bounds = [min(measured.values()), *cuts]
    made = []
    for index, low in enumerate(bounds):
        text = (
            _("below %(number)s") % {"number": numbers.number(bounds[1], lang)}
            if index == 0 and cuts
            else _("%(number)s and more") % {"number": numbers.number(low, lang)}
        )
        made.append({"tone": f"q{step_of(low, cuts)}", "text": text})
    if len(measured) < mapped:
        made.append({"tone": "none", "text": _("missing")})
    return made


def tiles(state: State) -> list[Tile]:
    """The map as the chart draws it."""
    found = answer(state)
    grid = _grid(state, found, _mapped(found, listed(state)))
    if grid is None:
        return []
    return [
        Tile(
            x=tile["column"],
            y=tile["line"],
            label=tile["label"],
            name=tile["name"],
            shown=tile["shown"],
            step=None if tile["tone"] == "none" else int(tile["tone"][1:]),
        )
        for tile in grid.tiles
    ]
