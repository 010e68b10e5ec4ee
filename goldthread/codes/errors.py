"""What the code lists raise."""

from goldthread.errors import UsageError


class CodeError(UsageError):
    """A code list was asked for something it does not hold."""
