"""The minutes: an entry for each item, every revision of it, the corrections asked for."""

from typing import Any

from django.db import models

from goldthread.offices.models import Person
from goldthread.seminar.models.delegation import Delegation
from goldthread.seminar.models.seminar import AgendaItem
from goldthread.seminar.transitions import MINUTES_CORRECTION, MINUTES_ENTRY
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class MinutesEntry(Lifecycle):
    """The text as it stands; `revision` is the number of the last of its revisions."""

    machine = MINUTES_ENTRY

    item: Any = models.OneToOneField(AgendaItem, models.PROTECT, related_name="entry")
    revision = models.PositiveIntegerField(default=0)
    text_en = models.TextField(blank=True)
    text_zh = models.TextField(blank=True)

    class Meta:
        constraints = (state_constraint(MINUTES_ENTRY),)
        ordering = ("item",)


class MinutesRevision(models.Model):
    """A text that the entry had; never changed. `restores`: the revision whose text it took."""

    entry: Any = models.ForeignKey(MinutesEntry, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text_en = models.TextField(blank=True)
    text_zh = models.TextField(blank=True)
    at = models.DateTimeField()
    author = models.CharField(max_length=150)
    restores = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["entry", "number"], name="minutes_revision_once"),
        )
        ordering = ("entry", "number")

    def __str__(self) -> str:
        return f"{self.entry_id} r{self.number}"


class MinutesCorrection(Lifecycle):
    """`passage` stands in the entry word for word and should read `wording`."""

    machine = MINUTES_CORRECTION

    entry: Any = models.ForeignKey(MinutesEntry, models.PROTECT, related_name="corrections")
    delegation: Any = models.ForeignKey(Delegation, models.PROTECT, related_name="+")
    person: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    passage = models.TextField()
    wording = models.TextField()
    reason = models.TextField(blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        constraints = (state_constraint(MINUTES_CORRECTION),)
        ordering = ("entry", "id")
