"""From monthly tallies to the periods asked for: the last step, over a tally or over a cube."""

from collections.abc import Iterable

from sqlglot import exp

from goldthread.indicators.compile import COUNTS, nest, parameter, select, sql
from goldthread.indicators.parameters import span_names
from goldthread.indicators.periods import Period


def spans(periods: Iterable[Period], label: str | None = None) -> list[tuple[str, int, int]]:
    """(label, first month, last month) of each period; under one label, their union."""
    return [(label or p.label, p.first_month, p.last_month) for p in periods]


def _periods(count: int) -> exp.Expr:
    """The relation q(label, first_month, last_month) of so many periods."""
    rows = [
        exp.Tuple(expressions=[parameter(name) for name in span_names(number)])
        for number in range(count)
    ]
    return exp.values(rows, alias="q", columns=["label", "first_month", "last_month"])


def _sums(names: Iterable[str] = COUNTS) -> list[str]:
    return [
        f"BIT_XOR({name}) AS {name}" if name == "mix" else f"CAST(SUM({name}) AS BIGINT) AS {name}"
        for name in names
    ]


def read_flow(tally: exp.Select, keys: tuple[str, ...], periods: int) -> exp.Select:
    """Counts by label and keys (k and hit among them) of the months that lie in each period."""
    query = select("q.label", *keys, *_sums()).from_("tally")
    inside = sql("tally.month BETWEEN q.first_month AND q.last_month")
    query = query.join(_periods(periods), on=inside).group_by("q.label", *keys)
    return nest(tally, "tally", query)


def read_stock(tally: exp.Select, keys: tuple[str, ...], periods: int) -> exp.Select:
    """Counts in force at the end of each period: a running sum of comings and goings."""
    monthly = select("month", *keys, *_sums()).from_("tally").group_by("month", *keys)
    over = f"OVER ({_partition(keys)}ORDER BY month)"
    running = select("month", *keys, f"LEAD(month) {over} AS next_month").from_("monthly")
    running = running.select(
        *(f"{'BIT_XOR' if name == 'mix' else 'SUM'}({name}) {over} AS {name}" for name in COUNTS)
    )
    query = select("q.label", *(f"r.{name}" for name in keys))
    query = query.select(*(f"CAST(r.{name} AS BIGINT) AS {name}" for name in COUNTS))
    held = "r.month <= q.last_month AND (r.next_month IS NULL OR r.next_month > q.last_month)"
    query = (
        query.from_("running AS r").join(_periods(periods), on=sql(held)).where("r.versions <> 0")
    )
    return nest(nest(nest(tally, "tally", monthly), "monthly", running), "running", query)


def read_duration(
    tally: exp.Select,
    keys: tuple[str, ...],
    periods: int,
    percentiles: tuple[int, ...],
    stock: bool = False,
) -> exp.Select:
    """Counts, sum of days, the two middle values and percentiles by rank of each label and keys.

    The value of rank r is the least number of days up to which r versions are counted; a percentile
    p is the value of rank ceil(p n / 100). No engine's own quantile function is used. Of a stock
    all counts up to the period's end are added up, what went with what came.
    """
    inside = sql(f"tally.month {'<= ' if stock else 'BETWEEN q.first_month AND '}q.last_month")
    daily = select("q.label", *keys, "days", *_sums()).from_("tally")
    daily = daily.join(_periods(periods), on=inside).group_by("q.label", *keys, "days")
    cell = _partition(("label", *keys))
    ranked = select(
        "*", f"SUM(n) OVER ({cell}ORDER BY days) AS upto", f"SUM(n) OVER ({cell.strip()}) AS total"
    )
    ranked = ranked.from_("daily")
    query = select("label", *keys, *_sums(), "CAST(SUM(n * days) AS BIGINT) AS sum_days")
    query = query.select(
        "MIN(CASE WHEN 2 * upto >= total THEN days END) AS lower_middle",
        "MIN(CASE WHEN 2 * upto > total THEN days END) AS upper_middle",
        *(f"MIN(CASE WHEN 100 * upto >= {p} * total THEN days END) AS p{p}" for p in percentiles),
    )
    query = query.from_("ranked").group_by("label", *keys).having("SUM(n) <> 0")
    return nest(nest(nest(tally, "tally", daily), "daily", ranked), "ranked", query)


def _partition(keys: tuple[str, ...]) -> str:
    return f"PARTITION BY {', '.join(keys)} " if keys else ""
