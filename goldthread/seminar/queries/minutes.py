"""The minutes: their revisions, and what one says differently from another."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Literal

from goldthread.seminar.models import MinutesEntry, MinutesRevision

_WORDS = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)
_SENTENCES = re.compile(r"[^。！？；.!?\n]*[。！？；.!?\n]\s*|[^。！？；.!?\n]+")
MOST_STEPS = 4_000_000
Change = Literal["same", "added", "removed"]
Cut = Callable[[str], list[str]]


@dataclass(frozen=True)
class Piece:
    """A run of text that both revisions have, or only the later, or only the earlier one."""

    change: Change
    text: str


@dataclass(frozen=True)
class Comparison:
    """By language, the pieces in order: those not added make the earlier text, those not removed
    the later one."""

    earlier: MinutesRevision
    later: MinutesRevision
    pieces: dict[str, tuple[Piece, ...]]


def revisions(entry: MinutesEntry) -> list[MinutesRevision]:
    """The newest first."""
    return list(entry.revisions.order_by("-number"))


def revision(entry: MinutesEntry, number: int) -> MinutesRevision | None:
    found: MinutesRevision | None = entry.revisions.filter(number=number).first()
    return found


def compare(earlier: MinutesRevision, later: MinutesRevision) -> Comparison:
    """English by word, Chinese by character."""
    return Comparison(
        earlier,
        later,
        {
            "en": pieces(earlier.text_en, later.text_en, _WORDS.findall),
            "zh": pieces(earlier.text_zh, later.text_zh, list),
        },
    )


def pieces(earlier: str, later: str, cut: Cut) -> tuple[Piece, ...]:
    """By sentence first, then, where sentences differ, by what `cut` makes of them."""
    rough = _pieces(_SENTENCES.findall(earlier), _SENTENCES.findall(later), cut)
    runs = groupby((piece for piece in rough if piece.text), key=lambda piece: piece.change)
    return tuple(Piece(change, "".join(piece.text for piece in run)) for change, run in runs)


def _pieces(earlier: list[str], later: list[str], cut: Cut | None) -> Iterator[Piece]:
    for tag, start, end, begin, stop in _matched(earlier, later):
        gone, new = "".join(earlier[start:end]), "".join(later[begin:stop])
        if tag == "equal":
            yield Piece("same", gone)
        elif tag == "replace" and cut is not None:
            yield from _pieces(cut(gone), cut(new), None)
        else:
            yield Piece("removed", gone)
            yield Piece("added", new)


def _matched(earlier: list[str], later: list[str]) -> list[Any]:
    """The steps from one to the other; where finding the fewest would take seconds, one step."""
    if len(earlier) * len(later) > MOST_STEPS:
        return [("replace", 0, len(earlier), 0, len(later))]
    return SequenceMatcher(None, earlier, later, autojunk=False).get_opcodes()


def times_found(entry: MinutesEntry, passage: str) -> int:
    """How often a passage stands in the entry, in either language."""
    return int(entry.text_en.count(passage) + entry.text_zh.count(passage))
