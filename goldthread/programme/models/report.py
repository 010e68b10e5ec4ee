"""Reports on a task, their lines, and numbered errata."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from goldthread.offices.models import Office, Person
from goldthread.programme.models.base import decimal, three_valued
from goldthread.programme.models.task import KeyTask, Milestone, Target
from goldthread.programme.transitions import PROGRESS_REPORT
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class ProgressReport(Lifecycle):
    """What a unit reports of a task as of `period_end`.

    The lead's report is the main one; with `part` it is a supporting unit's part, which the lead
    accepts before its own is submitted. `errata` counts corrections.
    """

    machine = PROGRESS_REPORT

    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="reports")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="reports")
    part = models.BooleanField(default=False)
    period_end = models.DateField()
    due = models.DateField()
    submitted_on = models.DateField(null=True)
    narrative = models.TextField(blank=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    author: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signer: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    errata = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            state_constraint(PROGRESS_REPORT),
            models.UniqueConstraint(
                fields=["task", "office", "period_end"], name="report_once_a_period"
            ),
            models.UniqueConstraint(
                fields=["task", "period_end"],
                condition=Q(part=False),
                name="report_one_main_a_period",
            ),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__range=(1, 5)), name="report_confidence"
            ),
        )
        indexes = (
            models.Index(fields=["office", "state", "due"], name="report_by_office"),
            models.Index(fields=["task", "period_end"], name="report_by_task"),
            models.Index(fields=["state", "entered_at"], name="report_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.period_end}"

    def due_day(self) -> date | None:
        return self.due  # type: ignore[no-any-return]

    def done_day(self) -> date | None:
        return self.submitted_on  # type: ignore[no-any-return]


class ReportLine(models.Model):
    """One figure of a report: on a target, or progress on a milestone in per cent.

    `status` keeps a value (zero too), "not reported" and "does not apply" apart. A ratio may state
    of what it is one, so that ratios of units can be added up. `remark` is what the receiver said
    when it sent the report back.
    """

    report: Any = models.ForeignKey(ProgressReport, models.PROTECT, related_name="lines")
    target: Any = models.ForeignKey(Target, models.PROTECT, null=True, related_name="lines")
    milestone: Any = models.ForeignKey(Milestone, models.PROTECT, null=True, related_name="lines")
    status = models.CharField(max_length=20)
    value = decimal()
    numerator = decimal()
    denominator = decimal()
    text = models.TextField(blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        constraints = (
            three_valued("report_line"),
            models.CheckConstraint(
                condition=Q(target__isnull=False, milestone=None)
                | Q(target=None, milestone__isnull=False),
                name="report_line_about_one",
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                # A comparison with nothing is not false, and a CHECK lets it pass.
                | Q(
                    value__isnull=False,
                    numerator__isnull=False,
                    denominator__isnull=False,
                    denominator__gt=0,
                ),
                name="report_line_ratio",
            ),
            models.UniqueConstraint(fields=["report", "target"], name="report_line_target_once"),
            models.UniqueConstraint(
                fields=["report", "milestone"], name="report_line_milestone_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.status}"


class Erratum(models.Model):
    """What an accepted report said before a correction, and what it says since."""

    report: Any = models.ForeignKey(ProgressReport, models.PROTECT, related_name="errata_list")
    number = models.PositiveIntegerField()
    day = models.DateField()
    reason = models.TextField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="erratum_number"),)
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"
