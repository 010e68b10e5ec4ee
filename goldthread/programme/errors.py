"""What this part raises on purpose; refusals of the engine are `goldthread.workflow.errors`."""

from goldthread.errors import UsageError
from goldthread.workflow.errors import GuardUnmet


class ProgrammeError(UsageError):
    """A task, a cycle or a day was asked for that is not there."""


class PartRefused(GuardUnmet):
    """A part of what was given (a clause, a milestone, a target) cannot be: the sentence why."""
