from typing import Any

from django.db import models

from goldthread.workflow.lifecycle import Lifecycle, state_constraint
from goldthread.workflow.machine import SAME, Machine, Need, State, Transition
from tests.workflow.cases import note_rules, rules  # noqa: F401
from tests.workflow.cases.key_task import KEY_TASK
from tests.workflow.cases.people import LEAD, SUPPORT

NOTE = Machine(
    "note",
    {"en": "note", "zh": "批注"},
    (
        State("written", {"en": "written", "zh": "已写"}),
        State("struck", {"en": "struck out", "zh": "已划去"}, open=False),
    ),
    (
        Transition(
            action="write",
            titles={"en": "write", "zh": "写"},
            target="written",
            who=("note.anybody",),
            effect="note.number",
            needs=(Need("count", {"en": "count", "zh": "数"}, "integer", required=False),),
        ),
        Transition(
            action="fail",
            titles={"en": "fail", "zh": "失败"},
            sources=("written",),
            target="struck",
            who=("note.anybody",),
            effect="note.fail",
        ),
        Transition(
            action="meddle",
            titles={"en": "meddle", "zh": "干预"},
            sources=("written",),
            target=SAME,
            who=("note.anybody",),
            effect="note.meddle",
        ),
        Transition(
            action="strike",
            titles={"en": "strike out", "zh": "划去"},
            sources=("written",),
            target="struck",
            who=("note.anybody",),
            effect="note.cancel_task",
        ),
    ),
)


def _shares() -> dict[str, str]:
    return {SUPPORT: "40 %"}


def _milestones() -> dict[str, bool]:
    return {"guideline issued": True}


class Task(Lifecycle):
    """The columns that the rules of the key task read; by default every guard holds."""

    machine = KEY_TASK

    title = models.CharField(max_length=200, default="Examine faster")
    clause = models.CharField(max_length=100, default="Outline 2019, clause 4")
    responsible = models.CharField(max_length=100, default="division chief")
    lead = models.CharField(max_length=100, default=LEAD)
    shares = models.JSONField(default=_shares)
    milestones = models.JSONField(default=_milestones)
    parts_received = models.JSONField(default=list)
    ledger_number = models.CharField(max_length=40, default="")
    signed_by_issuer = models.BooleanField(default=True)
    target_met = models.BooleanField(default=True)
    waiver = models.BooleanField(default=False)
    open_notices = models.IntegerField(default=0)
    handover_signed = models.BooleanField(default=True)

    class Meta:
        app_label = "cases"
        constraints = (state_constraint(KEY_TASK),)

    def __str__(self) -> str:
        return self.title


class Note(Lifecycle):
    """A small life with effects that number, fail, meddle, and act on another object."""

    machine = NOTE

    number = models.IntegerField(default=0)
    task: Any = models.ForeignKey(Task, models.PROTECT, null=True)

    class Meta:
        app_label = "cases"
        constraints = (state_constraint(NOTE),)

    def __str__(self) -> str:
        return f"note {self.number}"
