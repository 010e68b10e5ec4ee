"""What a template is made of once it is read: blocks, each with the place where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldthread.review.template.words import COUNTED
from goldthread.seminar.speech.bindings import Binding


@dataclass(frozen=True)
class Place:
    """The line and the character in it, both from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class FigureToken:
    """A figure of the register. `rank`: not its value but its place among all of a dimension."""

    place: Place
    binding: Binding
    rank: str = ""


@dataclass(frozen=True)
class CountToken:
    """How many tasks, proposals or promises there are in a state."""

    place: Place
    what: str
    state: str


@dataclass(frozen=True)
class WordToken:
    """A word of the review itself: `cycle`, `known`."""

    place: Place
    name: str


Token = FigureToken | CountToken | WordToken
Inline = tuple[str | Token, ...]


@dataclass(frozen=True)
class Text:
    """`kind`: `title`, `heading`, `paragraph` or `item`; `level` of a heading, from 1."""

    place: Place
    kind: str
    inline: Inline
    level: int = 0


@dataclass(frozen=True)
class Drawn:
    """A block that is made from data: a table, a chart, a map, a list of tasks or of answers.

    `bindings`: a figure for each indicator, without the dimension that it is divided `by`.
    """

    place: Place
    kind: str
    caption: Inline
    bindings: tuple[Binding, ...] = ()
    given: Mapping[str, str] | None = None

    @property
    def by(self) -> str:
        return (self.given or {}).get("by", "")

    @property
    def most(self) -> int:
        return int((self.given or {}).get("most", 0))

    @property
    def back(self) -> int:
        return int((self.given or {}).get("back", 0))

    @property
    def state(self) -> str:
        """The one given, else the first of what is listed: all tasks, whatever was promised."""
        return (self.given or {}).get("state") or COUNTED.get(self.kind, ("all",))[0]


Block = Text | Drawn
