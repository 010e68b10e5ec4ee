"""The news release, its figures, its numbered errata."""

from typing import Any

from django.db import models
from django.db.models import Q

from goldthread.programme.models.base import Titled
from goldthread.review.models.review import Review
from goldthread.review.transitions import NEWS
from goldthread.seminar.models import Seminar
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class News(Titled, Lifecycle):
    """The texts hold their figures as bindings; `figures` are those values locked.

    `published_at` stays when it is withdrawn: what was never out leaves nothing behind.
    """

    machine = NEWS

    key = models.CharField(max_length=80, unique=True)
    review: Any = models.ForeignKey(Review, models.PROTECT, null=True, related_name="news")
    seminar: Any = models.ForeignKey(Seminar, models.PROTECT, null=True, related_name="news")
    summary_en = models.TextField(blank=True)
    summary_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    text_zh = models.TextField(blank=True)
    embargo_until = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            state_constraint(NEWS),
            models.CheckConstraint(
                condition=~Q(state="embargoed") | Q(embargo_until__isnull=False),
                name="news_embargo_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="news_published_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False),
                name="news_withdrawn_at",
            ),
        )
        ordering = ("-published_at", "-id")


class NewsFigure(models.Model):
    """A figure of the text as it was when the figures were locked."""

    news: Any = models.ForeignKey(News, models.PROTECT, related_name="figures")
    code = models.CharField(max_length=20)
    binding = models.CharField(max_length=300)
    value = models.CharField(max_length=60, blank=True)
    identity = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["news", "binding"], name="news_figure_once"),
        )
        indexes = (models.Index(fields=["code"], name="news_figure_by_code"),)
        ordering = ("news", "id")

    def __str__(self) -> str:
        return str(self.binding)


class NewsErratum(models.Model):
    """`passage` as published, `wording` in its place; `figures`: those that `wording` is bound to,
    with value and identity, as they were when it was published."""

    news: Any = models.ForeignKey(News, models.PROTECT, related_name="errata")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    language = models.CharField(max_length=8)
    passage = models.TextField()
    wording = models.TextField()
    reason = models.TextField()
    figures = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["news", "number"], name="erratum_of_news"),)
        ordering = ("news", "number")

    def __str__(self) -> str:
        return f"{self.news_id} #{self.number}"
