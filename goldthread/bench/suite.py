"""The benchmarks by name, and all of them in one report."""

from dataclasses import replace
from importlib import import_module

from goldthread.bench.report import Bench, Say, Size
from goldthread.errors import UsageError

NAMES = ("ingest", "figures", "page")


def run(name: str | None, size: Size, say: Say) -> Bench:
    """One benchmark, or all of them with their names before the rows' names."""
    if name is None:
        rows = [
            replace(row, name=f"{each}: {row.name}")
            for each in NAMES
            for row in run(each, size, say).rows
        ]
        return Bench("all", rows)
    if name not in NAMES:
        raise UsageError(f"There is no benchmark {name!r}. Known: {', '.join(NAMES)}.")
    made: Bench = import_module(f"goldthread.bench.{name}").run(size, say)
    return made
