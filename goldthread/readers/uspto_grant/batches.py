"""From raw tables to batches of canonical records: checked and normalised."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import pyarrow as pa

from goldthread.readers.base import Batch
from goldthread.readers.uspto_grant.cut import Cut
from goldthread.readers.uspto_grant.normal import checks, relations
from goldthread.readers.uspto_grant.normal.citations import Citations
from goldthread.readers.uspto_grant.normal.classifications import Classifications
from goldthread.readers.uspto_grant.normal.parties import Parties
from goldthread.readers.uspto_grant.normal.rights import Rights, designations, events, rights
from goldthread.readers.uspto_grant.normal.tidying import tidied
from goldthread.readers.uspto_grant.parsing import Document, Parsed
from goldthread.readers.uspto_grant.raw import Raw, concatenated

# Normalising costs by the batch as much as by the row.
_TOGETHER: Final = 7 << 20


class Batches:
    """Makes batches of parsed cuts; keeps what it has learnt of names and places between them."""

    def __init__(self) -> None:
        self._parties, self._classifications = Parties(), Classifications()
        self._citations = Citations()
        self._begin()

    def add(self, cuts: Sequence[Cut], parsed: Parsed) -> None:
        """Take the records of cuts parsed together."""
        for cut in cuts:
            self._batch.rejected += cut.rejected
            self._batch.skipped.update(cut.skipped)
            self._batch.unknown.update(cut.unknown)
            self._size += cut.size
        self._batch.rejected += parsed.rejected
        if parsed.documents:
            self._check(parsed.raw, parsed.documents)

    def made(self) -> Iterator[Batch]:
        """A batch when there is enough for one."""
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
        self._places: list[tuple[int, str]] = []
        self._size = 0

    def _check(self, raw: Raw, documents: list[Document]) -> None:
        """Keep the sound documents without their bytes, reject the others."""
        found = checks.faults(raw.tables["document"])
        self._batch.rejected += [
            documents[fault.document].rejected(fault.reason, fault.detail) for fault in found
        ]
        if found:
            faulty = {fault.document for fault in found}
            documents = [one for number, one in enumerate(documents) if number not in faulty]
            raw = raw.only(checks.sound(raw.documents, found))
        if documents:
            self._raws.append(raw)
            self._places += [(one.file_id, one.locator) for one in documents]

    def _made(self) -> Batch:
        batch, raws, places = self._batch, self._raws, self._places
        self._begin()
        if raws:
            raw = concatenated(raws)
            raws.clear()  # each copy of the texts counts in the peak of memory
            raw = tidied(raw)
            batch.tables = self._tables(raw, places)
            batch.unknown.update(self._categories())
        return batch

    def _tables(self, raw: Raw, places: list[tuple[int, str]]) -> dict[str, pa.Table]:
        made = rights(raw)
        tables = {
            "ip_right": _located(made, places),
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


def _located(made: Rights, places: list[tuple[int, str]]) -> pa.Table:
    files = pa.array([file_id for file_id, _ in places], pa.int32())
    locators = pa.array([locator for _, locator in places], pa.string())
    table = made.table.append_column(pa.field("source_file_id", pa.int32(), nullable=False), files)
    return table.append_column(pa.field("source_locator", pa.string(), nullable=False), locators)
