"""What the head of the office reads in two minutes: what moved, what is behind and why, who needs
help, what was promised, what the delegations want.

Everything through what the reader may see; a fixed number of queries however much there is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from goldthread.indicators.periods import Period, period
from goldthread.offices.queries import offices_named_on, remembering
from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.queries import (
    cycles_visible_to,
    notices_visible_to,
    reports_visible_to,
    tasks_visible_to,
)
from goldthread.programme.queries.ledger import NO_LONGER_DUE
from goldthread.programme.queries.tasks import IN_LEDGER
from goldthread.programme.queries.visible import HANDED_IN
from goldthread.review.freezing import span_of
from goldthread.review.queries.movement import Movement, movements
from goldthread.seminar.consensus.facts import Role
from goldthread.seminar.models import Promise, Proposal, Seminar
from goldthread.seminar.queries import seminars_visible_to
from goldthread.seminar.queries.consensus import consensus
from goldthread.seminar.queries.promises import promised
from goldthread.seminar.queries.proposals import Filters, listing
from goldthread.seminar.queries.unsaid import WAITING
from goldthread.seminar.queries.visible import addresses_visible_to, proposals_visible_to
from goldthread.workflow.models import Event
from goldthread.workflow.texts import Titles

MOVED, BEHIND, HELP, PROMISED, WANTED = 5, 4, 4, 3, 3
UNANSWERED = ("issued", "acknowledged")


@dataclass(frozen=True)
class Moved:
    """`rows`: those out of their range; where there are none, the largest changes. `unknown`: how
    many have no range yet."""

    period: str
    rows: tuple[Movement, ...]
    outside: int
    unknown: int


@dataclass(frozen=True)
class Late:
    """A task that is late, or of which assignments are. `reason`: from its last report."""

    task: KeyTask
    days: int
    assignments: int
    reason: str


@dataclass(frozen=True)
class Help:
    office: str
    titles: Titles
    late: int
    unanswered: int
    handed_back: int


@dataclass(frozen=True)
class PromisedAnswer:
    """`left`: days to the day promised, negative once it is over."""

    proposal: Proposal
    due: date
    left: int


@dataclass(frozen=True)
class PromisedWords:
    """A promise of an address; `left` of the measure's first task that is still open, if any."""

    promise: Promise
    due: date | None
    left: int | None


@dataclass(frozen=True)
class Promised:
    answers: tuple[PromisedAnswer, ...]
    answers_open: int
    words: tuple[PromisedWords, ...]
    words_open: int


@dataclass(frozen=True)
class Wanted:
    """`supported`: a proposal and how many delegations support it."""

    seminar: Seminar | None
    supported: tuple[tuple[Proposal, int], ...]
    bridges: tuple[Proposal, ...]
    unanswered: int
    overdue: int


@dataclass(frozen=True)
class Page:
    """`behind_in_all`: tasks and assignments, as the ledger counts them."""

    cycle: Cycle | None
    moved: Moved
    behind: tuple[Late, ...]
    behind_in_all: int
    help: tuple[Help, ...]
    promised: Promised
    wanted: Wanted


@remembering()
def head(user: Any, day: date) -> Page:
    cycle = cycles_visible_to(user, day).filter(starts__lte=day).order_by("-starts").first()
    late = list(_late(user, day))
    return Page(
        cycle,
        _moved(user, day),
        _behind(user, late, day),
        len(late),
        _help(user, late, day),
        _promised(user, day),
        _wanted(user, day),
    )


# What moved


def _moved(user: Any, day: date) -> Moved:
    span = _last_span(user, day)
    found = movements(span, day)
    outside = [each for each in found if each.outside]
    return Moved(
        span.label,
        tuple((outside or found)[:MOVED]),
        len(outside),
        sum(each.low is None for each in found),
    )


def _last_span(user: Any, day: date) -> Period:
    """Of the last cycle that is over, else the half-year before this one."""
    cycles = cycles_visible_to(user, day).filter(ends__lt=day).order_by("-ends")
    spans = (span_of(cycle) for cycle in cycles[:MOVED])
    half = f"{day.year}-H1" if day.month > 6 else f"{day.year - 1}-H2"
    return next((span for span in spans if span is not None), period(half))


# What is behind, and why


def _late(user: Any, day: date) -> "QuerySet[KeyTask]":
    late = Q(due__lt=day, done_on=None) & ~Q(state__in=NO_LONGER_DUE)
    rows = tasks_visible_to(user, day).filter(late, IN_LEDGER, state__in=_open_states())
    return rows.select_related("lead", "parent").order_by("due", "ledger_number", "pk")


def _open_states() -> tuple[str, ...]:
    return tuple(state.name for state in KeyTask.machine.states if state.open)


def _grouped(late: Iterable[KeyTask]) -> dict[int, list[KeyTask]]:
    """A task with its assignments, by the key of the task."""
    groups: dict[int, list[KeyTask]] = defaultdict(list)
    for task in late:
        groups[task.parent_id or task.pk].append(task)
    return groups


def _behind(user: Any, late: list[KeyTask], day: date) -> tuple[Late, ...]:
    """The longest late first: of a task and its assignments one row."""
    groups = list(_grouped(late).items())[:BEHIND]
    keys = [task.pk for _, tasks in groups for task in tasks]
    reasons = _reasons(user, keys, day)
    return tuple(_row(root, tasks, reasons, day) for root, tasks in groups)


def _row(root: int, tasks: list[KeyTask], reasons: Mapping[int, str], day: date) -> Late:
    first = tasks[0]
    shown = next((task for task in tasks if task.pk == root), first.parent or first)
    told = [reasons[task.pk] for task in (shown, *tasks) if task.pk in reasons]
    below = sum(task.parent_id is not None for task in tasks)
    return Late(shown, (day - first.due).days, below, next(iter(told), ""))


def _reasons(user: Any, tasks: list[int], day: date) -> dict[int, str]:
    """What the last report of each said: one query."""
    rows = reports_visible_to(user, day).filter(task__in=tasks, part=False, state__in=HANDED_IN)
    rows = rows.exclude(narrative="").order_by("period_end", "pk")
    return dict(rows.values_list("task_id", "narrative"))


# Who needs help


def _help(user: Any, late: list[KeyTask], day: date) -> tuple[Help, ...]:
    """Offices with the most that is late, unanswered or handed back."""
    counts = {
        "late": Counter(task.lead_id for task in late),
        "unanswered": _unanswered(user, day),
        "handed_back": _handed_back(user, day),
    }
    offices = {office for each in counts.values() for office in each}
    named = {row.office_id: row for row in offices_named_on(day) if row.office_id in offices}
    rows = [
        Help(
            row.office.code,
            {"en": row.short_en or row.name_en, "zh": row.short_zh or row.name_zh},
            *(each[office] for each in counts.values()),
        )
        for office, row in named.items()
    ]
    rows.sort(key=lambda row: (-(row.late + row.unanswered + row.handed_back), row.office))
    return tuple(rows[:HELP])


def _unanswered(user: Any, day: date) -> "Counter[int]":
    rows = notices_visible_to(user, day).filter(state__in=UNANSWERED, answer_due__lt=day)
    return Counter(rows.order_by().values_list("task__lead_id", flat=True))


def _handed_back(user: Any, day: date) -> "Counter[int]":
    """Open tasks that their lead handed back at some time."""
    events = Event.objects.filter(
        object_type=KeyTask._meta.label_lower,
        object_id=Cast(OuterRef("pk"), CharField()),
        action="hand_back",
    )
    rows = tasks_visible_to(user, day).filter(Exists(events), state__in=_open_states())
    return Counter(rows.exclude(lead=None).order_by().values_list("lead_id", flat=True))


# What was promised


def _promised(user: Any, day: date) -> Promised:
    rows = promised(user, day, outcome="open")
    answers = sorted(rows, key=lambda row: (row.promised_by, row.pk))
    words = _words(user, day)
    return Promised(
        tuple(
            PromisedAnswer(row, row.promised_by, (row.promised_by - day).days)
            for row in answers[:PROMISED]
        ),
        len(answers),
        tuple(words[:PROMISED]),
        len(words),
    )


def _words(user: Any, day: date) -> list[PromisedWords]:
    """Of given addresses, whose measure is still open; the first to fall due first."""
    rows = Promise.objects.filter(
        address__in=addresses_visible_to(user, day).filter(state="given")
    ).exclude(measure__state__in=("closed", "withdrawn", "superseded"))
    found = list(rows.select_related("measure__cycle", "address").order_by("pk"))
    dues = _first_due(user, [row.measure_id for row in found], day)
    words = [
        PromisedWords(row, due, (due - day).days if due else None)
        for row in found
        for due in (dues.get(row.measure_id),)
    ]
    return sorted(words, key=lambda each: (each.due or date.max, each.promise.pk))


def _first_due(user: Any, measures: list[int], day: date) -> dict[int, date]:
    rows = tasks_visible_to(user, day).filter(measure__in=measures, parent=None, done_on=None)
    rows = rows.exclude(due=None).exclude(state__in=NO_LONGER_DUE).order_by("-due")
    return dict(rows.values_list("measure_id", "due"))


# What the delegations want


def _wanted(user: Any, day: date) -> Wanted:
    """Of the newest seminar that has been called."""
    rows = seminars_visible_to(user, day).exclude(state__in=("planned", "cancelled"))
    seminar = rows.order_by("-starts", "-pk").first()
    waiting = proposals_visible_to(user, day).filter(state__in=WAITING)
    dues = list(waiting.order_by().values_list("answer_due", flat=True))
    overdue = sum(due is not None and due < day for due in dues)
    if seminar is None:
        return Wanted(None, (), (), len(dues), overdue)
    supported = listing(user, Filters(seminar=seminar, sort="-supporters"), day, most=WANTED).rows
    told = [(row.proposal, row.stances.get("support", 0)) for row in supported]
    return Wanted(
        seminar,
        tuple(pair for pair in told if pair[1]),
        _bridges(user, seminar, day),
        len(dues),
        overdue,
    )


def _bridges(user: Any, seminar: Seminar, day: date) -> tuple[Proposal, ...]:
    """What delegations of different minds support, the best first."""
    found = consensus(user, seminar, day)
    if found is None:
        return ()
    rows = [row for row in found.drawn.proposals if row.role is Role.BRIDGE]
    rows.sort(key=lambda row: (-row.support, row.proposal))
    return tuple(
        found.proposals[row.proposal] for row in rows[:WANTED] if row.proposal in found.proposals
    )
