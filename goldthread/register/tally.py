"""What a load counts while it goes."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

# The days of which the latest is the day of a record's act, by root table.
_ACTS = {
    "ip_right": ("filing_date", "publication_date", "grant_date"),
    "transaction": ("recorded_date",),
    "enforcement_case": ("accepted_date", "closed_date"),
}
_DETAILS_KEPT = 3
_MARK = "\x1f"


@dataclass
class Tally:
    """Counts of records and reasons, the days covered, the offices and kinds written.

    `events_to`: the last day of an event told.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawals: int = 0  # keys the delivery names as deleted
    withdrawn: int = 0  # versions closed because deleted or missing
    quarantined: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    closed: Counter[int] = field(default_factory=Counter)
    details: list[str] = field(default_factory=list)
    covers_from: date | None = None
    covers_to: date | None = None
    events_to: date | None = None
    _holds: Counter[str] = field(default_factory=Counter)

    @property
    def records(self) -> int:
        """Valid, distinct records delivered."""
        return self.new + self.changed + self.unchanged

    @property
    def share_quarantined(self) -> float:
        return self.quarantined / max(self.records + self.quarantined, 1)

    @property
    def holds(self) -> tuple[tuple[str, str, int], ...]:
        """Office, right kind and number of versions written."""
        pairs = ((pair.split(_MARK), count) for pair, count in sorted(self._holds.items()))
        return tuple((office, kind, count) for (office, kind), count in pairs)

    def quarantine(self, reason: str, where: str, detail: str) -> None:
        self.quarantined += 1
        self.reasons[reason] += 1
        if len(self.details) < _DETAILS_KEPT:
            self.details.append(f"{where}: {detail}")

    def cover(self, root: str, rows: pa.Table) -> None:
        """Widen the days covered: a right's act is the latest of filing, publication, grant."""
        if root not in _ACTS:
            return
        acts = pc.max_element_wise(*(rows.column(name) for name in _ACTS[root]))
        found = pc.min_max(acts).as_py()
        if found["min"] is not None:
            self.covers_from = min(found["min"], self.covers_from or found["min"])
            self.covers_to = max(found["max"], self.covers_to or found["max"])

    def cover_events(self, events: pa.Table) -> None:
        newest = pc.max(events.column("event_date")).as_py()
        if newest is not None:
            self.events_to = max(newest, self.events_to or newest)

    def covered_to(self, received: date) -> date | None:
        """The last day of an act or an event; an event announced for a day to come covers none."""
        events = self.events_to and min(self.events_to, received)
        return max((day for day in (self.covers_to, events) if day), default=None)

    def hold(self, rights: pa.Table) -> None:
        """Count the versions written, by office and right kind."""
        office, kind = rights.column("ip_office_code"), rights.column("right_kind")
        pairs = pc.binary_join_element_wise(
            office, kind, _MARK, null_handling="replace", null_replacement=""
        )
        for pair in pc.value_counts(pairs).to_pylist():
            self._holds[pair["values"]] += pair["counts"]
