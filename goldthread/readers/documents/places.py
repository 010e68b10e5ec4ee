"""Where an address lies that is one text, as offices in East Asia print it: largest part first."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from goldthread.codes import countries, regions

_POSTAL: Final = re.compile(r"(\d{6})\s+(.*)", re.DOTALL)
_PREFECTURE: Final = re.compile(r"東京都|北海道|(?:京都|大阪)府|[\u3400-\u9fff]{2,3}?県")
_LONGEST: Final = 14  # characters of a region's or country's name
_SEEN: Final = 40  # characters of an address that are looked at: what is cached stays small
_NOTHING: Final = "0"  # what CNIPA writes for a part of an address that there is not
# The territories that the domestic tables of China list after its provinces.
_OWN_CODES: Final = {"CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW"}


class Place(NamedTuple):
    """What an address says; `region_text` is the region as written."""

    country: str | None = None
    region: str | None = None
    region_text: str | None = None
    postal: str | None = None


def given(text: str | None) -> str | None:
    """A part of an address; None for the `0` that stands for none."""
    return None if text == _NOTHING else text


def chinese(text: str) -> Place:
    """Of `311200 浙江省杭州市…` or `日本京都府` the postal code, the country and a province."""
    return _chinese(text[:_SEEN])


def japanese(text: str) -> Place:
    """`東京都大田区…` is in Japan, in 東京都; `アメリカ合衆国…` is not."""
    return _japanese(text[:_SEEN])


@lru_cache(maxsize=65_536)
def _chinese(text: str) -> Place:
    postal, rest = _cut(text)
    domestic = rest.removeprefix("中国").strip()
    for length in range(min(_LONGEST, len(domestic)), 1, -1):
        start = domestic[:length]
        if (region := regions.resolve("CN", start)) is not None:
            return Place(_OWN_CODES.get(region, "CN"), region, start, postal)
    if domestic != rest:
        return Place("CN", None, None, postal)
    return Place(country_at(rest), None, None, postal)


@lru_cache(maxsize=65_536)
def _japanese(text: str) -> Place:
    found = _PREFECTURE.match(text)
    if found is not None:
        return Place("JP", None, found[0])
    return Place(country_at(text))


def country_at(text: str) -> str | None:
    """The country whose name begins the text, the longest one."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        if text[:length].strip() and (code := countries.resolve(text[:length])) is not None:
            return code
    return None


def _cut(text: str) -> tuple[str | None, str]:
    found = _POSTAL.fullmatch(text)
    return (found[1], found[2]) if found else (None, text)
