"""Errors of the indicators: each message says what was found, where, and what to write instead."""

from goldthread.errors import GoldthreadError, InputRefused, UsageError


class IndicatorError(GoldthreadError):
    """A figure could not be made though the question was a fair one."""


class DefinitionError(InputRefused):
    """A definition says something that cannot be meant; names file, line and offending part."""


class QueryError(UsageError):
    """A figure was asked for that this indicator cannot give."""
