"""Lineage: which record versions a number rests on, as a hash that does not depend on order.

Engines give the number of versions, the sum of their lineage keys and their exclusive or; the three
are hashed. Two figures with one lineage hash count the same versions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True)
class Lineage:
    """The three order-independent sums over the lineage keys of a set of versions."""

    versions: int = 0
    total: int = 0
    mix: int = 0

    def __add__(self, other: "Lineage") -> "Lineage":
        return Lineage(
            self.versions + other.versions, self.total + other.total, self.mix ^ other.mix
        )

    @property
    def digest(self) -> str:
        return _hash([f"{self.versions} {self.total} {self.mix}"])


def of_keys(keys: Iterable[int]) -> Lineage:
    """The lineage of versions with these keys."""
    found = Lineage()
    for key in keys:
        found += Lineage(1, key, key)
    return found


def of_cells(cells: Iterable[tuple[tuple[str, ...], Lineage]]) -> str:
    """The hash of a whole figure: every cell that holds records, in whatever order they come."""
    lines = [
        f"{'|'.join(key)} {lineage.versions} {lineage.total} {lineage.mix}"
        for key, lineage in cells
        if lineage.versions
    ]
    return _hash(sorted(lines))


def _hash(lines: Iterable[str]) -> str:
    return blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()
