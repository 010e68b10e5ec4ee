"""Several rows with one key: which of them makes the record, or how they make one together.

The files are read once before the records are made; what is remembered is a few bytes a key.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from goldthread.readers.identity import surrogate
from goldthread.readers.table.cells import Unfit
from goldthread.readers.table.chunks import Notes, Rows
from goldthread.readers.table.model import SameKey, TableMapping
from goldthread.readers.table.prepare import CHUNK_ROWS, Tally, reject_row
from goldthread.readers.table.records import evaluate, keyed

LOST = "another row with the same key is taken"
Chunks = Callable[[Tally], Iterable[Rows]]


@dataclass
class Survey:
    """What the first reading found: rows are numbered from 0 over all files.

    `winners` holds the row that is taken for each key, `counts` how many rows a key has.
    """

    winners: set[int] = field(default_factory=set)
    counts: Counter[int] = field(default_factory=Counter)


def survey(chunks: Chunks, mapping: TableMapping) -> Survey:
    assert mapping.same_key is not None
    best: dict[int, tuple[object, int]] = {}
    counts: Counter[int] = Counter()
    number = 0
    for rows in chunks(Tally()):
        rows.notes = Notes()
        whole = mapping.same_key.choice in ("gather", "agree")
        keys = (keyed if whole else evaluate)(rows, mapping)
        ranks = _ranks(rows, mapping.same_key)
        for index, key in enumerate(keys):
            if key is not None:
                short = surrogate(key)
                counts[short] += 1
                _keep(best, short, ranks[index], number + index, mapping.same_key)
        number += rows.size
    return Survey({row for _, row in best.values()}, counts)


def _ranks(rows: Rows, choice: SameKey) -> list[object]:
    return choice.greatest.evaluate(rows) if choice.greatest else [None] * rows.size


def _keep(
    best: dict[int, tuple[object, int]], key: int, rank: object, row: int, choice: SameKey
) -> None:
    held = best.get(key)
    if held is None or choice.choice == "last" or _beats(rank, held[0], choice):
        best[key] = (rank, row)


def _beats(rank: object, held: object, choice: SameKey) -> bool:
    """Does the later row win? Of equals the later does; a missing rank never beats another."""
    if choice.choice != "greatest" or rank is None:
        return False
    if held is None:
        return True
    first, second = _number(rank), _number(held)
    if first is not None and second is not None:
        return first >= second
    return str(rank) >= str(held)


def _number(rank: object) -> float | None:
    try:
        return float(str(rank))
    except ValueError:
        return None


def winners(chunks: Iterable[Rows], found: Survey, mapping: TableMapping) -> Iterator[Rows]:
    """The chunks with the losing rows marked as skipped."""
    number = 0
    for rows in chunks:
        again = rows.chosen(range(rows.size))
        again.notes = Notes()
        for index, key in enumerate(evaluate(again, mapping)):
            if key is not None and number + index not in found.winners:
                rows.fail(index, Unfit(LOST, "", skip=True))
        number += rows.size
        yield rows


@dataclass
class _Open:
    """The rows of one record that were met so far."""

    rows: list[Rows] = field(default_factory=list)


def gathered(
    chunks: Iterable[Rows], found: Survey, mapping: TableMapping, tally: Tally
) -> Iterator[tuple[Rows, list[int]]]:
    """Chunks whose rows stand together by record, with the record's number for each row."""
    waiting: dict[int, _Open] = {}
    ready: list[list[Rows]] = []
    size = 0
    for rows in chunks:
        again = rows.chosen(range(rows.size))
        again.notes = Notes()
        # A row that failed stays with its record, which then goes to quarantine whole.
        for index, key in enumerate(keyed(again, mapping)):
            if key is None:
                reject_row(rows, index, again.failed[index], tally)
                continue
            group = waiting.setdefault(surrogate(key), _Open())
            group.rows.append(rows.chosen([index]))
            if len(group.rows) == found.counts[surrogate(key)]:
                ready.append(waiting.pop(surrogate(key)).rows)
                size += len(group.rows)
        if size >= CHUNK_ROWS:
            yield _together(ready)
            ready, size = [], 0
    if ready:
        yield _together(ready)


def _together(ready: list[list[Rows]]) -> tuple[Rows, list[int]]:
    parts = [(number, rows) for number, group in enumerate(ready) for rows in group]
    titles = parts[0][1].titles
    names = list(dict.fromkeys(name for _, rows in parts for name in rows.columns))
    made = Rows(
        len(parts),
        {name: [rows.column(name)[0] for _, rows in parts] for name in names},
        [rows.locators[0] for _, rows in parts],
        [rows.raws[0] for _, rows in parts],
        [rows.file_ids[0] for _, rows in parts],
        parts[0][1].notes,
        # Sheets of one load may head a column in several languages: then no heading is told.
        titles=titles if all(rows.titles == titles for _, rows in parts) else {},
    )
    return made, [number for number, _ in parts]
