"""WIPO ST.96: patents, marks, designs and geographical indications, V5 to V8.

The namespaces of ST.96 are the same in all its versions, and its elements keep their names; what a
version adds is counted as not read. docs/loading-st96.md says what is filled from where.
"""

from typing import Final

from goldthread.readers.documents.reader import DocumentReader, Format, Kind
from goldthread.readers.st96 import designs, indications, marks, patents

_ST96: Final = "http://www.wipo.int/standards/XMLSchema/ST96/"

FORMAT: Final = Format(
    name="st96",
    version="1",
    feed="st96",
    kinds={
        "PatentPublication": Kind(
            patents.PUBLICATION, patents.published, "PatentPublication", looks_inside=False
        ),
        "Trademark": Kind(marks.MARK, marks.completed, "TrademarkApplication", looks_inside=False),
        "DesignApplication": Kind(designs.DESIGN, designs.completed, "DesignApplication"),
        "GIApplication": Kind(
            indications.INDICATION, indications.completed, "GIApplication", looks_inside=False
        ),
    },
    roots={
        "PatentPublication": f"{_ST96}Patent",
        "TrademarkApplication": f"{_ST96}Trademark",
        "DesignApplication": f"{_ST96}Design",
        "GIApplication": f"{_ST96}GeographicalIndication",
    },
)


def reader() -> DocumentReader:
    """A new reader of documents by ST.96."""
    return DocumentReader(FORMAT)
