"""How a counting rule reads the code of each dimension from a record version: SQL by dimension.

`k` is the version kept, `p` the inventor, applicant or field row of a fractional rule.
"""

from functools import lru_cache
from types import MappingProxyType
from typing import Final

from goldthread.indicators.dimensions import JOINT_OFFICES, TECHNOLOGY_KINDS, regional_offices

# Where a rule finds country, region and type of the party it counts by.
_PARTY: Final = {
    "first-applicant": ("k.applicant_country", "k.applicant_region", "k.applicant_type"),
    "first-inventor": ("k.inventor_country", "k.inventor_region", "k.applicant_type"),
    "regional-office": ("k.applicant_country", "k.applicant_region", "k.applicant_type"),
    "fraction-inventors": ("p.country_code", "p.region_code", "k.applicant_type"),
    "fraction-applicants": ("p.country_code", "p.region_code", "p.applicant_type"),
    "fraction-fields": ("k.applicant_country", "k.applicant_region", "k.applicant_type"),
}


@lru_cache(maxsize=16)
def cell_expressions(rule: str) -> MappingProxyType[str, str]:
    """The SQL of each dimension but month, under a counting rule."""
    country, region, applicant_type = _PARTY[rule]
    field = "p.field" if rule == "fraction-fields" else "k.field"
    return MappingProxyType(
        {
            "region": region_cell(
                country, _office_of(region) if rule == "regional-office" else region
            ),
            "country": f"COALESCE({country}, '_U')",
            "kind": "COALESCE(k.right_kind, '_U')",
            "field": _field(field),
            "applicant_type": f"COALESCE({applicant_type}, '_U')",
            "office": "COALESCE(k.ip_office_code, '_U')",
            "resident": _resident(country),
            "route": "COALESCE(k.filing_route, '_U')",
        }
    )


def carried_column(rule: str, dimension: str) -> str | None:
    """The column of ip_right that equals the dimension's code wherever the code is a real one."""
    country, region, applicant_type = _PARTY[rule]
    columns = {
        "region": region if rule != "regional-office" else "",
        "country": country,
        "kind": "k.right_kind",
        "field": "k.field" if rule != "fraction-fields" else "",
        "applicant_type": applicant_type,
        "office": "k.ip_office_code",
        "route": "k.filing_route",
    }
    found = columns.get(dimension, "")
    return found if found.startswith("k.") else None


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


def region_cell(country: str, region: str) -> str:
    """A region of another country than the office's does not apply; a missing one is unknown."""
    return (
        f"CASE WHEN {country} <> k.ip_office_code AND "
        f"k.ip_office_code NOT IN ({_listed(JOINT_OFFICES)}) THEN '_Z' "
        f"ELSE COALESCE({region}, '_U') END"
    )


def _office_of(region: str) -> str:
    cases = " ".join(f"WHEN {region} = '{code}' THEN '{o}'" for code, o in regional_offices())
    return f"CASE {cases} ELSE {region} END" if cases else region


def _resident(country: str) -> str:
    return (
        f"CASE WHEN k.ip_office_code IN ({_listed(JOINT_OFFICES)}) THEN '_Z' "
        f"WHEN {country} IS NULL OR k.ip_office_code IS NULL THEN '_U' "
        f"WHEN {country} = k.ip_office_code THEN 'R' ELSE 'N' END"
    )


def _field(field: str) -> str:
    return (
        f"CASE WHEN NOT {field} IS NULL THEN CAST({field} AS VARCHAR) "
        f"WHEN k.right_kind IN ({_listed(TECHNOLOGY_KINDS)}) THEN '_U' ELSE '_Z' END"
    )
