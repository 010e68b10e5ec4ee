"""Worlds of the seminar: one a module, each test in a savepoint; `ledger` for two databases."""

from collections.abc import Callable, Iterator

import pytest

from tests.ledger import undone
from tests.seminar.building import Convened


@pytest.fixture(scope="module")
def convened(world_of: Callable[[type[Convened]], Convened]) -> Convened:
    return world_of(Convened)


@pytest.fixture
def world(convened: Convened) -> Iterator[Convened]:
    with undone(convened) as again:
        yield again
