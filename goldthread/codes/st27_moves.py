"""WIPO ST.27: which stage an event may move an application or a right from, and to which."""

from functools import lru_cache

from goldthread.codes import datafile

UNSPECIFIED = "0"  # the stage that is not told; the standard's default for both


def allowed(category: str, before: str, after: str) -> bool:
    """May an event of the category move from one stage to the other, as far as both are told?"""
    if before == after or UNSPECIFIED in (before, after):
        return True
    return category in _any_move() or (before, after) in moves(category)


@lru_cache(maxsize=32)
def moves(category: str) -> tuple[tuple[str, str], ...]:
    """The moves of a category; none for one that happens during any stage."""
    listed = datafile.load("st27_moves")["moves"].get(category, ())
    pairs = (move.split() for move in listed)
    return tuple((before, after) for before, after in pairs)


@lru_cache(maxsize=1)
def _any_move() -> frozenset[str]:
    return frozenset(datafile.load("st27_moves")["any_move"])
