"""Promised against delivered, over the years: what answers promised and what became of it.

A promise is a published answer of a class that needs a task. Each figure opens to its proposals:
`promised` with the same seminar, handler and outcome gives them. A proposal that went on in another
is counted there alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from goldthread.seminar.models import Proposal, Seminar
from goldthread.seminar.models.proposal import ADOPTED, ANSWERED
from goldthread.seminar.queries.visible import proposals_visible_to
from goldthread.workflow import clock
from goldthread.workflow.texts import Titles

PROMISED = "promised"
OUTCOMES: dict[str, Titles] = {
    PROMISED: {"en": "promised", "zh": "承诺办理"},
    "not_adopted": {"en": "no task yet", "zh": "尚未立项"},
    "adopted": {"en": "adopted into a task", "zh": "已立项"},
    "fulfilled": {"en": "fulfilled", "zh": "已落实"},
    "fulfilled_late": {"en": "of these after the day promised", "zh": "其中逾期落实"},
    "not_fulfilled": {"en": "not fulfilled", "zh": "未落实"},
    "rolled_over": {"en": "rolled over", "zh": "转入下期"},
    "open": {"en": "still open", "zh": "仍在办理"},
    "late": {"en": "of these late", "zh": "其中已逾期"},
}
STILL_OPEN = tuple(state for state in ANSWERED if state not in ("fulfilled", "not_fulfilled"))


@dataclass(frozen=True)
class Promises:
    """How many there are of each outcome; `seminar` and `handler` (a code) say of what."""

    figures: Mapping[str, int]
    seminar: Seminar | None = None
    handler: str = ""

    @property
    def kept(self) -> float | None:
        """The share fulfilled of those that came to an end; None where none did."""
        ended = self.figures["fulfilled"] + self.figures["not_fulfilled"]
        return self.figures["fulfilled"] / ended if ended else None


def promised(
    user: Any,
    day: date | None = None,
    *,
    seminar: Seminar | None = None,
    handler: str = "",
    outcome: str = PROMISED,
) -> "QuerySet[Proposal]":
    """The proposals behind a figure; those of the oldest seminar first."""
    on = day or clock.today()
    rows = _base(user, on).filter(_conditions(on)[outcome])
    if seminar is not None:
        rows = rows.filter(seminar=seminar)
    if handler:
        rows = rows.filter(answered_by__code=handler)
    related = ("office", "seminar", "task", "answered_by")
    return rows.select_related(*related).order_by("seminar__starts", "number", "pk")


def over_the_years(user: Any, day: date | None = None) -> tuple[Promises, ...]:
    """By seminar, the oldest first: two queries."""
    found = _grouped(user, day, "seminar_id")
    seminars = Seminar.objects.filter(pk__in=found).order_by("starts", "key")
    return tuple(Promises(found[each.pk], seminar=each) for each in seminars)


def by_handler(
    user: Any, day: date | None = None, seminar: Seminar | None = None
) -> tuple[Promises, ...]:
    """By the office that answered, of one seminar or of all: one query."""
    found = _grouped(user, day, "answered_by__code", seminar)
    return tuple(
        Promises(figures, seminar=seminar, handler=code) for code, figures in sorted(found.items())
    )


def altogether(user: Any, day: date | None = None, seminar: Seminar | None = None) -> Promises:
    """One query."""
    on = day or clock.today()
    rows = _base(user, on)
    if seminar is not None:
        rows = rows.filter(seminar=seminar)
    return Promises(rows.aggregate(**_counts(on)), seminar=seminar)


def _grouped(
    user: Any, day: date | None, column: str, seminar: Seminar | None = None
) -> dict[Any, dict[str, int]]:
    on = day or clock.today()
    rows = _base(user, on)
    if seminar is not None:
        rows = rows.filter(seminar=seminar)
    counts = _counts(on)
    grouped = rows.order_by().values(column).annotate(**counts)
    return {row[column]: {name: row[name] for name in counts} for row in grouped}


def _base(user: Any, day: date) -> "QuerySet[Proposal]":
    rows = proposals_visible_to(user, day).filter(state__in=ANSWERED, needs_task=True)
    return rows.annotate(promised_by=Coalesce(F("plan_due"), F("task__original_due")))


def _counts(day: date) -> dict[str, Count]:
    return {name: Count("pk", filter=held) for name, held in _conditions(day).items()}


def _conditions(day: date) -> dict[str, Q]:
    """Each outcome as a condition; lateness is of the day, never stored.

    A granted extension or the next cycle's task moves the day of the task, not the day promised.
    """
    still_open = Q(state__in=STILL_OPEN)
    return {
        PROMISED: Q(pk__isnull=False),
        "not_adopted": ~Q(state__in=ADOPTED),
        "adopted": Q(state__in=ADOPTED),
        "fulfilled": Q(state="fulfilled"),
        "fulfilled_late": Q(state="fulfilled", task__done_on__gt=F("promised_by")),
        "not_fulfilled": Q(state="not_fulfilled"),
        "rolled_over": Q(state="rolled_over"),
        "open": still_open,
        "late": still_open & Q(promised_by__lt=day),
    }
