"""Is the register whole? Every finding is a sentence that names what is damaged."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from goldthread.readers.base import Progress
from goldthread.register.errors import RegisterError
from goldthread.register.layout import FEED_NAME, LOAD_NAME, Layout
from goldthread.register.manifest import Manifest, read
from goldthread.register.verify_load import check_load
from goldthread.register.verify_sealed import check_sealed
from goldthread.register.verify_versions import check_versions

_OWN = ("format.json", "lock", "tmp", "loads", "sealed", "cubes")
"""What stands in a register; `cubes` come of asking figures, and may be thrown away."""


@dataclass
class Verification:
    """What was checked and what was found; whole when nothing was found."""

    loads: int = 0
    files: int = 0
    records: int = 0
    segments: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.findings


def verify(layout: Layout, progress: Progress) -> Verification:
    """Check every file, every record hash, every close and every segment."""
    layout.check_format()
    found = Verification()
    found.findings += _strays(layout)
    manifests = _manifests(layout, found)
    found.findings += _chain(manifests)
    sound = [one for one in manifests if check_load(layout, one, found, progress)]
    for feed in sorted({manifest.feed for manifest in manifests}):
        own = [manifest for manifest in manifests if manifest.feed == feed]
        if all(manifest in sound for manifest in own):
            found.findings += check_versions(layout, feed, own)
            check_sealed(layout, feed, own, found, progress)
    return found


def _manifests(layout: Layout, found: Verification) -> list[Manifest]:
    manifests = []
    for feed, load in layout.load_names():
        folder = layout.load(feed, load)
        try:
            manifest = read(folder, trust=False)
        except RegisterError as error:
            found.findings.append(str(error))
            continue
        if (manifest.feed, manifest.load) != (feed, load):
            found.findings.append(
                f"{folder} holds load {manifest.load} of the feed {manifest.feed}: it was moved."
            )
            continue
        manifests.append(manifest)
    return sorted(manifests, key=lambda manifest: manifest.load)


def _chain(manifests: list[Manifest]) -> Iterator[str]:
    """Loads are numbered without gaps, and each knows the hash of the one before."""
    before = ""
    for number, manifest in enumerate(manifests, 1):
        if manifest.load != number:
            yield (
                f"Load {number} is missing, or its manifest cannot be read: the next one found is "
                f"load {manifest.load}. Restore it from a copy of the register."
            )
            return
        if manifest.previous != before:
            yield (
                f"Load {manifest.load} was made after another load {number - 1} than the one "
                "that is there: that one was replaced."
            )
        before = manifest.sha256


def _strays(layout: Layout) -> Iterator[str]:
    """Files and folders that the register did not make."""
    for path in _entries(layout.root):
        if path.name not in _OWN:
            yield _stray(path)
    for parent, pattern in ((layout.loads, FEED_NAME), (layout.sealed, FEED_NAME)):
        for feed in _entries(parent):
            if not feed.is_dir() or not pattern.fullmatch(feed.name):
                yield _stray(feed)
    for feed in _entries(layout.loads):
        for load in _entries(feed):
            if not load.is_dir() or not LOAD_NAME.fullmatch(load.name):
                yield _stray(load)


def _entries(parent: Path) -> list[Path]:
    return sorted(parent.iterdir()) if parent.is_dir() else []


def _stray(path: Path) -> str:
    return f"{path} does not belong to the register: look at it and take it away."
