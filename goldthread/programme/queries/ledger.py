"""The ledger (台账): the tasks a user sees on a day, with what a page of them shows.

One query gives a page of rows; `states_of_assignments` and `heirs_in` are one and two more for the
whole page. Nothing is asked row by row.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from goldthread.codes.workdays import add_working_days
from goldthread.offices.lineage import Part
from goldthread.offices.models import Office, OfficeVersion
from goldthread.offices.queries import lineage, offices_named_on
from goldthread.programme import clocks
from goldthread.programme.codelists import usual_clocks
from goldthread.programme.heirs import ONE_DAY
from goldthread.programme.models import Cycle, KeyTask, ProgressReport, SupervisionNotice, Support
from goldthread.programme.queries.tasks import tasks_visible_to
from goldthread.programme.queries.visible import ACCEPTED
from goldthread.workflow.machine import open_states
from goldthread.workflow.texts import Titles
from goldthread.workflow.timing import Timing

NO_LONGER_DUE = ("cancelled", "carried_over")
OPEN_NOTICES = open_states(SupervisionNotice.machine.states)


SORTS = {
    "number": ("cycle_id", "ledger_number"),
    "due": ("due",),
    "lead": ("lead__code", "due"),
    "state": ("state", "due"),
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the ledger is narrowed and ordered by; what is not given does not narrow.

    `lead` and `support` are codes of offices; with `structure` they stand for all that they took
    over until that day. `text` is a part of a title or the beginning of a number, `national` means
    only national tasks (True) or only assignments (False), `sort` is a name of `SORTS`, descending
    with "-" before it.
    """

    cycle: Cycle | None = None
    states: tuple[str, ...] = ()
    lead: str = ""
    support: str = ""
    measure: int | None = None
    parent: int | None = None
    national: bool | None = None
    timing: Timing | None = None
    text: str = ""
    structure: date | None = None
    sort: str = ""


ALL = Filters()


def ledger(user: Any, day: date, filters: Filters = ALL) -> "QuerySet[KeyTask]":
    """The rows, each with

    `timing`; `lead_en`, `lead_zh` (the short name of the lead on the day, its last one where it has
    ceased: `heirs_in` says who took over); `reported_on` and `report_id` (the latest accepted
    report); `open_notices`.
    """
    rows = tasks_visible_to(user, day).filter(narrowed(filters))
    rows = rows.annotate(timing=timing_on(day, near_until(filters.cycle, day)))
    if filters.timing is not None:
        rows = rows.filter(timing=filters.timing.value)
    notices = SupervisionNotice.objects.filter(task_id=OuterRef("pk"), state__in=OPEN_NOTICES)
    rows = rows.annotate(**_names(day), **_reports(), open_notices=counted(notices, "task_id"))
    return rows.select_related("lead", "cycle", "measure").order_by(*_order(filters.sort))


def page_of(rows: "QuerySet[KeyTask]", first: int, last: int) -> list[KeyTask]:
    """Some rows of a ledger, in its order: one query, which finds their keys first, so that what a
    row shows beside itself is not asked of all the rows before them."""
    return list(rows.filter(pk__in=rows.values("pk")[first:last]))


def counted(rows: "QuerySet[Any]", column: str) -> Coalesce:
    """How many rows a subquery gives, 0 where none."""
    grouped = rows.order_by().values(column).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def _order(sort: str) -> list[Any]:
    names = SORTS.get(sort.removeprefix("-"), SORTS["number"])
    down = sort.startswith("-")
    return [*(F(name).desc() if down else F(name).asc() for name in names), "pk"]


def narrowed(filters: Filters) -> Q:
    """The filters as a condition, but that of timing, which is of a day."""
    found = Q()
    plain: dict[str, Any] = {
        "cycle": filters.cycle,
        "measure_id": filters.measure,
        "parent_id": filters.parent,
        "state__in": filters.states,
    }
    for name, value in plain.items():
        found &= Q(**{name: value}) if value else Q()
    if filters.national is not None:
        found &= Q(parent__isnull=filters.national)
    if filters.lead:
        found &= Q(lead__code__in=_codes(filters.lead, filters.structure))
    if filters.support:
        codes = _codes(filters.support, filters.structure)
        supported = Support.objects.filter(office__code__in=codes)
        found &= Q(pk__in=supported.values("task_id"))
    if filters.text:
        titled = Q(title_en__icontains=filters.text) | Q(title_zh__icontains=filters.text)
        found &= titled | Q(ledger_number__istartswith=filters.text)
    return found


def _codes(code: str, structure: date | None) -> list[str]:
    return [code] if structure is None else _standing_for(code, structure)


def _standing_for(code: str, structure: date) -> list[str]:
    """The offices, of whatever day, whose work the office has in the structure: two queries."""
    known = lineage()
    return [
        office.code
        for office in Office.objects.all()
        if code in {p.office for p in known.successors(office.code, _last(office), structure)}
    ]


def _last(office: Office) -> date:
    """A day on which the office existed: its last one, or its first where no end is known."""
    day: date = office.ends - ONE_DAY if office.ends else office.starts
    return day


def near_until(cycle: Cycle | None, day: date) -> date:
    """What is due before this day is near on `day`, in the cycle's own limit or the usual one."""
    if cycle is not None:
        return clocks.near_until(cycle, day)
    return add_working_days(day, usual_clocks()["near"] + 1, clocks.country())


def timing_on(day: date, near: date) -> Case:
    """`workflow.timing` in SQL; what was cancelled or carried over is no longer due here."""
    done = Q(done_on__lte=day)
    return Case(
        When(Q(due=None) | Q(state__in=NO_LONGER_DUE), then=Value(Timing.UNDATED.value)),
        When(done & Q(done_on__gt=F("due")), then=Value(Timing.DONE_LATE.value)),
        When(done, then=Value(Timing.DONE_IN_TIME.value)),
        When(due__lt=day, then=Value(Timing.LATE.value)),
        When(due__lt=near, then=Value(Timing.NEAR.value)),
        default=Value(Timing.AHEAD.value),
    )


def _names(day: date) -> dict[str, Subquery]:
    names = OfficeVersion.objects.filter(office_id=OuterRef("lead_id"), starts__lte=day)
    last = names.order_by("-starts")
    return {f"lead_{lang}": Subquery(last.values(f"short_{lang}")[:1]) for lang in ("en", "zh")}


def _reports() -> dict[str, Subquery]:
    accepted = ProgressReport.objects.filter(
        task_id=OuterRef("pk"), part=False, state__in=ACCEPTED
    ).order_by("-period_end")
    return {
        "reported_on": Subquery(accepted.values("period_end")[:1]),
        "report_id": Subquery(accepted.values("pk")[:1]),
    }


def states_of_assignments(tasks: Iterable[KeyTask]) -> dict[int, dict[str, int]]:
    """Of national tasks: how many of their assignments are in which state; one query."""
    keys = [task.pk for task in tasks if task.parent_id is None]
    rows = KeyTask.objects.filter(parent_id__in=keys).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for parent, state, count in rows.values_list("parent_id", "state").annotate(Count("pk")):
        found[parent][state] = count
    return dict(found)


@dataclass(frozen=True)
class Heir:
    """Who stands in the lead's place in the structure of another day, with its share."""

    part: Part
    names: Titles


def heirs_in(
    tasks: Iterable[KeyTask], day: date, structure: date
) -> Mapping[str, tuple[Heir, ...]]:
    """By the code of a lead as of `day`, who has its work in the structure of another day.

    Two queries. A lead that has ceased by `day` is followed from its last day on.
    """
    offices = {task.lead.code: task.lead for task in tasks if task.lead is not None}
    names = {
        row.office.code: {"en": row.name_en, "zh": row.name_zh}
        for row in offices_named_on(structure)
    }
    known = lineage()
    return {
        code: tuple(
            Heir(part, names.get(part.office, {"en": part.office, "zh": part.office}))
            for part in known.successors(code, _standing(office, day), structure)
        )
        for code, office in offices.items()
    }


def _standing(office: Any, day: date) -> date:
    """The day, or the nearest one on which the office existed."""
    first: date = max(day, office.starts)
    return min(first, office.ends - ONE_DAY) if office.ends else first
