"""Figures for a worker that lives long: the same answers as `figure`, from cubes kept in memory."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import Final, TypeVar

from goldthread.indicators.coverage import Coverage, coverages
from goldthread.indicators.cube_store import CubeStore, FromCubes, mark_of
from goldthread.indicators.definition import Definition
from goldthread.indicators.denominators import Observations, observations
from goldthread.indicators.engine import Records, Session
from goldthread.indicators.figure import Figure, figure_of
from goldthread.indicators.query import AsOf, Query, Question, ask
from goldthread.register.known import Known

FIGURES: Final = 512  # answers kept
STATES: Final = 4  # days or loads of which something is remembered
ROW_LIMIT: Final = 6_000_000  # rows of all cubes in memory
_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass
class Learnt:
    """What was learnt about the register at one state of knowledge."""

    coverages: dict[str, Coverage] = field(default_factory=dict)
    series: dict[str, Observations] = field(default_factory=dict)


class Figures:
    """Answers queries from cubes: built on first use, kept in memory and beside the register.

    Safe for threads. A new load is seen with the next question. Figures equal those of
    `figure.figure` in every cell, number and hash.
    """

    def __init__(self, register: Records, *, row_limit: int = ROW_LIMIT) -> None:
        self.register = register
        self.cubes = CubeStore(register.home / "register" / "cubes", row_limit)
        self._figures: OrderedDict[tuple[str, str, Question], Figure] = OrderedDict()
        self._learnt: OrderedDict[str, Learnt] = OrderedDict()
        self._lock = RLock()

    def figure(self, query: Query) -> Figure:
        """The figure of a query."""
        question = ask(query, self.register.home)
        known = self.register.known(query.as_of)
        mark = mark_of(self.register, known)
        key = (mark, known.label, question)
        with self._lock:
            if key in self._figures:
                self._figures.move_to_end(key)
                return self._figures[key]
        made = self._make(known, mark, question)
        with self._lock:
            _keep(self._figures, key, made, FIGURES)
        return made

    def learn(self, definitions: Sequence[Definition], as_of: AsOf = None) -> None:
        """Prepare for figures of some indicators: what one reading tells of all is read once."""
        known = self.register.known(as_of)
        session = Session(self.register, known=known)
        self._covered(session, mark_of(self.register, known), definitions)

    def _covered(self, session: Session, mark: str, definitions: Sequence[Definition]) -> None:
        held = self._of(mark).coverages
        absent = {d.sha256: d for d in definitions if d.sha256 not in held}
        if absent:
            held.update(zip(absent, coverages(session, tuple(absent.values())), strict=True))

    def _make(self, known: Known, mark: str, question: Question) -> Figure:
        session = Session(self.register, known=known)
        definition, series = question.definition, question.definition.series
        self._covered(session, mark, (definition,))
        learnt = self._of(mark)
        if series is not None and series.series not in learnt.series:
            learnt.series[series.series] = observations(session, series)
        return figure_of(
            FromCubes(session, mark, self.cubes),
            question,
            learnt.coverages[definition.sha256],
            None if series is None else learnt.series[series.series],
        )

    def _of(self, mark: str) -> Learnt:
        with self._lock:
            if mark not in self._learnt:
                _keep(self._learnt, mark, Learnt(), STATES)
            self._learnt.move_to_end(mark)
            return self._learnt[mark]


def _keep(kept: OrderedDict[_K, _V], key: _K, value: _V, most: int) -> None:
    kept[key] = value
    while len(kept) > most:
        kept.popitem(last=False)
