"""As known on: which loads a question may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from goldthread.errors import UsageError
from goldthread.register.errors import UnknownLoad
from goldthread.register.manifest import Manifest


@dataclass(frozen=True)
class Known:
    """What was known at some time.

    Within a feed a version is known when its `known_from_load` is at most `loads[feed]` and no
    load up to `loads[feed]` closes it. `newest` is the newest load of all feeds, 0 for none.
    """

    loads: Mapping[str, int]  # by feed, its newest load
    newest: int
    label: str


AsOf = str | int | date | None


def known(manifests: Iterable[Manifest], as_of: AsOf = None) -> Known:
    """The loads known as of a load, or at the end of a day (UTC), or now."""
    ordered = sorted(manifests, key=lambda manifest: manifest.load)
    chosen = _parse(as_of)
    if chosen is None:
        return _known(ordered, "now")
    if isinstance(chosen, int):
        return _at_load(ordered, chosen)
    end = datetime.combine(chosen + timedelta(days=1), time(), UTC)
    return _known([one for one in ordered if one.received_at < end], chosen.isoformat())


def _at_load(manifests: list[Manifest], load: int) -> Known:
    if load and load not in {manifest.load for manifest in manifests}:
        held = f"holds the loads 1 to {manifests[-1].load}" if manifests else "holds no load yet"
        raise UnknownLoad(f"There is no load {load}: the register {held}.")
    return _known([one for one in manifests if one.load <= load], f"load {load}")


def _known(manifests: list[Manifest], label: str) -> Known:
    loads = {manifest.feed: manifest.load for manifest in manifests}
    return Known(loads, max(loads.values(), default=0), label)


def _parse(as_of: AsOf) -> int | date | None:
    if isinstance(as_of, datetime):
        return as_of.astimezone(UTC).date() if as_of.tzinfo else as_of.date()
    if not isinstance(as_of, str):
        return as_of
    try:
        return int(as_of) if as_of.isdecimal() else date.fromisoformat(as_of)
    except ValueError:
        raise UsageError(
            f"{as_of!r} is neither a load nor a day: write a load's number, such as 7, or a day, "
            "such as 2019-03-31."
        ) from None
