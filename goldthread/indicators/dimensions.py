"""Dimensions: their codes, what may be asked of them, and how regions roll up."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from goldthread.codes import countries, regions
from goldthread.indicators.errors import QueryError
from goldthread.indicators.periods import period
from goldthread.readers.schema import (
    APPLICANT_TYPES,
    CASE_OUTCOMES,
    CASE_TYPES,
    FILING_ROUTES,
    RIGHT_KINDS,
    TX_TYPES,
)

UNKNOWN: Final = "_U"  # it should be known and is not
NOT_APPLICABLE: Final = "_Z"  # there is none: a region of a non-resident, a field of a design
ABSENT: Final = (UNKNOWN, NOT_APPLICABLE)
TECHNOLOGY_KINDS: Final = ("PT", "UM", "SPC")  # the kinds of rights that have a WIPO field
# Offices of several states, or of none: nobody is resident of them.
JOINT_OFFICES: Final = (
    *("AP", "BX", "EA", "EM", "EP", "EU", "GC", "IB", "OA", "QZ", "WO", "XN", "XV"),
)
_FIXED: Final[dict[str, tuple[str, ...]]] = {
    "kind": RIGHT_KINDS,
    "applicant_type": APPLICANT_TYPES,
    "route": FILING_ROUTES,
    "resident": ("R", "N"),
    "field": tuple(str(number) for number in range(1, 36)),
    "tx_type": TX_TYPES,
    "case_type": CASE_TYPES,
    "outcome": CASE_OUTCOMES,
}
_CURRENCY: Final = re.compile(r"[A-Za-z]{3}", re.ASCII)  # ISO 4217


def check_value(dimension: str, text: str, counting: str) -> str:
    """The code that `text` means in a dimension; QueryError names what may be written."""
    value = text.strip()
    if value.upper() in ABSENT:
        return value.upper()
    if dimension in _FIXED:
        return _fixed(dimension, value)
    if dimension == "month":
        return _month(value)
    if dimension == "currency":
        return _currency(value)
    if dimension == "partner_region":
        return _region(value)
    if dimension == "region":
        return _office(value) if counting == "regional-office" else _region(value)
    return _country(dimension.removeprefix("partner_"), value)


def _fixed(dimension: str, value: str) -> str:
    known = {code.lower(): code for code in _FIXED[dimension]}
    found = known.get(value.lower())
    if found is None:
        listed = "1 to 35" if dimension == "field" else ", ".join(known.values())
        raise QueryError(f"'{value}' is no {dimension}; there are {listed}, _U and _Z.")
    return found


def _month(value: str) -> str:
    found = period(value)
    if found.first_month != found.last_month:
        raise QueryError(f"'{value}' is no month: write 2019-07.")
    return found.label


def _currency(value: str) -> str:
    if _CURRENCY.fullmatch(value) is None:
        raise QueryError(f"'{value}' is no currency: write an ISO 4217 code such as CNY, or _U.")
    return value.upper()


def _country(dimension: str, value: str) -> str:
    found = countries.resolve(value)
    if found is None:
        raise QueryError(f"'{value}' is no {dimension}: write an ST.3 code such as CL, or _U.")
    return found


def _region(value: str) -> str:
    if value.upper() in regions.countries():
        return value.upper()
    country = value.partition("-")[0].upper()
    if country in regions.countries() and (found := regions.resolve(country, value)) is not None:
        return found
    found_in = {regions.resolve(name, value) for name in regions.countries()} - {None}
    if len(found_in) != 1:
        which = f"names {len(found_in)} regions" if found_in else "is no region"
        raise QueryError(f"'{value}' {which}: write a code such as CN-ZJ, _U or _Z.")
    return str(found_in.pop())


def _office(value: str) -> str:
    codes = {o.code for country in regions.countries() for o in regions.offices(country)}
    return value.upper() if value.upper() in codes else _region(value)


@lru_cache(maxsize=1)
def ancestors() -> tuple[tuple[str, str], ...]:
    """Each (region, region that it lies in) of every tree: (CN-XPCC, CN-XJ)."""
    parents = {
        region.code: region.parent
        for country in regions.countries()
        for region in regions.tree(country).regions
        if region.parent is not None
    }
    pairs = []
    for code, parent in parents.items():
        above: str | None = parent
        while above is not None:
            pairs.append((code, above))
            above = parents.get(above)
    return tuple(sorted(pairs))


def of_which(region: str) -> str | None:
    """The region in whose figure this region's figure is contained, if there is one."""
    return next((above for code, above in ancestors() if code == region), None)


def covered(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes these codes cover, as records carry them; `whole_countries` cover by prefix."""
    asked = tuple(codes)
    found = dict.fromkeys(asked)
    found |= dict.fromkeys(code for code, above in ancestors() if above in asked)
    return tuple(found)


def whole_countries(codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the codes that mean every region of a country."""
    return tuple(code for code in codes if code in regions.countries())


def regions_covered(region: str, asked: Iterable[str]) -> bool:
    """Is a record in `region` among what was asked for?"""
    asked = tuple(asked)
    return region in covered(asked) or region.partition("-")[0] in whole_countries(asked)


@lru_cache(maxsize=1)
def regional_offices() -> tuple[tuple[str, str], ...]:
    """Each (region, its regional office) of the countries that have several offices."""
    return tuple(
        (region.code, office)
        for country in regions.countries()
        for region in regions.tree(country).regions
        if (office := regions.office_of(country, region.code)) is not None
    )


@lru_cache(maxsize=64)
def counted_regions(country: str) -> tuple[str, ...]:
    """The regions a country's table lists, "of which" regions included, as published."""
    if country not in regions.countries():
        return ()
    return tuple(r.code for r in regions.tree(country).regions if r.group is None)
