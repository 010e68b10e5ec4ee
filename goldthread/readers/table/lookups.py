"""Steps that look a value up: in a map of the mapping file, among countries, among regions."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from goldthread.readers.table.cells import Flaw, Noted, Unfit, as_text, fold, shown

Unmapped = Literal["quarantine", "warn", "keep", "missing", "skip"]
UNMAPPED: tuple[Unmapped, ...] = ("quarantine", "warn", "keep", "missing", "skip")


@dataclass(frozen=True)
class Otherwise:
    """What becomes of a value that a look-up does not know."""

    choice: Unmapped
    field: str

    def __call__(self, value: object, lookup: str) -> object:
        sentence = f"{self.field}: {shown(value)} is not in {lookup}"
        if self.choice == "keep":
            return as_text(value)
        if self.choice == "missing":
            return None
        if self.choice == "warn":
            return Noted(None, f"{sentence}; taken as missing")
        if self.choice == "skip":
            return Unfit(f"{self.field} not in {lookup}", f"{sentence}.", skip=True)
        return Unfit("unmapped-value", f"{sentence}.")


@dataclass(frozen=True)
class MapTo:
    """A map of the mapping file, its keys folded."""

    name: str
    values: Mapping[str, str | None]
    otherwise: Otherwise

    def __call__(self, value: object) -> object:
        if isinstance(value, Flaw):
            return Unfit(value.reason, value.detail)
        folded = fold(as_text(value))
        if folded in self.values:
            return self.values[folded]
        return self.otherwise(value, f"the map {self.name}")


@dataclass(frozen=True)
class Country:
    """A country's ST.3 code from a code or a name in English, Spanish or Chinese."""

    otherwise: Otherwise

    def __call__(self, value: object) -> object:
        from goldthread.codes.countries import resolve

        return _listed(value, resolve, self.otherwise, "the list of countries")


@dataclass(frozen=True)
class Unit:
    """A number times what its unit stands for; the unit comes with each value, none is one."""

    name: str
    values: Mapping[str, str | None]
    with_context: ClassVar[bool] = True

    def __call__(self, value: object, unit: object = None) -> object:
        if unit is None:
            return value
        if isinstance(unit, Flaw):
            return Unfit(unit.reason, unit.detail)
        factor = self.values.get(fold(as_text(unit)))
        if factor is None:
            return Unfit("unmapped-value", f"the unit {shown(unit)} is not in the map {self.name}.")
        assert isinstance(value, Decimal)
        return value * Decimal(factor)


@dataclass(frozen=True)
class Currency:
    """A currency's code of ISO 4217 from a code or a name in English or Chinese."""

    otherwise: Otherwise

    def __call__(self, value: object) -> object:
        from goldthread.codes.currencies import resolve

        return _listed(value, resolve, self.otherwise, "the list of currencies")


def _listed(
    value: object, resolve: Callable[[str], str | None], otherwise: Otherwise, where: str
) -> object:
    """The code that a list of the world has for a value."""
    if isinstance(value, Flaw):
        return Unfit(value.reason, value.detail)
    return resolve(as_text(value)) or otherwise(value, where)


def _is_code(text: str, country: str) -> bool:
    """Has the text the form of a code of ISO 3166-2 of this country?"""
    return re.fullmatch(rf"{re.escape(country)}-[A-Z0-9]{{1,3}}", text) is not None


@dataclass(frozen=True)
class Region:
    """A region's code from a code or a name; `country` is fixed, or comes with each value."""

    country: str | None
    otherwise: Otherwise

    @property
    def with_context(self) -> bool:
        return self.country is None

    def __call__(self, value: object, country: object = None) -> object:
        from goldthread.codes import regions

        if isinstance(value, Flaw):
            return Unfit(value.reason, value.detail)
        code = self.country or (as_text(country) if country is not None else "")
        if code and code not in regions.countries() and _is_code(as_text(value), code):
            return as_text(value)  # of a country whose regions we do not have
        if not code or code not in regions.countries():
            return self.otherwise(value, f"the regions of {code or 'an unknown country'}")
        return regions.resolve(code, as_text(value)) or self.otherwise(
            value, f"the regions of {code}"
        )
