"""A figure: values with their identity, what they rest on and what they cannot say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldthread.indicators.answer import Answer, Context, answer
from goldthread.indicators.counts import Direct, Source
from goldthread.indicators.coverage import Coverage, coverage
from goldthread.indicators.definition import Definition
from goldthread.indicators.denominators import Observations, observations
from goldthread.indicators.engine import Records, Session, engine_name
from goldthread.indicators.lineage import of_cells
from goldthread.indicators.query import Query, Question, ask
from goldthread.indicators.values import Cell, Note


@dataclass(frozen=True)
class Figure:
    """Cells and totals with what identifies them.

    `total` is over all periods, `totals` one a period. Values of flows re-add: the cells of a
    period, those that lie in another cell (`of_which`) left aside, sum to its total, exactly.
    """

    question: Question
    as_of: int  # the newest load known
    loads: Mapping[str, int]  # the newest load known of each feed
    known: str
    engine: str
    cells: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    total: Cell
    notes: tuple[Note, ...]
    coverage: Coverage

    @property
    def definition(self) -> Definition:
        return self.question.definition

    @property
    def lineage(self) -> str:
        """The hash over the record versions counted, cell by cell."""
        keyed = [((c.period, *c.codes.values()), c.lineage) for c in (*self.cells, *self.totals)]
        return of_cells(keyed)

    def as_dict(self) -> dict[str, Any]:
        """The figure as `figure --json` prints it."""
        definition = self.definition
        return {
            "indicator": definition.id,
            "version": definition.version,
            "definition": definition.sha256,
            "as_of": self.as_of,
            "engine": self.engine,
            "counting": self.question.counting,
            "lineage": self.lineage,
            "cells": [cell.as_dict() for cell in self.cells],
            "total": self.total.as_dict(),
            "totals": [cell.as_dict() for cell in self.totals],
            "titles": dict(definition.titles),
            "unit": definition.unit,
            "unit_titles": dict(definition.unit_titles),
            "type": definition.type,
            "scale": definition.scale,
            "parameters": self.parameters,
            "loads": dict(self.loads),
            "notes": [note.as_dict() for note in self.notes],
        }

    @property
    def parameters(self) -> dict[str, Any]:
        """What was asked for, in full."""
        return {
            "periods": [period.label for period in self.question.periods],
            "by": list(self.question.by),
            "where": {name: list(values) for name, values in self.question.where},
            "counting": self.question.counting,
        }


def figure(register: Records, query: Query) -> Figure:
    """The figure of a query, from the register's own rows."""
    question = ask(query, register.home)
    session = Session(register, query.as_of)
    return figure_of(Direct(session), question, coverage(session, question.definition))


def figure_of(
    source: Source, question: Question, covered: Coverage, series: Observations | None = None
) -> Figure:
    """The figure of a question by a source of counts."""
    session = source.session
    if question.definition.series is not None and series is None:
        series = observations(session, question.definition.series)
    made: Answer = answer(source, Context(question, covered, series))
    return Figure(
        question=question,
        as_of=session.known.newest,
        loads=dict(sorted(session.known.loads.items())),
        known=session.known.label,
        engine=engine_name(),
        cells=made.cells,
        totals=made.totals,
        total=made.total,
        notes=made.notes,
        coverage=covered,
    )
