"""Coverage: from when to when a feed tells about an indicator.

A feed covers an indicator, for one office and kind of right, when it holds a right of them that
the indicator counts; it covers the days from the first to the last that its records of that office
give for the indicator's date. A period is covered when it meets such a run of days: a cell without
records is then a zero; else it is missing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlglot import exp

from goldthread.indicators.compile import select, sql
from goldthread.indicators.definition import Definition
from goldthread.indicators.engine import Session
from goldthread.indicators.events import by_columns
from goldthread.indicators.expressions import names, parse
from goldthread.indicators.kinds import LOAD_COLUMNS, MILESTONE_COLUMNS, PARTY_COLUMNS
from goldthread.indicators.periods import Period, month_of


@dataclass(frozen=True)
class Run:
    """One feed's days of one office and kind."""

    feed: str
    office: str
    kind: str
    first: date
    last: date

    def meets(self, period: Period) -> bool:
        return self.first <= period.end and self.last >= period.start


@dataclass(frozen=True)
class Coverage:
    runs: tuple[Run, ...]

    def within(self, offices: tuple[str, ...], kinds: tuple[str, ...]) -> "Coverage":
        """The runs of some offices and kinds; all when none are named."""
        return Coverage(
            tuple(
                run
                for run in self.runs
                if (not offices or run.office in offices) and (not kinds or run.kind in kinds)
            )
        )

    def covers(self, period: Period) -> bool:
        return any(run.meets(period) for run in self.runs)

    @property
    def offices(self) -> tuple[str, ...]:
        return tuple(sorted({run.office for run in self.runs}))

    @property
    def days(self) -> tuple[date, date] | None:
        if not self.runs:
            return None
        return min(run.first for run in self.runs), max(run.last for run in self.runs)

    def in_part(self, period: Period) -> bool:
        """Does the period have months before the first or after the last day known?"""
        days = self.days
        if days is None or not self.covers(period):
            return False
        return month_of(days[0]) > period.first_month or month_of(days[1]) < period.last_month


def coverage(session: Session, definition: Definition) -> Coverage:
    """The coverage of an indicator as known in the session."""
    return coverages(session, (definition,))[0]


def coverages(session: Session, definitions: Sequence[Definition]) -> list[Coverage]:
    """The coverage of each indicator, all from one reading of the rights."""
    from goldthread.indicators.acts.coverage import coverage as of_acts

    rights = [one for one in definitions if one.grain == "right"]
    found = iter(_coverages(session, rights) if rights else ())
    return [next(found) if d.grain == "right" else of_acts(session, d) for d in definitions]


def _coverages(session: Session, definitions: Sequence[Definition]) -> list[Coverage]:
    told = [(_day(one), _condition(one)) for one in definitions]
    used = frozenset().union(*(names(tree) for pair in told for tree in pair))
    office, kind = "COALESCE(ip_office_code, '_U')", "COALESCE(right_kind, '_U')"
    query = select("r.feed", f"{office} AS office", f"{kind} AS kind").from_("ip_right AS r")
    for number, (day, condition) in enumerate(told):
        query = query.select(
            exp.alias_(exp.Min(this=day.copy()), f"first_{number}"),
            exp.alias_(exp.Max(this=day.copy()), f"last_{number}"),
            exp.alias_(exp.LogicalOr(this=exp.paren(condition.copy())), f"told_{number}"),
        )
    relations = ["ip_right"]
    if used & LOAD_COLUMNS.keys():
        query = query.join("loads AS l", on=sql("r.known_from_load = l.load_id"))
        relations.append("loads")
    if used & MILESTONE_COLUMNS.keys():
        same = "m.right_id = r.right_id AND m.known_from_load = r.known_from_load"
        query = query.join("right_milestone AS m", on=sql(same), join_type="left")
        relations.append("right_milestone")
    query = query.group_by("r.feed", office, kind)
    rows = sorted(session.run(query, {}, relations), key=lambda row: row[:3])
    own = [slice(3 + 3 * number, 6 + 3 * number) for number in range(len(told))]
    return [Coverage(tuple(runs([(*row[:3], *row[part]) for row in rows]))) for part in own]


def _day(definition: Definition) -> exp.Expr:
    return parse(by_columns(definition.date_basis, "day"), "day")


def _condition(definition: Definition) -> exp.Expr:
    return _without_parties(parse(by_columns(definition.where, "condition"), "condition"))


def runs(rows: list[tuple[Any, ...]]) -> Iterator[Run]:
    """A run for each kind the indicator counts: from the first to the last day of its feed."""
    for feed, office, kind, _, _, told in rows:
        own = [row for row in rows if row[:2] == (feed, office) and row[3] is not None]
        if told and own:
            first, last = min(row[3] for row in own), max(row[4] for row in own)
            yield Run(feed, office, kind, first, last)


def _without_parties(condition: exp.Expr) -> exp.Expr:
    """The parts of a condition, joined by and, that do not look at parties."""
    parts = condition.flatten() if isinstance(condition, exp.And) else [condition]
    kept = [part.copy() for part in parts if not names(part) & PARTY_COLUMNS.keys()]
    return exp.and_(*kept) if kept else exp.true()
