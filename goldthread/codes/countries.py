"""WIPO ST.3: the two-letter codes of states, other entities and intergovernmental organizations."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from goldthread.codes import datafile
from goldthread.codes.errors import CodeError
from goldthread.codes.folding import fold

LANGUAGES = ("en", "zh")
# The languages whose names of countries `resolve` understands, as CLDR calls them.
_RESOLVED = ("en", "es", "zh_Hans_CN", "ja")


@lru_cache(maxsize=1024)
def name(code: str, lang: str = "en") -> str:
    """The title of an ST.3 code in English or Chinese; a code not in ST.3 is an error."""
    if lang not in LANGUAGES:
        raise CodeError(f"countries have names in {', '.join(LANGUAGES)}; {lang!r} is not one")
    if not is_st3(code):
        raise CodeError(f"{code!r} is not an ST.3 code; use two capital letters such as CL or EP")
    own = _own_names().get(code)
    if own is not None:
        return own[lang]
    return _iso_name(code) if lang == "en" else _cldr_name(code, "zh_Hans_CN")


def is_st3(code: str) -> bool:
    """Is this a code of ST.3, former codes included?"""
    return code in _codes()


@lru_cache(maxsize=16_384)
def resolve(text: str) -> str | None:
    """The ST.3 code of a code (ST.3 or ISO alpha-3) or an English, Spanish or Chinese name."""
    stripped = text.strip()
    if is_st3(stripped.upper()):
        return stripped.upper()
    return _index().get(fold(stripped))


@lru_cache(maxsize=1)
def _own_names() -> dict[str, dict[str, str]]:
    data = datafile.load("st3")
    return {**data["names"], **data["organizations"], **data["former"]}


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    import pycountry

    return frozenset(c.alpha_2 for c in pycountry.countries) | frozenset(_own_names())


def _iso_name(code: str) -> str:
    import pycountry

    country: Any = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name))


def _cldr_name(code: str, locale: str) -> str:
    from babel import Locale

    return str(Locale.parse(locale).territories.get(code, ""))


def _spellings() -> Iterator[tuple[str, str]]:
    import pycountry

    data = datafile.load("st3")
    for country in pycountry.countries:
        for attribute in ("alpha_3", "name", "official_name", "common_name"):
            yield getattr(country, attribute, ""), country.alpha_2
        yield from ((_cldr_name(country.alpha_2, lang), country.alpha_2) for lang in _RESOLVED)
    for code, titles in _own_names().items():
        yield from ((title, code) for title in titles.values())
    for code, aliases in data["aliases"].items():
        yield from ((alias, code) for alias in aliases)


@lru_cache(maxsize=1)
def _index() -> dict[str, str]:
    """Folded spelling to code; what our own file says stands over what the packages say."""
    return {fold(spelling): code for spelling, code in _spellings() if fold(spelling)}
