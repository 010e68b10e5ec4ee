"""What a consensus map says: facts for the drawing and for the table, which are the same.

Numbers are rounded to 6 places, so that the same stances give the same bytes.
"""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    TOO_FEW_PROPOSALS = "too_few_proposals"
    NO_QUORUM = "no_quorum"
    ALL_THE_SAME = "all_the_same"
    NO_BLOCS = "no_blocs"
    BLOCS = "blocs"

    @property
    def drawn(self) -> bool:
        """Whether delegations have places on a plane."""
        return self in (Outcome.NO_BLOCS, Outcome.BLOCS)


class Role(StrEnum):
    """What a proposal does between blocs; where there are none, between all delegations."""

    BRIDGE = "bridge"
    DIVISIVE = "divisive"
    NEITHER = ""


@dataclass(frozen=True)
class Counts:
    support: int
    oppose: int
    abstain: int
    silent: int

    @property
    def seen(self) -> int:
        return self.support + self.oppose + self.abstain


@dataclass(frozen=True)
class Split:
    """The clearest split into a number of blocs; `silhouette` is None where there is none."""

    number: int
    silhouette: float | None


@dataclass(frozen=True)
class Trial:
    """`as_clear` of `permutations` shuffled copies split at least as clearly; `middle` is the
    median silhouette of all copies."""

    permutations: int
    as_clear: int
    p: float
    middle: float
    holds: bool


@dataclass(frozen=True)
class Whom:
    """Of the delegations of other blocs the one that agrees most: on `same` of `both` proposals
    of which both spoke. `ground`: proposals that both support."""

    delegation: str
    same: int
    both: int
    ground: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """`bloc` is 0 where there are none. `whom`: only between blocs."""

    delegation: str
    x: float
    y: float
    bloc: int
    stances: int
    whom: Whom | None = None


@dataclass(frozen=True)
class Unplaced:
    """A delegation that took too few stances to be placed."""

    delegation: str
    stances: int


@dataclass(frozen=True)
class Bloc:
    """`stands_for` and `against`: the proposals by which it differs most from the others."""

    number: int
    delegations: tuple[str, ...]
    stands_for: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class ProposalFacts:
    """`all`: of every delegation, placed or not; `by_bloc`: of those placed, in the order of
    blocs (one where there are none).

    `support`, `oppose`: group-informed, the geometric mean over blocs of the share in each by
    Jeffreys' prior. `gap`: between the blocs that support it most and least.
    """

    proposal: str
    all: Counts
    by_bloc: tuple[Counts, ...]
    support: float
    oppose: float
    gap: float
    role: Role


@dataclass(frozen=True)
class ConsensusMap:
    """`enough`: delegations with at least `least` stances each; `needed`: of those for a map.

    `explained`: the shares of all variance along x and y. `bridges` and `divisive` are keys of
    proposals, the strongest first.
    """

    outcome: Outcome
    enough: int
    needed: int
    least: int
    seed: int
    places: tuple[Place, ...]
    unplaced: tuple[Unplaced, ...]
    blocs: tuple[Bloc, ...]
    proposals: tuple[ProposalFacts, ...]
    bridges: tuple[str, ...]
    divisive: tuple[str, ...]
    explained: tuple[float, float] = (0.0, 0.0)
    splits: tuple[Split, ...] = ()
    tested: Trial | None = None
