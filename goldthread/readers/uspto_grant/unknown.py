"""Elements nobody has read before: a new DTD version must show, without reading everything twice.

The names are looked at in every document of the first ones of a file, and then in one of sixteen.
"""

import re
from collections import Counter
from typing import Final

from goldthread.readers.uspto_grant.field_map import known_names

_NAME: Final = re.compile(rb"<([A-Za-z_][^\s/>]*)")
_ALL_OF_FIRST: Final = 512
_ONE_OF: Final = 16


class UnknownElements:
    """Counts elements below the bibliographic part that the field map does not name."""

    def __init__(self) -> None:
        self._known = frozenset(name.encode() for name in known_names())
        self._seen = 0

    def count(self, parts: list[bytes]) -> Counter[str]:
        """The unknown elements of those of the file's next parts that are looked at."""
        found: Counter[str] = Counter()
        for part in parts:
            self._seen += 1
            if self._seen <= _ALL_OF_FIRST or self._seen % _ONE_OF == 0:
                names = _NAME.findall(part)
                if not self._known.issuperset(names):
                    unknown = (name for name in names if name not in self._known)
                    found.update(name.decode("utf-8", "replace")[:80] for name in unknown)
        return found
