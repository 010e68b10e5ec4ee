"""What a load says when it is done."""

from dataclasses import dataclass, field
from typing import Any

from goldthread.register.manifest import Manifest


@dataclass(frozen=True)
class LoadReport:
    """The outcome of one delivery.

    `records` are the valid, distinct records delivered (new, changed, unchanged); `bytes` are
    source bytes. When `already_loaded`, `load` is the earlier load of the same bytes and nothing
    was counted. `note` is a sentence for the person who loads, or empty.
    """

    load: int
    feed: str
    files: int
    records: int
    new: int
    changed: int
    unchanged: int
    withdrawn: int
    quarantined: int
    skipped: dict[str, int]
    seconds: float
    bytes: int
    already_loaded: bool = False
    unknown: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The object that `load --json` prints."""
        return {
            "load": self.load,
            "feed": self.feed,
            "files": self.files,
            "records": self.records,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "quarantined": self.quarantined,
            "skipped": dict(self.skipped),
            "seconds": round(self.seconds, 3),
            "bytes": self.bytes,
            "already_loaded": self.already_loaded,
            "unknown": dict(self.unknown),
            "notes": list(self.notes),
        }


def loaded(manifest: Manifest, seconds: float, note: str = "") -> LoadReport:
    """The report of a load just committed."""
    return LoadReport(
        load=manifest.load,
        feed=manifest.feed,
        files=len(manifest.sources),
        records=manifest.records,
        new=manifest.new,
        changed=manifest.changed,
        unchanged=manifest.unchanged,
        withdrawn=manifest.withdrawn,
        quarantined=manifest.quarantined,
        skipped=dict(manifest.skipped),
        seconds=seconds,
        bytes=manifest.bytes,
        unknown=dict(manifest.unknown),
        notes=manifest.notes,
        note=note,
    )


def already_loaded(manifest: Manifest, seconds: float) -> LoadReport:
    """The report of a delivery whose bytes were loaded before."""
    return LoadReport(
        load=manifest.load,
        feed=manifest.feed,
        files=len(manifest.sources),
        records=0,
        new=0,
        changed=0,
        unchanged=0,
        withdrawn=0,
        quarantined=0,
        skipped={},
        seconds=seconds,
        bytes=manifest.bytes,
        already_loaded=True,
        note=f"These files are load {manifest.load} of the feed {manifest.feed} already, received "
        f"{manifest.received_at:%Y-%m-%d}; nothing was loaded.",
    )
