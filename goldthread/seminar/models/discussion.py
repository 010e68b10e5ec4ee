"""Stances and remarks on proposals."""

from typing import Any

from django.db import models
from django.db.models import Q

from goldthread.offices.models import Office, Person
from goldthread.seminar.models.delegation import Delegation
from goldthread.seminar.models.proposal import Proposal
from goldthread.seminar.transitions import REMARK, STANCE
from goldthread.workflow.lifecycle import Lifecycle, state_constraint

SUPPORT, OPPOSE, ABSTAIN = "support", "oppose", "abstain"


class Stance(Lifecycle):
    """One of a delegation on a proposal. `origin`: the proposal on which it was taken."""

    machine = STANCE

    proposal: Any = models.ForeignKey(Proposal, models.PROTECT, related_name="stances")
    delegation: Any = models.ForeignKey(Delegation, models.PROTECT, related_name="stances")
    position = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    origin: Any = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            state_constraint(STANCE),
            models.UniqueConstraint(
                fields=["proposal", "delegation"],
                condition=~Q(state="lapsed"),
                name="stance_once",
            ),
            models.CheckConstraint(
                condition=Q(position__in=(SUPPORT, OPPOSE, ABSTAIN)), name="stance_position"
            ),
        )
        indexes = (models.Index(fields=["delegation"], name="stance_by_delegation"),)


class Remark(Lifecycle):
    """`cites`: rows of `kind` (clause, task, measure, figure, proposal) and `key`."""

    machine = REMARK

    proposal: Any = models.ForeignKey(Proposal, models.PROTECT, related_name="remarks")
    reply_to: Any = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="+")
    person: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    cites = models.JSONField(default=list)
    hidden_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            state_constraint(REMARK),
            models.CheckConstraint(
                condition=Q(reply_to=None) | ~Q(reply_to=models.F("id")),
                name="remark_not_to_itself",
            ),
        )
        indexes = (models.Index(fields=["proposal", "at"], name="remark_by_proposal"),)
        ordering = ("at", "id")
