"""The head's address, the figures it is bound to, the promises it made."""

from typing import Any

from django.db import models

from goldthread.programme.models import Measure
from goldthread.programme.models.base import Titled, titled
from goldthread.seminar.models.seminar import AgendaItem, Seminar
from goldthread.seminar.transitions import ADDRESS
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class Address(Titled, Lifecycle):
    """`accepted`: findings of the check that were accepted, each with its reason."""

    machine = ADDRESS

    seminar: Any = models.ForeignKey(Seminar, models.PROTECT, related_name="addresses")
    item: Any = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    text_en = models.TextField(blank=True)
    text_zh = models.TextField(blank=True)
    accepted = models.JSONField(default=list)

    class Meta:
        constraints = (state_constraint(ADDRESS), titled("address"))


class AddressFigure(models.Model):
    """A figure in the text as it was when the address was cleared.

    `binding` is how the text asks for it; `identity` what a figure is known by (definition and its
    version, as known on, counting, hash of the loads), so that it can be computed again.
    """

    address: Any = models.ForeignKey(Address, models.PROTECT, related_name="figures")
    code = models.CharField(max_length=20)
    binding = models.CharField(max_length=300)
    value = models.CharField(max_length=60, blank=True)
    identity = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["address", "binding"], name="address_figure_once"),
        )
        ordering = ("address", "id")

    def __str__(self) -> str:
        return str(self.binding)


class Promise(models.Model):
    """A sentence of a given address that promises something, and the draft measure it became."""

    address: Any = models.ForeignKey(Address, models.PROTECT, related_name="promises")
    position = models.PositiveIntegerField()
    sentence_en = models.TextField(blank=True)
    sentence_zh = models.TextField(blank=True)
    measure: Any = models.OneToOneField(Measure, models.PROTECT, related_name="promised_in")

    class Meta:
        ordering = ("address", "position")

    def __str__(self) -> str:
        return str(self.sentence_en or self.sentence_zh)[:80]
