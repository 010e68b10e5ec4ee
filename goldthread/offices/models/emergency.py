"""Reading one object in an emergency, without a role that shows it."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from goldthread.offices.models.people import Person
from goldthread.offices.transitions import EMERGENCY_ACCESS
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class EmergencyAccess(Lifecycle):
    """One person reads one object until `until`; that it has expired is derived, never stored.

    `opened_at` and `until` are of the real clock, also where the site tells of another time: what
    is opened for four hours is open for four hours.
    """

    machine = EMERGENCY_ACCESS

    person: Any = models.ForeignKey(Person, models.PROTECT, related_name="emergency_accesses")
    object_type = models.CharField(max_length=100)
    object_key = models.BigIntegerField()
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            state_constraint(EMERGENCY_ACCESS),
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at")), name="emergency_access_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="opened", closed_at=None)
                | Q(state="closed", closed_at__isnull=False),
                name="emergency_access_closed_when",
            ),
        )
        indexes = (
            models.Index(fields=["person", "object_type", "until"], name="emergency_by_person"),
            models.Index(fields=["object_type", "object_key"], name="emergency_by_object"),
        )

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_key}"
