"""One world for all cases, made once; each test acts in a savepoint and leaves nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.ledger import undone
from tests.seminar.permissions.scenes import TODAY, Matrix

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def peopled(world_of: Callable[[type[Matrix]], Matrix]) -> Matrix:
    return world_of(Matrix)


@pytest.fixture
def world(peopled: Matrix, settings: Any) -> Iterator[Matrix]:
    """The site's clock stands on the day of the scenes: an embargo is judged by it."""
    settings.GOLDTHREAD_CLOCK = NOON - datetime.now(UTC)
    with undone(peopled) as again:
        yield again
