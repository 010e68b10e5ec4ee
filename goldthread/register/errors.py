"""What the register says when it cannot do what was asked."""

from goldthread.errors import GoldthreadError, InputRefused, UsageError


class RegisterError(GoldthreadError):
    """The register cannot be read or written; the message says what was kept."""


class RegisterBusy(RegisterError):
    """Another process holds the register's lock."""


class LoadRefused(InputRefused):
    """A delivery was refused as a whole; nothing of it was loaded."""


class ReaderFault(RegisterError):
    """A reader handed over data that breaks the contract of `readers.base`."""


class UnknownLoad(UsageError):
    """A load or a day was named that the register does not know."""
