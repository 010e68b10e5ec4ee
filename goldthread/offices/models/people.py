"""People and what they may be where and when."""

from typing import Any

from django.conf import settings
from django.db import models

from goldthread.offices.models.structure import CODE_LENGTH, Dated, Office, in_order
from goldthread.offices.transitions import PERSON
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class Person(Lifecycle):
    """A person; who signs in has an account. Memberships are written by the person's actions."""

    machine = PERSON

    user: Any = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="person"
    )
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200)

    class Meta:
        constraints = (state_constraint(PERSON),)

    def __str__(self) -> str:
        return str(self.name_en)


class Membership(Dated):
    """A person holds a role in an office. Written by the person's actions and by reform acts."""

    person: Any = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=CODE_LENGTH)

    class Meta:
        constraints = (in_order("membership"),)
        indexes = (
            models.Index(fields=["person", "role", "starts"], name="membership_by_person"),
            models.Index(fields=["office", "starts"], name="membership_by_office"),
        )
