"""From cut parts to batches of canonical records: parse, check, normalise."""

from collections import Counter

import numpy as np
import pyarrow as pa

from goldthread.readers.base import RAW_LIMIT, Batch, Rejected
from goldthread.readers.uspto_grant.fast import BatchFailed, FastBackend
from goldthread.readers.uspto_grant.inline import without_inline
from goldthread.readers.uspto_grant.normal import checks, relations
from goldthread.readers.uspto_grant.normal.citations import Citations
from goldthread.readers.uspto_grant.normal.classifications import Classifications
from goldthread.readers.uspto_grant.normal.parties import Parties
from goldthread.readers.uspto_grant.normal.rights import Rights, designations, events, rights
from goldthread.readers.uspto_grant.raw import Raw
from goldthread.readers.uspto_grant.source import Cut
from goldthread.readers.uspto_grant.unknown import UnknownElements
from goldthread.readers.xml import Part


class Batches:
    """Makes a batch of each cut; keeps what it has learnt of names and places between them."""

    def __init__(self, *, strict: bool = False) -> None:
        self._fast = None if strict else FastBackend()
        self._unknown = UnknownElements()
        self._parties, self._classifications = Parties(), Classifications()
        self._citations = Citations()

    def batch(self, cut: Cut) -> Batch:
        """The cut's records."""
        if cut.starts:
            self._unknown = UnknownElements()
        batch = Batch(rejected=cut.rejected, skipped=cut.skipped)
        parts = cut.parts
        if parts:
            data = without_inline([part.data for part in parts])
            batch.unknown = self._unknown.count(data)
            raw, wrong = self._parsed(data)
            parts = self._reject(cut, parts, wrong, batch)
        if parts:
            found = checks.faults(raw.tables["document"])
            if found:
                raw = raw.only(checks.sound(len(parts), found))
                faults = {fault.document: (fault.reason, fault.detail) for fault in found}
                parts = self._reject(cut, parts, faults, batch)
        if parts:
            batch.tables = self._tables(cut, parts, raw)
            batch.unknown.update(self._categories())
        return batch

    def _parsed(self, data: list[bytes]) -> tuple[Raw, dict[int, tuple[str, str]]]:
        """The raw tables of the well-formed parts; for each other one the reason."""
        if self._fast is not None:
            try:
                return self._fast.parse(data), {}
            except BatchFailed:
                pass  # record by record, then: only what is bad is lost
        from goldthread.readers.uspto_grant.strict import StrictBackend

        raw, wrong = StrictBackend().parse(data)
        return raw, {number: ("malformed-xml", detail) for number, detail in wrong.items()}

    def _reject(
        self, cut: Cut, parts: list[Part], wrong: dict[int, tuple[str, str]], batch: Batch
    ) -> list[Part]:
        """The parts without the wrong ones, which go to quarantine."""
        for number, (reason, detail) in wrong.items():
            part = parts[number]
            batch.rejected.append(
                Rejected(
                    cut.file.file_id, cut.locator(part), reason, detail, part.data[:RAW_LIMIT]
                )
            )
        return [part for number, part in enumerate(parts) if number not in wrong]

    def _tables(self, cut: Cut, parts: list[Part], raw: Raw) -> dict[str, pa.Table]:
        made = rights(raw)
        tables = {
            "ip_right": _located(made, cut, parts),
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


def _located(made: Rights, cut: Cut, parts: list[Part]) -> pa.Table:
    files = pa.array(np.full(len(parts), cut.file.file_id, np.int32))
    locators = pa.array([cut.locator(part) for part in parts], pa.string())
    table = made.table.append_column(pa.field("source_file_id", pa.int32(), nullable=False), files)
    field = pa.field("source_locator", pa.string(), nullable=False)
    return table.append_column(field, locators)
