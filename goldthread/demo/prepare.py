"""The demo: a synthetic national register, written as an office delivers, loaded as users load.

Everything follows from the seed: the same seed gives the same files, byte for byte.
"""

import json
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from goldthread.demo.beside import finish_work, told_time, writing_work
from goldthread.errors import GoldthreadError, UsageError
from goldthread.readers.base import Progress, no_progress

if TYPE_CHECKING:
    from goldthread.demo.writing import Delivery
    from goldthread.readers.base import Reader
    from goldthread.register.store import Register

SEED: Final = 2019
PREFIX: Final = "demo-"
MARK: Final = "demo.json"
NOTICE: Final = {
    "en": "Demonstration: every record here is synthetic. No name, number or figure is real.",
    "zh": "演示数据：此处所有记录均为合成，姓名、名称、号码和数字均非真实。",
}
FOLDER: Final = "demo-deliveries"
_SCALES: Final = (0.01, 1.0)


class DemoRefused(UsageError):
    """The demo cannot be made in this home."""


class DemoError(GoldthreadError):
    """The demo was not made whole."""


def _silent(_: str) -> None:
    """Nobody listens."""


def prepare(
    home: Path,
    *,
    seed: int = SEED,
    scale: float = 1.0,
    say: Callable[[str], None] = _silent,
    progress: Progress = no_progress,
    work: bool = False,
) -> None:
    """Make the demo's register in `home`; a home that has it already is left as it is.

    `work`: its ledger too, with two half-years of work, by a process of its own. `scale` 1 makes
    about 190,000 rights, a hundredth of what is published. A demo that was
    interrupted is finished. Raises DemoRefused for a home with loads that are not the demo's, or
    with another demo.
    """
    from goldthread.register.store import Register

    register = Register(home)
    if _is_ready(home, register, seed, scale, work=work):
        say(f"The demo is ready in {home}.")
        return
    began = time.monotonic()
    try:
        _write_mark(home, seed, scale, complete=False)
        worker = writing_work(home) if work else None
        say("Writing what a national office would deliver from January 2017 to June 2019.")
        deliveries = _deliveries(home, seed, scale)
        say(f"Loading {len(deliveries)} deliveries.")
        _load(register, deliveries, _note(seed, scale), progress)
        if worker:
            say("Writing the work of two half-years.")
            finish_work(worker)
        _write_mark(home, seed, scale, complete=True, work=work)
    except OSError as error:
        raise DemoError(f"The demo cannot be written in {home}: {error.strerror}.") from error
    say(f"The demo is ready after {time.monotonic() - began:.0f} seconds.")


def _deliveries(home: Path, seed: int, scale: float) -> "list[Delivery]":
    from goldthread.demo.writing import write

    return write(home / FOLDER, seed, scale)


def _note(seed: int, scale: float) -> str:
    """What each manifest says of its load."""
    return f"synthetic records of goldthread demo, seed {seed}, scale {scale:g}"


def _load(
    register: "Register", deliveries: "list[Delivery]", note: str, progress: Progress
) -> None:
    for delivery in deliveries:
        register.load(
            _reader(delivery),
            list(delivery.paths),
            feed=delivery.feed,
            received=delivery.received,
            progress=progress,
            note=note,
        )


def _reader(delivery: "Delivery") -> "Reader":
    from goldthread.readers import registry
    from goldthread.readers.table.parse import shipped
    from goldthread.readers.table.reader import TableReader

    if not delivery.reader.startswith(PREFIX):
        return registry.reader(delivery.reader)
    source = files("goldthread.demo").joinpath("data", f"{delivery.reader}.yaml")
    return TableReader(shipped(Path(str(source))))


def _is_ready(home: Path, register: "Register", seed: int, scale: float, *, work: bool) -> bool:
    """Is this very demo already there, whole? Refuses a home that holds anything else."""
    if not _SCALES[0] <= scale <= _SCALES[1]:
        raise DemoRefused(f"The demo's scale is from {_SCALES[0]} to {_SCALES[1]}, not {scale}.")
    manifests, mark = register.manifests(), _read_mark(home)
    strange = sorted({m.feed for m in manifests if not m.feed.startswith(PREFIX)})
    if strange:
        raise DemoRefused(
            f"{home} holds loads of {', '.join(strange)}, which are not the demo's: synthetic "
            "records never stand beside real ones. Choose another folder with --home."
        )
    if mark is None and (manifests or (home / FOLDER).exists()):
        raise DemoRefused(
            f"{home} holds loads or a folder {FOLDER} that no demo made. Choose another folder "
            "with --home."
        )
    if mark is not None and (mark.get("seed"), mark.get("scale")) != (seed, scale):
        raise DemoRefused(
            f"{home} holds another demo, of seed {mark.get('seed')} and scale "
            f"{mark.get('scale')}. Remove the folder, or choose another with --home."
        )
    _check_readable(home, register)
    # A demo that was interrupted goes on: the register knows the loads it has by their bytes.
    whole = mark is not None and mark.get("complete") is True
    return whole and (not work or bool(mark and mark.get("work")))


def _check_readable(home: Path, register: "Register") -> None:
    """Refuse the demo of another version before its pages do."""
    from goldthread.register.errors import RegisterError

    try:
        register.relation("ip_right", register.known())
    except RegisterError as error:
        raise DemoRefused(
            f"The demo in {home} cannot be read. {error} To make the demo anew, remove the folder."
        ) from error


def _read_mark(home: Path) -> dict[str, Any] | None:
    try:
        mark = json.loads((home / MARK).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DemoError(f"{home / MARK} cannot be read ({error}); remove the folder.") from error
    return mark if isinstance(mark, dict) else {}


def _write_mark(home: Path, seed: int, scale: float, *, complete: bool, work: bool = False) -> None:
    """Say that this home is a demo: before the first load, and again when the demo is whole."""
    home.mkdir(parents=True, exist_ok=True)
    before = _read_mark(home) or {}
    mark = {
        "synthetic": True,
        "complete": complete,
        "work": work or before.get("work", False),
        "seed": seed,
        "scale": scale,
        "notice": NOTICE,
        "clock": before.get("clock") or told_time().total_seconds(),
    }
    partial = home / f".{MARK}.partial"
    partial.write_text(json.dumps(mark, ensure_ascii=False, indent=2) + "\n", "utf-8")
    partial.replace(home / MARK)
