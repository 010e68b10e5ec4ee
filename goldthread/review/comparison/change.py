"""A change of the whole taken apart by its parts: contributions that add up, exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

REST = ""
"""The key of what lies in none of the parts."""


@dataclass(frozen=True)
class Part:
    """`points`: of the change of the whole in per cent, how much came from here."""

    key: str
    before: Fraction
    now: Fraction
    points: Fraction | None

    @property
    def difference(self) -> Fraction:
        return self.now - self.before


@dataclass(frozen=True)
class Change:
    before: Fraction
    now: Fraction
    parts: tuple[Part, ...]

    @property
    def difference(self) -> Fraction:
        return self.now - self.before

    @property
    def percent(self) -> Fraction | None:
        """None where there was nothing before."""
        return self.difference / self.before * 100 if self.before else None


def decompose(
    before: Fraction,
    now: Fraction,
    parts: Mapping[str, tuple[Fraction, Fraction]],
    together: Iterable[str] = (),
) -> Change:
    """Parts by what they added to the change, the largest gain first; the rest stands last.

    `together` are joined to the rest, so that none of them is told alone.
    """
    joined = set(together)
    told = {key: pair for key, pair in parts.items() if key not in joined}
    rest = (
        before - sum((pair[0] for pair in told.values()), Fraction(0)),
        now - sum((pair[1] for pair in told.values()), Fraction(0)),
    )
    rows = [_part(key, pair, before) for key, pair in told.items()]
    rows.sort(key=lambda part: (-part.difference, part.key))
    return Change(before, now, (*rows, _part(REST, rest, before)))


def _part(key: str, pair: tuple[Fraction, Fraction], before: Fraction) -> Part:
    points = (pair[1] - pair[0]) / before * 100 if before else None
    return Part(key, *pair, points)
