"""What is read once for a page that asks many times: roles, and people, of a user on a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

ROLES: ContextVar[dict[tuple[Any, date], frozenset[str]] | None] = ContextVar(
    "goldthread_offices_roles", default=None
)
PEOPLE: ContextVar[dict[tuple[Any, ...], tuple[str, ...]] | None] = ContextVar(
    "goldthread_offices_people", default=None
)
HELD: ContextVar[dict[tuple[Any, ...], bool] | None] = ContextVar(
    "goldthread_offices_held", default=None
)


@contextmanager
def remembering() -> Iterator[None]:
    """Within it, the roles of a user on a day are read once: for a page that asks many times.

    One within another shares what the outer one read.
    """
    known, people = ROLES.get(), PEOPLE.get()
    tokens = (
        ROLES.set({} if known is None else known),
        PEOPLE.set({} if people is None else people),
    )
    try:
        yield
    finally:
        ROLES.reset(tokens[0])
        PEOPLE.reset(tokens[1])


@contextmanager
def settled() -> Iterator[None]:
    """Within it, what a user holds over an office on a day is read once: for a writer of many
    objects who changes neither roles nor the structure."""
    token = HELD.set({})
    try:
        yield
    finally:
        HELD.reset(token)
