"""The manifest of a load: what came, what it was made of, what became of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from goldthread.register.errors import RegisterError

if TYPE_CHECKING:
    from goldthread.readers.base import Delivery

NAME: Final = "manifest.json"


@dataclass(frozen=True)
class Source:
    """A delivered file."""

    file_id: int
    name: str
    sha256: str
    bytes: int
    media_type: str


@dataclass(frozen=True)
class StoredFile:
    """A Parquet file of a load or a segment."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """One load. Times are UTC; `covers_from` and `covers_to` are the days of the acts delivered.

    `records` are the valid, distinct records delivered: new, changed and unchanged. `holds`
    lists office, right kind and the number of versions written. `closed` counts the versions
    closed by the load that made them. `previous` is the manifest hash of the load before, over
    all feeds, so that a load taken away or replaced shows.
    """

    load: int
    feed: str
    delivery: "Delivery"
    reader: str
    reader_version: str
    rank: int
    received_at: datetime
    created_at: datetime
    content_sha256: str
    schema_fingerprint: str
    sources: tuple[Source, ...]
    files: Mapping[str, StoredFile]  # by file name
    records: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    quarantined: int = 0
    quarantine_reasons: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # what the reader noticed and did not repair
    covers_from: date | None = None
    covers_to: date | None = None
    holds: tuple[tuple[str, str, int], ...] = ()
    closed: Mapping[int, int] = field(default_factory=dict)
    previous: str = ""
    note: str = ""
    format: int = 1

    @cached_property
    def rows(self) -> dict[str, int]:
        """Rows written, by table; tables without rows are left out."""
        own = ("closes.parquet", "quarantine.parquet")
        return {
            name.removesuffix(".parquet"): file.rows
            for name, file in self.files.items()
            if name not in own
        }

    @property
    def bytes(self) -> int:
        """Source bytes of the delivery."""
        return sum(source.bytes for source in self.sources)

    @property
    def kinds(self) -> set[tuple[str, str]]:
        """The offices and right kinds of the versions written."""
        return {(office, kind) for office, kind, _ in self.holds}

    @cached_property
    def sha256(self) -> str:
        """The hash of all the manifest says."""
        return sha256(_canonical(self._content())).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The manifest as JSON values, with its own hash."""
        return self._content() | {"rows": self.rows, "manifest_sha256": self.sha256}

    def as_text(self) -> str:
        """What stands in manifest.json."""
        content = self._content() | {"manifest_sha256": self.sha256}
        return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    def _content(self) -> dict[str, Any]:
        shown = asdict(self)
        for name in ("received_at", "created_at", "covers_from", "covers_to"):
            shown[name] = shown[name] and shown[name].isoformat()
        shown["closed"] = {str(load): count for load, count in sorted(self.closed.items())}
        return dict(json.loads(json.dumps(shown)))


def read(folder: Path, *, trust: bool = True) -> Manifest:
    """The manifest of a load's folder; unless trusted, its own hash is checked."""
    path = folder / NAME
    try:
        content = json.loads(path.read_text("utf-8"))
        stated = content.pop("manifest_sha256")
        manifest = _manifest(content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RegisterError(
            f"{path} cannot be read ({type(error).__name__}: {error}); restore the load's folder "
            "from a copy of the register."
        ) from error
    if not trust and manifest.sha256 != stated:
        raise RegisterError(f"{path} was altered: its content does not have the hash it states.")
    return manifest


def _manifest(content: dict[str, Any]) -> Manifest:
    known = {item.name for item in fields(Manifest)}
    values = {name: value for name, value in content.items() if name in known}
    values["received_at"] = datetime.fromisoformat(content["received_at"])
    values["created_at"] = datetime.fromisoformat(content["created_at"])
    for name in ("covers_from", "covers_to"):
        values[name] = content[name] and date.fromisoformat(content[name])
    values["sources"] = tuple(Source(**source) for source in content["sources"])
    values["files"] = {name: StoredFile(**file) for name, file in content["files"].items()}
    values["notes"] = tuple(content.get("notes", ()))
    values["holds"] = tuple((str(a), str(b), int(n)) for a, b, n in content["holds"])
    values["closed"] = {int(load): count for load, count in content["closed"].items()}
    return Manifest(**values)


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
