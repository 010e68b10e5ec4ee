"""Sealed segments say exactly what the loads say."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from goldthread.readers.base import Progress
from goldthread.readers.schema import ROOTS, TABLES
from goldthread.register.columns import CLOSES, sql_text, stored
from goldthread.register.errors import RegisterError
from goldthread.register.index import run_of
from goldthread.register.keys import merge
from goldthread.register.layout import Layout
from goldthread.register.manifest import Manifest
from goldthread.register.merged import residual, with_ends
from goldthread.register.relation import files
from goldthread.register.units import (
    CURRENT,
    PARTED_BY,
    SEGMENT,
    Unit,
    of_load,
    read_current,
    read_segment,
)
from goldthread.register.verify_load import check_files

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from goldthread.register.verify import Verification

_SEGMENT_NAME = re.compile(r"\d{6,}-\d{6,}-[0-9a-f]{8}")
_REMEDY = "Throw the folder register/sealed away: it is made again from the loads."


def check_sealed(
    layout: Layout,
    feed: str,
    manifests: Sequence[Manifest],
    found: "Verification",
    progress: Progress,
) -> None:
    """Add to `found` whatever in a feed's segments differs from its loads."""
    found.findings += _strays(layout, feed)
    loads = [of_load(manifest, layout) for manifest in manifests]
    try:
        segments = [
            read_segment(layout.sealed / feed / name)[0]
            for name in read_current(layout, feed).segments
        ]
    except RegisterError as error:
        found.findings.append(str(error))
        return
    held = [load for segment in segments for load in segment.loads]
    if held != [load.last for load in loads][: len(held)]:
        found.findings.append(f"The segments of {feed} do not hold its first loads. {_REMEDY}")
        return
    for segment in segments:
        found.segments += 1
        own = [load for load in loads if load.last in segment.loads]
        found.findings += _segment(segment, own, progress)


def _strays(layout: Layout, feed: str) -> Iterator[str]:
    """What lies beside the segments; one that never came into force is no fault."""
    home = layout.sealed / feed
    for path in sorted(home.iterdir()) if home.is_dir() else []:
        segment = path.is_dir() and _SEGMENT_NAME.fullmatch(path.name)
        if not segment and path.name != CURRENT:
            yield f"{path} does not belong to the register: look at it and take it away."


def _segment(segment: Unit, loads: Sequence[Unit], progress: Progress) -> Iterator[str]:
    what = f"the segment of the loads {segment.first} to {segment.last} ({segment.feed})"
    damage = list(check_files(segment.folder, what, segment.files, SEGMENT, _REMEDY, progress))
    if damage:
        yield from damage
        return
    import duckdb

    connection = duckdb.connect()
    try:
        yield from _differences(connection, segment, loads, what)
    except duckdb.Error as error:
        yield f"{what.capitalize()} cannot be read ({error}). {_REMEDY}"
    finally:
        connection.close()
    yield from _index(segment, loads, what)


def _differences(
    connection: "DuckDBPyConnection", segment: Unit, loads: Sequence[Unit], what: str
) -> Iterator[str]:
    for name in TABLES:
        columns = ", ".join((*stored(name).names, "known_to_load"))
        here = _sums(connection, with_ends(name, [segment]), columns)
        if here != _sums(connection, with_ends(name, loads), columns):
            yield f"The rows of {name} in {what} are not those of the loads. {_REMEDY}"
    columns = ", ".join(CLOSES.names)
    if _sums(connection, residual([segment]), columns) != _sums(
        connection, residual(loads), columns
    ):
        yield f"The closes in {what} are not those of the loads. {_REMEDY}"
    regions = {segment.folder / name: span for name, span in segment.parts.items()}
    if regions and _spans(connection, list(regions)) != regions:
        yield f"{what.capitalize()} misstates the regions of its files. {_REMEDY}"
    closed = {load: count for one in loads for load, count in one.closed.items()}
    if {load for load in closed if load < segment.first} != set(segment.closed):
        yield f"{what.capitalize()} miscounts the versions it closes. {_REMEDY}"


def _spans(connection: "DuckDBPyConnection", paths: Sequence[Path]) -> dict[Path, tuple[str, str]]:
    """The first and last region in each of some files of rights."""
    asked = (
        f"SELECT {sql_text(str(path))}, coalesce(min({PARTED_BY}), ''), "
        f"coalesce(max({PARTED_BY}), '') FROM {files([path])}"
        for path in paths
    )
    told = connection.execute(" UNION ALL ".join(asked)).fetchall()
    return {Path(path): (first, last) for path, first, last in told}


def _sums(
    connection: "DuckDBPyConnection", select: str | None, columns: str
) -> dict[tuple[int, int], tuple[int, int]]:
    """Per span of loads in which rows are known, their number and the sum of their hashes."""
    if select is None:
        return {}
    answer = connection.execute(
        f"SELECT known_from_load, known_to_load, count(*), sum(hash({columns})::HUGEINT) "
        f"FROM ({select}) GROUP BY ALL"
    )
    return {(first, last): (count, total) for first, last, count, total in answer.fetchall()}


def _index(segment: Unit, loads: Sequence[Unit], what: str) -> Iterator[str]:
    for root in ROOTS:
        here, there = run_of(segment, root), merge([run_of(load, root) for load in loads])
        same = np.array_equal(here.keys, there.keys) and np.array_equal(here.states, there.states)
        if not same:
            yield f"The keys of {root} in {what} are not those of the loads. {_REMEDY}"
