"""What the look-back shows when the address does not say: the newest half-year that is complete."""

from typing import Any

from goldthread.indicators.definition import Definition
from goldthread.web.shell import periods, site
from goldthread.web.shell.site import Holdings
from goldthread.web.shell.state import kind_of

# The order in which an indicator is chosen, and in which the headline cards stand.
HEADLINE = ("C01", "C03", "C09R", "C10R", "P01", "P02", "I05", "A04")
EARLIEST = 1970


def fill(values: dict[str, Any]) -> dict[str, Any]:
    """Indicator and period for an address that leaves them out."""
    held = site.holdings()
    indicator = values.get("indicator") or first_indicator(held, values.get("kind", "")).id
    return {"indicator": indicator, "period": values.get("period") or newest_half(held)}


def first_indicator(held: Holdings, kind: str) -> Definition:
    """The first headline indicator that counts a kind of right there are records of."""
    known = site.definitions()
    wanted = (kind,) if kind else held.kinds
    for name in (*HEADLINE, *known):
        if name in known and (kind_of(known[name]) is None or kind_of(known[name]) in wanted):
            return known[name]
    return next(iter(known.values()))


def counterpart(definition: Definition, kind: str) -> Definition:
    """The indicator that counts another kind as this one counts its own, if there is one."""
    own = kind_of(definition)
    if not kind or own is None or own == kind:
        return definition
    known = [d for d in site.definitions().values() if kind_of(d) == kind]
    alike = [d for d in known if (d.type, d.date_basis) == (definition.type, definition.date_basis)]
    return next(iter(alike or known), definition)


def newest_half(held: Holdings) -> str:
    """The last half-year that the deliveries cover to its end, else the one they end in."""
    _first, last = held.covers_rights()
    day = min(last, held.newest.received_at.date()) if last else held.newest.received_at.date()
    half = periods.holding(f"{day.year}-{day.month:02d}", "half")
    complete = day.month in (6, 12)
    return half if complete else periods.shift(half, -1)


def offered(held: Holdings) -> tuple[str, ...]:
    """The periods a reader may choose, newest first: half-years and years, then months."""
    first, last = held.covers()
    if first is None or last is None:
        return ()
    start = max(first.year, last.year - 20, EARLIEST)
    years = range(last.year, start - 1, -1)
    return tuple(f"{year}{part}" for year in years for part in ("-H2", "-H1", ""))
