"""Regions: each country's tree with its revisions, names, spellings and tile-grid positions.

Codes are those of ISO 3166-2; validities are days with both ends inclusive.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from goldthread.codes import datafile
from goldthread.codes.errors import CodeError
from goldthread.codes.folding import fold, words

_PREFIX: Final = "regions_"
# What a name may carry in one source and not in another.
_NOISE: Final = frozenset(
    {"province", "region", "state", "municipality", "autonomous", "territory", "union", "special"}
    | {"administrative", "sheng", "shi", "zizhiqu", "the", "of", "and"}
    | {"de", "del", "la", "las", "los", "el", "y", "e"}
)
_CHINESE_ENDS: Final = (
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "特别行政区",
    "中央直辖区",
    "自治区",
    "大区",
    "省",
    "市",
    "州",
    "邦",
)


@dataclass(frozen=True)
class Region:
    """One region in one period of its validity.

    `counted` is False for an "of which" region, whose figures lie inside its parent's.
    `group` names regions that some tables leave out (China's "hmt": Hong Kong, Macao, Taiwan).
    `tile` is its column and row on the tile grid. `predecessor` is the region it was cut from.
    """

    code: str
    names: dict[str, str]
    short_names: dict[str, str]
    parent: str | None
    kind: str
    valid_from: date | None
    valid_to: date | None
    tile: tuple[int, int] | None
    aliases: tuple[str, ...]
    counted: bool
    group: str | None = None
    predecessor: str | None = None
    office: str | None = None

    def holds_on(self, day: date) -> bool:
        """Did the region exist on this day in this form?"""
        return datafile.holds_on(self.valid_from, self.valid_to, day)


@dataclass(frozen=True)
class RegionTree:
    """A country's regions on one day, in the order of the published tables."""

    country: str
    scheme: str
    version: str
    regions: tuple[Region, ...]

    def get(self, code: str) -> Region | None:
        """The region of a code, or None."""
        return next((region for region in self.regions if region.code == code), None)

    def children(self, code: str) -> tuple[Region, ...]:
        """The regions whose parent is `code`."""
        return tuple(region for region in self.regions if region.parent == code)

    def without(self, *groups: str) -> "RegionTree":
        """The tree without the regions of these groups."""
        kept = tuple(region for region in self.regions if region.group not in groups)
        return replace(self, regions=kept)


@dataclass(frozen=True)
class RegionalOffice:
    """One of several offices among which a country's regions are divided; titles in en, zh."""

    country: str
    code: str
    titles: dict[str, str]


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """The countries that have a tree, as ST.3 codes."""
    return tuple(name.removeprefix(_PREFIX).upper() for name in datafile.names(_PREFIX))


@lru_cache(maxsize=256)
def tree(country: str, on: date | None = None) -> RegionTree:
    """The regions of a country on a day; without a day, those of the newest revision."""
    data, rows = _data(country), _regions(country)
    kept = tuple(r for r in rows if (r.valid_to is None if on is None else r.holds_on(on)))
    return RegionTree(country, data["scheme"], str(data["version"]), kept)


@lru_cache(maxsize=65_536)
def resolve(country: str, text: str, on: date | None = None) -> str | None:
    """The code of a region from a code or a name, as the region stood on a day.

    Understands ISO 3166-2 codes whole ("CN-ZJ") or without the country ("ZJ", "MI"), national
    codes (GB/T 2260 "330000"), names in English and Chinese, full and short, and the spellings
    of the registers. Without a day, regions that no longer exist are found too.
    """
    if country not in countries():
        return None
    if on is None and (code := f"{country}-{text}") in _codes(country):
        return code  # without the names, which take long to load
    index = _index(country, on)
    return index.get(fold(text)) or index.get(_core(text))


def offices(country: str) -> tuple[RegionalOffice, ...]:
    """The regional offices of a country that has several, else none."""
    rows = _data(country).get("offices", ())
    return tuple(
        RegionalOffice(country, row["code"], {"en": row["en"], "zh": row["zh"]}) for row in rows
    )


def office_of(country: str, region: str, on: date | None = None) -> str | None:
    """The code of the regional office in whose territory a region lay on a day."""
    rows = [r for r in _regions(country) if r.code == region and (on is None or r.holds_on(on))]
    return rows[-1].office if rows else None


def _data(country: str) -> dict[str, Any]:
    if country not in countries():
        raise CodeError(f"there is no region tree for {country!r}; there is {_listed()}")
    return datafile.load(_PREFIX + country.lower())


def _listed() -> str:
    return ", ".join(countries())


@lru_cache(maxsize=16)
def _codes(country: str) -> frozenset[str]:
    return frozenset(row["code"] for row in _data(country)["rows"])


@lru_cache(maxsize=16)
def _regions(country: str) -> tuple[Region, ...]:
    return tuple(_region(row) for row in _data(country)["rows"])


def _region(row: dict[str, Any]) -> Region:
    english = row.get("en") or _iso_name(row["code"])
    national = (str(row["gb"]),) if "gb" in row else ()
    return Region(
        code=row["code"],
        names={"en": english, "zh": row["zh"]},
        short_names={"en": row.get("short_en", english), "zh": row["short"]},
        parent=row.get("parent"),
        kind=row["kind"],
        valid_from=row.get("from"),
        valid_to=row.get("to"),
        tile=tuple(row["tile"]) if "tile" in row else None,
        aliases=national + tuple(map(str, row.get("aliases", ()))),
        counted=row.get("counted", True),
        group=row.get("group"),
        predecessor=row.get("predecessor"),
        office=row.get("office"),
    )


def _iso_name(code: str) -> str:
    import pycountry

    subdivisions: Any = pycountry.subdivisions
    return str(subdivisions.get(code=code).name)


@lru_cache(maxsize=256)
def _index(country: str, on: date | None) -> dict[str, str]:
    """Folded spelling to code. Whole spellings stand over shortened ones, new rows over old."""
    rows = [row for row in _regions(country) if on is None or row.holds_on(on)]
    rows.sort(key=lambda row: row.valid_to is None)
    shortened = {_core(text): row.code for row in rows for text in _spellings(row)}
    whole = {fold(text): row.code for row in rows for text in _spellings(row)}
    return {**shortened, **whole}


def _spellings(region: Region) -> Iterator[str]:
    yield region.code
    yield region.code.partition("-")[2]
    yield from region.names.values()
    yield from region.short_names.values()
    yield from region.aliases


def _core(text: str) -> str:
    """The folded text without the words and endings that only say what kind of region it is."""
    kept = [word for word in words(text) if word not in _NOISE] or list(words(text))
    core = "".join(kept)
    end = next((end for end in _CHINESE_ENDS if core.endswith(end) and core != end), "")
    return core.removesuffix(end)
