"""Printing for people: aligned tables, a progress bar on a terminal and none in a pipe."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any


def print_json(value: Any) -> None:
    """One JSON document on standard output; Chinese stays Chinese."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Columns aligned by display width (a Chinese character is two wide), numbers to the right."""
    from tabulate import tabulate

    cells = [[shown(value) for value in row] for row in rows]
    right = [
        "right" if _numeric(row[index] for row in cells) else "left"
        for index in range(len(headings))
    ]
    print(
        tabulate(
            cells, headings, "simple", colalign=right if cells else None, disable_numparse=True
        )
    )


def print_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """CSV on standard output, guarded against formula injection."""
    from defusedcsv import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(["" if value is None else value for value in row] for row in rows)


def say(sentence: str) -> None:
    """A sentence for the person, apart from the output."""
    print(sentence, file=sys.stderr, flush=True)


@contextmanager
def progress_bar(total: int, what: str) -> Iterator[Callable[[int], None]]:
    """Gives a function to call with each number of bytes done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=total, desc=what, unit="B", unit_scale=True, leave=False) as bar:
        yield lambda done: void(bar.update(done))


def void(_: object) -> None:
    """Forget what a call gave."""


def counts(values: Mapping[str, int]) -> str:
    """`not a right 3, header 1`, or `none`."""
    return ", ".join(f"{name} {count:,}" for name, count in values.items()) or "none"


def shown(value: Any) -> str:
    """A value for a person's eye: separators, no trailing noise, `-` for what is absent."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.10g}" if value == int(value) else f"{value:,.4f}".rstrip("0")
    return str(value)


def _numeric(cells: Iterable[str]) -> bool:
    return all(cell in {"-", ""} or cell.lstrip("-−+")[:1].isdigit() for cell in cells)
