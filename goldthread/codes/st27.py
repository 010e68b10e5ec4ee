"""WIPO ST.27: the codes in which offices exchange what happened to patents and utility models."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from goldthread.codes import datafile
from goldthread.codes.errors import CodeError

UNMAPPED = "00"  # of a category: an event of it for which the standard has no closer code
KEY = "10"


@dataclass(frozen=True)
class Category:
    """One of the 21 categories: its letter, its title and the title of its key event."""

    letter: str
    title: str
    key_event: str


@lru_cache(maxsize=1)
def categories() -> tuple[Category, ...]:
    """All categories, in the order of the standard."""
    return tuple(Category(letter, *titles) for letter, titles in _data()["categories"].items())


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """State codes with their titles."""
    return dict(_data()["states"])


@lru_cache(maxsize=1)
def stages() -> dict[str, str]:
    """Stage codes with their titles."""
    return dict(_data()["stages"])


@lru_cache(maxsize=1)
def indicators() -> dict[str, str]:
    """Event indicator codes with the procedures they tell of."""
    return dict(_data()["indicators"])


@lru_cache(maxsize=1)
def key_events() -> dict[str, str]:
    """The key events of all categories, and for each the code of one that is not mapped."""
    mapped = {f"{one.letter}{KEY}": one.key_event for one in categories()}
    return mapped | _unmapped("key event")


@lru_cache(maxsize=1)
def detailed_events() -> dict[str, str]:
    """The detailed events of all categories, and for each the code of one that is not mapped."""
    return dict(_data()["detailed"]) | _unmapped("detailed event")


def title(code: str) -> str:
    """The title of a key or detailed event; a code that the standard does not have is an error."""
    found = key_events().get(code) or detailed_events().get(code)
    if found is None:
        raise CodeError(f"{code!r} is no event of ST.27; use a letter and two digits such as F10")
    return found


def unmapped(category: str) -> str:
    """The code that says: an event of this category, no closer."""
    if category not in {one.letter for one in categories()}:
        letters = ", ".join(one.letter for one in categories())
        raise CodeError(f"{category!r} is no category of ST.27; there is {letters}")
    return f"{category}{UNMAPPED}"


@lru_cache(maxsize=4096)
def acts(key: str | None, detailed: str | None, state: str | None) -> frozenset[str]:
    """What an event does to a right, or tells of: `grant`, `end`, `revival`, `first_action`, ...

    Only what is certain: an event that is not mapped acts by the state it tells, if by any, so that
    the lapse of a regional patent in one country (H00) does not end it.
    """
    codes = (detailed,) if detailed in _data()["not_key"] else (key, detailed)
    found = {act for code in codes for act in _acts().get(str(code), ())}
    unmapped = _data()["unmapped_acts"].get(detailed or key)
    if unmapped is not None and state in unmapped["states"]:
        found.add(unmapped["act"])
    return frozenset(found)


@lru_cache(maxsize=1)
def _acts() -> dict[str, tuple[str, ...]]:
    """The acts of each code."""
    found: dict[str, tuple[str, ...]] = {}
    for act, codes in _data()["acts"].items():
        for code in codes:
            found[code] = (*found.get(code, ()), act)
    return found


def _unmapped(what: str) -> dict[str, str]:
    return {f"{one.letter}{UNMAPPED}": f"{one.title}: {what} not mapped" for one in categories()}


def _data() -> dict[str, Any]:
    return datafile.load("st27")
