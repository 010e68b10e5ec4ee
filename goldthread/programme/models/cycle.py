"""The half-year."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from goldthread.programme.models.base import Titled, titled
from goldthread.programme.transitions import CYCLE
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class Cycle(Titled, Lifecycle):
    """A half-year; `clocks`: the time limits that differ from those of `data/clocks.yaml`."""

    machine = CYCLE

    key = models.CharField(max_length=20, unique=True)
    starts = models.DateField()
    ends = models.DateField()
    previous: Any = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    clocks = models.JSONField(default=dict)

    class Meta:
        constraints = (
            state_constraint(CYCLE),
            titled("cycle"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="cycle_days_in_order"),
            models.CheckConstraint(
                condition=Q(previous=None) | ~Q(previous=F("id")), name="cycle_not_its_own_previous"
            ),
        )
        ordering = ("starts",)
