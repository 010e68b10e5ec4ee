"""How far a target is: the computed figure beside the reported one, the gap, the pace required.

The computed figure is the register's, as known on the day asked about; only it can meet a target.
Of a flow the whole period is counted so far; of a stock the last month that the register covers.
Where nothing was computed or nothing reported there is no gap, and neither is taken for a zero.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from goldthread.errors import GoldthreadError
from goldthread.indicators.figure import Figure
from goldthread.indicators.periods import Period, month_label, month_of, period
from goldthread.indicators.query import Query
from goldthread.indicators.values import MISSING, NORMAL, Cell
from goldthread.offices.days import day_of
from goldthread.programme import figures
from goldthread.programme.models import KeyTask, ProgressReport, ReportLine, Target
from goldthread.programme.models.base import VALUE

REPORTED_STATES = (
    "submitted",
    "under_review",
    "returned",
    "resubmitted",
    "accepted",
    "accepted_above",
)
UNSAID = tuple(
    state.name for state in ProgressReport.machine.states if state.name not in REPORTED_STATES
)
SHORT_OF = {Target.AT_LEAST: 1, Target.AT_MOST: -1}


@dataclass(frozen=True)
class Identity:
    """By what the computed figure can be computed again."""

    indicator: str
    version: int
    definition: str
    counting: str
    as_of: int
    lineage: str
    period: str


@dataclass(frozen=True)
class Progress:
    """One target on a day. `start` is where it began (a flow: zero), None where pace says nothing.

    `elapsed` is the share of the target's period that the register covers; `months` its length.
    """

    target: Target
    computed: Fraction | None
    status: str
    records: int
    identity: Identity | None
    why: str
    reported: Fraction | None
    reported_status: str
    start: Fraction | None
    elapsed: Fraction
    months: int

    @property
    def value(self) -> Fraction:
        return Fraction(self.target.value)

    @property
    def gap(self) -> Fraction | None:
        """Computed less reported."""
        if self.computed is None or self.reported is None:
            return None
        return self.computed - self.reported

    @property
    def overstated(self) -> bool:
        """More (at most: less) was reported than the register shows."""
        return self.gap is not None and self.gap * SHORT_OF[self.target.direction] < 0

    @property
    def attained(self) -> Fraction | None:
        """The computed figure as a share of the target."""
        return self.computed / self.value if self.computed is not None and self.value else None

    @property
    def met(self) -> bool:
        """At most a value is known to hold only when the whole period is counted."""
        if self.target.direction == Target.AT_MOST and self.elapsed < 1:
            return False
        return self._reaches(self.computed, self.value)

    @property
    def pace(self) -> Fraction | None:
        """What came each month so far."""
        if self.computed is None or self.start is None or not self.elapsed:
            return None
        return (self.computed - self.start) / (self.elapsed * self.months)

    @property
    def required_pace(self) -> Fraction | None:
        """What must come each month from here to the end of the period (at most: what may)."""
        if self.computed is None or self.start is None or self.elapsed >= 1:
            return None
        if self.met:
            return Fraction(0)
        return (self.value - self.computed) / ((1 - self.elapsed) * self.months)

    @property
    def projected(self) -> Fraction | None:
        """Where the present pace leads by the end of the period; no forecast, a straight line."""
        if self.elapsed >= 1:
            return self.computed
        if self.pace is None or self.start is None:
            return None
        return self.start + self.pace * self.months

    @property
    def behind(self) -> bool:
        """The present pace does not lead to the target."""
        return self.projected is not None and not self._reaches(self.projected, self.value)

    @property
    def band(self) -> str:
        """`reached`, `compliance`, `watch` or `action` by where it leads; `unknown` without."""
        if self.met:
            return "reached"
        if self.projected is None:
            return "unknown"
        if self._reaches(self.projected, self.value):
            return "on_course"
        if self._reaches(self.projected, self.target.compliance):
            return "compliance"
        return "watch" if self._reaches(self.projected, self.target.action) else "action"

    def _reaches(self, found: Fraction | None, wanted: object) -> bool:
        if found is None or wanted is None:
            return False
        side = SHORT_OF[self.target.direction]
        return found * side >= Fraction(str(wanted)) * side


def met(task: KeyTask, at: datetime) -> tuple[Progress, ...]:
    """The targets of a task that the computed figure does not meet; empty when all are met."""
    return tuple(each for each in of_task(task, day_of(at)) if not each.met)


def of_task(task: KeyTask, day: date) -> list[Progress]:
    return of_targets(task.targets.all(), day)


def of_targets(targets: Iterable[Target], day: date) -> list[Progress]:
    """The progress of each target as known on the day, in order: one question an indicator."""
    rows = list(targets)
    said = _reported(rows)
    groups: dict[_Asked, list[Target]] = defaultdict(list)
    for target in rows:
        groups[_Asked.of(target)].append(target)
    found: dict[int, Progress] = {}
    for asked, members in groups.items():
        for target, computed in zip(members, _computed(asked, members, day), strict=True):
            found[target.pk] = _progress(target, computed, said.get(target.pk))
    return [found[target.pk] for target in rows]


@dataclass(frozen=True)
class _Asked:
    """Targets that one question answers: they differ by region only."""

    indicator: str
    period: str
    where: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, target: Target) -> "_Asked":
        return cls(target.indicator, target.period, tuple(sorted(target.where.items())))


@dataclass(frozen=True)
class _Computed:
    value: Fraction | None = None
    status: str = MISSING
    records: int = 0
    identity: Identity | None = None
    why: str = ""
    start: Fraction | None = None
    elapsed: Fraction = Fraction(0)


def _computed(asked: _Asked, targets: Sequence[Target], day: date) -> list[_Computed]:
    """A figure that cannot be had is missing, with the sentence why; it is never a zero."""
    try:
        return _ask(asked, targets, day)
    except GoldthreadError as refused:
        return [_Computed(why=str(refused))] * len(targets)


def _ask(asked: _Asked, targets: Sequence[Target], day: date) -> list[_Computed]:
    span = period(asked.period)
    first = _figure(asked, (span.label,), targets, day)
    covered = _covered(first, day)
    elapsed = _elapsed(span, covered)
    definition = first.definition
    if not definition.counts_stock:
        start = Fraction(0) if definition.type == "flow" else None
        return [_from(first, span.label, target, start, elapsed) for target in targets]
    last = _last_month(span, covered)
    before = month_label(span.first_month - 1)
    both = _figure(asked, (before, last), targets, day)
    return [
        _from(both, last, target, _cell(both, before, target).value, elapsed) for target in targets
    ]


def _figure(
    asked: _Asked, periods: tuple[str, ...], targets: Sequence[Target], day: date
) -> Figure:
    where: dict[str, tuple[str, ...]] = {name: (value,) for name, value in asked.where}
    regions = tuple(sorted({target.region for target in targets if target.region}))
    by: tuple[str, ...] = ()
    if regions:
        by = ("region",)
        if all(target.region for target in targets):
            where["region"] = regions
    return figures.figures().figure(Query(asked.indicator, periods, by, where, day))


def _cell(figure: Figure, label: str, target: Target) -> Cell:
    if not target.region:
        return next(
            cell
            for cell in (figure.totals if figure.question.by else figure.cells)
            if cell.period == label
        )
    for cell in figure.cells:
        if cell.period == label and cell.codes.get("region") == target.region:
            return cell
    return Cell(label, {"region": target.region}, None, None, None, 0, MISSING)


def _from(
    figure: Figure, label: str, target: Target, start: Fraction | None, elapsed: Fraction
) -> _Computed:
    cell = _cell(figure, label, target)
    identity = Identity(
        indicator=figure.definition.id,
        version=figure.definition.version,
        definition=figure.definition.sha256,
        counting=figure.question.counting,
        as_of=figure.as_of,
        lineage=cell.lineage.digest,
        period=label,
    )
    value = cell.value if cell.status == NORMAL else None
    return _Computed(value, cell.status, cell.records, identity, "", start, elapsed)


def _covered(figure: Figure, day: date) -> date:
    """The last day of which the register tells something, not after the day asked about."""
    days = figure.coverage.days
    if days is None:
        return date.min
    last = min(days[1], day)
    # The last act of a month lies before its end; a month is whole once its last day is past.
    end = month_end(last)
    return end if end <= day else last


def _elapsed(span: Period, covered: date) -> Fraction:
    length = (span.end - span.start).days + 1
    past = (min(covered, span.end) - span.start).days + 1
    return Fraction(max(0, past), length)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _last_month(span: Period, covered: date) -> str:
    """The last whole month covered, within the period; the one before it where none is."""
    whole = month_of(covered + timedelta(days=1)) - 1 if covered < date.max else span.last_month
    return month_label(min(span.last_month, max(whole, span.first_month - 1)))


def _reported(targets: Sequence[Target]) -> Mapping[int, ReportLine]:
    """The newest line that was handed in on each target.

    States are left out, not asked for: SQLite would look for the lines of all years' reports in
    those states rather than for the few of these targets.
    """
    lines = ReportLine.objects.filter(target__in=[target.pk for target in targets])
    lines = lines.exclude(report__state__in=UNSAID)
    lines = lines.order_by("report__period_end", "-report__part", "pk")
    return {line.target_id: line for line in lines}


def _progress(target: Target, computed: _Computed, line: ReportLine | None) -> Progress:
    span = period(target.period)
    said = line is not None and line.status == VALUE
    return Progress(
        target=target,
        computed=computed.value,
        status=computed.status,
        records=computed.records,
        identity=computed.identity,
        why=computed.why,
        reported=Fraction(line.value) if line is not None and said else None,
        reported_status=line.status if line is not None else "",
        start=computed.start,
        elapsed=computed.elapsed,
        months=span.last_month - span.first_month + 1,
    )
