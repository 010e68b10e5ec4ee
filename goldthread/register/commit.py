"""A delivery becomes a load: read, written aside, put in place in one step."""

import errno
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from goldthread.readers.base import Progress, Reader, SourceFile
from goldthread.register.columns import fingerprint
from goldthread.register.errors import LoadRefused, RegisterError
from goldthread.register.keys import Known
from goldthread.register.layout import Layout, remove, sync
from goldthread.register.manifest import NAME, Manifest, Source, StoredFile
from goldthread.register.parquet import stored_files
from goldthread.register.sources import check_unchanged, content_hash, stamps
from goldthread.register.tally import Tally
from goldthread.register.writing import Sink

_AHEAD: Final = 2  # batches read while one is being written
_FULL_DISK: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Delivery:
    """What is to be loaded."""

    load: int
    feed: str
    reader: Reader
    files: list[SourceFile]
    received_at: datetime
    quarantine_limit: float
    previous: str
    note: str


def write_load(
    layout: Layout, delivery: Delivery, open_: dict[str, Known], progress: Progress
) -> Manifest:
    """Read the files and commit the load, or raise and leave nothing behind."""
    with _aside(layout, f"load {delivery.load}") as folder:
        paths = [file.path for file in delivery.files]
        before = stamps(paths)
        sink = Sink(folder, delivery.load, delivery.files, open_)
        try:
            _drain(delivery, sink, progress)
            check_unchanged(paths, before)
            _check_content(sink.tally, delivery)
            rows = sink.finish(full=delivery.reader.delivery == "full")
        except BaseException:
            sink.abandon()
            raise
        stored = stored_files(rows, {path.name: count for path, count in rows.items()})
        manifest = _manifest(delivery, sink.tally, stored)
        _commit(folder, manifest, layout)
    return manifest


@contextmanager
def _aside(layout: Layout, what: str) -> Iterator[Path]:
    """A folder for what is being written, gone afterwards unless it was put in place."""
    folder = None
    try:
        folder = layout.scratch("load")
        yield folder
    except OSError as error:
        raise _explained(error, layout, what) from error
    finally:
        if folder is not None and folder.exists():
            remove(folder)


def _explained(error: OSError, layout: Layout, what: str) -> RegisterError:
    if error.errno in _FULL_DISK:
        return RegisterError(
            f"The disk of {layout.root} is full while writing {what}: nothing was loaded. Free "
            "some space and load again."
        )
    return RegisterError(f"{what.capitalize()} failed ({error}): nothing was loaded.")


def _drain(delivery: Delivery, sink: Sink, progress: Progress) -> None:
    """Read and write at the same time; both release Python's lock for most of their work."""
    pending: deque[Future[None]] = deque()
    with ThreadPoolExecutor(1, thread_name_prefix="register") as pool:
        for batch in delivery.reader.read(delivery.files, progress):
            pending.append(pool.submit(sink.add, batch))
            if len(pending) > _AHEAD:
                pending.popleft().result()
        for future in pending:
            future.result()


def _check_content(tally: Tally, delivery: Delivery) -> None:
    """Refuse a delivery with nothing in it, or with too much that is wrong."""
    if tally.quarantined and tally.share_quarantined > delivery.quarantine_limit:
        raise LoadRefused(_too_much(tally, delivery.quarantine_limit))
    if not tally.records and not tally.withdrawals:
        raise LoadRefused(_nothing(tally, delivery))


def _nothing(tally: Tally, delivery: Delivery) -> str:
    names = ", ".join(file.name for file in delivery.files)
    left_out = tally.skipped + tally.reasons
    counted = ", ".join(f"{reason} {count:,}" for reason, count in left_out.items())
    return f"There is no record in {names}; nothing was loaded." + (
        f" Rows left out: {counted}." if counted else ""
    )


def _too_much(tally: Tally, limit: float) -> str:
    total = tally.records + tally.quarantined
    reasons = ", ".join(f"{reason} {count:,}" for reason, count in tally.reasons.most_common())
    return (
        f"{tally.quarantined:,} of {total:,} records ({tally.share_quarantined:.2%}) cannot be "
        f"read; the limit is {limit:.2%}, so nothing was loaded. By reason: {reasons}. "
        f"First: {' | '.join(tally.details)}"
    )


def _manifest(delivery: Delivery, tally: Tally, stored: dict[str, StoredFile]) -> Manifest:
    reader = delivery.reader
    return Manifest(
        load=delivery.load,
        feed=delivery.feed,
        delivery=reader.delivery,
        reader=reader.name,
        reader_version=reader.version,
        rank=reader.rank,
        received_at=delivery.received_at,
        created_at=datetime.now(UTC).replace(microsecond=0),
        content_sha256=content_hash(delivery.files),
        schema_fingerprint=fingerprint(),
        sources=tuple(
            Source(file.file_id, file.name, file.sha256, file.size, file.media_type)
            for file in delivery.files
        ),
        files=stored,
        records=tally.records,
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
        withdrawn=tally.withdrawn,
        quarantined=tally.quarantined,
        quarantine_reasons=dict(tally.reasons),
        skipped=dict(tally.skipped),
        unknown=dict(tally.unknown),
        notes=tuple(tally.notes),
        covers_from=tally.covers_from,
        covers_to=tally.covered_to(delivery.received_at.date()),
        holds=tally.holds,
        closed=dict(tally.closed),
        previous=delivery.previous,
        note=delivery.note,
    )


def _commit(folder: Path, manifest: Manifest, layout: Layout) -> None:
    """Bring everything to the disk, then let the load appear in one rename."""
    path = folder / NAME
    path.write_text(manifest.as_text(), "utf-8")
    path.chmod(0o444)
    folder.chmod(0o755)
    sync(path)
    sync(folder)
    target = layout.load(manifest.feed, manifest.load)
    if not target.parent.exists():
        target.parent.mkdir()
        sync(layout.loads)
    folder.rename(target)
    sync(target.parent)
