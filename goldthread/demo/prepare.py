"""The demo: a synthetic national register, written as an office delivers, loaded as users load.

Everything follows from the seed: the same seed gives the same files, byte for byte.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from goldthread.errors import GoldthreadError, UsageError
from goldthread.readers.base import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np

    from goldthread.demo.deliveries import Calendar
    from goldthread.demo.extract import Writer
    from goldthread.readers.base import Reader
    from goldthread.register.store import Register

SEED: Final = 2019
PREFIX: Final = "demo-"
MARK: Final = "demo.json"
NOTICE: Final = {
    "en": "Demonstration: every record here is synthetic. No name, number or figure is real.",
    "zh": "演示数据：此处所有记录均为合成，姓名、名称、号码和数字均非真实。",
}
_FOLDER: Final = "deliveries"
_WORKBOOK_MONTHS: Final = 12
# One grant document in so many is cut off in its middle: below the limit of one in a hundred.
_DOCUMENTS_FOR_A_CUT: Final = 110


class DemoRefused(UsageError):
    """The demo cannot be made in this home."""


class DemoError(GoldthreadError):
    """The demo was not made whole."""


@dataclass(frozen=True)
class Delivery:
    """Files that the office sends together on a day, one load of a feed."""

    received: date
    feed: str
    mapping: str | None  # none: grant files
    paths: tuple[Path, ...]


def _silent(_: str) -> None:
    """Nobody listens."""


def prepare(
    home: Path,
    *,
    seed: int = SEED,
    scale: float = 1.0,
    say: Callable[[str], None] = _silent,
    progress: Progress = no_progress,
) -> None:
    """Make the demo's register in `home`; a home that has it already is left as it is.

    `scale` 1 makes about 190,000 rights, a hundredth of what is published. Raises DemoRefused
    for a home with loads that are not the demo's, or with another demo.
    """
    from goldthread.register.store import Register

    register = Register(home)
    if _check_home(home, register, seed, scale):
        say(f"The demo is ready in {home}.")
        return
    began = time.monotonic()
    home.mkdir(parents=True, exist_ok=True)
    say("Writing the deliveries of a synthetic register, January 2017 to June 2019 …")
    deliveries = write(home / _FOLDER, seed, scale)
    say(f"Loading {len(deliveries)} deliveries …")
    _load(register, deliveries, seed, progress)
    _write_mark(home, seed, scale)
    say(f"The demo is ready after {time.monotonic() - began:.0f} seconds.")


def write(folder: Path, seed: int = SEED, scale: float = 1.0) -> list[Delivery]:
    """Write every delivery's files into `folder`; the deliveries in the order of their days."""
    import numpy as np

    from goldthread.demo.deliveries import BACKFILE, calendar
    from goldthread.demo.extract import Writer
    from goldthread.demo.facts import MONTHS
    from goldthread.demo.lives import live
    from goldthread.demo.records import complete

    # One stream of chance for each step: a change in one leaves the others as they were.
    lives, records, news, rows = (np.random.default_rng([seed, step]) for step in range(4))
    made = calendar(news, complete(records, live(lives, scale)))
    writer = Writer.of(made)
    shutil.rmtree(folder, ignore_errors=True)
    deliveries = [*_populations(folder, scale)]
    for month in range(BACKFILE, MONTHS):
        deliveries += _month(folder, month, made, writer, rows)
    _copy_mappings(folder / "mappings")
    return sorted(deliveries, key=lambda delivery: (delivery.received, delivery.feed))


def _month(
    folder: Path, month: int, made: "Calendar", writer: "Writer", rng: "np.random.Generator"
) -> Iterator[Delivery]:
    first = date(2017 + (month // 12), month % 12 + 1, 1)
    inside = folder / (f"{first:%Y-%m}" if month >= 0 else "backfile")
    inside.mkdir(parents=True, exist_ok=True)
    following = (first + timedelta(days=31)).replace(day=1)
    stamp = f"{first:%Y%m}"
    patents = _extract(inside, f"demo-patents-{stamp}", month, ("PT",), writer, rng, "gb18030")
    models = _extract(inside, f"demo-models-{stamp}", month, ("UM",), writer, rng, "utf-8")
    designs = _designs(inside, stamp, month, writer, rng, following)
    day = 5 + month * 7 % 4
    yield Delivery(_on(following, day), "demo-patents", "demo-patents", patents)
    feed = "demo-models-designs"
    yield Delivery(_on(following, day + 2), feed, feed, models + designs)
    by_file = _grant_files(inside, month, made)
    if by_file:
        yield Delivery(_on(following, 3), "demo-patents", None, by_file)


def _on(first: date, day: int) -> date:
    return first.replace(day=day)


def _extract(
    folder: Path,
    name: str,
    month: int,
    kinds: tuple[str, ...],
    writer: "Writer",
    rng: "np.random.Generator",
    encoding: str,
) -> tuple[Path, ...]:
    """The month's extract and, beside it, the list of what has ended."""
    from goldthread.demo.extract import spoil, write_csv

    made = []
    lists = {
        "": writer.calendar.rows(month, *kinds),
        "-ceased": writer.calendar.ceased(month, *kinds),
    }
    for ending, rows in lists.items():
        if len(rows):
            table = spoil(rng, writer.table(rows, month))
            made.append(folder / f"{name}{ending}.csv")
            write_csv(made[-1], table, encoding)
    return tuple(made)


def _designs(
    folder: Path,
    stamp: str,
    month: int,
    writer: "Writer",
    rng: "np.random.Generator",
    created: date,
) -> tuple[Path, ...]:
    """Designs came as workbooks until the end of 2017; the first delivery is too long for one."""
    import numpy as np

    from goldthread.demo.extract import spoil, write_xlsx

    name = f"demo-designs-{stamp}"
    if month not in range(_WORKBOOK_MONTHS):
        return _extract(folder, name, month, ("DS",), writer, rng, "utf-8")
    rows = np.concatenate([writer.calendar.rows(month, "DS"), writer.calendar.ceased(month, "DS")])
    if not len(rows):
        return ()
    path = folder / f"{name}.xlsx"
    write_xlsx(path, spoil(rng, writer.table(rows, month)), created)
    return (path,)


def _grant_files(folder: Path, month: int, made: "Calendar") -> tuple[Path, ...]:
    from goldthread.demo.grants import write_weeks

    rows = made.granted_by_file(month)
    if not len(rows):
        return ()
    return tuple(write_weeks(folder, made, rows, month, len(rows) // _DOCUMENTS_FOR_A_CUT))


def _populations(folder: Path, scale: float) -> Iterator[Delivery]:
    """Published population, divided as the register is, when the year's figures came out."""
    from goldthread.demo.facts import data, origins
    from goldthread.demo.people import places

    facts, folder = data("facts"), folder / "population"
    folder.mkdir(parents=True, exist_ok=True)
    names = dict(zip(origins().codes, places(), strict=True))
    for number, year in enumerate((2017, 2018)):
        figures = {"CN": facts["population"][number]}
        figures |= {code: row[4 + number] for code, row in facts["provinces"].items()}
        figures["CN-XPCC"] = facts["corps_population"][number]
        lines = ["地区代码,地区,年份,年末常住人口"]
        for code, ten_thousands in figures.items():
            persons = round(ten_thousands * 10_000 * scale / facts["divisor"])
            lines.append(f"{code},{names[code][0] if code in names else '全国'},{year},{persons}")
        path = folder / f"demo-population-{year}.csv"
        path.write_bytes(("\n".join(lines) + "\n").encode())
        yield Delivery(date(year + 1, 2, 28), "demo-population", "demo-population", (path,))


def _copy_mappings(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("demo-patents", "demo-models-designs", "demo-population"):
        text = files("goldthread.demo").joinpath("data", f"{name}.yaml").read_bytes()
        (folder / f"{name}.yaml").write_bytes(text)


def _load(register: "Register", deliveries: list[Delivery], seed: int, progress: Progress) -> None:
    note = f"synthetic records of goldthread demo, seed {seed}"
    for delivery in deliveries:
        register.load(
            _reader(delivery),
            list(delivery.paths),
            feed=delivery.feed,
            received=delivery.received,
            progress=progress,
            note=note,
        )


def _reader(delivery: Delivery) -> "Reader":
    from goldthread.readers import registry
    from goldthread.readers.table.parse import shipped
    from goldthread.readers.table.reader import TableReader

    if delivery.mapping is None:
        return registry.reader(registry.GRANTS)
    source = files("goldthread.demo").joinpath("data", f"{delivery.mapping}.yaml")
    return TableReader(shipped(Path(str(source))))


def _check_home(home: Path, register: "Register", seed: int, scale: float) -> bool:
    """Is this very demo already there? Refuses a home that holds anything else."""
    strange = sorted({m.feed for m in register.manifests() if not m.feed.startswith(PREFIX)})
    if strange:
        raise DemoRefused(
            f"{home} holds loads of {', '.join(strange)}, which are not the demo's: synthetic "
            "records never stand beside real ones. Choose another folder with --home."
        )
    mark = _read_mark(home)
    if mark is None and register.manifests():
        raise DemoRefused(
            f"{home} holds the loads of a demo that was not finished. Remove the folder, or "
            "choose another with --home."
        )
    if mark and (mark.get("seed"), mark.get("scale")) != (seed, scale):
        raise DemoRefused(
            f"{home} holds another demo (seed {mark.get('seed')}, scale {mark.get('scale')}). "
            "Remove the folder, or choose another with --home."
        )
    return mark is not None


def _read_mark(home: Path) -> dict[str, Any] | None:
    try:
        mark = json.loads((home / MARK).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DemoError(f"{home / MARK} cannot be read ({error}); remove the folder.") from error
    return mark if isinstance(mark, dict) else {}


def _write_mark(home: Path, seed: int, scale: float) -> None:
    """Written last: it says that the demo is whole, and to every page that it is one."""
    mark = {"synthetic": True, "seed": seed, "scale": scale, "notice": NOTICE}
    text = json.dumps(mark, ensure_ascii=False, indent=2) + "\n"
    partial = home / f".{MARK}.partial"
    partial.write_text(text, "utf-8")
    partial.replace(home / MARK)
