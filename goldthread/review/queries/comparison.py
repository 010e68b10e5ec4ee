"""The comparison of regions on the frozen figures of a release, and what of it is not shown.

Everything here comes from the rows of the release, so that it is the same whenever it is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from goldthread.indicators.dimensions import of_which
from goldthread.indicators.periods import period
from goldthread.review.codelists import PEOPLE, Measure, peers, people
from goldthread.review.comparison import (
    BINOMIAL,
    POISSON,
    Change,
    Funnel,
    Member,
    decompose,
    funnel,
    group_of,
    hidden,
    safe,
)
from goldthread.review.freezing import binding_of, span_of
from goldthread.review.models import FrozenFigure, Release

FEWEST_PEERS = 3
"""Fewer regions than these are not compared."""


@dataclass(frozen=True)
class Group:
    """Peers with their funnel; None where too few are left, or small numbers would show."""

    code: str
    funnel: Funnel | None
    hidden: frozenset[str]
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """`without`: regions that have no value or no base, and so no rate."""

    measure: Measure
    period: str
    groups: tuple[Group, ...]
    without: tuple[str, ...]


def compare(release: Release, measure: Measure) -> Comparison:
    """The regions by one measure in the period of the review: two queries."""
    label = _period(release)
    rows = {row.region: row for row in _regional(release, measure.indicator, label)}
    bases = _bases(release, measure, rows, label)
    sizes = _people(release, label)
    members: dict[str, list[Member]] = defaultdict(list)
    for region, row in sorted(rows.items()):
        base = bases.get(region)
        if base and row.value and region in sizes:
            count = Fraction(row.numerator or row.value)
            group = group_of(peers(), region, sizes[region])
            members[group].append(Member(region, int(count), float(base)))
    found = [_group(code, members[code], measure) for code, _ in peers().groups if members[code]]
    placed = {region for group in found for region in group.regions}
    return Comparison(measure, label, tuple(found), tuple(sorted(set(rows) - placed)))


def _period(release: Release) -> str:
    span = span_of(release.review.cycle)
    assert span is not None, "the guard of freezing has held it"
    return span.label


def _regional(release: Release, indicator: str, label: str) -> list[FrozenFigure]:
    """Those that lie in no other region, so that nothing is counted twice."""
    rows = release.figures.filter(indicator=indicator, period=label).exclude(region="")
    return [row for row in rows if of_which(row.region) is None]


def _people(release: Release, label: str) -> dict[str, Fraction]:
    """The people of each region, where they are known."""
    rows = _regional(release, people(), label)
    return {row.region: Fraction(row.denominator) for row in rows if row.denominator}


def _bases(
    release: Release, measure: Measure, rows: Mapping[str, FrozenFigure], label: str
) -> dict[str, Fraction]:
    if measure.of == PEOPLE:
        return _people(release, label)
    return {code: Fraction(row.denominator) for code, row in rows.items() if row.denominator}


def _group(code: str, members: list[Member], measure: Measure) -> Group:
    counts = {each.key: each.count for each in members}
    kept = hidden(counts)
    regions = tuple(counts)
    told = not kept or safe(kept, counts)
    enough = len(members) >= FEWEST_PEERS and sum(counts.values()) > 0
    kind = POISSON if measure.of == PEOPLE else BINOMIAL
    return Group(code, funnel(kind, members) if told and enough else None, kept, regions)


def change_by_region(release: Release, indicator: str) -> Change | None:
    """The national change taken apart by region; None where a year earlier is not known."""
    return _change(release, indicator, "region", "")


def change_by_field(release: Release, indicator: str) -> Change | None:
    """The same by field of technology, a right of several fields shared among them."""
    return _change(release, indicator, "field", "fraction-fields")


def _change(release: Release, indicator: str, dimension: str, counting: str) -> Change | None:
    now = _period(release)
    before = period(now).year_earlier().label
    found = _by_code(release.figures.filter(indicator=indicator), dimension, counting)
    pairs = {
        code: (found[before][code], found[now][code])
        for code in found[now]
        if code in found[before]
    }
    whole = pairs.pop("", None)
    if whole is None or not pairs:
        return None
    joined = _small(pairs, 0) | _small(pairs, 1)
    exact = {code: (Fraction(a.value), Fraction(b.value)) for code, (a, b) in pairs.items()}
    return decompose(Fraction(whole[0].value), Fraction(whole[1].value), exact, joined)


Pairs = Mapping[str, tuple[FrozenFigure, FrozenFigure]]


def _small(pairs: Pairs, position: int) -> frozenset[str]:
    """Which of the parts hold too few records in one of the two periods to be told alone."""
    return hidden({code: pair[position].records or 0 for code, pair in pairs.items()})


def _by_code(
    rows: Iterable[FrozenFigure], dimension: str, counting: str
) -> dict[str, dict[str, FrozenFigure]]:
    """The rows that have a value, by period and by code; the whole under no code."""
    found: dict[str, dict[str, FrozenFigure]] = defaultdict(dict)
    for row in rows:
        binding = binding_of(row)
        where = dict(binding.where)
        fits = binding.counting == counting and not binding.change and set(where) <= {dimension}
        inside = row.region and of_which(row.region) is not None
        if fits and row.value and not inside:
            found[row.period][where.get(dimension, ("",))[0]] = row
    return found


def not_shown(rows: Iterable[FrozenFigure]) -> frozenset[str]:
    """The figures (as they were asked) that are kept back from who does not follow the review.

    Of each set of regions or fields, the small counts and what they could be had back from.
    """
    sets: dict[tuple[object, ...], dict[str, int]] = defaultdict(dict)
    for row in rows:
        binding = binding_of(row)
        if binding.where and not binding.change and row.records is not None:
            names = tuple(name for name, _ in binding.where)
            sets[row.indicator, row.period, binding.counting, names][row.asked] = row.records
    return frozenset(asked for counts in sets.values() for asked in hidden(counts))
