"""What a reader waits for: a page of records, the look-back, a chart, the command line's answer.

The site runs as it is served: its own process, its own server, on the loopback address, asked by
one client over one connection. No page is asked for twice. Each site makes the cubes of its first
pages in the background when it starts: one is asked for a look-back at once, while it does so; all
other pages are asked of one that said that it is done. `small` makes a register of 20,000 rights
from a seed; `full` prepares the demo.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import islice, product
from pathlib import Path
from statistics import median

from goldthread.bench.report import Bench, Row, Say, Size
from goldthread.bench.site import Ask, p95, served, until_ready
from goldthread.errors import GoldthreadError

RIGHTS = 20_000
RECORD_PAGES, LOOK_BACKS, CHARTS, STARTS = 200, 120, 20, 9
PERIODS = ("2019-H1", "2018-H2", "2018-H1", "2018", "2019-Q1", "2018-Q3", "2019-05")
INDICATORS = ("C01", "C03", "C06", "C09", "C09R", "C10R", "P01", "P02", "I05", "A04")
REGIONS = ("", "CN-GD", "CN-JS", "CN-ZJ", "CN-BJ", "CN-SH", "CN-SD", "CN-AH", "CN-XJ", "CN-XZ")


def run(size: Size, say: Say) -> Bench:
    """The rows; times in milliseconds, the start of the command line in seconds."""
    with tempfile.TemporaryDirectory(prefix="goldthread-bench-") as folder:
        home = Path(folder)
        say("Making the register that the pages are read from.")
        prepare(home, size, say)
        with served(home) as ask:
            rows = [Row("look-back, asked at once after the first start", _ms(ask("/")), "ms")]
        with served(home) as ask:
            say("Waiting until the site has made the cubes of its first pages.")
            rows.append(Row("cubes made ready after a start", until_ready(ask), "s"))
            say("Asking for pages.")
            rows += [*look_backs(ask), *records(ask), *charts(ask)]
    return Bench("page", [*rows, *first_answer()])


def prepare(home: Path, size: Size, say: Say) -> None:
    """The register: made from a seed, or the demo."""
    if size == "small":
        from goldthread.bench.sample_rights import make

        make(home, RIGHTS)
    else:
        from goldthread.demo.prepare import prepare as make_demo

        make_demo(home, say=say)


def records(ask: Ask) -> list[Row]:
    """Pages of 50 records, walked through cell by cell as a reader pages on."""
    cells = [f"/records?indicator={i}&period={p}" for i, p in product(("C01", "P01"), PERIODS[:4])]
    times = [took for cell in cells for took in _walk(ask, cell)]
    return [
        Row("records, page of 50 rows, p50", _ms(median(times)), "ms", target=2.5),
        Row("records, page of 50 rows, p95", _ms(p95(times)), "ms"),
        Row("records, first page of a number, p50", _ms(median(map(ask, _firsts()))), "ms"),
    ]


def _walk(ask: Ask, cell: str) -> list[float]:
    """Page by page until the last, at most RECORD_PAGES / 8 of them; the first is not measured."""
    ask(cell)
    times = []
    for page in range(2, RECORD_PAGES // 8 + 2):
        try:
            times.append(ask(f"{cell}&page={page}"))
        except GoldthreadError:
            break
    return times


def _firsts() -> list[str]:
    return [f"/records?indicator=C01&period={p}&region={r}" for p in PERIODS for r in REGIONS[1:4]]


def look_backs(ask: Ask) -> list[Row]:
    """Random states of the look-back, none asked before; the first of all is told by itself.

    The half-year before all of them is asked of each indicator, so that cubes beyond those of the
    first pages are there.
    """
    dice = random.Random(2019)  # noqa: S311 - no secret is made here
    states = list(product(INDICATORS, PERIODS, REGIONS))
    dice.shuffle(states)
    first = ask("/")
    for indicator in INDICATORS:
        ask(f"/?indicator={indicator}&period=2017-H2")
    times = [ask(_look(*state)) for state in islice(states, LOOK_BACKS)]
    return [
        Row("look-back, first once cubes are ready", _ms(first), "ms"),
        Row("look-back, p50 over random states", _ms(median(times)), "ms"),
        Row("look-back, p95 over random states", _ms(p95(times)), "ms", target=100),
    ]


def _look(indicator: str, period: str, region: str) -> str:
    return f"/?indicator={indicator}&period={period}" + (f"&region={region}" if region else "")


def charts(ask: Ask) -> list[Row]:
    """Pictures of charts, each of another state."""
    addresses = [
        f"/charts/series.svg?indicator={i}&period={p}" for i, p in product(INDICATORS, PERIODS[:2])
    ]
    for address in addresses:
        ask(address.replace("/charts/series.svg", "/"))
    times = [ask(address) for address in addresses[:CHARTS]]
    return [
        Row("chart, first picture", _ms(times[0]), "ms"),
        Row("chart, each other picture, p50", _ms(median(times[1:])), "ms"),
    ]


def first_answer() -> list[Row]:
    """What the command line takes beyond Python's own start, each start a new process."""
    bare = _starts([sys.executable, "-c", "pass"])
    ours = _starts([sys.executable, "-m", "goldthread.cli", "--version"])
    return [Row("command line, first answer beyond Python's start", ours - bare, "s", target=0.15)]


def _starts(command: Sequence[str]) -> float:
    """The median of some starts, the first left out: it may compile byte-code."""
    times = []
    for _ in range(STARTS + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        times.append(time.perf_counter() - began)
    return median(times[1:])


def _ms(seconds: float) -> float:
    return seconds * 1000
