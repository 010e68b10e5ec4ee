"""The unsaid list before a seminar: what should be spoken of, and nobody does.

Overdue tasks that no proposal, remark, intervention, document or address mentions; requirements
that no measure answers; measures that no task carries out; proposals whose answer is overdue.
Everything is read through what the user may see; what rests on the absence of something is told
only to those who would see it if it were there. A fixed number of queries.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from goldthread.offices.queries import remembering, roles_of
from goldthread.programme import own_objects as work
from goldthread.programme.models import KeyTask, Measure, MeasureRequirement, Requirement
from goldthread.programme.queries import (
    measures_visible_to,
    requirements_visible_to,
    tasks_visible_to,
)
from goldthread.programme.queries.tasks import IN_LEDGER, TASKS_ALL
from goldthread.programme.queries.upstream import MEASURES_ALL
from goldthread.seminar.models import Proposal, Seminar
from goldthread.seminar.queries import visible
from goldthread.seminar.queries.checking import task_fact
from goldthread.seminar.speech.facts import NO_LONGER
from goldthread.seminar.speech.mentions import mentioned
from goldthread.workflow.texts import Sentence, Titles, say

WAITING = ("assigned", "in_handling", "answer_pending")
"""States of a proposal whose answer is owed."""

CARRIED_OUT = ("issued", "in_force")
KINDS: dict[str, Titles] = {
    "overdue": {"en": "Overdue tasks nobody mentions", "zh": "无人提及的逾期事项"},
    "requirement": {"en": "Requirements without a measure", "zh": "没有对应举措的工作要求"},
    "measure": {"en": "Measures without a task", "zh": "没有督办事项的举措"},
    "proposal": {"en": "Proposals whose answer is overdue", "zh": "逾期未答复的提案"},
}


@dataclass(frozen=True)
class Unsaid:
    """`address` is the page of what is meant. `day`: since when, where that is known."""

    kind: str
    key: int
    titles: Titles
    why: Sentence
    address: str
    day: date | None = None


@remembering()
def unsaid(seminar: Seminar, user: Any, day: date) -> list[Unsaid]:
    """Every row that the user may see, by the order of `KINDS`, the oldest first."""
    return [
        *_overdue(seminar, user, day),
        *_requirements(seminar, user, day),
        *_measures(seminar, user, day),
        *_proposals(seminar, user, day),
    ]


def _overdue(seminar: Seminar, user: Any, day: date) -> Iterator[Unsaid]:
    late = Q(due__lt=day) & (Q(done_on=None) | Q(done_on__gt=day)) & ~Q(state__in=NO_LONGER)
    rows = tasks_visible_to(user, day).filter(late, IN_LEDGER, cycle_id=seminar.cycle_id)
    tasks = list(rows.order_by("due", "ledger_number", "pk"))
    if not tasks:
        return
    facts = [task_fact(task, seminar.cycle_id, day) for task in tasks]
    said = mentioned(facts, _texts(seminar, user, day)) | _cited(seminar, user, day)
    left = [task for task in tasks if not said & {str(task.pk), str(task.parent_id)}]
    for task, others in _once(left):
        told = work.key_task(task)
        why = _why_overdue(task, others)
        yield Unsaid("overdue", task.pk, told.titles, why, told.address, task.due)


def _once(tasks: Iterable[KeyTask]) -> Iterator[tuple[KeyTask, int]]:
    """Of a task and its assignments one row, and how many more of them are overdue."""
    groups: dict[int, list[KeyTask]] = {}
    for task in tasks:
        groups.setdefault(task.parent_id or task.pk, []).append(task)
    for root, members in groups.items():
        first = next((task for task in members if task.pk == root), members[0])
        yield first, len(members) - 1


def _why_overdue(task: KeyTask, others: int) -> Sentence:
    return say(
        "Overdue since {due}{more}, and no proposal, remark, intervention, document or address "
        "mentions it.",
        "已于{due}逾期{more}，而提案、讨论、发言、文件、讲话均未提及。",
        due=task.due.isoformat(),
        more=_and_others(others),
    )


def _and_others(count: int) -> Titles:
    if not count:
        return {"en": "", "zh": ""}
    return {"en": f", with {count} more assignments", "zh": f"（另有{count}项分解任务逾期）"}


def _texts(seminar: Seminar, user: Any, day: date) -> Iterator[str]:
    """All that is said before the seminar, as far as the user may read it: five queries."""
    proposals = visible.proposals_visible_to(user, day).filter(seminar=seminar)
    remarks = visible.remarks_visible_to(user, day).filter(proposal__seminar=seminar)
    spoken = visible.interventions_visible_to(user, day).filter(delegation__seminar=seminar)
    documents = visible.documents_visible_to(user, day).filter(seminar=seminar)
    addresses = visible.addresses_visible_to(user, day).filter(seminar=seminar)
    texts = ("title_en", "title_zh")
    asked = (*texts, "background_en", "background_zh", "request_en", "request_zh")
    for rows, fields in (
        (proposals, asked),
        (remarks.filter(state="posted"), ("text",)),
        (spoken.exclude(state__in=("declined", "withdrawn")), ("subject", "text")),
        (documents.exclude(state="withdrawn"), (*texts, "name")),
        (addresses.exclude(state="withdrawn"), (*texts, "text_en", "text_zh")),
    ):
        for row in rows.order_by().values_list(*fields):
            yield "\n".join(row)


def _cited(seminar: Seminar, user: Any, day: date) -> set[str]:
    """The keys of tasks that a proposal is bound to, or a remark cites."""
    proposals = visible.proposals_visible_to(user, day).filter(seminar=seminar)
    bound = proposals.exclude(task=None).order_by().values_list("task_id", flat=True)
    remarks = visible.remarks_visible_to(user, day).filter(
        proposal__seminar=seminar, state="posted"
    )
    cites = remarks.exclude(cites=[]).order_by().values_list("cites", flat=True)
    return {str(key) for key in bound} | {
        str(int(row["key"])) for rows in cites for row in rows if row["kind"] == "task"
    }


def _requirements(seminar: Seminar, user: Any, day: date) -> Iterator[Unsaid]:
    if not roles_of(user, day) & MEASURES_ALL:
        return
    answers = MeasureRequirement.objects.filter(requirement_id=OuterRef("pk"))
    answered = Exists(answers.exclude(measure__state="withdrawn"))
    rows = requirements_visible_to(user, day).filter(
        ~answered, cycle_id=seminar.cycle_id, state="issued"
    )
    why = say("No measure answers it.", "尚无举措与之对应。")
    yield from _of_work("requirement", rows.order_by("number", "pk"), why)


def _measures(seminar: Seminar, user: Any, day: date) -> Iterator[Unsaid]:
    if not roles_of(user, day) & TASKS_ALL:
        return
    carried = KeyTask.objects.filter(measure_id=OuterRef("pk")).exclude(state="cancelled")
    rows = measures_visible_to(user, day).filter(
        ~Exists(carried), cycle_id=seminar.cycle_id, state__in=CARRIED_OUT
    )
    why = say("No task carries it out.", "尚无督办事项落实。")
    yield from _of_work("measure", rows.order_by("number", "pk"), why)


def _of_work(kind: str, rows: Iterable[Requirement | Measure], why: Sentence) -> Iterator[Unsaid]:
    for row in rows:
        made = work.requirement(row) if isinstance(row, Requirement) else work.measure(row)
        yield Unsaid(kind, row.pk, made.titles, why, made.address)


def _proposals(seminar: Seminar, user: Any, day: date) -> Iterator[Unsaid]:
    rows = visible.proposals_visible_to(user, day).filter(
        seminar=seminar, state__in=WAITING, answer_due__lt=day
    )
    for each in rows.order_by("answer_due", "number", "pk"):
        why = say(
            "Its answer was due on {due}; the state is: {state}.",
            "应于{due}前答复，目前为：{state}。",
            due=each.answer_due.isoformat(),
            state=Proposal.machine.state(each.state).titles,
        )
        titles = {lang: f"{each.number} {each.title(lang)}" for lang in ("en", "zh")}
        address = f"/proposals/{each.pk}"
        yield Unsaid("proposal", each.pk, titles, why, address, each.answer_due)
