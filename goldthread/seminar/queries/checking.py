"""The check of an address against the ledger and the register, for one who may see them.

However long the text and the ledger, a fixed number of queries: claims are held against what the
user may see; the clearing of an address is judged against everything (`user` None).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from goldthread.offices.queries import offices_named_on
from goldthread.programme.models import KeyTask, Measure, ProgressReport, Support
from goldthread.programme.periods import OWING
from goldthread.programme.progress import REPORTED_STATES
from goldthread.programme.queries import measures_visible_to, reports_visible_to, tasks_visible_to
from goldthread.programme.queries.duties import reports_due
from goldthread.programme.queries.visible import ACCEPTED
from goldthread.seminar.address_figures import shown_in
from goldthread.seminar.models import Address
from goldthread.seminar.speech.check import check
from goldthread.seminar.speech.claims import claims_reports
from goldthread.seminar.speech.clauses import Names
from goldthread.seminar.speech.facts import (
    NO_LONGER,
    Facts,
    MeasureFact,
    Outstanding,
    TaskFact,
)
from goldthread.seminar.speech.finding import Finding
from goldthread.seminar.speech.promises import Promised, keepers, promises
from goldthread.workflow.texts import Titles
from goldthread.workflow.timing import Timing

LANGS = ("en", "zh")


@dataclass(frozen=True)
class Kept:
    """A promise of the text, and the keys of the tasks and measures that keep it already."""

    lang: str
    promised: Promised
    tasks: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """`reasons`: of the findings accepted when it was cleared, by key."""

    findings: tuple[Finding, ...]
    promises: tuple[Kept, ...]
    reasons: Mapping[str, str]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity == "blocks")

    def open_warnings(self, accepted: Iterable[str] = ()) -> tuple[Finding, ...]:
        """Those that nobody accepted with a reason."""
        known = {*self.reasons, *accepted}
        return tuple(e for e in self.findings if e.severity == "warns" and e.key not in known)


def checked(address: Address, user: Any | None, day: date) -> Checked:
    facts = facts_of(address, user, day)
    names = Names(facts)
    texts = {"en": address.text_en, "zh": address.text_zh}
    findings = [each for lang in LANGS for each in check(texts[lang], lang, facts)]
    kept = [_kept(lang, each, names) for lang in LANGS for each in promises(texts[lang], lang)]
    reasons = {row["finding"]: row["reason"] for row in address.accepted}
    return Checked(tuple(findings), tuple(kept), reasons)


def facts_of(address: Address, user: Any | None, day: date) -> Facts:
    cycle = address.seminar.cycle_id
    tasks = _tasks(user, day).filter(Q(cycle_id=cycle) | Q(cycle__previous_id=cycle))
    measures = _measures(user, day).filter(Q(cycle_id=cycle) | Q(cycle__previous_id=cycle))
    said = any(claims_reports(t, lang) for t, lang in _texts(address))
    names = _office_names(day) if said else {}
    return Facts(
        tasks=tuple(task_fact(each, cycle, day) for each in tasks.order_by("pk")),
        measures=tuple(_measure_fact(each, cycle) for each in measures.order_by("pk")),
        unreported=tuple(_unreported(user, cycle, day, names)) if said else (),
        unaccepted=tuple(_unaccepted(user, cycle, day, names)) if said else (),
        figures=shown_in(address, day),
    )


def _texts(address: Address) -> tuple[tuple[str, str], ...]:
    return ((address.text_en, "en"), (address.text_zh, "zh"))


def _tasks(user: Any | None, day: date) -> "QuerySet[KeyTask]":
    return KeyTask.objects.all() if user is None else tasks_visible_to(user, day)


def _measures(user: Any | None, day: date) -> "QuerySet[Measure]":
    return Measure.objects.all() if user is None else measures_visible_to(user, day)


def task_fact(task: KeyTask, cycle: int, day: date) -> TaskFact:
    dated = task.due is not None and task.state not in NO_LONGER
    done = task.done_on if task.done_on is not None and task.done_on <= day else None
    return TaskFact(
        key=str(task.pk),
        number=task.ledger_number,
        titles=_titles(task),
        state=task.state,
        state_titles=KeyTask.machine.state(task.state).titles,
        overdue=dated and done is None and task.due < day,
        done_late=dated and done is not None and done > task.due,
        parent=str(task.parent_id or ""),
        coming=task.cycle_id != cycle,
    )


def _measure_fact(measure: Measure, cycle: int) -> MeasureFact:
    return MeasureFact(
        key=str(measure.pk),
        number=measure.number,
        titles=_titles(measure),
        state=measure.state,
        state_titles=Measure.machine.state(measure.state).titles,
        coming=measure.cycle_id != cycle,
    )


def _titles(obj: KeyTask | Measure) -> Titles:
    return {"en": obj.title("en"), "zh": obj.title("zh")}


def _office_names(day: date) -> dict[int, Titles]:
    return {
        row.office_id: {"en": row.short_en or row.name_en, "zh": row.short_zh or row.name_zh}
        for row in offices_named_on(day)
    }


def _unreported(
    user: Any | None, cycle: int, day: date, names: Mapping[int, Titles]
) -> Iterable[Outstanding]:
    """The reports that are late; of a cycle closed for reporting too."""
    supports = Prefetch("supports", Support.objects.select_related("office"))
    tasks = _tasks(user, day).filter(cycle_id=cycle, state__in=OWING)
    tasks = tasks.select_related("cycle", "lead").prefetch_related(supports).order_by("pk")
    for duty in reports_due(day, tasks=tasks):
        if duty.timing(day) is Timing.LATE:
            yield Outstanding(str(duty.task.pk), _named(names, duty.office))


def _unaccepted(
    user: Any | None, cycle: int, day: date, names: Mapping[int, Titles]
) -> Iterable[Outstanding]:
    rows = ProgressReport.objects.all() if user is None else reports_visible_to(user, day)
    waiting = [state for state in REPORTED_STATES if state not in ACCEPTED]
    rows = rows.filter(task__cycle_id=cycle, state__in=waiting).select_related("office")
    for row in rows.order_by("pk"):
        yield Outstanding(str(row.task_id), _named(names, row.office))


def _named(names: Mapping[int, Titles], office: Any) -> Titles:
    return names.get(office.pk, {"en": office.code, "zh": office.code})


def _kept(lang: str, promised: Promised, names: Names) -> Kept:
    found = keepers(promised.part.text, lang, names)
    tasks = tuple(each.key for each in found if isinstance(each, TaskFact))
    measures = tuple(each.key for each in found if isinstance(each, MeasureFact))
    return Kept(lang, promised, tasks, measures)
