"""Delegations, their members with badges, and what they ask to say."""

from typing import Any

from django.db import models
from django.db.models import Q

from goldthread.offices.models import Office, Person
from goldthread.seminar.models.seminar import AgendaItem, Seminar
from goldthread.seminar.transitions import DELEGATION, INTERVENTION
from goldthread.workflow.lifecycle import Lifecycle, state_constraint

HEAD, MEMBER, OBSERVER = "head", "member", "observer"


class Delegation(Lifecycle):
    machine = DELEGATION

    seminar: Any = models.ForeignKey(Seminar, models.PROTECT, related_name="delegations")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="delegations")

    class Meta:
        constraints = (
            state_constraint(DELEGATION),
            models.UniqueConstraint(fields=["seminar", "office"], name="delegation_one_per_office"),
        )
        indexes = (models.Index(fields=["office"], name="delegation_by_office"),)


class Delegate(models.Model):
    """Somebody in a delegation; written by its actions. Who was replaced stays, with the day.

    `badge` is what the QR code of the badge holds: random, of no meaning outside this site.
    """

    delegation: Any = models.ForeignKey(Delegation, models.PROTECT, related_name="delegates")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    person: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name_en = models.CharField(max_length=200, blank=True)
    name_zh = models.CharField(max_length=200, blank=True)
    post_en = models.CharField(max_length=200, blank=True)
    post_zh = models.CharField(max_length=200, blank=True)
    badge = models.CharField(max_length=40, unique=True, null=True)
    checked_in_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=(HEAD, MEMBER, OBSERVER)), name="delegate_kind"
            ),
            models.CheckConstraint(
                condition=~Q(name_en="") | ~Q(name_zh=""), name="delegate_has_name"
            ),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(kind=HEAD, replaced_at=None),
                name="delegation_one_head",
            ),
        )
        ordering = ("delegation", "position", "id")

    def __str__(self) -> str:
        return str(self.name_en or self.name_zh)


class Intervention(Lifecycle):
    """`position`: the place in the item's queue, from 1; given ones keep theirs."""

    machine = INTERVENTION

    delegation: Any = models.ForeignKey(Delegation, models.PROTECT, related_name="interventions")
    item: Any = models.ForeignKey(AgendaItem, models.PROTECT, related_name="interventions")
    subject = models.CharField(max_length=500, blank=True)
    minutes = models.PositiveIntegerField()
    position = models.PositiveIntegerField(null=True)
    given_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = (
            state_constraint(INTERVENTION),
            models.CheckConstraint(
                condition=~Q(state="queued") | Q(position__gte=1), name="intervention_queued_at"
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted_in_writing") | ~Q(text=""),
                name="intervention_written",
            ),
        )
        indexes = (models.Index(fields=["item", "state", "position"], name="intervention_queue"),)
