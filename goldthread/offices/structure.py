"""The tree of offices on one day, as a plain value; `queries.structure(day)` reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from goldthread.offices.errors import OfficesError
from goldthread.workflow.texts import Titles


@dataclass(frozen=True)
class OfficeOn:
    """An office as it stood on the day. `functions`: pairs of function and territory."""

    id: int
    code: str
    kind: str
    names: Titles
    short_names: Titles
    also: Titles
    parent: str | None
    functions: tuple[tuple[str, str], ...]
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Structure:
    day: date
    offices: Mapping[str, OfficeOn]

    def get(self, code: str) -> OfficeOn:
        if code not in self.offices:
            raise OfficesError(
                f"There was no office {code[:60]!r} on {self.day}: look the code up in the "
                "structure of that day, or ask for its successors."
            )
        return self.offices[code]

    @cached_property
    def _below(self) -> Mapping[str | None, tuple[str, ...]]:
        below: dict[str | None, list[str]] = {}
        for office in self.offices.values():
            below.setdefault(office.parent, []).append(office.code)
        return {parent: tuple(sorted(codes)) for parent, codes in below.items()}

    @property
    def roots(self) -> tuple[str, ...]:
        return self._below.get(None, ())

    def children(self, code: str) -> tuple[str, ...]:
        return self._below.get(self.get(code).code, ())

    def descendants(self, code: str) -> tuple[str, ...]:
        """The office itself, then everything under it, depth first."""
        found = [code]
        for child in self.children(code):
            found += self.descendants(child)
        return tuple(found)

    def path(self, code: str) -> tuple[str, ...]:
        """From the root down to the office itself."""
        way = [code]
        parent = self.get(code).parent
        while parent is not None:
            way.append(parent)
            parent = self.get(parent).parent
        return tuple(reversed(way))

    def walk(self) -> Iterator[tuple[int, OfficeOn]]:
        """Every office with its depth, in the order of a printed tree."""
        stack = [(0, code) for code in reversed(self.roots)]
        while stack:
            depth, code = stack.pop()
            yield depth, self.offices[code]
            stack += [(depth + 1, child) for child in reversed(self.children(code))]

    def holder(self, function: str, territory: str) -> str | None:
        """Who holds a function of a territory; the first by code where several do."""
        pair = (function, territory)
        return min((o.code for o in self.offices.values() if pair in o.functions), default=None)

    def answering_for(self, region: str) -> tuple[str, ...]:
        return tuple(sorted(o.code for o in self.offices.values() if region in o.regions))
