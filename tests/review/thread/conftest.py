"""The thread on the known world: everything that a test does is undone after it."""

import pytest

from tests.review.building import Reviewed
from tests.review.thread.walked import Walked, walk_world


@pytest.fixture
def walked(world: Reviewed) -> Walked:
    return walk_world(world)
