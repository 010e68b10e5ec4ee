"""What an object that has a life is made of; only the engine writes it."""

from datetime import datetime
from typing import Any, ClassVar, Never

from django.db import models
from django.db.models.signals import class_prepared

from goldthread.workflow.errors import MachineError, OutsideEngine
from goldthread.workflow.machine import Machine
from goldthread.workflow.texts import in_language

MODELS: "dict[str, type[Lifecycle]]" = {}
"""Every concrete model with a life, by its label."""


def state_constraint(machine: Machine) -> models.CheckConstraint:
    """The state is one of the machine's, the version counts from 1; for the model's Meta."""
    names = [state.name for state in machine.states]
    return models.CheckConstraint(
        condition=models.Q(state__in=names) & models.Q(version__gte=1),
        name=f"{machine.name}_state",
    )


def _refuse(*_: object, **__: object) -> Never:
    raise OutsideEngine(
        "Objects with a life are created and changed by the engine only "
        "(create and perform of goldthread.workflow.engine), so that every change is in the log; "
        "for an edit that keeps the state, give the machine an action whose target is SAME."
    )


class LifecycleQuerySet(models.QuerySet):
    update = delete = create = bulk_create = bulk_update = _refuse
    get_or_create = update_or_create = _refuse


class Lifecycle(models.Model):
    """An abstract model with a state, a version, and the times of its first and last change.

    A concrete model says `machine = TASK` and, in Meta, `constraints = [state_constraint(TASK)]`.
    `version` goes up with every action; `entered_at` is since when the object is in its state.
    """

    machine: ClassVar[Machine]

    state = models.CharField(max_length=40, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    entered_at = models.DateTimeField(editable=False)

    objects = models.Manager.from_queryset(LifecycleQuerySet)()

    class Meta:
        abstract = True

    def save(self, *_: Any, **__: Any) -> None:
        _refuse()

    def delete(self, *_: Any, **__: Any) -> Never:
        raise OutsideEngine(
            f"{self._meta.label} {self.pk} has a life and is not deleted; "
            "end it by an action that leads to a closed state."
        )

    def state_title(self, lang: str) -> str:
        return in_language(self.machine.state(self.state).titles, lang)

    @property
    def is_open(self) -> bool:
        return self.machine.state(self.state).open

    def _enter(self, state: str, at: datetime) -> None:
        """For the engine: the next version, in a state since a time."""
        if self._state.adding:
            self.created_at = at
        if self._state.adding or state != self.state:
            self.entered_at = at
        self.state = state
        self.version += 1
        self.updated_at = at

    def _write(self, using: str) -> None:
        """For the engine: the row as it is now."""
        super().save(using=using)


def _register(sender: type[models.Model], **_: Any) -> None:
    if not issubclass(sender, Lifecycle) or sender._meta.proxy:
        return
    machine = getattr(sender, "machine", None)
    if not isinstance(machine, Machine):
        raise MachineError(f"{sender._meta.label} has a life but names no machine.")
    if state_constraint(machine) not in sender._meta.constraints:
        raise MachineError(
            f"{sender._meta.label} must hold its state in the database: add "
            "state_constraint(machine) to the constraints of its Meta."
        )
    MODELS[sender._meta.label_lower] = sender


class_prepared.connect(_register, dispatch_uid="goldthread.workflow.lifecycle")
