"""Peer groups: regions of like size, compared with each other only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Peers:
    """`groups`: codes with the size from which each begins, the smallest first, from 0 on, in sizes
    of an average region: they part the regions of any country, and of a sample of one, alike.

    `fixed`: the group of a region by decision, whatever its size.
    """

    groups: Sequence[tuple[str, Fraction]]
    fixed: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bounds = [bound for _, bound in self.groups]
        assert bounds[:1] == [0], "the first group begins at 0"
        assert bounds == sorted(set(bounds)), "each group begins above the one before"
        assert set(self.fixed.values()) <= {code for code, _ in self.groups}, "groups are known"


def placed(peers: Peers, sizes: Mapping[str, Fraction]) -> dict[str, str]:
    """The group in which each region is compared. `sizes`: above 0, of all regions there are."""
    average = sum(sizes.values(), Fraction()) / max(len(sizes), 1)
    return {
        region: peers.fixed.get(region)
        or [code for code, bound in peers.groups if bound * average <= size][-1]
        for region, size in sizes.items()
    }
