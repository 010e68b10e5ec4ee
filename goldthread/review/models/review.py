"""The review, its frozen figures, the assessment of each office, the sample."""

from typing import Any

from django.db import models
from django.db.models import Q

from goldthread.offices.models import Office, Person
from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.models.base import Titled, titled
from goldthread.review.transitions import ASSESSMENT, REVIEW, SAMPLED_TASK
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class Review(Titled, Lifecycle):
    """`seed` and `population`: what the sample was drawn by and from, to draw it again.

    `population`: the ledger number and the weight of every task that could be drawn.
    """

    machine = REVIEW

    cycle: Any = models.ForeignKey(Cycle, models.PROTECT, related_name="reviews")
    assess_until = models.DateField(null=True)
    object_until = models.DateField(null=True)
    seed = models.CharField(max_length=200, blank=True)
    sample_size = models.PositiveIntegerField(null=True)
    population = models.JSONField(null=True)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = (
            state_constraint(REVIEW),
            titled("review"),
            models.UniqueConstraint(
                fields=["cycle"], condition=~Q(state="cancelled"), name="review_one_per_cycle"
            ),
        )


class Release(models.Model):
    """A frozen set of figures; never changed. `sha256` is of its figures in their order.

    `definitions`: the text of every indicator's definition as it was, by its id, so that a figure
    can be computed again after the catalogue went on.
    """

    review: Any = models.ForeignKey(Review, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    as_known_on = models.DateField()
    made_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    definitions = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["review", "number"], name="release_once"),)
        ordering = ("review", "number")

    def __str__(self) -> str:
        return f"{self.review_id} r{self.number}"


class FrozenFigure(models.Model):
    """One number of a release.

    `code` is printed beside it and opens it (/f/CODE). `asked` is the binding that asks for it;
    `value` is exact, as text, blank where there is none; `identity` is what it can be computed
    again by, byte for byte: indicator, version and definition, as known on, counting, lineage.
    """

    release: Any = models.ForeignKey(Release, models.PROTECT, related_name="figures")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    asked = models.CharField(max_length=300)
    indicator = models.CharField(max_length=10)
    period = models.CharField(max_length=20)
    region = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=60, blank=True)
    numerator = models.CharField(max_length=60, blank=True)
    denominator = models.CharField(max_length=60, blank=True)
    records = models.BigIntegerField(null=True)
    status = models.CharField(max_length=20)
    identity = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["release", "asked"], name="frozen_figure_once"),
        )
        indexes = (
            models.Index(fields=["code"], name="frozen_figure_by_code"),
            models.Index(
                fields=["release", "indicator", "period"], name="frozen_figure_by_indicator"
            ),
        )
        ordering = ("release", "position")

    def __str__(self) -> str:
        return str(self.asked)


class Assessment(Lifecycle):
    """Of a regional office; `own_grade` is what it gave itself, `grade` what it was given."""

    machine = ASSESSMENT

    review: Any = models.ForeignKey(Review, models.PROTECT, related_name="assessments")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="assessments")
    text = models.TextField(blank=True)
    own_grade = models.CharField(max_length=20, blank=True)
    finding = models.TextField(blank=True)
    grade = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    graded_by: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    objection = models.TextField(blank=True)
    upheld = models.BooleanField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        constraints = (
            state_constraint(ASSESSMENT),
            models.UniqueConstraint(fields=["review", "office"], name="assessment_once"),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "submitted", "checked")) | ~Q(grade=""),
                name="assessment_graded",
            ),
        )
        indexes = (models.Index(fields=["office"], name="assessment_by_office"),)


class SampledTask(Lifecycle):
    """`weight` and `signals` (titles): as they were on the draw."""

    machine = SAMPLED_TASK

    review: Any = models.ForeignKey(Review, models.PROTECT, related_name="sample")
    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    weight = models.PositiveIntegerField()
    signals = models.JSONField(default=list)
    verdict = models.CharField(max_length=20, blank=True)
    finding = models.TextField(blank=True)
    found_by: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            state_constraint(SAMPLED_TASK),
            models.UniqueConstraint(fields=["review", "task"], name="sampled_task_once"),
            models.CheckConstraint(
                condition=~Q(state="found") | Q(verdict__in=("confirmed", "partly", "not")),
                name="sampled_task_verdict",
            ),
        )
        ordering = ("review", "position")
