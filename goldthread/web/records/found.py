"""The records of a number, fetched in runs of pages: the next page is there already."""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import pyarrow as pa

from goldthread.indicators.query import Query
from goldthread.indicators.records import RecordPage, records
from goldthread.web.records.asked import Asked
from goldthread.web.shell import figures, site
from goldthread.web.shell.kept import Kept

RUN = 1000  # rows of a run: a multiple of every page size
RUNS: Kept[RecordPage] = Kept(200)


@dataclass(frozen=True)
class Found:
    """Rows of a number's records with what all of them are and add up to."""

    table: pa.Table
    count: int
    total: Fraction
    counting: str
    grain: str
    summed: bool  # amounts are added up


def page(asked: Asked) -> Found:
    """The rows of the page asked for; none when it lies beyond the last."""
    first = (asked.page - 1) * asked.size
    start = first - first % RUN
    query = asked.state.query((asked.state.period,))
    key = (*figures.key(query, asked.state.definition), asked.sort, start)
    run = RUNS.get(key, partial(_run, query, asked.sort, start))
    return _found(run, run.table.slice(first - start, asked.size))


def _run(query: Query, sort: str, start: int) -> RecordPage:
    return records(site.register(), query, limit=RUN, offset=start, sort=sort or None)


def every(asked: Asked) -> Found:
    """All of them, in the order asked for."""
    query = asked.state.query((asked.state.period,))
    made = records(site.register(), query, sort=asked.sort or None)
    return _found(made, made.table)


def _found(made: RecordPage, table: pa.Table) -> Found:
    question, definition = made.question, made.question.definition
    summed = definition.sums is not None
    return Found(table, made.count, made.total, question.counting, definition.grain, summed)
