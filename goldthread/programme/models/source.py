"""Strategy and directive documents, their clauses, and what they require in a cycle."""

from typing import Any

from django.db import models

from goldthread.programme.models.base import NUMBER_LENGTH, Titled, titled
from goldthread.programme.models.cycle import Cycle
from goldthread.programme.transitions import REQUIREMENT, SOURCE_DOCUMENT
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class SourceDocument(Titled, Lifecycle):
    """A document whose clauses can be addressed; `kind` is a code of `data/document_kinds.yaml`."""

    machine = SOURCE_DOCUMENT

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=100, blank=True)
    issued_by = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True)
    language = models.CharField(max_length=8)
    successor: Any = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="predecessors"
    )

    class Meta:
        constraints = (state_constraint(SOURCE_DOCUMENT), titled("source_document"))
        indexes = (models.Index(fields=["state"], name="source_document_by_state"),)


class Clause(models.Model):
    """One clause, addressed as KEY#PATH (`outline-2019#3.2`); written with its document."""

    document: Any = models.ForeignKey(SourceDocument, models.PROTECT, related_name="clauses")
    path = models.CharField(max_length=NUMBER_LENGTH)
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["document", "path"], name="clause_one_per_path"),
        )
        ordering = ("document", "position")

    def __str__(self) -> str:
        return f"{self.document_id}#{self.path}"


class Requirement(Titled, Lifecycle):
    machine = REQUIREMENT

    cycle: Any = models.ForeignKey(Cycle, models.PROTECT, related_name="requirements")
    clause: Any = models.ForeignKey(Clause, models.PROTECT, related_name="requirements")
    number = models.CharField(max_length=NUMBER_LENGTH)
    due = models.DateField(null=True)

    class Meta:
        constraints = (
            state_constraint(REQUIREMENT),
            titled("requirement"),
            models.UniqueConstraint(fields=["cycle", "number"], name="requirement_one_per_number"),
        )
