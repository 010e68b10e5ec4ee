"""An event feed in the codes of ST.27, as a table or as XML.

docs/loading-st27.md says which columns are read and what is filled from where.
"""

from collections.abc import Sequence

from goldthread.readers.base import Reader


def reader() -> Reader:
    """A new reader of events."""
    from goldthread.readers.st27.feed import EventReader

    return EventReader()


def adding_reader() -> Reader:
    """A new reader of deliveries that tell new events alone."""
    from goldthread.readers.st27.adding import AddingReader

    return AddingReader()


def recognises(headings: Sequence[str]) -> bool:
    """Are these the headings of a table of events?"""
    from goldthread.readers.st27.columns import is_events

    return is_events(headings)
