"""Lines of a plan that was read become drafts: its document, measures, tasks; all or none.

Every object is made by the engine, so that roles and guards are those of the forms. A line that is
refused is told by its number, every other refused line with it, and then nothing is made.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldthread.programme.actions.documents import enter_document
from goldthread.programme.models import Clause, Cycle, KeyTask, Measure, PlanLine, SourceDocument
from goldthread.programme.plan.model import Plan, Task
from goldthread.programme.plan.names import is_han
from goldthread.programme.queries.held import taken_lines
from goldthread.workflow.engine import create
from goldthread.workflow.errors import Refused, WorkflowError
from goldthread.workflow.log import hold
from goldthread.workflow.occasion import Actor
from goldthread.workflow.texts import Sentence, say

TITLE, HEADING = 500, 500
_SENTENCE = re.compile(r"[。；]|[.;](?=\s)")


@dataclass(frozen=True)
class NewMeasure:
    """A heading of the plan (by its place among the plan's measures) to be made a measure."""

    heading: int
    line_of_work: str


@dataclass(frozen=True)
class Line:
    """A line as a person decided on it. `number` is its place in the plan, from 0.

    `measure`: the key of one that exists, a heading to be made one, or none.
    """

    number: int
    measure: int | NewMeasure | None
    lead: str | None
    supports: tuple[str, ...]
    due: date | None


@dataclass(frozen=True)
class Made:
    document: SourceDocument
    measures: tuple[Measure, ...] = ()
    tasks: tuple[KeyTask, ...] = ()


class LinesNotTaken(WorkflowError):
    """Some of the chosen lines cannot be taken and nothing was made.

    `faults`: by place in the plan; `of_all`: what stands against the whole of it.
    """

    def __init__(self, faults: Mapping[int, Sentence], of_all: Sequence[Sentence] = ()) -> None:
        super().__init__("; ".join(map(str, [*of_all, *faults.values()])))
        self.faults, self.of_all = dict(faults), tuple(of_all)


@dataclass
class _Taking:
    """One plan on its way into the ledger, within one transaction."""

    plan: Plan
    sha256: str
    cycle: Cycle
    actor: Actor
    name: str
    measures: dict[int, Measure] = field(default_factory=dict)
    faults: dict[int, Sentence] = field(default_factory=dict)

    def all(self, lines: Sequence[Line]) -> Made:
        taken = taken_lines(self.sha256)
        tasks = list(self.plan.tasks)
        for line in lines:
            if (tasks[line.number].start, tasks[line.number].end) in taken:
                self.faults[line.number] = _taken_already()
        document = self._document()
        clauses = {row.position: row for row in document.clauses.all()}
        places = _positions(self.plan)
        made = [
            self._line(line, tasks[line.number], clauses[places[line.number]])
            for line in lines
            if line.number not in self.faults
        ]
        if self.faults:
            raise LinesNotTaken(self.faults)
        return Made(document, tuple(self.measures.values()), tuple(t for t in made if t))

    def _document(self) -> SourceDocument:
        """The document of this very text; made once, however often lines are taken from it."""
        base = f"plan-{self.sha256[:16]}"
        rows = SourceDocument.objects.filter(key__startswith=base).order_by("-pk")
        there: SourceDocument | None = rows.first()
        if there is not None and there.is_open:
            return there
        key = base if there is None else f"{base}-{rows.count() + 1}"
        title = (self.plan.title or self.name)[:TITLE]
        try:
            return enter_document(
                actor=self.actor,
                clauses=clauses_of(self.plan),
                key=key,
                kind="plan",
                language="zh" if is_han(self.plan.source) else "en",
                at=None,
                **_titles(title),
            )
        except Refused as refusal:
            raise LinesNotTaken(
                {},
                [
                    say(
                        "The plan's document cannot be entered: {why}",
                        "无法录入计划文件：{why}",
                        why=refusal.sentence,
                    )
                ],
            ) from refusal

    def _line(self, line: Line, task: Task, clause: Clause) -> KeyTask | None:
        try:
            measure = self._measure(line.measure)
            with transaction.atomic():
                return self._task(line, task, clause, measure)
        except Refused as refusal:
            self.faults[line.number] = refusal.sentence
            return None

    def _task(self, line: Line, task: Task, clause: Clause, measure: int | None) -> KeyTask:
        made = KeyTask()
        payload = {
            "cycle": self.cycle.pk,
            **_titles(title_of(task.text)),
            "text": task.text,
            "measure": measure,
            "clause": clause.pk,
            "lead": line.lead,
            "due": line.due,
            "supports": [{"office": code} for code in line.supports],
        }
        create(made, "draft", actor=self.actor, payload=payload)
        PlanLine.objects.create(sha256=self.sha256, start=task.start, end=task.end, task=made)
        return made

    def _measure(self, wanted: int | NewMeasure | None) -> int | None:
        if not isinstance(wanted, NewMeasure):
            return wanted
        if wanted.heading not in self.measures:
            self.measures[wanted.heading] = self._new_measure(wanted)
        return int(self.measures[wanted.heading].pk)

    def _new_measure(self, wanted: NewMeasure) -> Measure:
        last = Measure.objects.filter(cycle=self.cycle).aggregate(last=Max("number"))["last"]
        measure = Measure()
        title = self.plan.measures[wanted.heading].title[:TITLE]
        payload = {
            "cycle": self.cycle.pk,
            "number": (last or 0) + 1,
            "line_of_work": wanted.line_of_work,
            **_titles(title),
        }
        create(measure, "draft", actor=self.actor, payload=payload)
        return measure


def take_lines(
    *, plan: Plan, sha256: str, cycle: Cycle, lines: Sequence[Line], actor: Actor, name: str
) -> Made:
    """The document with the plan's clauses, the measures and the tasks of the lines, as drafts.

    Raises `LinesNotTaken` with every refused line, and nothing is made.
    """
    with transaction.atomic():
        hold("default")
        return _Taking(plan, sha256, cycle, actor, name).all(lines)


class _Undone(Exception):
    """Leads out of a transaction whose work was only to be seen."""

    def __init__(self, made: Made) -> None:
        super().__init__()
        self.made = made


def would_take(**given: Any) -> Made:
    """What `take_lines` would make, done and undone again: a preview that cannot be wrong."""
    try:
        with transaction.atomic():
            raise _Undone(take_lines(**given))
    except _Undone as undone:
        return undone.made


def clauses_of(plan: Plan) -> list[dict[str, str]]:
    """The plan's headings, each followed by its lines; paths count headings and lines: 3, 3.1."""
    found = []
    for number, measure in enumerate(plan.measures, 1):
        heading = " / ".join(measure.path) or measure.title or plan.title or str(number)
        found.append({"path": str(number), "heading": heading[-HEADING:]})
        for place, task in enumerate(measure.tasks, 1):
            label = (task.number or str(place))[:HEADING]
            found.append({"path": f"{number}.{place}", "heading": label, "text": task.text})
    return found


def _positions(plan: Plan) -> list[int]:
    """Of each task of the plan, the position of its clause."""
    found, at = [], 0
    for measure in plan.measures:
        at += 1
        for _task in measure.tasks:
            at += 1
            found.append(at)
    return found


def title_of(text: str) -> str:
    """The first sentence of a line, for lists; the whole stands in the task's text."""
    first = _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0].strip()
    return first if len(first) <= TITLE else f"{first[: TITLE - 1]}…"


def _titles(text: str) -> dict[str, Any]:
    return {"title_zh" if is_han(text) else "title_en": text}


def _taken_already() -> Sentence:
    return say(
        "This line stands in the ledger already; it is not taken twice.",
        "此条已列入台账，不会重复录入。",
    )
