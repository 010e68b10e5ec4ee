"""Peer groups: regions of like size, compared with each other only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Peers:
    """`groups`: codes with the size from which each begins, the smallest first, from 0 on.

    `fixed`: the group of a region by decision, whatever its size.
    """

    groups: Sequence[tuple[str, Fraction]]
    fixed: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        bounds = [bound for _, bound in self.groups]
        assert bounds[:1] == [0], "the first group begins at 0"
        assert bounds == sorted(set(bounds)), "each group begins above the one before"
        assert set(self.fixed.values()) <= {code for code, _ in self.groups}, "groups are known"


def group_of(peers: Peers, region: str, size: Fraction) -> str:
    """The group in which a region of a size is compared."""
    decided = peers.fixed.get(region)
    return decided or [code for code, bound in peers.groups if bound <= size][-1]
