"""The benchmarks by name, and all of them in one report."""

from dataclasses import replace
from importlib import import_module

from goldthread.bench.report import Bench, Say, Size
from goldthread.errors import UsageError

NAMES = ("ingest", "readers", "figures", "page", "work", "seminar", "review")
LARGE = ("scale",)  # asked for by name alone: more disk and time than one spends unasked


def run(name: str | None, size: Size, say: Say) -> Bench:
    """One benchmark, or all but the large ones with their names before the rows' names."""
    if name is None:
        rows = [
            replace(row, name=f"{each}: {row.name}")
            for each in NAMES
            for row in run(each, size, say).rows
        ]
        return Bench("all", rows)
    if name not in NAMES + LARGE:
        known = ", ".join(NAMES + LARGE)
        raise UsageError(f"There is no benchmark {name!r}. Known: {known}.")
    made: Bench = import_module(f"goldthread.bench.{name}").run(size, say)
    return made
