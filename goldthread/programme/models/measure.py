"""Numbered measures of a cycle, what they answer, and what was said of them."""

from typing import Any

from django.db import models
from django.db.models import Q

from goldthread.offices.models import Office, Person, Reform
from goldthread.programme.models.base import Titled, titled
from goldthread.programme.models.cycle import Cycle
from goldthread.programme.models.source import Requirement
from goldthread.programme.transitions import MEASURE
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class Measure(Titled, Lifecycle):
    """`edition` counts amendments; `line_of_work` is a code of `data/lines_of_work.yaml`."""

    machine = MEASURE

    cycle: Any = models.ForeignKey(Cycle, models.PROTECT, related_name="measures")
    number = models.PositiveIntegerField()
    line_of_work = models.CharField(max_length=40)
    text_en = models.TextField(blank=True)
    text_zh = models.TextField(blank=True)
    department: Any = models.ForeignKey(Office, models.PROTECT, null=True, related_name="measures")
    edition = models.PositiveIntegerField(default=1)
    comments_until = models.DateField(null=True)
    assessment = models.TextField(blank=True)
    carried_from: Any = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="carried_to"
    )
    superseded_by: Any = models.ForeignKey(Reform, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            state_constraint(MEASURE),
            titled("measure"),
            models.UniqueConstraint(
                fields=["cycle", "number"],
                condition=~Q(state="withdrawn"),
                name="measure_one_per_number",
            ),
        )
        ordering = ("cycle", "number")


class MeasureRequirement(models.Model):
    """A measure answers a requirement; written with the measure."""

    measure: Any = models.ForeignKey(Measure, models.PROTECT, related_name="answers")
    requirement: Any = models.ForeignKey(Requirement, models.PROTECT, related_name="answered_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["measure", "requirement"], name="answer_once"),
        )

    def __str__(self) -> str:
        return f"{self.measure_id} → {self.requirement_id}"


class Comment(models.Model):
    """What an office said of a measure in consultation."""

    measure: Any = models.ForeignKey(Measure, models.PROTECT, related_name="comments")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="+")
    person: Any = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.measure_id} {self.at:%Y-%m-%d}"
