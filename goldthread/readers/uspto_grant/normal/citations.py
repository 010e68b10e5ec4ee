"""right_citation: the patents and the literature cited, in the order of the document."""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.arrow import from_numpy
from goldthread.readers.uspto_grant.normal import dates, numbers
from goldthread.readers.uspto_grant.normal.columns import bools, mapped, sequence, table
from goldthread.readers.uspto_grant.raw import Raw

_CATEGORIES: Final = {
    "cited by examiner": "examiner",
    "cited by applicant": "applicant",
    "cited by third party": "third party",
    "cited by other": "other",
    "imported from a related application": "other",
}


class Citations:
    """Makes the table batch by batch; `unknown_categories` are texts the field has no word for."""

    def __init__(self) -> None:
        self._categories: dict[str, str | None] = {}
        self.unknown_categories: list[str] = []

    def table(self, raw: Raw, right_id: pa.Array) -> pa.Table:
        """The rows of all documents of the batch."""
        rows = raw.get("citation_until_2012", "citation")
        if rows is None:
            return table("right_citation", 0, {})
        rows = rows.where(bools(pc.or_(pc.is_valid(rows["number"]), pc.is_valid(rows["text"]))))
        office = rows["country"]
        columns = {
            "right_id": right_id.take(from_numpy(rows.document)),
            "sequence": sequence(rows.document),
            "cited_office": office,
            "cited_number": numbers.cited_number(rows["number"], office),
            "cited_kind": rows["kind"],
            "cited_date": dates.arrow(dates.parse(rows["date"])),
            "cited_date_text": rows["date"],
            "npl_text": rows["text"],
            "category": mapped(rows["category"], self._category, self._categories),
        }
        return table("right_citation", len(rows), columns)

    def _category(self, text: str) -> str | None:
        known = _CATEGORIES.get(text.strip().lower())
        if known is None:
            self.unknown_categories.append(text.strip()[:80])
        return known
