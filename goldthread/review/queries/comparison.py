"""The comparison of regions on the frozen figures of a release, and what of it is not shown.

Everything here comes from the rows of the release, so that it is the same whenever it is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from django.conf import settings

from goldthread.indicators.catalogue import definition
from goldthread.indicators.definition import Definition
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
    hidden,
    placed,
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
    peer = placed(peers(), sizes)
    kept = _kept_back(rows, sizes)
    members: dict[str, list[Member]] = defaultdict(list)
    for region, row in sorted(rows.items()):
        base = bases.get(region)
        if base and row.value and region in sizes:
            count = Fraction(row.numerator or row.value)
            members[peer[region]].append(Member(region, int(count), float(base)))
    groups = [(code, members[code]) for code, _ in peers().groups if members[code]]
    found = [_group(code, of_it, measure, kept) for code, of_it in groups]
    compared = {region for group in found for region in group.regions}
    return Comparison(measure, label, tuple(found), tuple(sorted(set(rows) - compared)))


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
    return people_in(rows)


def people_of(release: Release) -> dict[str, Fraction]:
    """The people of each region in the period of the review, by which it has its peers."""
    return _people(release, _period(release))


def people_in(rows: Iterable[FrozenFigure]) -> dict[str, Fraction]:
    return {row.region: Fraction(row.denominator) for row in rows if row.denominator}


def _bases(
    release: Release, measure: Measure, rows: Mapping[str, FrozenFigure], label: str
) -> dict[str, Fraction]:
    if measure.of == PEOPLE:
        return _people(release, label)
    return {code: Fraction(row.denominator) for code, row in rows.items() if row.denominator}


def _group(code: str, members: list[Member], measure: Measure, kept: frozenset[str]) -> Group:
    """Not compared where too few are in it, or where the sum of the hidden would tell of one."""
    counts = {each.key: each.count for each in members}
    mine = kept & set(counts)
    told = not mine or safe(mine, counts)
    if measure.of != PEOPLE and mine:
        told = told and safe(mine, {each.key: int(each.base) for each in members})
    enough = len(members) >= FEWEST_PEERS and sum(counts.values()) > 0
    kind = POISSON if measure.of == PEOPLE else BINOMIAL
    drawn = funnel(kind, members) if told and enough else None
    return Group(code, drawn, mine, tuple(counts))


def change_by_region(release: Release, indicator: str) -> Change | None:
    """The national change taken apart by region; None where a year earlier is not known."""
    return _change(release, indicator, "region", "")


def change_by_field(release: Release, indicator: str) -> Change | None:
    """The same by field of technology, a right of several fields shared among them."""
    return _change(release, indicator, "field", "fraction-fields")


def _change(release: Release, indicator: str, dimension: str, counting: str) -> Change | None:
    if not _definition(indicator).additive:
        return None
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
    sizes = _people(release, now) if dimension == "region" else {}
    joined = frozenset().union(
        *(_kept_back({code: pair[at] for code, pair in pairs.items()}, sizes) for at in (0, 1))
    )
    exact = {code: (Fraction(a.value), Fraction(b.value)) for code, (a, b) in pairs.items()}
    return decompose(Fraction(whole[0].value), Fraction(whole[1].value), exact, joined)


def _definition(indicator: str) -> Definition:
    return definition(indicator, Path(settings.GOLDTHREAD_HOME))


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


def not_shown(
    rows: Iterable[FrozenFigure], people: Mapping[str, Fraction] | None = None
) -> frozenset[str]:
    """The figures (as they were asked) that are kept back from who does not follow the review.

    Of each set of regions or fields, the small counts and what they could be had back from.
    `people`: of each region, so that the sums of peer groups tell nothing either.
    """
    sets: dict[tuple[object, ...], dict[str, FrozenFigure]] = defaultdict(dict)
    for row in rows:
        binding = binding_of(row)
        if len(binding.where) == 1 and not binding.change and row.records is not None:
            [(name, values)] = binding.where
            sets[row.indicator, row.period, binding.counting, name][",".join(values)] = row
    return frozenset(
        parts[code].asked for parts in sets.values() for code in _kept_back(parts, people or {})
    )


def _kept_back(parts: Mapping[str, FrozenFigure], people: Mapping[str, Fraction]) -> frozenset[str]:
    """The codes of one set: by its counts, and for a share of rights by what it is a share of."""
    found = _small({code: row.records or 0 for code, row in parts.items()}, people)
    shares = {code: row for code, row in parts.items() if row.denominator and _share(row)}
    return found | _small({c: int(Fraction(r.denominator)) for c, r in shares.items()}, people)


def _share(row: FrozenFigure) -> bool:
    known = _definition(row.indicator)
    return known.is_share and known.series is None


def _small(counts: Mapping[str, int], people: Mapping[str, Fraction]) -> frozenset[str]:
    """Hidden among all and among the peers of each group, whose sum is told too.

    What one of the sums makes hidden may be had back from another, until nothing more is.
    """
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for code, group in placed(peers(), people).items():
        if code in counts:
            groups[group][code] = counts[code]
    found: frozenset[str] = frozenset()
    before = None
    while before != found:
        before = found
        for each in (*groups.values(), counts):
            found |= hidden(each, found)
    return found
