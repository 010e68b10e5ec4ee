"""Proposals like a draft, for whoever writes it: of those the user may see, and of no others."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from goldthread.offices.queries import remembering
from goldthread.seminar.likeness import MOST, Alike, Index
from goldthread.seminar.models import Proposal
from goldthread.seminar.queries.visible import proposals_visible_to

COMPARED = 4_000
"""Proposals that a draft is held against: the newest, of all seminars."""

LANGUAGES = ("en", "zh")
PARTS = ("title", "background", "request")
FIELDS = tuple(f"{part}_{lang}" for lang in LANGUAGES for part in PARTS)
_HELD = 4


@dataclass(frozen=True)
class Similar:
    """`score` and `passages` as `likeness.Alike` has them, of the language that is more alike."""

    proposal: Proposal
    score: float
    passages: tuple[str, ...]


@remembering()
def alike(
    user: Any,
    text: str,
    *,
    but: int | None = None,
    most: int = MOST,
    day: date | None = None,
) -> list[Similar]:
    """The most alike first; `but` is the key of the draft itself, which is like itself."""
    if not text.strip():
        return []
    rows = proposals_visible_to(user, day).exclude(state="withdrawn")
    index = _index(tuple(_texts(rows.order_by("-pk").values_list("pk", *FIELDS)[:COMPARED])))
    best = _best(index.ask(text, most=2 * (most + 1)), but)[:most]
    keys = [key for key, _ in best]
    shown = rows.select_related("seminar", "office").in_bulk(keys)
    return [Similar(shown[key], hit.score, hit.passages) for key, hit in best if key in shown]


def _texts(rows: Any) -> list[tuple[str, str]]:
    """Each language for itself, so that a draft in one is not held against the other."""
    found = []
    for key, *parts in rows:
        for at, lang in enumerate(LANGUAGES):
            text = "\n".join(filter(None, parts[at * len(PARTS) : (at + 1) * len(PARTS)]))
            if text:
                found.append((f"{key} {lang}", text))
    return found


@lru_cache(maxsize=_HELD)
def _index(texts: tuple[tuple[str, str], ...]) -> Index:
    """Held by the texts themselves: who sees the same proposals shares one, and a changed word
    makes another. Nothing of what a user may not see is in theirs."""
    return Index(texts)


def _best(hits: tuple[Alike, ...], but: int | None) -> list[tuple[int, Alike]]:
    """Of each proposal its better language, in the order of hits."""
    found: dict[int, Alike] = {}
    for hit in hits:
        key = int(hit.key.partition(" ")[0])
        if key != but:
            found.setdefault(key, hit)
    return list(found.items())
