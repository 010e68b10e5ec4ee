"""The scenes of permissions.csv, played: objects, and for each column somebody who stands so.

Each object comes into being through the engine, furnished once; the tests then set its state by
SQL. That is fine here, and only here: who may is judged by role, unit and state alone, and what a
state brings with it beyond that (dates, numbers) is for the guards, which are tested elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from goldthread.offices.models import EmergencyAccess, Office, Person, Reform
from goldthread.offices.permissions import NEW
from goldthread.programme.models import (
    Handover,
    KeyTask,
)
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Machine
from tests.nobodies import seat_nobodies
from tests.programme.building import DUE
from tests.programme.reporting import Reporting

TODAY = date(2019, 4, 1)
APRIL = date(2019, 4, 30)
REGION_DUE = date(2019, 5, 31)
OFFICES = ("CNIPA", "CNIPA-GO", "CNIPA-PROT", "CNIPA-UTIL", "CNIPA-LAW", "IPO-ZJ", "IPO-JS", "SAMR")
SEATED = {
    **{each: each for each in ("issuer", "supervision", "supervision_head", "planning")},
    **{each: each for each in ("statistician", "secretariat", "delegate", "press", "auditor")},
    "system_administrator": "sysadmin",
    "department_lead": "protection",
    "department_support": "utilisation",
    "department_other": "law",
    "provincial_head_own": "zj_head",
    "provincial_head_other": "js_head",
    "provincial_coordinator_own": "zj_coordinator",
    "provincial_coordinator_other": "js_coordinator",
    "contributor_own": "zj_contributor",
    "contributor_other": "js_contributor",
    "public": "public",
}
"""The user of each column; a scene may seat another one, and says so."""


class Matrix(Reporting):
    """Somebody in every column, and those whose rights ended, begin later, or are switched off."""

    def __init__(self) -> None:
        super().__init__()
        self.hire("js_contributor", "contributor", "IPO-JS")
        self.hire("zj_second_contributor", "contributor", "IPO-ZJ")
        seat_nobodies(self, TODAY, OFFICES)


@dataclass
class Scene:
    """`given`: the fields of an action, where who may depends on them. `columns`: with the object
    and the fields of each state; `seats`: where another than the usual user sits in a column."""

    obj: Lifecycle
    given: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    seats: Mapping[str, str] = field(default_factory=dict)
    with_state: Callable[[str], Mapping[str, Any]] = lambda _state: {}

    @property
    def machine(self) -> Machine:
        return self.obj.machine

    def user(self, world: Matrix, column: str) -> Any:
        return world[self.seats.get(column, SEATED.get(column, column))]

    def enter(self, state: str) -> Lifecycle:
        """The object in a state; of `new`, an unsaved one."""
        if state == NEW:
            return type(self.obj)()
        columns = {"state": state, **self.with_state(state)}
        names = ", ".join(f'"{name}" = %s' for name in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{self.obj._meta.db_table}" SET {names} WHERE id = %s',
                [*columns.values(), self.obj.pk],
            )
        self.obj.refresh_from_db()
        return self.obj


EARLY = {"milestones": [{"title": "完成", "due": "2019-03-29", "criteria": ["已完成"]}]}
"""One milestone that is past by now: the task is behind."""

LEADS_ALONE = {"contributor_own": "prot_contributor"}
"""In scenes of what the lead itself wrote, the contributor is one of the lead."""


def _cycle(world: Matrix) -> Scene:
    return Scene(world.cycle)


def _document(world: Matrix) -> Scene:
    return Scene(world.document)


def _requirement(world: Matrix) -> Scene:
    return Scene(world.requirement)


def _measure(world: Matrix) -> Scene:
    given = {"cycle": world.cycle.pk, "number": 9, "line_of_work": "protection"}
    return Scene(
        world.new_measure(5), {"draft": {**given, "title_en": "New", "department": "CNIPA-PROT"}}
    )


def _national(world: Matrix) -> Scene:
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/4", "IPO-ZJ": "1/4"})
    _handed_over(world, task, "CNIPA-HR")
    return Scene(task, with_state=_without_number(task))


def _without_number(task: KeyTask) -> Callable[[str], Mapping[str, Any]]:
    """A national task gets its number when it is assigned."""
    number = task.ledger_number
    before = ("drafted", "registered")
    return lambda state: {"ledger_number": "" if state in before else number}


def _assignment(world: Matrix) -> Scene:
    task = _of_region(world)
    _handed_over(world, task, "IPO-GD")
    number = task.ledger_number
    return Scene(task, with_state=lambda s: {"ledger_number": "" if s == "drafted" else number})


def _of_region(world: Matrix, **parent: Any) -> KeyTask:
    given = {"supports": {"CNIPA-UTIL": "1/4"}, **EARLY, **parent}
    above = world.task("assigned", **given)
    given = {"parent": above.pk, "lead": "IPO-ZJ", "due": REGION_DUE}
    task: KeyTask = world.make(KeyTask(), "pass_on", "supervision", **given)
    world.act(task, "sign_for_receipt", "zj_head")
    world.act(task, "work", "zj_head")
    return task


def _handed_over(world: Matrix, task: KeyTask, to: str) -> None:
    """An open handover, so that those who sign it are known; written under an act that is real."""
    change = {"kind": "renamed", "office": "CNIPA-HR", "en": "Staff", "zh": "人事司"}
    act = Reform.objects.filter(state="enacted").first() or world.reform(
        [{**change, "short_en": "Staff", "short_zh": "人事"}], date(2019, 12, 1)
    )
    successor = Office.objects.get(code=to)
    Handover.objects.create(
        task=task, reform=act, predecessor=task.lead, successor=successor, day=act.effective
    )


def _report(world: Matrix, task: KeyTask, by: str, office: str, **seats: str) -> Scene:
    report = world.report(task, by, office=office, end=APRIL)
    given = {"task": task.pk, "office": office, "period_end": APRIL}
    return Scene(report, {"draft": given}, seats)


def _main(world: Matrix) -> Scene:
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/4", "IPO-ZJ": "1/4"})
    return _report(world, task, "prot_contributor", "CNIPA-PROT", **LEADS_ALONE)


def _part(world: Matrix) -> Scene:
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/4", "IPO-ZJ": "1/4"})
    return _report(world, task, "zj_contributor", "IPO-ZJ")


def _regional(world: Matrix) -> Scene:
    return _report(world, _of_region(world), "zj_contributor", "IPO-ZJ")


def _part_for_region(world: Matrix) -> Scene:
    """A region leads the national task, a department supports it."""
    task = world.task("in_progress", lead="IPO-ZJ", supports={"CNIPA-UTIL": "1/4"})
    seats = {"contributor_own": "util_contributor"}
    return _report(world, task, "util_contributor", "CNIPA-UTIL", **seats)


def _evidence(world: Matrix, task: KeyTask, by: str, **seats: str) -> Scene:
    evidence, other = world.linked(task, by), world.linked(task, by)
    given = {"task": task.pk, "office": task.lead.code, "name": "a.pdf", "sha256": "ab" * 32}
    given |= {"size": 1, "media_type": "application/pdf"}
    return Scene(evidence, {"upload": given}, seats, lambda _state: {"replaced_by_id": other.pk})


def _evidence_of_lead(world: Matrix) -> Scene:
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/4", "IPO-ZJ": "1/4"})
    return _evidence(world, task, "prot_contributor", **LEADS_ALONE)


def _evidence_of_region(world: Matrix) -> Scene:
    return _evidence(world, _of_region(world), "zj_contributor")


def _extension(world: Matrix, task: KeyTask, by: str, due: date, **seats: str) -> Scene:
    given = {"task": task.pk, "due": due, "reason": "等待立法", "progress": "完成一半"}
    return Scene(world.extension(task, by, due), {"request": given}, seats)


def _extension_of_lead(world: Matrix) -> Scene:
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/4"})
    return _extension(world, task, "protection", date(2019, 9, 30), **LEADS_ALONE)


def _extension_of_region(world: Matrix) -> Scene:
    return _extension(world, _of_region(world), "zj_head", DUE)


def _notice(world: Matrix, task: KeyTask, colour: str = "blue", **seats: str) -> Scene:
    given = {"task": task.pk, "colour": colour, "text": "请加快推进。"}
    notice = world.notice(task)
    return Scene(notice, {"issue": given}, seats, lambda _state: {"colour": colour})


def _notice_to_lead(world: Matrix) -> Scene:
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/4"}, due=date(2019, 4, 5), **EARLY)
    return _notice(world, task, **LEADS_ALONE)


def _notice_to_region(world: Matrix) -> Scene:
    return _notice(world, _of_region(world))


def _red_notice(world: Matrix) -> Scene:
    return _notice(world, _of_region(world), "red")


def _reform(world: Matrix) -> Scene:
    change = {"kind": "merged", "offices": ["CNIPA-PS"], "into": "CNIPA-SP"}
    return Scene(world.reform([change], date(2030, 1, 1), enact=False))


def _person(world: Matrix) -> Scene:
    subject = Person.objects.get(user=world["zj_second_contributor"])
    where = {"office": "IPO-ZJ", "role": "contributor"}
    starts = date(2019, 5, 1)
    names = {"name_en": "Li", "name_zh": "李"}
    given = {"register": names, "grant": {**where, "starts": starts}}
    return Scene(subject, {**given, "end_role": {**where, "day": starts}})


def _emergency(world: Matrix) -> Scene:
    """Opened by the column's own administrator."""
    given = {"object_type": "programme.keytask", "object_key": str(world.task("registered").pk)}
    given |= {"reason": "备份恢复后须核对该任务的内容是否完整，无其他方式可核对。", "hours": 1}
    access = world.make(EmergencyAccess(), "open", "sysadmin", **given)
    closed = {"opened": None, "closed": access.opened_at}
    return Scene(access, {"open": given}, with_state=lambda state: {"closed_at": closed[state]})


SCENES: dict[str, Callable[[Matrix], Scene]] = {
    "cycle": _cycle,
    "document": _document,
    "requirement": _requirement,
    "measure": _measure,
    "national task": _national,
    "assignment": _assignment,
    "main report": _main,
    "part report": _part,
    "regional report": _regional,
    "part for a region": _part_for_region,
    "evidence of the lead": _evidence_of_lead,
    "evidence of a region": _evidence_of_region,
    "extension of the lead": _extension_of_lead,
    "extension of a region": _extension_of_region,
    "notice to the lead": _notice_to_lead,
    "notice to a region": _notice_to_region,
    "red notice to a region": _red_notice,
    "reform act": _reform,
    "contributor of a region": _person,
    "emergency access": _emergency,
}
