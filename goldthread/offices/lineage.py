"""From one day's structure to another's: who took over what, and any list of figures regrouped.

Plain values. A figure of a day belongs to an office that existed on that day; shown in the
structure of another day it passes along the change events between, forward by the shares of the
successors, backward by the shares of the predecessors. What nobody stated is not invented: where a
merger gave no shares back, the whole stays with the successor and says so. Totals never change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Generic, TypeVar

from goldthread.offices.reforms.plan import Link, forward, spread

AS_IT_WAS: Final = None
Number = TypeVar("Number", int, Fraction)
WHOLE = Fraction(1)


@dataclass(frozen=True)
class Event:
    """What one change passed on, on its day."""

    day: date
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Matter:
    """A function of a territory; figures that belong to one pass with it."""

    function: str
    territory: str


@dataclass(frozen=True)
class Part:
    """`whole` False: later figures that could not be told apart among the predecessors."""

    office: str
    share: Fraction
    whole: bool = True


@dataclass(frozen=True)
class Figure(Generic[Number]):
    """A number that an office had on a day; `matter` where it is about one function."""

    office: str
    day: date
    value: Number
    matter: Matter | None = None


@dataclass(frozen=True)
class Lineage:
    """Every change event, in the order in which they happened."""

    events: tuple[Event, ...]

    def successors(
        self, office: str, from_day: date, to_day: date, matter: Matter | None = None
    ) -> tuple[Part, ...]:
        """Who has on `to_day` what the office had on `from_day`; the shares add up to 1.

        `to_day` may lie before: then it is who had it, by the shares back.
        """
        if to_day < from_day:
            return self._backward(office, from_day, to_day, matter)
        weights = {office: WHOLE}
        for event in self.events:
            if from_day < event.day <= to_day:
                weights = spread(weights, forward(event.links, *_names(matter)))
        return tuple(Part(code, share) for code, share in sorted(weights.items()))

    def _backward(
        self, office: str, from_day: date, to_day: date, matter: Matter | None
    ) -> tuple[Part, ...]:
        weights, stuck = {office: WHOLE}, {office: False}
        for event in reversed(self.events):
            if to_day < event.day <= from_day:
                shares, unknown = backward(event.links, *_names(matter))
                moved = spread(weights, shares)
                stuck = _stuck(weights, stuck, shares, unknown)
                weights = moved
        return tuple(Part(code, each, not stuck[code]) for code, each in sorted(weights.items()))

    def map_to(
        self, day: date, places: Iterable[tuple[str, date]]
    ) -> dict[tuple[str, date], tuple[Part, ...]]:
        """For each office and day, where it stands in the structure of `day`."""
        return {
            (office, on): self.successors(office, on, day) for office, on in dict.fromkeys(places)
        }

    def regroup(
        self, figures: Iterable[Figure[Number]], onto: date | None = AS_IT_WAS
    ) -> dict[str, Fraction]:
        """The sum by office: as it was, or in the structure of a day. The total is conserved."""
        sums: dict[str, Fraction] = defaultdict(Fraction)
        known: dict[tuple[str, date, Matter | None], tuple[Part, ...]] = {}
        for figure in figures:
            place = (figure.office, figure.day, figure.matter)
            if place not in known:
                parts = (Part(figure.office, WHOLE),)
                known[place] = parts if onto is None else self._parts(place, onto)
            for part in known[place]:
                sums[part.office] += part.share * figure.value
        return dict(sums)

    def _parts(self, place: tuple[str, date, Matter | None], onto: date) -> tuple[Part, ...]:
        office, day, matter = place
        return self.successors(office, day, onto, matter)


def backward(
    links: Sequence[Link], function: str, territory: str
) -> tuple[dict[str, list[tuple[str, Fraction]]], set[str]]:
    """For each successor its predecessors, and the successors whose shares back are unknown."""
    known: dict[str, list[tuple[str, Fraction]]] = {}
    unknown: set[str] = set()
    for matter in (("", ""), (function, territory)) if function else (("", ""),):
        by_heir: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            if (link.function, link.territory) == matter:
                by_heir[link.successor].append(link)
        for heir, mine in by_heir.items():
            known.pop(heir, None)
            unknown.discard(heir)
            stated = [(link.predecessor, link.back) for link in mine if link.back is not None]
            if len(stated) == len(mine) and sum(share for _, share in stated) == 1:
                known[heir] = stated
            else:
                unknown.add(heir)
    return known, unknown


def _stuck(
    weights: Mapping[str, Fraction],
    stuck: Mapping[str, bool],
    shares: Mapping[str, Sequence[tuple[str, Fraction]]],
    unknown: set[str],
) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for office in weights:
        for code, _ in shares.get(office) or [(office, WHOLE)]:
            found[code] = found.get(code, False) or stuck[office] or office in unknown
    return found


def _names(matter: Matter | None) -> tuple[str, str]:
    return (matter.function, matter.territory) if matter else ("", "")
