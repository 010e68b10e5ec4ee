"""What queries read: loads not yet sealed, and sealed segments.

Both are a *unit*: rows of a run of loads of one feed, and closes of versions that lie in earlier
units. A load is a unit of one load whose rows are all open in it. A segment holds several loads;
the rows that loads of its own closed stand in files of their own, with `known_to_load`, so that a
question about today reads no other column and no other row than it would without versions.
"""

import json
import time
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from goldthread.register.errors import RegisterError
from goldthread.register.layout import Layout, folders, write_durably
from goldthread.register.manifest import Manifest, StoredFile

CURRENT: Final = "current.json"
SEGMENT: Final = "segment.json"
CLOSES_FILE: Final = "closes.parquet"
# The table of which a large segment has several files, and the column it is sorted by first.
PARTED, PARTED_BY = "ip_right", "applicant_region"
NOWHERE: Final = ("", "")  # the span of the rights of which no region is known


@dataclass(frozen=True)
class Unit:
    """Rows of the loads `first` to `last` of a feed.

    `records` are root rows, `closed` counts the closed versions of earlier units by their load.
    `parts` are the files in which a large segment's open rights lie, in their order, each with its
    first and last applicant's region; a smaller unit has them in one file.
    """

    feed: str
    folder: Path
    loads: tuple[int, ...]
    files: Mapping[str, StoredFile]
    closed: Mapping[int, int]
    records: int
    sealed: bool
    parts: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.loads[0]

    @property
    def last(self) -> int:
        return self.loads[-1]

    def rows(self, name: str, regions: Collection[str] = ()) -> list[Path]:
        """The Parquet files of a table's rows that are open at the end of the unit.

        For a question about applicants of some regions alone, files without any are left out.
        """
        if name == PARTED and self.parts:
            return [
                self.folder / part
                for part, (first, last) in self.parts.items()
                if not regions or any(first <= region <= last for region in regions)
            ]
        return self._held(f"{name}.parquet")

    def past(self, name: str) -> list[Path]:
        """The Parquet file of a table's rows that loads of the unit closed, if any."""
        return self._held(f"{name}.past.parquet")

    def _held(self, name: str) -> list[Path]:
        stored = self.files.get(name)
        return [self.folder / name] if stored and stored.rows else []

    @property
    def closes(self) -> list[Path]:
        """The Parquet file of the unit's closes of versions in earlier units, if any."""
        return self._held(CLOSES_FILE)

    def closes_in(self, other: "Unit") -> bool:
        """Does this unit close versions of the other?"""
        return any(load in self.closed for load in other.loads)


def of_load(manifest: Manifest, layout: Layout) -> Unit:
    """A load as a unit."""
    return Unit(
        manifest.feed,
        layout.load(manifest.feed, manifest.load),
        (manifest.load,),
        manifest.files,
        manifest.closed,
        manifest.new + manifest.changed,
        sealed=False,
    )


@dataclass(frozen=True)
class Retired:
    """A segment no longer in force, kept for readers that are still in it."""

    folder: str
    since: float  # seconds of the epoch


@dataclass(frozen=True)
class Current:
    """Which segments of a feed are in force, oldest first."""

    segments: tuple[str, ...] = ()
    retired: tuple[Retired, ...] = ()

    def after(self, segments: tuple[str, ...]) -> "Current":
        """The same with other segments in force."""
        gone = (Retired(name, time.time()) for name in self.segments if name not in segments)
        return Current(segments, (*self.retired, *gone))


def read_current(layout: Layout, feed: str) -> Current:
    """The pointer of a feed; empty when nothing is sealed."""
    path = layout.sealed / feed / CURRENT
    try:
        content = json.loads(path.read_text("utf-8"))
        retired = tuple(Retired(**one) for one in content["retired"])
        return Current(tuple(content["segments"]), retired)
    except FileNotFoundError:
        return Current()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegisterError(
            f"{path} cannot be read ({error}); the folder {layout.sealed} can be thrown away: it "
            "is made again from the loads by the next one."
        ) from error


def write_current(layout: Layout, feed: str, current: Current) -> None:
    """Switch a feed's pointer in one step."""
    text = json.dumps(asdict(current), indent=1) + "\n"
    write_durably(layout.sealed / feed / CURRENT, text, layout.tmp)


def segment_text(unit: Unit, fingerprint: str) -> str:
    """What stands in a segment's own segment.json."""
    content = {
        "feed": unit.feed,
        "loads": unit.loads,
        "records": unit.records,
        "closed": {str(load): count for load, count in unit.closed.items()},
        "files": {name: asdict(file) for name, file in unit.files.items()},
        "parts": list(unit.parts.items()),
        "schema_fingerprint": fingerprint,
    }
    return json.dumps(content, indent=1, sort_keys=True) + "\n"


def read_segment(folder: Path) -> tuple[Unit, str]:
    """A segment and the fingerprint of its schemas."""
    path = folder / SEGMENT
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
        files = {name: StoredFile(**file) for name, file in content["files"].items()}
        closed = {int(load): count for load, count in content["closed"].items()}
        unit = Unit(
            content["feed"],
            folder,
            tuple(content["loads"]),
            files,
            closed,
            content["records"],
            sealed=True,
            parts={name: (first, last) for name, (first, last) in content.get("parts", [])},
        )
        return unit, content["schema_fingerprint"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RegisterError(
            f"{path} cannot be read ({error}); the folder {folder.parent} can be thrown away: it "
            "is made again from the loads by the next one."
        ) from error


def segment_folders(layout: Layout, feed: str) -> list[Path]:
    """Every segment folder of a feed, in force or not."""
    return folders(layout.sealed / feed)
