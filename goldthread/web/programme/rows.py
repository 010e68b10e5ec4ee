"""A key task as a row of a list: what the ledger's query gives, written for the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.programme import queries
from goldthread.programme.models import KeyTask
from goldthread.review.queries.time_machine import LedgerThen
from goldthread.web.acting.frame import Badge, badge
from goldthread.web.acting.frame import address as link
from goldthread.web.programme import told
from goldthread.workflow import clock
from goldthread.workflow.timing import Timing

ENDED = ("written_off", "carried_over", "cancelled")


@dataclass(frozen=True)
class Row:
    pk: int
    version: int
    number: str
    title: str
    href: str
    lead: str
    due: date | None
    original_due: date | None
    badge: Badge
    timing: told.Word
    assignments: str
    notices: int
    reported_on: date | None
    report_href: str


def task_rows(
    request: HttpRequest,
    tasks: Sequence[Any],
    structure: date | None = None,
    past: LedgerThen | None = None,
) -> list[Row]:
    """Rows of a page of `queries.ledger`; two or three more queries for all of them.

    `structure`: the day in whose structure the lead is named. `past`: the ledger of a past day,
    from which the tasks are.
    """
    day = past.day if past is not None else clock.today()
    states = past.assignments(tasks) if past is not None else queries.states_of_assignments(tasks)
    heirs = queries.heirs_in(tasks, day, structure) if structure else None
    as_of = day if past is not None else None
    return [_row(request, task, day, as_of, states.get(task.pk, {}), heirs) for task in tasks]


def _row(
    request: HttpRequest,
    task: Any,
    today: date,
    as_of: date | None,
    states: Mapping[str, int],
    heirs: Mapping[str, Any] | None,
) -> Row:
    ended = sum(states.get(name, 0) for name in ENDED)
    return Row(
        pk=task.pk,
        version=task.version,
        number=task.ledger_number,
        title=task.title(request.lang),
        href=link(request, f"/tasks/{task.pk}", as_of=as_of),
        lead=_lead(request, task, heirs),
        due=task.due,
        original_due=task.original_due,
        badge=badge(task.machine, task.state, request.lang),
        timing=told.timing_word(Timing(task.timing), task, today),
        assignments=f"{ended}/{sum(states.values())}" if states else "",
        notices=task.open_notices,
        reported_on=task.reported_on,
        report_href=link(request, f"/reports/{task.report_id}") if task.report_id else "",
    )


def _lead(request: HttpRequest, task: KeyTask, heirs: Mapping[str, Any] | None) -> str:
    """The lead as it was, or who has its work in another structure, with shares where split."""
    name = "zh" if request.lang == "zh" else "en"
    if heirs is None or task.lead is None:
        return getattr(task, f"lead_{name}") or ""
    found = heirs.get(task.lead.code, ())
    if not found:
        return _("%(office)s (not there)") % {"office": task.lead.code}
    return "; ".join(
        each.names[name] + (f" {each.part.share}" if each.part.share != 1 else "") for each in found
    )
