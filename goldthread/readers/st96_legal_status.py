"""WIPO ST.96 `PatentLegalStatusData`: the events of ST.27.

A feed of its own: its records tell what became of a right and little of what the right is, and
must not take the place of the right's publication.
"""

from typing import Final

from goldthread.readers.documents.reader import DocumentReader, Format, Kind
from goldthread.readers.st96 import patents

FORMAT: Final = Format(
    name="st96_legal_status",
    version="1",
    feed="st96-legal-status",
    kinds={
        "PatentLegalStatus": Kind(
            patents.LEGAL_STATUS,
            patents.legal_status,
            "PatentLegalStatusData",
            looks_inside=False,
        )
    },
    roots={
        "PatentLegalStatusData": "http://www.wipo.int/standards/XMLSchema/ST96/Patent",
    },
    rank=40,
)


def reader() -> DocumentReader:
    """A new reader of legal status data."""
    return DocumentReader(FORMAT)
