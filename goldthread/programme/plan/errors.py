"""What the plan reader refuses."""

from goldthread.errors import InputRefused


class PlanRefused(InputRefused):
    """A file or a text that cannot be read as a plan; the message names it and the cause."""
