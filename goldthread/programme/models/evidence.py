"""Evidence: the file by its hash, what it proves, what was found of it."""

from typing import Any

from django.db import models
from django.db.models import Q

from goldthread.offices.models import Office, Person
from goldthread.programme.models.report import ProgressReport
from goldthread.programme.models.task import Criterion, KeyTask
from goldthread.programme.transitions import EVIDENCE
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class Evidence(Lifecycle):
    """The content lies under its hash in `files/`; what is withdrawn keeps its hash here."""

    machine = EVIDENCE

    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="evidence")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="+")
    report: Any = models.ForeignKey(
        ProgressReport, models.PROTECT, null=True, related_name="evidence"
    )
    criterion: Any = models.ForeignKey(
        Criterion, models.PROTECT, null=True, related_name="evidence"
    )
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    author: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    remark = models.TextField(blank=True)
    replaced_by: Any = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = (
            state_constraint(EVIDENCE),
            models.CheckConstraint(
                condition=~Q(state="superseded") | Q(replaced_by__isnull=False),
                name="evidence_superseded_by_something",
            ),
        )
        indexes = (
            models.Index(fields=["task", "state"], name="evidence_by_task"),
            models.Index(fields=["sha256"], name="evidence_by_hash"),
            models.Index(fields=["state", "entered_at"], name="evidence_by_state"),
        )

    def __str__(self) -> str:
        return str(self.name)
