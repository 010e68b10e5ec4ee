"""The structure: what only a reform act writes. All days are half-open (see `days`)."""

from typing import Any

from django.db import models
from django.db.models import F, Q

CODE_LENGTH = 40
NAME_LENGTH = 200


class Dated(models.Model):
    """A row that holds on the days from `starts` until before `ends`."""

    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk} [{self.starts}, {self.ends or '…'})"


def in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends=None) | Q(ends__gt=F("starts")), name=f"{name}_days_in_order"
    )


class Office(Dated):
    """An office through all its names; `starts` and `ends` are its validity."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)

    class Meta:
        constraints = (in_order("office"),)
        ordering = ("code",)


class OfficeVersion(Dated):
    """What an office was called and was; `also` is a second name it carries (co-named)."""

    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="versions")
    kind = models.CharField(max_length=20)
    name_en = models.CharField(max_length=NAME_LENGTH)
    name_zh = models.CharField(max_length=NAME_LENGTH)
    short_en = models.CharField(max_length=NAME_LENGTH)
    short_zh = models.CharField(max_length=NAME_LENGTH)
    also_en = models.CharField(max_length=NAME_LENGTH, blank=True)
    also_zh = models.CharField(max_length=NAME_LENGTH, blank=True)

    class Meta:
        constraints = (in_order("version"),)
        indexes = (models.Index(fields=["office", "starts"], name="version_by_office"),)


class ParentEdge(Dated):
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="edges")
    parent: Any = models.ForeignKey(Office, models.PROTECT, related_name="child_edges")

    class Meta:
        constraints = (
            in_order("edge"),
            models.CheckConstraint(condition=~Q(office=F("parent")), name="edge_not_to_itself"),
        )
        indexes = (models.Index(fields=["parent", "starts"], name="edge_by_parent"),)


class FunctionHolding(Dated):
    """An office holds a function for a territory; `exclusive` as the code list said."""

    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="holdings")
    function = models.CharField(max_length=CODE_LENGTH)
    territory = models.CharField(max_length=CODE_LENGTH)
    exclusive = models.BooleanField()

    class Meta:
        constraints = (in_order("holding"),)
        indexes = (models.Index(fields=["function", "territory"], name="holding_by_function"),)


class RegionDuty(Dated):
    """An office answers for a region."""

    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="duties")
    region = models.CharField(max_length=CODE_LENGTH)

    class Meta:
        constraints = (in_order("duty"),)
        indexes = (models.Index(fields=["region", "starts"], name="duty_by_region"),)


class Reach(Dated):
    """Derived from the edges: an office stands under an ancestor (itself too) on these days.

    Scopes are one indexed join over it; a reform act writes it with the edges.
    """

    ancestor: Any = models.ForeignKey(Office, models.PROTECT, related_name="reaches")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="reached_from")

    class Meta:
        constraints = (in_order("reach"),)
        indexes = (
            models.Index(fields=["ancestor", "office", "starts"], name="reach_downward"),
            models.Index(fields=["office", "ancestor", "starts"], name="reach_upward"),
        )
