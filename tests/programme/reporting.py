"""Reports, evidence, extensions and notices on the tasks of a `World`; what a refusal leaves."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps

from goldthread.programme.models import (
    Evidence,
    Extension,
    KeyTask,
    ProgressReport,
    SupervisionNotice,
)
from goldthread.workflow.errors import Refused
from goldthread.workflow.models import Event, Notice
from goldthread.workflow.occasion import SystemActor
from tests.programme.building import World

FEBRUARY, MARCH = date(2019, 2, 28), date(2019, 3, 31)
TARGET = {
    "indicator": "C03",
    "region": "",
    "period": "2019-H1",
    "direction": "at_least",
    "value": "100",
}
INTAKE: Any = SystemActor("intake")
PEOPLE = {
    "prot_contributor": ("contributor", "CNIPA-PROT"),
    "prot_second": ("national_department", "CNIPA-PROT"),
    "util_contributor": ("contributor", "CNIPA-UTIL"),
    "law_contributor": ("contributor", "CNIPA-LAW"),
    "zj_second": ("provincial_head", "IPO-ZJ"),
}


class Reporting(World):
    """A world in which units have people enough to write and to sign."""

    def __init__(self) -> None:
        super().__init__()
        for name, (role, office) in PEOPLE.items():
            self.hire(name, role, office)

    def report(
        self, task: KeyTask, by: str = "prot_contributor", end: date = FEBRUARY, **given: Any
    ) -> ProgressReport:
        """Drafted as of a day; complete unless `lines` are given."""
        office = given.pop("office", task.lead.code)
        words = {"narrative": "按计划推进。", "confidence": 4, "lines": lines(task)} | given
        return self.make(
            ProgressReport(), "draft", by, task=task.pk, office=office, period_end=end, **words
        )

    def make_region(self, parent: KeyTask, targets: list[dict[str, Any]]) -> KeyTask:
        """Zhejiang's assignment with targets of its own, in progress."""
        task = self.make(
            KeyTask(), "pass_on", "supervision", parent=parent.pk, lead="IPO-ZJ", targets=targets
        )
        self.act(task, "sign_for_receipt", "zj_head")
        self.act(task, "work", "zj_head")
        return task

    def signed(self, report: ProgressReport, head: str = "protection") -> ProgressReport:
        self.act(report, "sign", head)
        return report

    def submitted(self, report: ProgressReport, head: str = "protection") -> ProgressReport:
        self.act(self.signed(report, head), "submit", head)
        return report

    def taken_up(
        self, report: ProgressReport, head: str = "protection", by: str = "supervision"
    ) -> ProgressReport:
        self.act(self.submitted(report, head), "take_up", by)
        return report

    def accepted(
        self, report: ProgressReport, head: str = "protection", by: str = "supervision"
    ) -> ProgressReport:
        self.act(self.taken_up(report, head, by), "accept", by)
        return report

    def file(self, task: KeyTask, by: str = "prot_contributor", **given: Any) -> Evidence:
        """Uploaded, not yet scanned."""
        row = {"task": task.pk, "office": task.lead.code, "name": "总结.pdf", "size": 1000}
        row |= {"sha256": "ab" * 32, "media_type": "application/pdf"}
        return self.make(Evidence(), "upload", by, **(row | given))

    def linked(self, task: KeyTask, by: str = "prot_contributor", **given: Any) -> Evidence:
        evidence = self.file(task, by, **given)
        self.act(evidence, "scan", INTAKE)
        self.act(evidence, "link", by, criterion=criterion(task))
        return evidence

    def extension(self, task: KeyTask, by: str, due: date) -> Extension:
        given = {"task": task.pk, "due": due, "reason": "等待立法", "progress": "完成一半"}
        return self.make(Extension(), "request", by, **given)

    def notice(
        self, task: KeyTask, colour: str = "blue", by: str = "supervision"
    ) -> SupervisionNotice:
        given = {"task": task.pk, "colour": colour, "text": "请加快推进。"}
        return self.make(SupervisionNotice(), "issue", by, **given)


def lines(task: KeyTask, **values: str) -> list[dict[str, Any]]:
    """A line for every target and milestone, without a float: 12.5 and 40 per cent."""
    found: list[dict[str, Any]] = [
        {"target": row.pk, "status": "value", "value": values.get("target", "12.5")}
        for row in task.targets.all()
    ]
    return found + [
        {"milestone": row.pk, "status": "value", "value": values.get("milestone", "40")}
        for row in task.milestones.all()
    ]


def criterion(task: KeyTask) -> int:
    found: int = task.milestones.get(position=1).criteria.get(position=1).pk
    return found


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of this part, and the log and the outbox: to see that a refusal changed none."""
    models = [*apps.get_app_config("programme").get_models(), Event, Notice]
    return {
        model.__name__: list(model._default_manager.order_by("pk").values()) for model in models
    }


def refusal(do: Callable[..., object], *args: Any, **more: Any) -> tuple[str, str]:
    """What is told in English and in Chinese; and not a row was changed."""
    before = everything()
    try:
        do(*args, **more)
    except Refused as refused:
        assert everything() == before
        return refused.in_language("en"), refused.in_language("zh")
    raise AssertionError("It was not refused.")
