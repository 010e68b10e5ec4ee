"""The register that this process reads, and what its loads say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic

from django.conf import settings

from goldthread.codes import regions
from goldthread.indicators.catalogue import catalogue
from goldthread.indicators.definition import Definition
from goldthread.indicators.figures import Figures
from goldthread.indicators.grains import GRAINS
from goldthread.register.manifest import Manifest
from goldthread.register.store import Register

_LOCK = Lock()
FRESH = 1.0  # seconds for which the loads and the catalogue are not read again
_CATALOGUES: dict[Path, tuple[float, dict[str, Definition]]] = {}


class Watched(Register):
    """A register only read here: its list of loads is looked at again once a second at most."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self._seen: tuple[float, list[Manifest]] | None = None

    def manifests(self) -> list[Manifest]:
        seen = self._seen
        if seen is None or monotonic() - seen[0] > FRESH:
            seen = self._seen = (monotonic(), super().manifests())
        return seen[1]


@lru_cache(maxsize=4)
def _register(home: Path) -> Register:
    return Watched(home)


def register() -> Register:
    """The process's register of the home."""
    with _LOCK:
        return _register(Path(settings.GOLDTHREAD_HOME))


@lru_cache(maxsize=4)
def _figures(home: Path) -> Figures:
    return Figures(_register(home))


def figures() -> Figures:
    """The process's reader of figures, made once a home."""
    with _LOCK:
        return _figures(Path(settings.GOLDTHREAD_HOME))


def definitions() -> dict[str, Definition]:
    """The catalogue of the home; a definition changed there is seen within a second."""
    home = Path(settings.GOLDTHREAD_HOME)
    when, found = _CATALOGUES.get(home, (0.0, {}))
    if not found or monotonic() - when > FRESH:
        found = catalogue(home)
        _CATALOGUES[home] = (monotonic(), found)
    return found


@dataclass(frozen=True)
class Holdings:
    """What all loads together say: newest first, and over the register as a whole."""

    loads: tuple[Manifest, ...]

    @property
    def newest(self) -> Manifest:
        return self.loads[0]

    @cached_property
    def country(self) -> str | None:
        """The country whose regions are shown: the setting, else the office with most records."""
        if settings.GOLDTHREAD_COUNTRY:
            return str(settings.GOLDTHREAD_COUNTRY)
        return next((office for office in self.offices if office in regions.countries()), None)

    @cached_property
    def offices(self) -> tuple[str, ...]:
        """The offices there are rights of, that with most records first."""
        counts: dict[str, int] = {}
        for manifest in self.loads:
            for office, _kind, versions in manifest.holds:
                counts[office] = counts.get(office, 0) + versions
        return tuple(sorted(counts, key=lambda office: (-counts[office], office)))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of right there are records of."""
        return tuple(sorted({kind for m in self.loads for _office, kind, _count in m.holds}))

    @cached_property
    def grains(self) -> tuple[str, ...]:
        """What there are records of: rights, and transactions or cases that some load brought."""
        brought = {table for manifest in self.loads for table in manifest.rows}
        return ("right", *(grain.name for grain in GRAINS.values() if grain.table in brought))

    @cached_property
    def _by_load(self) -> dict[int, Manifest]:
        return {m.load: m for m in self.loads}

    def load(self, load_id: int) -> Manifest | None:
        return self._by_load.get(load_id)

    def known(self, newest: int) -> tuple[Manifest, ...]:
        """The loads up to one, newest first."""
        return tuple(m for m in self.loads if m.load <= newest)

    def covers(self) -> tuple[date | None, date | None]:
        """The first and the last day of the acts delivered."""
        return _days(self.loads)

    def covers_rights(self) -> tuple[date | None, date | None]:
        """The same of the rights; of a register of transactions or cases alone, of those."""
        return _days([m for m in self.loads if m.holds] or self.loads)


def _days(loads: Sequence[Manifest]) -> tuple[date | None, date | None]:
    first = [m.covers_from for m in loads if m.covers_from]
    last = [m.covers_to for m in loads if m.covers_to]
    return min(first, default=None), max(last, default=None)


_HELD: dict[Path, Holdings] = {}


def holdings() -> Holdings:
    """The loads there are now, newest first; a new load is seen within a second."""
    home = Path(settings.GOLDTHREAD_HOME)
    manifests = register().manifests()
    held = _HELD.get(home)
    if held is None or len(held.loads) != len(manifests):
        held = _HELD[home] = Holdings(tuple(reversed(manifests)))
    return held
