"""The root of every error that Goldthread raises on purpose; each layer derives its own."""


class GoldthreadError(Exception):
    """An error whose message is a sentence for the person who ran the command.

    `exit_status` is what the command line ends with: 1 an error of ours, 2 wrong usage,
    3 input refused.
    """

    exit_status = 1


class UsageError(GoldthreadError):
    """What was asked for cannot be asked: an unknown name, a contradiction, a missing argument."""

    exit_status = 2


class InputRefused(GoldthreadError):
    """A file, a mapping or a value was refused; the message names it, where and why."""

    exit_status = 3
