"""Which documents cannot become a record, and why: the office's key data must be sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.uspto_grant.normal import dates, numbers
from goldthread.readers.uspto_grant.normal.columns import bools, whole
from goldthread.readers.uspto_grant.raw import Mask, Rows

_KEY_NUMBERS: Final = {"application_number": "application number", "publication_number": "number"}
_KEY_DATES: Final = {"application_date": "filing date", "publication_date": "date of grant"}
_COUNTS: Final = {
    "claims": "number of claims",
    "sheets": "number of drawing sheets",
    "figures": "number of figures",
    "term_years": "length of grant",
    "term_extension": "extension of the term",
}
_SHOWN: Final = 60


@dataclass(frozen=True)
class Fault:
    """Why the document (counted in the batch) cannot become a record."""

    document: int
    reason: str
    detail: str


def faults(documents: Rows) -> list[Fault]:
    """The first fault of each faulty document."""
    first: dict[int, Fault] = {}
    for fault in _all(documents):
        first.setdefault(fault.document, fault)
    return [first[document] for document in sorted(first)]


def sound(count: int, found: list[Fault]) -> Mask:
    """Which of `count` documents have no fault."""
    good = np.ones(count, np.bool_)
    good[[fault.document for fault in found]] = False
    return good


def _all(documents: Rows) -> Iterator[Fault]:
    missing = ~bools(pc.greater(pc.binary_length(documents["application_number"]), whole(0)))
    for document in np.flatnonzero(missing).tolist():
        yield Fault(document, "no-key", "The document gives no application number.")
    for column, words in _KEY_NUMBERS.items():
        long = bools(pc.greater(pc.binary_length(documents[column]), whole(numbers.LIMIT)))
        yield from _shown(documents, column, long, "bad-number", f"is no {words}")
    for column, words in _KEY_DATES.items():
        wrong = dates.faulty(pc.ascii_trim_whitespace(documents[column]))
        yield from _shown(
            documents, column, wrong, "bad-date", f"is no {words}; wanted is yyyymmdd"
        )
    for column, words in _COUNTS.items():
        _, long = numbers.integers(documents[column])
        yield from _shown(documents, column, long, "bad-number", f"cannot be the {words}")


def _shown(documents: Rows, column: str, wrong: Mask, reason: str, what: str) -> Iterator[Fault]:
    for document in np.flatnonzero(wrong).tolist():
        value = documents[column][document].as_py()
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}... ({len(value)} characters)"
        yield Fault(document, reason, f"{shown!r} {what}.")


def keyed(text: pa.Array) -> pa.Array:
    """An application number as it enters the record key."""
    return pc.ascii_trim_whitespace(text)
