"""What two texts share, to be shown to whoever asks why they are called alike."""

from collections.abc import Callable

from goldthread.seminar.likeness.folding import Unit, readable, units

SHOWN = 5
SHORTEST_HAN, SHORTEST_WORD = 2, 4
_MOST_UNITS = 2_000


def shared(draft: str, text: str, weight: Callable[[str], float]) -> tuple[str, ...]:
    """The weightiest runs of the draft that stand in the text too, in the draft's writing.

    A run is at least two characters of Han, or a word of four letters.
    """
    asked = readable(draft)
    mine, theirs = units(asked)[:_MOST_UNITS], units(readable(text))[:_MOST_UNITS]
    runs = {_written(asked, mine[start:end]): None for start, end in _runs(mine, theirs)}
    ranked = sorted(runs, key=lambda run: (-weight(run), run))
    kept: list[str] = []
    for run in ranked:
        if not any(run.casefold() in other.casefold() for other in kept):
            kept.append(run)
    return tuple(kept[:SHOWN])


def _runs(mine: list[Unit], theirs: list[Unit]) -> list[tuple[int, int]]:
    """From left to right, each as long as the texts go together."""
    where: dict[str, list[int]] = {}
    for at, unit in enumerate(theirs):
        where.setdefault(unit.text, []).append(at)
    found, start = [], 0
    while start < len(mine):
        starts = where.get(mine[start].text, [])
        length = max((_together(mine, start, theirs, at) for at in starts), default=0)
        if _long_enough(mine[start : start + length]):
            found.append((start, start + length))
        start += max(length, 1)
    return found


def _together(mine: list[Unit], start: int, theirs: list[Unit], at: int) -> int:
    """For how many units the two go on alike."""
    length, most = 0, min(len(mine) - start, len(theirs) - at)
    while length < most and mine[start + length].text == theirs[at + length].text:
        length += 1
    return length


def _long_enough(run: list[Unit]) -> bool:
    han = sum(unit.han for unit in run)
    return han >= SHORTEST_HAN or any(len(u.text) >= SHORTEST_WORD for u in run if not u.han)


def _written(text: str, run: list[Unit]) -> str:
    return text[run[0].start : run[-1].end]
