"""The review document with its editions and the numbers it is bound to."""

from typing import Any

from django.db import models

from goldthread.review.models.review import Review
from goldthread.review.transitions import REVIEW_DOCUMENT
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class ReviewDocument(Lifecycle):
    """`edition`: the number of the last of its editions. `language`: en or zh.

    `baseline`: what each of its numbers was on the approval, and the load known then, by code.
    """

    machine = REVIEW_DOCUMENT

    review: Any = models.ForeignKey(Review, models.PROTECT, related_name="documents")
    language = models.CharField(max_length=8)
    edition = models.PositiveIntegerField(default=0)
    baseline = models.JSONField(default=dict)
    signed_on = models.DateField(null=True)

    class Meta:
        constraints = (state_constraint(REVIEW_DOCUMENT),)


class Edition(models.Model):
    """The document as it stood; never changed.

    `content`: blocks with their text and the codes of the numbers in it (`review.content`).
    `came`: written from the template, its numbers renewed, taken back from Word, or restored.
    """

    document: Any = models.ForeignKey(ReviewDocument, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    author = models.CharField(max_length=150)
    came = models.CharField(max_length=20)
    template = models.TextField(blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["document", "number"], name="edition_once"),)
        ordering = ("document", "number")

    def __str__(self) -> str:
        return f"{self.document_id} e{self.number}"


class Override(models.Model):
    """A bound number that is printed otherwise, with the reason; shown wherever it stands."""

    document: Any = models.ForeignKey(ReviewDocument, models.PROTECT, related_name="overrides")
    code = models.CharField(max_length=20)
    edition = models.PositiveIntegerField()
    computed = models.CharField(max_length=60)
    stated = models.CharField(max_length=60)
    reason = models.TextField()
    author = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("document", "id")

    def __str__(self) -> str:
        return f"{self.code} {self.stated}"
