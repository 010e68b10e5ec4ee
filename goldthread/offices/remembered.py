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
