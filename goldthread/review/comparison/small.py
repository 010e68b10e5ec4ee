"""Small numbers are not shown, nor can they be had back from the total or from the others."""

from collections.abc import Collection, Mapping
from typing import Final

FEWEST: Final = 5
"""The smallest count, beside zero, that is shown."""


def hidden(counts: Mapping[str, int], also: Collection[str] = ()) -> frozenset[str]:
    """The keys whose counts are not shown where the total and all the others are.

    First those from 1 to 4. The sum of all hidden can be worked out; so the next smallest join
    them until there are two at least, and each alone could be 5 or more for all that one knows.
    `also`: keys that are hidden for the sake of another total that they are part of.
    """
    small = [key for key, count in counts.items() if 0 < count < FEWEST or key in also]
    if not small:
        return frozenset()
    others = sorted(
        (count, key) for key, count in counts.items() if count >= FEWEST and key not in also
    )
    for _, key in others:
        if safe(small, counts):
            break
        small.append(key)
    return frozenset(small)


def safe(keys: Collection[str], counts: Mapping[str, int]) -> bool:
    """Is none of these counts known to be small, whoever knows their sum?"""
    total = sum(counts[key] for key in keys)
    return len(keys) >= 2 and total - (len(keys) - 1) >= FEWEST
