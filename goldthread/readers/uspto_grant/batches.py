"""From cuts to batches of canonical records: parse each, check and normalise several together."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import pyarrow as pa

from goldthread.readers.base import RAW_LIMIT, Batch, Rejected
from goldthread.readers.uspto_grant.fast import BatchFailed, FastBackend
from goldthread.readers.uspto_grant.inline import without_tags
from goldthread.readers.uspto_grant.normal import checks, relations
from goldthread.readers.uspto_grant.normal.citations import Citations
from goldthread.readers.uspto_grant.normal.classifications import Classifications
from goldthread.readers.uspto_grant.normal.parties import Parties
from goldthread.readers.uspto_grant.normal.rights import Rights, designations, events, rights
from goldthread.readers.uspto_grant.raw import Raw, concatenated
from goldthread.readers.uspto_grant.source import Cut

if TYPE_CHECKING:
    from goldthread.readers.uspto_grant.strict import StrictBackend

# Normalising costs by the batch as much as by the row.
_TOGETHER: Final = 6 << 20


class _Document(NamedTuple):
    """A parsed document: where it stands, and its own bytes should it be rejected."""

    file_id: int
    locator: str
    data: memoryview

    def rejected(self, reason: str, detail: str) -> Rejected:
        raw = bytes(self.data[:RAW_LIMIT])
        return Rejected(self.file_id, self.locator, reason, detail, raw)


@dataclass(frozen=True)
class Parsed:
    """A cut, parsed: its well-formed documents, and with the cut's own what was rejected."""

    cut: Cut
    documents: list[_Document]
    raw: Raw
    rejected: list[Rejected]


class Parser:
    """Parses cut by cut."""

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict

    def parse(self, cut: Cut) -> Parsed:
        """The cut's documents as raw tables."""
        if not cut.places:
            return Parsed(cut, [], Raw(0, {}), cut.rejected)
        view = memoryview(cut.data)
        documents = [
            _Document(cut.file_id, place.locator, view[place.start : place.stop])
            for place in cut.places
        ]
        raw, wrong = self._parsed(cut)
        rejected = [documents[n].rejected("malformed-xml", wrong[n]) for n in sorted(wrong)]
        good = [one for number, one in enumerate(documents) if number not in wrong]
        return Parsed(cut, good, raw, cut.rejected + rejected)

    def _parsed(self, cut: Cut) -> tuple[Raw, dict[int, str]]:
        """The raw tables of the well-formed documents; for each other one what is wrong."""
        if not self._strict:
            (data,) = without_tags(cut.data, (0, len(cut.data)))
            try:
                return self._fast.parse(data, len(cut.places)), {}
            except BatchFailed:
                pass  # record by record, then: only what is bad is lost
        edges = [edge for place in cut.places for edge in (place.start, place.stop)]
        return self._lxml.parse(without_tags(cut.data, edges)[::2])

    @cached_property
    def _fast(self) -> FastBackend:
        return FastBackend()

    @cached_property
    def _lxml(self) -> "StrictBackend":
        from goldthread.readers.uspto_grant.strict import StrictBackend

        return StrictBackend()


class Batches:
    """Makes batches of parsed cuts; keeps what it has learnt of names and places between them."""

    def __init__(self) -> None:
        self._parties, self._classifications = Parties(), Classifications()
        self._citations = Citations()
        self._begin()

    def add(self, parsed: Parsed) -> Iterator[Batch]:
        """Take the cut's records; gives a batch when enough are together."""
        self._batch.rejected += parsed.rejected
        self._batch.skipped.update(parsed.cut.skipped)
        self._batch.unknown.update(parsed.cut.unknown)
        self._size += len(parsed.cut.data)
        self._documents += parsed.documents
        if parsed.raw.documents:
            self._raws.append(parsed.raw)
        if self._size >= _TOGETHER:
            yield self._made()

    def rest(self) -> Iterator[Batch]:
        """What is left."""
        batch = self._made()
        if batch.tables or batch.rejected or batch.skipped:
            yield batch

    def _begin(self) -> None:
        self._batch = Batch()
        self._raws: list[Raw] = []
        self._documents: list[_Document] = []
        self._size = 0

    def _made(self) -> Batch:
        batch, raws, documents = self._batch, self._raws, self._documents
        self._begin()
        if not raws:
            return batch
        raw = concatenated(raws)
        found = checks.faults(raw.tables["document"])
        if found:
            faulty = {fault.document for fault in found}
            batch.rejected += [documents[f.document].rejected(f.reason, f.detail) for f in found]
            documents = [one for number, one in enumerate(documents) if number not in faulty]
            raw = raw.only(checks.sound(raw.documents, found))
        if documents:
            batch.tables = self._tables(raw, documents)
            batch.unknown.update(self._categories())
        return batch

    def _tables(self, raw: Raw, documents: list[_Document]) -> dict[str, pa.Table]:
        made = rights(raw)
        tables = {
            "ip_right": _located(made, documents),
            "right_party": self._parties.table(raw, made.right_id),
            "right_classification": self._classifications.table(raw, made.right_id),
            "right_priority": relations.priorities(raw, made.right_id),
            "right_relation": relations.relations(raw, made.right_id),
            "right_citation": self._citations.table(raw, made.right_id),
            "designation": designations(made),
            "status_event": events(made),
        }
        return {name: table for name, table in tables.items() if table.num_rows}

    def _categories(self) -> Counter[str]:
        """The categories of citations that the field has no word for."""
        found = Counter(f"category: {text}" for text in self._citations.unknown_categories)
        self._citations.unknown_categories.clear()
        return found


def _located(made: Rights, documents: list[_Document]) -> pa.Table:
    files = pa.array([one.file_id for one in documents], pa.int32())
    locators = pa.array([one.locator for one in documents], pa.string())
    table = made.table.append_column(pa.field("source_file_id", pa.int32(), nullable=False), files)
    return table.append_column(pa.field("source_locator", pa.string(), nullable=False), locators)
