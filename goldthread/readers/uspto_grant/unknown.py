"""Elements nobody has read before: a new DTD version must show, without reading everything twice.

The names are looked at in every document of the first ones of a file, and then in one of so many.
"""

import re
from collections import Counter
from typing import Final

from goldthread.readers.uspto_grant.field_map import known_names

_NAME: Final = re.compile(rb"<([A-Za-z_][^\s/>]*)")
_ALL_OF_FIRST: Final = 100
_ONE_OF: Final = 32


class UnknownElements:
    """Counts elements of the bibliographic part that the field map does not name, in one file."""

    def __init__(self) -> None:
        self._known = frozenset(name.encode() for name in known_names())
        self._seen = 0

    def count(self, part: bytes) -> Counter[str]:
        """The unknown elements of the file's next part, when it is one of those looked at."""
        self._seen += 1
        if self._seen > _ALL_OF_FIRST and self._seen % _ONE_OF:
            return Counter()
        names = _NAME.findall(part)
        if self._known.issuperset(names):
            return Counter()
        unknown = (name for name in names if name not in self._known)
        return Counter(name.decode("utf-8", "replace")[:80] for name in unknown)
