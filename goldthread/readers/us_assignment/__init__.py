"""Recorded conveyances of the US assignment register, as its search service gives them.

A record is a `doc` of a `response`: lists side by side, of the parties and of the rights.
docs/loading-us-assignment.md says what is filled from where.
"""

from typing import Final

from goldthread.readers.documents.maps import DocumentMap
from goldthread.readers.documents.reader import Format, Kind
from goldthread.readers.us_assignment.conveyance import completed
from goldthread.readers.us_assignment.reader import AssignmentReader

# The fields of a `doc` are told apart by an attribute, which `conveyance` reads.
_NO_PATHS: Final = DocumentMap(right={}, rows=(), ignored=frozenset())
FORMAT: Final = Format(
    name="us_assignment",
    version="1",
    feed="us-assignment",
    kinds={"doc": Kind(_NO_PATHS, completed)},
    roots={"response": ""},
)


def reader() -> AssignmentReader:
    """A new reader of recorded conveyances."""
    return AssignmentReader(FORMAT)
