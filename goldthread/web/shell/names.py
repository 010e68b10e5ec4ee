"""Names of coded values in the reader's language, from the code lists."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from goldthread.codes import countries, fields, regions
from goldthread.codes.regions import Region, RegionTree
from goldthread.web.shell import columns, periods

# A region that ended before the newest revision stood on one of these days.
_DAYS = tuple(date(year, 1, 1) for year in range(2025, 1979, -1))
TILE_CODE = 4
TILE_LABEL = 3  # the most characters of a Chinese short name that a tile can hold


@lru_cache(maxsize=8192)
def region(code: str, lang: str, *, short: bool = True) -> str:
    """A region's name; a code without a name is its own."""
    found = find_region(code)
    if found is None:
        return _absent(code) or code
    return (found.short_names if short else found.names)[lang]


@lru_cache(maxsize=8192)
def find_region(code: str) -> Region | None:
    """The region of a code in its newest form; regions that are no more are found too."""
    place = code.partition("-")[0]
    if place not in regions.countries():
        return None
    trees = (regions.tree(place, day) for day in (None, *_DAYS))
    return next((found for tree in trees if (found := tree.get(code))), None)


def tile_label(found: Region, lang: str) -> str:
    """What a tile has room for: a short Chinese name, else the code without its country."""
    name = found.short_names["zh"]
    if lang == "zh" and len(name) <= TILE_LABEL:
        return name
    letters = found.code.partition("-")[2]
    return letters[:TILE_CODE]


@lru_cache(maxsize=512)
def country(code: str, lang: str) -> str:
    if not countries.is_st3(code):
        return _absent(code) or code
    return countries.name(code, lang)


@lru_cache(maxsize=128)
def field(code: str, lang: str) -> str:
    """A WIPO technology field's title by its number."""
    known = {str(f.number): f.titles[lang] for f in fields.fields()}
    return known.get(str(code)) or _absent(str(code)) or str(code)


def _absent(code: str) -> str:
    return str(columns.ABSENT.get(code, ""))


def coded(dimension: str, code: str, lang: str) -> str:
    """The name of a dimension's code, such as `region` `CN-ZJ` or `kind` `PT`."""
    if code in columns.ABSENT:
        return _absent(code)
    if dimension == "month":
        return periods.title(code, lang) if periods.FORM.fullmatch(code) else code
    if dimension == "resident":
        return _residence(code)
    lists = {
        "kind": columns.KINDS,
        "applicant_type": columns.APPLICANT_TYPES,
        "route": columns.ROUTES,
        "tx_type": columns.TX_TYPES,
        "case_type": columns.CASE_TYPES,
        "outcome": columns.OUTCOMES,
    }
    if dimension in lists:
        return str(lists[dimension].get(code, code))
    named: dict[str, Callable[[str, str], str]] = {
        "region": region,
        "country": country,
        "partner_region": region,
        "partner_country": country,
        "office": office,
        "field": field,
    }
    return named[dimension](code, lang) if dimension in named else code


def _residence(code: str) -> str:
    words = {"true": _("Residents"), "false": _("Non-residents")}
    words |= {"yes": words["true"], "no": words["false"], "R": words["true"], "N": words["false"]}
    return words.get(code, code)


def office(code: str, lang: str) -> str:
    """An office is named by its state or organization; a regional office by its own title."""
    return country(code, lang)


def counted_regions(tree: RegionTree) -> tuple[Region, ...]:
    return tuple(found for found in tree.regions if found.counted)
