"""Adding up what units reported: zero, missing and not applicable stay three things.

A `Sum` is what some units said of one figure. Joining sums is associative and commutative with
`EMPTY` as its zero, so that neither order nor grouping of units, nor the splitting of one, changes
the total. Flows and stocks of disjoint units are added; of a ratio the numerators and denominators
are; a duration (a median) cannot be added up at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import reduce

from goldthread.programme.models.base import MISSING, NOT_APPLICABLE, VALUE


class Kind(StrEnum):
    """How values of units are joined, by the type of the indicator."""

    FLOW = "flow"
    STOCK = "stock"
    RATIO = "ratio"
    NOT_ADDITIVE = "not_additive"


ADDED = (Kind.FLOW, Kind.STOCK)


def kind_of(indicator_type: str) -> Kind:
    """Types that no unit's values can be joined of, known now or later, are not additive."""
    known = {Kind.FLOW, Kind.STOCK, Kind.RATIO}
    return Kind(indicator_type) if indicator_type in known else Kind.NOT_ADDITIVE


@dataclass(frozen=True)
class Sum:
    """`values`, `missing`, `not_applicable`: so many units said a value, nothing, "does not apply".

    `parts`: of so many of the values numerator and denominator are known.
    """

    value: Fraction = Fraction(0)
    numerator: Fraction = Fraction(0)
    denominator: Fraction = Fraction(0)
    values: int = 0
    parts: int = 0
    missing: int = 0
    not_applicable: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.value + other.value,
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.values + other.values,
            self.parts + other.parts,
            self.missing + other.missing,
            self.not_applicable + other.not_applicable,
        )

    @property
    def units(self) -> int:
        return self.values + self.missing + self.not_applicable

    @property
    def status(self) -> str:
        """A value where one was said; not applicable only where every unit said so."""
        if self.values:
            return VALUE
        return NOT_APPLICABLE if self.not_applicable and not self.missing else MISSING

    def total(self, kind: Kind, scale: int = 1) -> Fraction | None:
        """The joint value; None where nothing was said, or it cannot be worked out."""
        if not self.values:
            return None
        if kind in ADDED:
            return self.value
        if kind is Kind.RATIO and self.parts == self.values and self.denominator:
            return self.numerator / self.denominator * scale
        return None


EMPTY = Sum()


def said(
    status: str,
    value: Fraction | None = None,
    numerator: Fraction | None = None,
    denominator: Fraction | None = None,
) -> Sum:
    """What one unit said."""
    if status == MISSING:
        return Sum(missing=1)
    if status == NOT_APPLICABLE:
        return Sum(not_applicable=1)
    assert value is not None
    if numerator is None or denominator is None:
        return Sum(value, values=1)
    return Sum(value, numerator, denominator, values=1, parts=1)


def joined(sums: Iterable[Sum]) -> Sum:
    return reduce(Sum.__add__, sums, EMPTY)
