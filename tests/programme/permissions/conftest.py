"""One world a module; each test acts in a savepoint and leaves nothing."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from tests.ledger import undone
from tests.programme.permissions.scenes import Matrix


@pytest.fixture(scope="module")
def peopled(world_of: Callable[[type[Matrix]], Matrix]) -> Matrix:
    world = world_of(Matrix)
    world.until(date(2019, 4, 1))
    return world


@pytest.fixture
def world(peopled: Matrix) -> Iterator[Matrix]:
    with undone(peopled) as again:
        yield again
