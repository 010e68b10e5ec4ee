"""The key task, its units, milestones, criteria, targets, verdicts and handovers.

Rows without a life of their own are written by the task's actions only.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from goldthread.offices.models import Office, Person, Reform
from goldthread.programme.models.base import NUMBER_LENGTH, Titled, decimal, titled
from goldthread.programme.models.cycle import Cycle
from goldthread.programme.models.measure import Measure
from goldthread.programme.models.source import Clause
from goldthread.programme.transitions import KEY_TASK
from goldthread.workflow.lifecycle import Lifecycle, state_constraint

BEFORE_ASSIGNMENT = ("drafted", "registered")


class KeyTask(Titled, Lifecycle):
    """A national task, or with `parent` its assignment to a regional office.

    `lead` is one column: a task cannot have two. `due` moves with granted extensions,
    `original_due` does not. `done_on` is the day completion was reported.
    """

    machine = KEY_TASK

    cycle: Any = models.ForeignKey(Cycle, models.PROTECT, related_name="tasks")
    measure: Any = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="tasks")
    clause: Any = models.ForeignKey(Clause, models.PROTECT, null=True, related_name="tasks")
    parent: Any = models.ForeignKey("self", models.PROTECT, null=True, related_name="assignments")
    carried_from: Any = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="carried_to"
    )
    ledger_number = models.CharField(max_length=NUMBER_LENGTH, blank=True)
    text = models.TextField(blank=True)
    lead: Any = models.ForeignKey(Office, models.PROTECT, null=True, related_name="led_tasks")
    responsible = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True)
    original_due = models.DateField(null=True)
    extensions_granted = models.PositiveIntegerField(default=0)
    signed_on = models.DateField(null=True)
    assigned_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    waiver = models.TextField(blank=True)
    verified_by: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            state_constraint(KEY_TASK),
            titled("key_task"),
            models.UniqueConstraint(
                fields=["cycle", "ledger_number"],
                condition=~Q(ledger_number=""),
                name="key_task_one_per_number",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="key_task_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(carried_from=None) | ~Q(carried_from=F("id")),
                name="key_task_not_carried_from_itself",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(*BEFORE_ASSIGNMENT, "cancelled", "carried_over"))
                | Q(lead__isnull=False, due__isnull=False) & ~Q(ledger_number=""),
                name="key_task_assigned_to_one_lead",
            ),
        )
        indexes = (
            models.Index(fields=["cycle", "lead", "state"], name="key_task_by_lead"),
            models.Index(fields=["lead", "due"], name="key_task_by_due"),
            models.Index(fields=["cycle", "due"], name="key_task_by_cycle"),
            models.Index(fields=["parent"], name="key_task_by_parent"),
            models.Index(fields=["measure"], name="key_task_by_measure"),
            models.Index(fields=["state", "entered_at"], name="key_task_by_state"),
        )

    def due_day(self) -> date | None:
        return self.due  # type: ignore[no-any-return]

    def done_day(self) -> date | None:
        return self.done_on  # type: ignore[no-any-return]


class Support(models.Model):
    """A supporting unit with its share; shares of a task and its lead's own add up to 1."""

    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="supports")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="supported_tasks")
    share_n = models.BigIntegerField(null=True)
    share_d = models.BigIntegerField(null=True)
    duty = models.TextField(blank=True)
    signed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["task", "office"], name="support_once"),
            models.CheckConstraint(
                condition=Q(share_n=None, share_d=None)
                | Q(share_n__gt=0, share_d__gt=0, share_n__lt=F("share_d")),
                name="support_share",
            ),
        )
        indexes = (models.Index(fields=["office", "task"], name="support_by_office"),)

    def __str__(self) -> str:
        return f"{self.task_id} {self.office_id}"


class Milestone(models.Model):
    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="milestones")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    due = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["task", "position"], name="milestone_position"),
        )
        ordering = ("task", "position")

    def __str__(self) -> str:
        return str(self.title)

    def due_day(self) -> date | None:
        return self.due  # type: ignore[no-any-return]

    def done_day(self) -> date | None:
        return self.done_on  # type: ignore[no-any-return]


class Criterion(models.Model):
    """By what a milestone is known to be reached; evidence proves it."""

    milestone: Any = models.ForeignKey(Milestone, models.PROTECT, related_name="criteria")
    position = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["milestone", "position"], name="criterion_position"),
        )
        ordering = ("milestone", "position")

    def __str__(self) -> str:
        return str(self.text)


class Target(models.Model):
    """A figure of the register that must reach a value; met by the computed figure only.

    `indicator`, `region` and `period` as `goldthread figure` takes them; `where` holds further
    dimensions. `compliance` and `action` are the bands short of the target.
    """

    AT_LEAST, AT_MOST = "at_least", "at_most"

    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="targets")
    position = models.PositiveIntegerField()
    indicator = models.CharField(max_length=40)
    region = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=20)
    where = models.JSONField(default=dict)
    direction = models.CharField(max_length=10)
    value = decimal(null=False)
    compliance = decimal()
    action = decimal()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["task", "position"], name="target_position"),
            models.CheckConstraint(
                condition=Q(direction__in=("at_least", "at_most")), name="target_direction"
            ),
        )
        ordering = ("task", "position")

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"


class Verdict(models.Model):
    """What a verifier found of one criterion in one round of verification."""

    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="verdicts")
    criterion: Any = models.ForeignKey(Criterion, models.PROTECT, related_name="verdicts")
    round = models.PositiveIntegerField()
    met = models.BooleanField()
    remark = models.TextField(blank=True)
    day = models.DateField()
    person: Any = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["criterion", "round"], name="verdict_once_a_round"),
        )
        ordering = ("round", "criterion")

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.round}"


class Handover(models.Model):
    """A task passes from one unit to another under a reform act, once both have signed.

    With `part` it is the part of a supporting unit that passes, else the lead.
    """

    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="handovers")
    reform: Any = models.ForeignKey(Reform, models.PROTECT, related_name="+")
    predecessor: Any = models.ForeignKey(Office, models.PROTECT, related_name="handed_over")
    successor: Any = models.ForeignKey(Office, models.PROTECT, related_name="received_by_handover")
    part = models.BooleanField(default=False)
    day = models.DateField()
    predecessor_signed_on = models.DateField(null=True)
    successor_signed_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["task"], condition=Q(done_on=None), name="handover_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="handover_between_two"
            ),
            models.CheckConstraint(
                condition=Q(done_on=None)
                | Q(predecessor_signed_on__isnull=False, successor_signed_on__isnull=False),
                name="handover_signed_by_both",
            ),
        )
        ordering = ("day", "id")

    def __str__(self) -> str:
        return f"{self.task_id}: {self.predecessor_id} → {self.successor_id}"
