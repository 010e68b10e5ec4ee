"""Trademarks of the United States: status by ST.66 and by ST.96, and the daily application file.

The three layouts give the same record of a mark. docs/loading-us-trademark.md says what is filled.
"""

from typing import Final

from goldthread.readers.documents.reader import DocumentReader, Format, Kind
from goldthread.readers.us_trademark import maps
from goldthread.readers.us_trademark.completing import completed

FORMAT: Final = Format(
    name="us_trademark",
    version="1",
    feed="us-trademark",
    kinds={
        "TransactionContentDetails": Kind(maps.ST66, completed, looks_inside=False),
        "TransactionContentBag": Kind(maps.ST96, completed, looks_inside=False),
        "case-file": Kind(maps.DAILY, completed, looks_inside=False),
    },
    roots={
        "Transaction": "http://www.wipo.int/standards/XMLSchema/trademarks",
        "TrademarkTransaction": "http://www.wipo.int/standards/XMLSchema/ST96/Trademark",
        "trademark-applications-daily": "",
    },
)


def reader() -> DocumentReader:
    """A new reader of trademarks of the United States."""
    return DocumentReader(FORMAT)
