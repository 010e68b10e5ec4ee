"""The register of one site."""

import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goldthread.readers.base import Progress, Reader, no_progress
from goldthread.register import known as knowing
from goldthread.register import lock, relation, units
from goldthread.register.columns import fingerprint
from goldthread.register.errors import LoadRefused, RegisterError, UnknownLoad
from goldthread.register.keys import Known as KnownKeys
from goldthread.register.known import AsOf, Known
from goldthread.register.layout import Layout, check_feed
from goldthread.register.loading import Delivery, received_moment, write_load
from goldthread.register.manifest import Manifest, read
from goldthread.register.report import LoadReport, already_loaded, loaded
from goldthread.register.sources import content_hash, sources
from goldthread.register.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

LOCK_TIMEOUT: Final = 60.0


class Register:
    """The register in `home`/register: created by the first load, empty until then.

    Any number of processes may read while one loads: what a reader sees is always the loads
    committed before it asked. Raises RegisterError for a register it cannot read.
    """

    def __init__(self, home: Path) -> None:
        self.home = Path(home)
        self._layout = Layout(self.home.absolute() / "register")
        self._manifests: dict[tuple[str, int], Manifest] = {}
        self._segments: dict[Path, Unit] = {}

    def load(
        self,
        reader: Reader,
        paths: Sequence[Path],
        *,
        feed: str | None = None,
        received: date | datetime | None = None,
        quarantine_limit: float = 0.01,
        progress: Progress = no_progress,
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
        began = time.monotonic()
        name = check_feed(feed or reader.feed)
        moment = received_moment(received)
        files = sources([Path(path) for path in paths])
        self._prepare()
        with lock.writing(self._layout.lock, lock_timeout, waiting):
            self._layout.sweep()
            manifests = self.manifests()
            same = _same_delivery(manifests, name, reader, content_hash(files))
            if same:
                return already_loaded(same, time.monotonic() - began)
            _check_order(manifests, name, moment)
            last = manifests[-1] if manifests else None
            delivery = Delivery(
                load=last.load + 1 if last else 1,
                feed=name,
                reader=reader,
                files=files,
                received_at=moment,
                quarantine_limit=quarantine_limit,
                previous=last.sha256 if last else "",
                note=note,
            )
            manifest = write_load(self._layout, delivery, self._open_keys(name), progress)
        return loaded(manifest, time.monotonic() - began)

    def manifests(self) -> list[Manifest]:
        """Every load's manifest, by load."""
        self._layout.check_format()
        found = {}
        for feed, load, folder in self._layout.load_folders():
            found[load] = self._manifests.get((feed, load)) or read(folder)
            self._manifests[feed, load] = found[load]
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

    def relation(self, table: str, known: Known) -> str:
        """A DuckDB SELECT of exactly the rows of a table that were known.

        Columns: the reader's, the derived and the version columns, each with its exact type; root
        rows also `feed VARCHAR` and `feed_rank INTEGER`; child rows `known_from_load`, which with
        the key joins them to their version. The SQL holds file names: make it anew for a new
        question rather than keeping it for hours.
        """
        relation.check_table(table)
        selects = []
        for feed, newest in sorted(known.loads.items()):
            rank = self._manifests[feed, newest].rank if (feed, newest) in self._manifests else None
            rank = self.manifest(newest).rank if rank is None else rank
            rows = relation.of_feed(table, self._units(feed), newest, rank)
            if rows:
                selects.append(rows)
        return " UNION ALL ".join(selects) or relation.no_rows(table)

    def overlapping(self, known: Known) -> bool:
        """Do two feeds describe rights of the same office and kind?"""
        met: set[tuple[str, str]] = set()
        for feed, newest in known.loads.items():
            kinds: set[tuple[str, str]] = set()
            for manifest in self.manifests():
                if manifest.feed == feed and manifest.load <= newest:
                    kinds |= manifest.kinds
            if met & kinds:
                return True
            met |= kinds
        return False

    def _units(self, feed: str) -> list[Unit]:
        """The segments in force and the loads after them, oldest first."""
        sealed = []
        for name in units.read_current(self._layout, feed).segments:
            folder = self._layout.sealed / feed / name
            if folder not in self._segments:
                self._segments[folder] = self._segment(folder)
            sealed.append(self._segments[folder])
        held = {load for unit in sealed for load in unit.loads}
        loads = [one for one in self.manifests() if one.feed == feed and one.load not in held]
        for manifest in loads:
            _check_schema(manifest.schema_fingerprint, f"Load {manifest.load}")
        return sealed + [units.of_load(manifest, self._layout) for manifest in loads]

    def _segment(self, folder: Path) -> Unit:
        unit, schemas = units.read_segment(folder)
        _check_schema(schemas, f"The segment {folder}")
        return unit

    def _open_keys(self, feed: str) -> dict[str, KnownKeys]:
        from goldthread.register.index import open_keys

        return open_keys(self._units(feed))

    def _prepare(self) -> None:
        """Make the register's folders where they are absent."""
        self._layout.check_format()
        try:
            self._layout.create()
        except OSError as error:
            raise RegisterError(
                f"The register {self._layout.root} cannot be made or written: {error.strerror} "
                f"({error.filename})."
            ) from error


def _same_delivery(
    manifests: Sequence[Manifest], feed: str, reader: Reader, content: str
) -> Manifest | None:
    """The earlier load of the same bytes by the same reader.

    An extract that comes again after another one is a delivery like any other: what is missing
    from it is gone. So a full delivery is compared with the feed's newest load only.
    """
    own = [one for one in manifests if one.feed == feed]
    for manifest in own[-1:] if reader.delivery == "full" else own:
        made_by = (manifest.reader, manifest.reader_version)
        if manifest.content_sha256 == content and made_by == (reader.name, reader.version):
            return manifest
    return None


def _check_order(manifests: Sequence[Manifest], feed: str, moment: datetime) -> None:
    for manifest in manifests:
        if manifest.feed == feed and manifest.received_at > moment:
            raise LoadRefused(
                f"Load {manifest.load} of the feed {feed} was received at "
                f"{manifest.received_at:%Y-%m-%d %H:%M} UTC, after {moment:%Y-%m-%d %H:%M}: the "
                "loads of a feed are loaded in the order they were received. Nothing was loaded."
            )


def _check_schema(found: str, what: str) -> None:
    if found != fingerprint():
        raise RegisterError(
            f"{what} was written with other columns than this version of Goldthread has. Use the "
            "version that wrote it, or load the source files into a new register."
        )
