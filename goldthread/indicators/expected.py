"""What a cell would hold if two dimensions had nothing to do with one another: an index's base."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldthread.indicators.counts import Counted, Key, Request, Source


@dataclass(frozen=True)
class Expected(Mapping[Key, Counted]):
    """By the key of a cell, the count expected there: a x b / c, in exact fractions.

    `a` counts are not divided by the second of the two dimensions, `b` not by the first, `c` by
    neither. Every key has a count; of keys that nothing was counted under it is nil.
    """

    by: tuple[str, ...]
    between: tuple[str, ...]
    a: Mapping[Key, Counted]
    b: Mapping[Key, Counted]
    c: Mapping[Key, Counted]

    def __getitem__(self, key: Key) -> Counted:
        first, second = self.between
        whole = self._of(self.c, key, first, second)
        if not whole.amount:
            return Counted()
        one, other = self._of(self.a, key, second), self._of(self.b, key, first)
        return Counted(one.amount * other.amount / whole.amount, lineage=whole.lineage)

    def __iter__(self) -> Iterator[Key]:
        return iter(self.c)

    def __len__(self) -> int:
        return len(self.c)

    def _of(self, counts: Mapping[Key, Counted], key: Key, *without: str) -> Counted:
        label, *codes = key
        kept = (c for n, c in zip(self.by, codes, strict=True) if n not in without)
        return counts.get((label, *kept), Counted())


def expected(source: Source, request: Request) -> Expected:
    """The counts expected in the cells of a request, by three further requests."""
    first, second = between = request.definition.between
    counts = (source.counts(_without(request, *names)) for names in ((second,), (first,), between))
    return Expected(request.by, between, *counts)


def _without(request: Request, *names: str) -> Request:
    """The request neither divided by some dimensions nor kept within any of their values."""
    return Request(
        request.definition,
        request.counting,
        tuple(name for name in request.by if name not in names),
        tuple((name, values) for name, values in request.where if name not in names),
        request.spans,
    )
