"""Worlds of the review: one a module, each test in a savepoint; `ledger` for two databases."""

from collections.abc import Callable, Iterator

import pytest

from tests.ledger import undone
from tests.review.building import Reviewed


@pytest.fixture(scope="module")
def reviewed(world_of: Callable[[type[Reviewed]], Reviewed]) -> Reviewed:
    return world_of(Reviewed)


@pytest.fixture
def world(reviewed: Reviewed) -> Iterator[Reviewed]:
    with undone(reviewed) as again:
        yield again
