"""The sample of a review: drawn once from a seed that was published before, never again.

The draw is the programme's (`goldthread.programme.queries.sampling`); what is kept here is all that
anybody needs to draw it again by hand: the seed, and every task's ledger number with its weight.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.queries.sampling import IN_THE_SAMPLE, Sampled, chance, sample
from goldthread.review.models import Review


@dataclass(frozen=True)
class Place:
    """A task's place: `chance` is u of seed and ledger number, `key` is -ln(u) / weight."""

    number: str
    weight: int
    chance: float

    @property
    def key(self) -> float:
        return -log(self.chance) / self.weight


def size_of(cycle: Cycle) -> int:
    """How many tasks of the cycle may be drawn."""
    rows = KeyTask.objects.filter(cycle=cycle, state__in=IN_THE_SAMPLE)
    return int(rows.exclude(ledger_number="").count())


def all_places(cycle: Cycle, seed: str) -> list[Sampled]:
    """Every task of the cycle in the order of the draw."""
    return sample(cycle, seed, size_of(cycle))


def population(drawn: Iterable[Sampled]) -> list[list[object]]:
    """Ledger numbers with weights, by number, as the review keeps them."""
    return sorted([each.task.ledger_number, each.weight] for each in drawn)


def drawn_again(review: Review) -> list[Place]:
    """The order of the draw from what the review keeps: the first `sample_size` are the sample."""
    kept = review.population or ()
    places = [Place(number, weight, chance(review.seed, number)) for number, weight in kept]
    return sorted(places, key=lambda each: (each.key, each.number))
