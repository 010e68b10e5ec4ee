"""ISO 4217: the currencies of amounts, with their names in English and Chinese."""

from collections.abc import Iterator
from functools import lru_cache

from goldthread.codes import datafile
from goldthread.codes.errors import CodeError
from goldthread.codes.folding import fold

_DATA = "currencies"
_LOCALES = {"en": "en", "zh": "zh_Hans_CN"}


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """The codes in force, the most usual first."""
    import pycountry

    data = datafile.load(_DATA)
    first, none = data["first"], set(data["none"])
    known = sorted(currency.alpha_3 for currency in pycountry.currencies)
    return (*first, *(code for code in known if code not in none and code not in first))


@lru_cache(maxsize=1024)
def name(code: str, lang: str = "en") -> str:
    """The name of a currency in English or Chinese; its code where there is none."""
    if lang not in _LOCALES:
        raise CodeError(f"currencies have names in en, zh; {lang!r} is not one")
    from babel import Locale

    return str(Locale.parse(_LOCALES[lang]).currencies.get(code, code))


@lru_cache(maxsize=4096)
def resolve(text: str) -> str | None:
    """The code of a code, a name in English or Chinese, or both as in `CNY 人民币`."""
    stripped = text.strip()
    word = stripped.partition(" ")[0].upper()
    if word in _known():
        return word
    return _index().get(fold(stripped))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(codes())


@lru_cache(maxsize=1)
def _index() -> dict[str, str]:
    return {fold(spelling): code for spelling, code in _spellings()}


def _spellings() -> Iterator[tuple[str, str]]:
    for code in codes():
        yield from ((name(code, lang), code) for lang in _LOCALES)
    for code, aliases in datafile.load(_DATA)["aliases"].items():
        yield from ((alias, code) for alias in aliases)
