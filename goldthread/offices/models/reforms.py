"""Reform acts: what is proposed, what happened, and what was written so that it can be undone."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from goldthread.offices.models.structure import CODE_LENGTH, Office
from goldthread.offices.transitions import REFORM
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class Reform(Lifecycle):
    """An act that changes the structure on its effective day.

    `changes`: a list as `reforms.changes` reads it; `decisions`: the key of a moved thing to the
    code of the successor that takes it, where the proposal is not followed. `plan_digest`: what
    was rehearsed.
    """

    machine = REFORM

    key = models.CharField(max_length=80, unique=True)
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    effective = models.DateField()
    document_title = models.CharField(max_length=300, blank=True)
    document_number = models.CharField(max_length=100, blank=True)
    document_date = models.DateField(null=True, blank=True)
    changes = models.JSONField(default=list)
    decisions = models.JSONField(default=dict)
    plan_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (state_constraint(REFORM),)
        indexes = (models.Index(fields=["state", "effective"], name="reform_by_day"),)

    def __str__(self) -> str:
        return str(self.key)


class ChangeEvent(models.Model):
    """One change of an enacted act, in the order of the act. Its day is the act's."""

    reform: Any = models.ForeignKey(Reform, models.PROTECT, related_name="events")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    day = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["reform", "position"], name="change_one_per_position"),
        )
        indexes = (models.Index(fields=["day", "id"], name="change_by_day"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class Succession(models.Model):
    """From a predecessor a share passes to a successor; `function` blank: the office as a whole.

    The shares of one predecessor add up to 1. `back` is the predecessor's share in the
    successor, for showing later figures in the earlier structure; null: nobody stated it.
    """

    change: Any = models.ForeignKey(ChangeEvent, models.PROTECT, related_name="successions")
    predecessor: Any = models.ForeignKey(Office, models.PROTECT, related_name="passed_on")
    successor: Any = models.ForeignKey(Office, models.PROTECT, related_name="taken_over")
    function = models.CharField(max_length=CODE_LENGTH, blank=True)
    territory = models.CharField(max_length=CODE_LENGTH, blank=True)
    share_n = models.BigIntegerField()
    share_d = models.BigIntegerField()
    back_n = models.BigIntegerField(null=True)
    back_d = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(share_n__gt=0, share_n__lte=F("share_d")), name="succession_share"
            ),
            models.CheckConstraint(
                condition=Q(back_n=None, back_d=None) | Q(back_n__gt=0, back_n__lte=F("back_d")),
                name="succession_back_share",
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class ReformWrite(models.Model):
    """One row that enacting wrote, as it was and as it became; undoing goes the way back."""

    reform: Any = models.ForeignKey(Reform, models.PROTECT, related_name="writes")
    position = models.PositiveIntegerField()
    table = models.CharField(max_length=40)
    row = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["reform", "position"], name="write_one_per_position"),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
