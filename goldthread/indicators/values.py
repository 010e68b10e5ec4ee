"""A cell's value, exact, with the word for why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from goldthread.indicators.lineage import Lineage

# Letters of SDMX CL_OBS_STATUS where it has one for what is meant; see docs/indicators.md.
NORMAL: Final = "A"  # the value is what the records say; a zero is a zero
MISSING: Final = "M"  # there should be a value, and it is not known
NOT_APPLICABLE: Final = "Z"  # there can be no value
STATUSES: Final[dict[str, dict[str, str]]] = {
    NORMAL: {"en": "normal", "zh": "正常"},
    MISSING: {"en": "missing", "zh": "缺失"},
    NOT_APPLICABLE: {"en": "not applicable", "zh": "不适用"},
}


@dataclass(frozen=True)
class Cell:
    """One value. `numerator` / `denominator`, times the indicator's scale, is the value exactly.

    A duration has no numerator; its other statistics stand in `statistics`. `of_which` names the
    region in whose cell this one is contained: such a cell is no part of a sum. `year` is that of
    the denominator's observation.
    """

    period: str
    codes: Mapping[str, str]
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    records: int
    status: str
    lineage: Lineage = field(default_factory=Lineage)
    statistics: Mapping[str, Fraction] = field(default_factory=dict)
    of_which: str | None = None
    year: int | None = None

    def as_dict(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"period": self.period, **self.codes}
        shown["value"] = plain(self.value)
        shown["numerator"] = plain(self.numerator)
        shown["denominator"] = plain(self.denominator)
        shown |= {"records": self.records, "status": self.status, "lineage": self.lineage.digest}
        shown |= {name: plain(value) for name, value in self.statistics.items()}
        if self.of_which is not None:
            shown["of_which"] = self.of_which
        if self.year is not None:
            shown["denominator_year"] = self.year
        return shown


@dataclass(frozen=True)
class Note:
    """A sentence a figure says beside its values, with the number it states."""

    text: Mapping[str, str]
    count: int | None = None

    def as_dict(self) -> dict[str, Any]:
        return {**self.text, "count": self.count}


def plain(value: Fraction | None) -> int | float | None:
    """The number as JSON has it: an int when whole, else the nearest double."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
