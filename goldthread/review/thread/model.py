"""Nodes, the groups in which a reader meets them, and the edges between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from goldthread.workflow.texts import Titles


class Ref(NamedTuple):
    """Which node: its kind and its key. The key of a folded rest is `FOLD` and its group's name."""

    kind: str
    key: str


FOLD = "fold:"


@dataclass(frozen=True)
class Node:
    """`at`: since when it is there. `office`: the code of the office that answers for it.

    `href` is the path of its own page, blank where it has none. Nothing here names a person.
    """

    ref: Ref
    titles: Titles
    href: str = ""
    state: Titles | None = None
    at: datetime | None = None
    office: str = ""
    label: str = ""


@dataclass(frozen=True)
class Group:
    """All of one step that the reader may see: `count` of them, the first as `nodes`."""

    name: str
    kind: str
    titles: Titles
    nodes: tuple[Node, ...]
    count: int

    @property
    def folded(self) -> int:
        return self.count - len(self.nodes)

    @property
    def fold(self) -> Ref:
        return Ref(self.kind, FOLD + self.name)


class Edge(NamedTuple):
    """`lower` hangs on `upper`: it was derived from it."""

    upper: Ref
    lower: Ref


@dataclass(frozen=True)
class Thread:
    """The thread through one node: `up` from the farthest to the nearest, `down` the other way."""

    here: Node
    up: tuple[Group, ...]
    down: tuple[Group, ...]
    edges: tuple[Edge, ...]

    def nodes(self) -> Iterator[Node]:
        """Each once, in the order in which they are met from the top."""
        groups = [node for group in (*self.up, *self.down) for node in group.nodes]
        yield from {node.ref: node for node in (self.here, *groups)}.values()
