"""One world for a module; each test acts in a savepoint and leaves nothing."""

from collections.abc import Callable, Iterator

import pytest

from tests.ledger import undone
from tests.programme.building import World


@pytest.fixture(scope="module")
def begun(world_of: Callable[[type[World]], World]) -> World:
    return world_of(World)


@pytest.fixture
def world(begun: World) -> Iterator[World]:
    with undone(begun) as again:
        yield again
