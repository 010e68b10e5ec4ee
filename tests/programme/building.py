"""The shipped structure of China with people in every role, and a task led to any state.

    world = World()
    task = world.task("in_progress", lead="CNIPA-PROT", supports={"IPO-ZJ": "1/3"})

Every object comes into being through the engine; `world.clock` moves on with each action.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from goldthread.offices import actions
from goldthread.offices.loading import load_structure, shipped
from goldthread.offices.models import Person, Reform
from goldthread.programme.models import (
    Cycle,
    Evidence,
    KeyTask,
    Measure,
    Requirement,
    SourceDocument,
)
from goldthread.workflow.engine import create, perform
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event
from goldthread.workflow.occasion import SystemActor

SETUP = SystemActor("setup")
BEGIN = datetime(2019, 1, 7, 9, tzinfo=UTC)
STARTS, ENDS = date(2019, 1, 1), date(2019, 6, 30)
DUE = date(2019, 6, 28)
PEOPLE = {
    "issuer": ("issuer", "CNIPA"),
    "supervision": ("supervision", "CNIPA-GO"),
    "supervision_head": ("supervision_head", "CNIPA-GO"),
    "planning": ("planning", "CNIPA-SP"),
    "statistician": ("statistician", "CNIPA-SP"),
    "protection": ("national_department", "CNIPA-PROT"),
    "utilisation": ("national_department", "CNIPA-UTIL"),
    "law": ("national_department", "CNIPA-LAW"),
    "verifier": ("supervision", "CNIPA-HR"),
    "zj_head": ("provincial_head", "IPO-ZJ"),
    "zj_coordinator": ("provincial_coordinator", "IPO-ZJ"),
    "zj_contributor": ("contributor", "IPO-ZJ"),
    "js_head": ("provincial_head", "IPO-JS"),
    "js_coordinator": ("provincial_coordinator", "IPO-JS"),
    "secretariat": ("secretariat", "CNIPA-GO"),
    "delegate": ("delegate", "IPO-ZJ"),
    "press": ("press", "CNIPA-GO"),
    "auditor": ("auditor", "SAMR"),
    "sysadmin": ("system_administrator", "CNIPA"),
}
"""A user's name to the role and the office in which it is held; roles hold since 2019-01-01."""

HEADS = {"CNIPA-PROT": "protection", "CNIPA-UTIL": "utilisation", "CNIPA-LAW": "law"}
HEADS |= {"IPO-ZJ": "zj_head", "IPO-JS": "js_head"}
"""Who answers for an office."""

CLAUSES = (
    {"path": "1", "heading": "保护", "text": "完善快速审查、快速确权、快速维权机制。"},
    {"path": "1.1", "heading": "", "text": "各省设立知识产权保护中心。"},
    {"path": "2", "heading": "运用", "text": "推动专利转化运用。"},
)
MILESTONES = (
    {"title": "方案印发", "due": "2019-03-29", "criteria": ["方案已印发", "任务已分解"]},
    {"title": "全部完成", "due": "2019-06-28", "criteria": ["总结报告已报送"]},
)
WAY = ("drafted", "registered", "signed", "assigned", "received", "in_progress")
"""The way of a task until it is carried out; `registered` and `signed` share a state."""


class World:
    """Structure, people, an open cycle, an issued document, requirement and measure.

    `world["zj_head"]` is a user. `world.at` is the moment of the next action.
    """

    def __init__(self) -> None:
        load_structure(file=shipped("china-2018"), today=date(2019, 1, 1))
        self.at = BEGIN
        self.users: dict[str, Any] = {}
        for name, (role, office) in PEOPLE.items():
            self.users[name] = self.hire(name, role, office)
        self.cycle = self.new_cycle()
        self.document = self.new_document()
        self.requirement = self.new_requirement()
        self.measure = self.new_measure()
        self.act(self.cycle, "open", "issuer")

    def __getitem__(self, name: str) -> Any:
        return self.users[name]

    def hire(
        self, name: str, role: str, office: str, starts: date = STARTS, ends: date | None = None
    ) -> Any:
        """A user whose person holds a role; one of that name is given a further role."""
        users = get_user_model()._default_manager
        user, new = users.get_or_create(username=name)
        if new:
            person = actions.register_person(actor=SETUP, name_en=name, name_zh=name, at=self.at)
            actions.connect_account(
                person=person, actor=SETUP, expected_version=1, user=user, at=self.at
            )
        person = Person.objects.get(user=user)
        actions.grant_role(
            person=person,
            actor=SETUP,
            expected_version=person.version,
            office=office,
            role=role,
            starts=starts,
            ends=ends,
            at=max(self.at, person.updated_at),
        )
        self.users[name] = user
        return user

    def wait(self, days: int = 0, **more: int) -> None:
        """Let time pass."""
        self.at += timedelta(days=days, **more)

    def until(self, day: date) -> None:
        """Nine o'clock of a day, which must not lie before now."""
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        assert moment >= self.at
        self.at = moment

    def make(self, obj: Lifecycle, action: str, by: Any, **payload: Any) -> Any:
        """Create an object by its creating action; a user is given by name."""
        self.wait(seconds=1)
        create(obj, action, actor=self.users.get(by, by), payload=payload, at=self.at)
        return obj

    def act(self, obj: Lifecycle, action: str, by: Any, **payload: Any) -> Event:
        """Do an action to an object as it now stands."""
        self.wait(seconds=1)
        obj.refresh_from_db()
        return perform(
            obj,
            action,
            actor=self.users.get(by, by),
            expected_version=obj.version,
            payload=payload,
            at=self.at,
        )

    def again(self) -> "World":
        """The same world, its objects read anew: for a test that begins where another ended."""
        other = copy(self)
        other.users = dict(self.users)
        for name in ("cycle", "document", "requirement", "measure"):
            old = getattr(self, name)
            setattr(other, name, type(old)._base_manager.get(pk=old.pk))
        return other

    def reform(
        self, changes: Sequence[Mapping[str, Any]], day: date, *, enact: bool = True, **more: Any
    ) -> Reform:
        """An act drafted, rehearsed and, unless told otherwise, enacted."""
        self.wait(seconds=1)
        act = actions.draft_reform(
            actor=self["planning"],
            key=f"reform-{day}",
            title_en="Reform",
            title_zh="机构改革",
            effective=day,
            changes=changes,
            document={"title": "Decision", "number": "1", "date": STARTS},
            at=self.at,
        )
        self.act(act, "rehearse", "planning", **more)
        if enact:
            self.act(act, "enact", "issuer")
        return act

    def new_cycle(self, key: str = "2019-H1", **more: Any) -> Cycle:
        given = {"title_en": f"Cycle {key}", "starts": STARTS, "ends": ENDS} | more
        return self.make(Cycle(), "prepare", "planning", key=key, **given)

    def next_cycle(self) -> Cycle:
        """2019-H2, open, after the cycle that the world began with."""
        cycle = self.new_cycle(
            "2019-H2",
            starts=date(2019, 7, 1),
            ends=date(2019, 12, 31),
            previous=self.cycle.pk,
        )
        self.act(cycle, "open", "issuer")
        return cycle

    def new_document(
        self, key: str = "outline-2019", clauses: Sequence[Mapping[str, str]] = CLAUSES
    ) -> SourceDocument:
        document = self.make(
            SourceDocument(),
            "draft",
            "planning",
            key=key,
            title_zh="2019年推进计划",
            kind="plan",
            language="zh",
            clauses=list(clauses),
        )
        self.act(document, "issue", "issuer")
        return document

    def new_requirement(self, number: str = "1", path: str = "1.1") -> Requirement:
        clause = self.document.clauses.get(path=path)
        requirement = self.make(
            Requirement(),
            "draft",
            "planning",
            cycle=self.cycle.pk,
            number=number,
            title_zh="设立保护中心",
            clause=clause.pk,
        )
        self.act(requirement, "issue", "issuer")
        return requirement

    def new_measure(self, number: int = 1, *, issued: bool = True) -> Measure:
        measure = self.make(
            Measure(),
            "draft",
            "planning",
            cycle=self.cycle.pk,
            number=number,
            line_of_work="protection",
            title_en=f"Measure {number}",
            department="CNIPA-PROT",
            requirements=[self.requirement.pk],
        )
        if issued:
            self.act(measure, "consult", "planning", until=self.at.date())
            self.act(measure, "approve", "issuer")
            self.act(measure, "issue", "issuer")
            self.act(measure, "put_in_force", "supervision")
        return measure

    def draft(
        self,
        *,
        lead: str = "CNIPA-PROT",
        supports: Mapping[str, str | None] | None = None,
        **more: Any,
    ) -> KeyTask:
        given = {
            "cycle": self.cycle.pk,
            "title_en": "Protection centres",
            "title_zh": "建设保护中心",
            "measure": self.measure.pk,
            "lead": lead,
            "responsible": "Li",
            "due": DUE,
            "milestones": list(MILESTONES),
            "supports": [{"office": o, "share": s} for o, s in (supports or {}).items()],
        }
        return self.make(KeyTask(), "draft", "planning", **(given | more))

    def task(self, state: str = "assigned", **draft: Any) -> KeyTask:
        """A national task in a state: any of `WAY`, or of those of `END`."""
        task = self.draft(**draft)
        for step in (*WAY[1 : WAY.index(state) + 1],) if state in WAY else WAY[1:]:
            getattr(self, f"_to_{step}")(task)
        if state not in WAY:
            self._end(task, state)
        return task

    def assignment(
        self, parent: KeyTask, office: str = "IPO-ZJ", state: str = "assigned"
    ) -> KeyTask:
        task = self.make(KeyTask(), "pass_on", "supervision", parent=parent.pk, lead=office)
        for step in WAY[4 : WAY.index(state) + 1] if state in WAY else WAY[4:]:
            getattr(self, f"_to_{step}")(task)
        if state not in WAY:
            self._end(task, state)
        return task

    def head(self, task: KeyTask) -> str:
        return HEADS[task.lead.code]

    def _to_registered(self, task: KeyTask) -> None:
        self.act(task, "register", "supervision")

    def _to_signed(self, task: KeyTask) -> None:
        self.act(task, "sign", "issuer")

    def _to_assigned(self, task: KeyTask) -> None:
        self.act(task, "assign", "supervision")

    def _to_received(self, task: KeyTask) -> None:
        self.act(task, "sign_for_receipt", self.head(task))

    def _to_in_progress(self, task: KeyTask) -> None:
        self.act(task, "work", self.head(task))

    def _end(self, task: KeyTask, state: str) -> None:
        steps = ("completion_reported", "verified", "settled", "written_off")
        if state == "suspended":
            review = (self.at + timedelta(days=30)).date()
            self.act(task, "suspend", "supervision_head", reason="等待立法", review_on=review)
        elif state == "cancelled":
            self.act(task, "cancel", "issuer", document="国知发〔2019〕9号")
        else:
            for step in steps[: steps.index(state) + 1]:
                getattr(self, f"_to_{step}")(task)

    def _to_completion_reported(self, task: KeyTask) -> None:
        self.prove(task)
        self.act(task, "report_done", self.head(task))

    def _to_verified(self, task: KeyTask) -> None:
        self.act(task, "verify", "verifier", verdicts=self.verdicts(task))

    def _to_settled(self, task: KeyTask) -> None:
        self.act(task, "settle", "supervision_head")

    def _to_written_off(self, task: KeyTask) -> None:
        self.act(task, "write_off", "supervision")

    def prove(self, task: KeyTask) -> None:
        """Evidence, scanned and linked, for each milestone's first criterion."""
        by = self.head(task)
        for milestone in task.milestones.all():
            evidence = self.uploaded(task, by)
            criterion = milestone.criteria.first()
            self.act(evidence, "link", by, criterion=criterion.pk)

    def uploaded(self, task: KeyTask, by: str) -> Evidence:
        """A file of the lead, already scanned."""
        digest = f"{Evidence.objects.count() + 1:064x}"
        given = {"task": task.pk, "office": task.lead.code, "name": "report.pdf"}
        given |= {"sha256": digest, "size": 1000, "media_type": "application/pdf"}
        evidence = self.make(Evidence(), "upload", by, **given)
        self.act(evidence, "scan", SystemActor("intake"))  # type: ignore[arg-type]
        return evidence

    def verdicts(self, task: KeyTask, *unmet: int) -> dict[str, Any]:
        """A finding for each criterion; those at the positions `unmet` (from 0) are not met."""
        keys = [c.pk for m in task.milestones.all() for c in m.criteria.all()]
        return {
            str(key): {"met": False, "remark": "材料不足"} if at in unmet else {"met": True}
            for at, key in enumerate(keys)
        }
