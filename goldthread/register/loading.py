"""Whether a delivery may become a load, and what happens around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from goldthread.readers.base import Reader, SourceFile
from goldthread.register.commit import Delivery
from goldthread.register.errors import LoadRefused
from goldthread.register.layout import check_feed
from goldthread.register.manifest import Manifest
from goldthread.register.sources import content_hash, sources


@dataclass(frozen=True)
class Request:
    """What somebody asks to be loaded."""

    reader: Reader
    files: list[SourceFile]
    feed: str
    received_at: datetime | None  # None: when its turn comes
    quarantine_limit: float
    note: str


def request(
    reader: Reader,
    paths: Sequence[Path],
    feed: str | None,
    received: date | datetime | None,
    quarantine_limit: float,
    note: str,
) -> Request:
    """Check what is asked and hash the files."""
    if not paths:
        raise LoadRefused("No file was given; nothing was loaded.")
    name = check_feed(feed or reader.feed)
    moment = received_moment(received)
    return Request(reader, sources(paths), name, moment, quarantine_limit, note)


def same_delivery(manifests: Sequence[Manifest], asked: Request) -> Manifest | None:
    """The earlier load of the same bytes by the same reader.

    An extract that comes again after another one is a delivery like any other: what is missing
    from it is gone. So a full delivery is compared with the feed's newest load only.
    """
    content = content_hash(asked.files)
    reader = asked.reader
    own = [one for one in manifests if one.feed == asked.feed]
    for manifest in own[-1:] if reader.delivery == "full" else own:
        made_by = (manifest.reader, manifest.reader_version)
        if manifest.content_sha256 == content and made_by == (reader.name, reader.version):
            return manifest
    return None


def delivery(manifests: Sequence[Manifest], asked: Request) -> Delivery:
    """The request as the next load."""
    moment = asked.received_at or datetime.now(UTC)
    _check_order(manifests, asked.feed, moment)
    last = manifests[-1] if manifests else None
    return Delivery(
        load=last.load + 1 if last else 1,
        feed=asked.feed,
        reader=asked.reader,
        files=asked.files,
        received_at=moment,
        quarantine_limit=asked.quarantine_limit,
        previous=last.sha256 if last else "",
        note=asked.note,
    )


def received_moment(received: date | datetime | None) -> datetime | None:
    """When a delivery counts as received, in UTC; a day means its beginning."""
    if received is None:
        return None
    if not isinstance(received, datetime):
        received = datetime.combine(received, time(), UTC)
    moment = received.astimezone(UTC) if received.tzinfo else received.replace(tzinfo=UTC)
    if moment > datetime.now(UTC) + timedelta(days=1):
        raise LoadRefused(
            f"A delivery cannot have been received in the future ({moment:%Y-%m-%d}); nothing "
            "was loaded."
        )
    return moment


def _check_order(manifests: Sequence[Manifest], feed: str, moment: datetime) -> None:
    for manifest in manifests:
        if manifest.feed == feed and manifest.received_at > moment:
            raise LoadRefused(
                f"Load {manifest.load} of the feed {feed} was received at "
                f"{manifest.received_at:%Y-%m-%d %H:%M} UTC, after {moment:%Y-%m-%d %H:%M}: the "
                "loads of a feed are loaded in the order they were received. Nothing was loaded."
            )
