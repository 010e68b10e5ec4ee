"""What a person keeps between two steps of work at volume; none of it is part of the work itself.

These rows have no life: they are written by `actions/holding.py`, `actions/taking.py` and
`actions/views.py` only.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from goldthread.offices.models import Office, Person
from goldthread.programme.models.task import KeyTask


class Held(models.Model):
    """What somebody gave in one step and decides on in a later one: a plan, a workbook, a choice.

    `content` is what was given, `given` what was chosen since, `done_at` when it was confirmed.
    """

    PLAN, LEDGER, REPORTS, CHOICE = "plan", "ledger", "reports", "choice"

    key = models.CharField(max_length=40, unique=True)
    person: Any = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    given = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("plan", "ledger", "reports", "choice")), name="held_kind"
            ),
        )
        indexes = (models.Index(fields=["person", "made_at"], name="held_by_person"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class PlanLine(models.Model):
    """A line of a plan that was taken into the ledger: the text by its hash, the place in it."""

    sha256 = models.CharField(max_length=64)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    task: Any = models.OneToOneField(KeyTask, models.CASCADE, related_name="plan_line")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="plan_line_place"),
        )
        indexes = (models.Index(fields=["sha256"], name="plan_line_by_text"),)

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.start}-{self.end}"


class SavedView(models.Model):
    """The filters of a ledger address under a name; with `office` shared with its people.

    `start`: the one with which the owner's ledger opens.
    """

    person: Any = models.ForeignKey(Person, models.CASCADE, related_name="+")
    office: Any = models.ForeignKey(Office, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1_000, blank=True)
    start = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "name"], name="saved_view_once_a_name"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(start=True), name="saved_view_one_start"
            ),
        )
        ordering = ("name", "id")

    def __str__(self) -> str:
        return str(self.name)
