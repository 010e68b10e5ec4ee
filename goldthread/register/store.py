"""The register of one site."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goldthread.register import known as knowing
from goldthread.register import lock, publications
from goldthread.register import units as parts
from goldthread.register.errors import RegisterError, UnknownLoad
from goldthread.register.known import AsOf, Known
from goldthread.register.layout import Layout
from goldthread.register.manifest import Manifest, read
from goldthread.register.report import LoadReport, already_loaded, loaded
from goldthread.register.units import Unit

if TYPE_CHECKING:  # Arrow takes a while to import: only what needs it waits for it.
    import pyarrow as pa

    from goldthread.readers.base import Progress, Reader
    from goldthread.register.loading import Request
    from goldthread.register.seal import Rule
    from goldthread.register.verify import Verification

LOCK_TIMEOUT: Final = 60.0


def _no_progress(_: int) -> None:
    """The progress of somebody who does not look."""


class Register:
    """The register in `home`/register: created by the first load, empty until then.

    Any number of processes may read while one loads: what a reader sees is always the loads
    committed before it asked. Raises RegisterError for a register it cannot read.
    """

    def __init__(self, home: Path, *, rule: "Rule | None" = None) -> None:
        self.home = Path(home)
        self._layout = Layout(self.home.absolute() / "register")
        self._rule = rule
        # Loads and segments never change: what was read of them once is read for good.
        self._manifests: dict[tuple[str, int], Manifest] = {}
        self._loads: dict[tuple[str, int], Unit] = {}
        self._segments: dict[Path, Unit] = {}
        self._facts: dict[tuple[object, ...], bool] = {}

    def load(
        self,
        reader: "Reader",
        paths: Sequence[Path],
        *,
        feed: str | None = None,
        received: date | datetime | None = None,
        quarantine_limit: float = 0.01,
        progress: "Progress" = _no_progress,
        note: str = "",
        lock_timeout: float = LOCK_TIMEOUT,
        waiting: lock.Say = lock.say_nothing,
    ) -> LoadReport:
        """Load one delivery of one feed: all of it that is good, or nothing.

        `paths` are files. `received` is when the office delivered (now, unless given); a feed's
        loads may not go back in time. `quarantine_limit` is the share of records that may be
        unreadable. `note` is kept in the manifest. `waiting` hears whom the load waits for.

        Raises LoadRefused when the delivery is refused, RegisterBusy when another load does not
        end within `lock_timeout` seconds, RegisterError when it cannot be written.
        """
        from goldthread.register.loading import request

        began = time.monotonic()
        self._layout.check_format()
        asked = request(
            reader, [Path(path) for path in paths], feed, received, quarantine_limit, note
        )
        with self._writing(lock_timeout, waiting):
            return self._load(asked, progress, began)

    def reseal(self, *, lock_timeout: float = LOCK_TIMEOUT) -> None:
        """Throw the sealed segments away and make them again from the loads."""
        from goldthread.register.seal import EVERY_DAY, reseal

        with self._writing(lock_timeout):
            manifests = self.manifests()
            for feed in sorted({manifest.feed for manifest in manifests}):
                loads = [self._load_unit(one) for one in manifests if one.feed == feed]
                reseal(self._layout, feed, loads, self._rule or EVERY_DAY)

    def manifests(self) -> list[Manifest]:
        """Every load's manifest, by load."""
        self._layout.check_format()
        found = {}
        for feed, load in self._layout.load_names():
            if (feed, load) not in self._manifests:
                self._manifests[feed, load] = read(self._layout.load(feed, load))
            found[load] = self._manifests[feed, load]
        return [found[load] for load in sorted(found)]

    def manifest(self, load_id: int) -> Manifest:
        """One load's manifest."""
        for manifest in self.manifests():
            if manifest.load == load_id:
                return manifest
        raise UnknownLoad(f"There is no load {load_id}; `goldthread loads` lists them.")

    def quarantine(self, load_id: int) -> "pa.Table":
        """The rejected records of a load (`columns.QUARANTINE`)."""
        import pyarrow.parquet as pq

        from goldthread.register.columns import QUARANTINE

        manifest = self.manifest(load_id)
        path = self._layout.load(manifest.feed, load_id) / "quarantine.parquet"
        return pq.read_table(path, schema=QUARANTINE)

    def known(self, as_of: AsOf = None) -> Known:
        """What was known as of a load, at the end of a day (UTC), or is known now."""
        return knowing.known(self.manifests(), as_of)

    def relation(self, table: str, known: Known, regions: Collection[str] = ()) -> str:
        """A DuckDB SELECT of exactly the rows of a table that were known.

        A question that asks for first-named applicants of some regions alone may name these
        `regions`: rights of others may then be missing, and the files they lie in are not opened.

        Columns: the reader's, the derived and the version columns, each with its exact type; root
        and ranked rows also `feed VARCHAR` and `feed_rank INTEGER`; child rows `known_from_load`,
        which with the key joins them to their version. The SQL holds file names: make it anew for
        a new question rather than keeping it, as a segment's files go some minutes after it is
        replaced.
        """
        from goldthread.register import relation

        relation.check_table(table)
        manifests = self.manifests()
        ranks = {one.load: one.rank for one in manifests}
        selects = [
            relation.of_feed(table, self._units(feed, manifests), newest, ranks[newest], regions)
            for feed, newest in sorted(known.loads.items())
        ]
        found = [select for select in selects if select]
        return " UNION ALL ".join(found) or relation.no_rows(table)

    def holds(self, table: str, known: Known) -> bool:
        """Does any load known have rows of a table?"""
        return self._fact(table, known, lambda: self._holds(table, known))

    def _holds(self, table: str, known: Known) -> bool:
        manifests = self.manifests()
        return any(
            unit.first <= newest and (unit.rows(table) or unit.past(table))
            for feed, newest in known.loads.items()
            for unit in self._units(feed, manifests)
        )

    def overlapping(self, known: Known) -> bool:
        """Do two feeds describe rights of the same office and kind?"""
        return self._fact("overlapping", known, lambda: self._overlapping(known))

    def _overlapping(self, known: Known) -> bool:
        kinds: dict[str, set[tuple[str, str]]] = {feed: set() for feed in known.loads}
        for manifest in self.manifests():
            if manifest.load <= known.loads.get(manifest.feed, 0):
                kinds[manifest.feed] |= manifest.kinds
        return sum(map(len, kinds.values())) > len(set().union(*kinds.values()))

    def _fact(self, name: str, known: Known, find: Callable[[], bool]) -> bool:
        """Found once: what was known never changes, and every page asks."""
        asked = (name, *sorted(known.loads.items()))
        if asked not in self._facts:
            self._facts[asked] = find()
        return self._facts[asked]

    def publications(self, known: Known) -> bool:
        """Does a feed give publications in place of rights?"""
        return self._fact("publications", known, lambda: self._publications(known))

    def _publications(self, known: Known) -> bool:
        return any(
            one.reader in publications.READERS and one.load <= known.loads.get(one.feed, 0)
            for one in self.manifests()
        )

    def units(self, feed: str) -> list[Unit]:
        """What a feed's questions read: its segments and the loads after them, oldest first."""
        return self._units(feed, self.manifests())

    def _units(self, feed: str, manifests: Sequence[Manifest]) -> list[Unit]:
        sealed = []
        for name in parts.read_current(self._layout, feed).segments:
            folder = self._layout.sealed / feed / name
            if folder not in self._segments:
                self._segments[folder] = _segment(folder)
            sealed.append(self._segments[folder])
        held = {load for unit in sealed for load in unit.loads}
        return sealed + [
            self._load_unit(one) for one in manifests if one.feed == feed and one.load not in held
        ]

    def verify(self, progress: "Progress" = _no_progress) -> "Verification":
        """Prove the register whole, or say sentence by sentence what is damaged.

        `progress` hears of the bytes checked.
        """
        from goldthread.register.verify import verify

        return verify(self._layout, progress)

    def _load(self, asked: "Request", progress: "Progress", began: float) -> LoadReport:
        from goldthread.readers.base import Adding
        from goldthread.register.before import before
        from goldthread.register.commit import write_load
        from goldthread.register.index import open_keys
        from goldthread.register.loading import delivery, same_delivery

        manifests = self.manifests()
        same = same_delivery(manifests, asked)
        if same:
            return already_loaded(same, time.monotonic() - began)
        keys = open_keys(self.units(asked.feed))
        if isinstance(asked.reader, Adding):
            asked.reader.before = before(self, asked.feed, keys["ip_right"])
        manifest = write_load(self._layout, delivery(manifests, asked), keys, progress)
        return loaded(manifest, time.monotonic() - began, self._seal(asked.feed))

    def _seal(self, feed: str) -> str:
        """Seal what is due; a sentence when that fails, for the load itself is complete."""
        from goldthread.register.seal import EVERY_DAY, plan, seal, trouble

        units = self.units(feed)
        rule = self._rule or EVERY_DAY
        start = plan(units, rule)
        if start is None:
            return ""
        try:
            seal(self._layout, feed, units, start, rule)
        except trouble() as error:
            return (
                f"The load is complete, but its rows could not be sealed for speed ({error}); the "
                "next load tries again."
            )
        return ""

    def _load_unit(self, manifest: Manifest) -> Unit:
        name = manifest.feed, manifest.load
        if name not in self._loads:
            _check_schema(manifest.schema_fingerprint, f"Load {manifest.load}")
            self._loads[name] = parts.of_load(manifest, self._layout)
        return self._loads[name]

    @contextmanager
    def _writing(self, timeout: float, waiting: lock.Say = lock.say_nothing) -> Iterator[None]:
        """The lock of the register, which is made where it is absent."""
        self._layout.check_format()
        self._make(self._layout.create)
        with lock.writing(self._layout.lock, timeout, waiting):
            self._make(self._layout.settle)
            yield

    def _make(self, act: Callable[[], None]) -> None:
        try:
            act()
        except OSError as error:
            raise RegisterError(
                f"The register {self._layout.root} cannot be made or written: {error.strerror} "
                f"({error.filename})."
            ) from error


def _segment(folder: Path) -> Unit:
    unit, schemas = parts.read_segment(folder)
    _check_schema(schemas, f"The segment {folder}")
    return unit


def _check_schema(found: str, what: str) -> None:
    from goldthread.register.columns import fingerprint

    if found != fingerprint():
        raise RegisterError(
            f"{what} was written with other columns than this version of Goldthread has. Load the "
            "delivered files once more, in their order, into a new home (`goldthread load --home "
            "DIR`), or use the version that wrote it."
        )
