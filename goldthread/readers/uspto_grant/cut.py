"""Documents cut out of a delivered file, on their way to be parsed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from goldthread.readers.base import Rejected


class Place(NamedTuple):
    """Where a document stands in its file, and its part in the cut."""

    locator: str
    start: int
    stop: int


@dataclass
class Cut:
    """Some documents of a file, with what was left out on the way.

    `data` holds the bibliographic part of each, and behind it the end tag of the document.
    """

    file_id: int
    data: bytes = b""
    places: list[Place] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    consumed: int = 0  # bytes of the source since the cut before

    @property
    def size(self) -> int:
        """Bytes held, those of rejected documents too."""
        return len(self.data) + sum(len(one.raw) for one in self.rejected)
