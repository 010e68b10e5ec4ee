"""What a review rests on: the offices assessed, and what the ledger says of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from goldthread.offices.days import on
from goldthread.offices.lateness import HandedOver
from goldthread.offices.models import Office, OfficeVersion
from goldthread.programme.finding import REGIONAL
from goldthread.programme.models import (
    Cycle,
    Evidence,
    Handover,
    KeyTask,
    ProgressReport,
    Target,
)
from goldthread.programme.progress import Progress, of_targets
from goldthread.programme.queries.lateness import lateness_of
from goldthread.programme.queries.visible import ACCEPTED, HANDED_IN
from goldthread.review.models import Review

ASSIGNED = (
    *("assigned", "received", "in_progress", "completion_reported", "verified", "settled"),
    *("written_off", "suspended", "carried_over"),
)
"""States of the tasks by which an office is assessed."""

VERDICTS = ("sufficient", "insufficient", "irrelevant")


@dataclass(frozen=True)
class Ledger:
    """What the ledger says of one office in the cycle, beside its own words.

    `late`: tasks that ran late at all; `own_days` and `inherited_days`: calendar days late, those
    before a handover apart.
    """

    tasks: tuple[tuple[str, int], ...]
    late: int
    own_days: int
    inherited_days: int
    reports_handed_in: int
    reports_accepted: int
    evidence: tuple[tuple[str, int], ...]
    targets: tuple[Progress, ...]

    @property
    def held(self) -> int:
        return sum(count for _, count in self.tasks)

    @property
    def targets_met(self) -> int:
        return sum(1 for each in self.targets if each.met)

    @property
    def share_done(self) -> Fraction | None:
        done = sum(count for state, count in self.tasks if state in ("settled", "written_off"))
        return Fraction(done, self.held) if self.held else None


def assessed_offices(cycle: Cycle, day: date) -> "QuerySet[Office]":
    """The regional offices that lead or support a task of the cycle, by their codes."""
    tasks = KeyTask.objects.filter(cycle=cycle, state__in=ASSIGNED)
    regional = OfficeVersion.objects.filter(on(day), kind=REGIONAL).values("office_id")
    rows = Office.objects.filter(pk__in=regional)
    holding = Q(pk__in=tasks.values("lead_id")) | Q(pk__in=tasks.values("supports__office_id"))
    return rows.filter(holding).order_by("code")


def ledger_of(office: Office, review: Review, day: date) -> Ledger:
    """Seven queries and the register's figures, however many tasks the office has."""
    tasks = KeyTask.objects.filter(cycle=review.cycle_id, lead=office, state__in=ASSIGNED)
    rows = list(tasks.select_related("lead").order_by("ledger_number", "pk"))
    handed = _handovers(rows)
    late = [lateness_of(task, handed.get(task.pk, []), day) for task in rows]
    reports = ProgressReport.objects.filter(task__cycle=review.cycle_id, office=office)
    states = Counter(reports.filter(state__in=HANDED_IN).values_list("state", flat=True))
    return Ledger(
        tasks=tuple(sorted(Counter(task.state for task in rows).items())),
        late=sum(1 for each in late if each.total),
        own_days=sum(each.own for each in late),
        inherited_days=sum(each.inherited for each in late),
        reports_handed_in=sum(states.values()),
        reports_accepted=sum(states[state] for state in ACCEPTED),
        evidence=_evidence(review, office),
        targets=tuple(of_targets(Target.objects.filter(task__in=rows).order_by("pk"), day)),
    )


def _handovers(tasks: Iterable[KeyTask]) -> dict[int, list[HandedOver]]:
    rows = Handover.objects.filter(task__in=list(tasks), part=False).exclude(done_on=None)
    found: dict[int, list[HandedOver]] = {}
    columns = ("task_id", "done_on", "predecessor__code", "successor__code")
    for task, *passed in rows.order_by("done_on", "pk").values_list(*columns):
        found.setdefault(task, []).append(HandedOver(*passed))
    return found


def _evidence(review: Review, office: Office) -> tuple[tuple[str, int], ...]:
    rows = Evidence.objects.filter(task__cycle=review.cycle_id, office=office, state__in=VERDICTS)
    return tuple(rows.values_list("state").annotate(n=Count("pk")).order_by("state"))
