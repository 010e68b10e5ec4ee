"""What this part raises on purpose; refusals of the engine are `goldthread.workflow.errors`."""

from goldthread.errors import InputRefused, UsageError
from goldthread.workflow.errors import GuardUnmet


class OfficesError(UsageError):
    """An office, a person or a day was asked for that is not there."""


class ActRefused(GuardUnmet):
    """A reform act, or a change in it, cannot be: the sentence says which and why."""


class StructureFileRefused(InputRefused):
    """A structure file cannot be loaded; nothing of the act it names was written."""
