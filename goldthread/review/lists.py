"""What the ledger and the seminar give a review document: tasks by state, answers, promises."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from goldthread.offices.queries import offices_named_on
from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.queries.tasks import IN_LEDGER
from goldthread.programme.touched import OPEN
from goldthread.seminar.codelists import answer_classes
from goldthread.seminar.models import Proposal
from goldthread.seminar.models.proposal import ADOPTED, ANSWERED
from goldthread.seminar.queries.visible import FILED
from goldthread.workflow.texts import Titles, in_language

COMPLETED: Final = Q(state__in=("completion_reported", "verified", "settled", "written_off"))
_UNDER_WAY: Final = Q(state__in=OPEN) & ~COMPLETED

WHAT: Final[dict[str, Titles]] = {
    "tasks": {"en": "key tasks", "zh": "督办事项"},
    "proposals": {"en": "proposals", "zh": "提案"},
    "promises": {"en": "promises in answers", "zh": "答复承诺"},
}
STATES: Final[dict[str, Titles]] = {
    "all": {"en": "all", "zh": "全部"},
    "open": {"en": "open", "zh": "在办"},
    "overdue": {"en": "overdue", "zh": "逾期"},
    "completed": {"en": "completed", "zh": "已完成"},
    "in_progress": {"en": "in progress", "zh": "办理中"},
    "suspended": {"en": "suspended", "zh": "中止"},
    "cancelled": {"en": "cancelled", "zh": "已撤销"},
    "carried_over": {"en": "carried over", "zh": "结转"},
    "answered": {"en": "answered", "zh": "已答复"},
    "unanswered": {"en": "not answered yet", "zh": "未答复"},
    "promised": {"en": "promised", "zh": "承诺办理"},
    "adopted": {"en": "adopted into a task", "zh": "已立项"},
    "fulfilled": {"en": "fulfilled", "zh": "已落实"},
    "not_fulfilled": {"en": "not fulfilled", "zh": "未落实"},
    "late": {"en": "late", "zh": "逾期"},
}


@dataclass(frozen=True)
class Ledger:
    """The cycle as things stand on a day."""

    cycle: Cycle
    day: date

    def rows(self, what: str, state: str) -> "QuerySet[Any]":
        return _ROWS[what](self, state)

    def tasks(self, state: str) -> "QuerySet[Any]":
        rows = KeyTask.objects.filter(IN_LEDGER, cycle=self.cycle, parent=None)
        held = {
            "all": ~Q(state="cancelled"),
            "open": _UNDER_WAY,
            "overdue": _UNDER_WAY & Q(due__lt=self.day),
            "completed": COMPLETED,
        }.get(state, Q(state=state))
        return rows.filter(held).order_by("due", "ledger_number")

    def proposals(self, state: str) -> "QuerySet[Any]":
        """Of the cycle's seminars; what has no published answer is only ever counted."""
        rows = Proposal.objects.filter(state__in=ANSWERED if state == "answered" else FILED)
        rows = rows.exclude(state__in=ANSWERED) if state == "unanswered" else rows
        return rows.filter(seminar__cycle=self.cycle).order_by("seminar__starts", "number", "pk")

    def promises(self, state: str) -> "QuerySet[Any]":
        still_open = ~Q(state__in=("fulfilled", "not_fulfilled"))
        held = {
            "promised": Q(),
            "adopted": Q(state__in=ADOPTED),
            "open": still_open,
            "late": still_open & Q(plan_due__lt=self.day),
        }.get(state, Q(state=state))
        return self.proposals("answered").filter(held, needs_task=True)

    def offices(self, lang: str) -> dict[int, str]:
        return {
            row.office_id: (row.short_zh or row.name_zh)
            if lang == "zh"
            else (row.short_en or row.name_en)
            for row in offices_named_on(self.day)
        }


_ROWS: Final[dict[str, Callable[[Ledger, str], "QuerySet[Any]"]]] = {
    "tasks": Ledger.tasks,
    "proposals": Ledger.proposals,
    "promises": Ledger.promises,
}

COLUMNS: Final[dict[str, Sequence[Titles]]] = {
    "tasks": (
        {"en": "Number", "zh": "编号"},
        {"en": "Task", "zh": "事项"},
        {"en": "Lead", "zh": "牵头单位"},
        {"en": "Due", "zh": "时限"},
        {"en": "State", "zh": "状态"},
    ),
    "answers": (
        {"en": "Number", "zh": "编号"},
        {"en": "Proposal", "zh": "提案"},
        {"en": "Answered by", "zh": "答复单位"},
        {"en": "Class", "zh": "答复类别"},
        {"en": "State", "zh": "状态"},
    ),
    "promises": (
        {"en": "Number", "zh": "编号"},
        {"en": "Proposal", "zh": "提案"},
        {"en": "Promised by", "zh": "承诺单位"},
        {"en": "By", "zh": "承诺时限"},
        {"en": "State", "zh": "状态"},
    ),
}


def table(ledger: Ledger, kind: str, state: str, most: int, lang: str) -> list[list[str]]:
    """The rows of a list as texts; dates as ISO days."""
    names = ledger.offices(lang)
    if kind == "tasks":
        return [_task(row, names, lang) for row in _first(ledger.tasks(state), most)]
    rows = ledger.promises(state) if kind == "promises" else ledger.proposals("answered")
    return [_proposal(row, kind, names, lang) for row in _first(rows, most)]


def _first(rows: "QuerySet[Any]", most: int) -> "QuerySet[Any]":
    return rows[:most] if most else rows


def _task(row: KeyTask, names: dict[int, str], lang: str) -> list[str]:
    lead = names.get(row.lead_id, "")
    return [row.ledger_number, row.title(lang), lead, _day(row.due), row.state_title(lang)]


def _proposal(row: Proposal, kind: str, names: dict[int, str], lang: str) -> list[str]:
    by = names.get(row.answered_by_id, "")
    known = answer_classes()
    told = _day(row.plan_due) if kind == "promises" else ""
    if kind == "answers" and row.answer_class:
        found = known.get(row.answer_class)
        told = row.answer_class if found is None else in_language(found.titles, lang)
    return [row.number, row.title(lang), by, told, row.state_title(lang)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"
