"""One world a module; each test acts in a savepoint and leaves nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.ledger import module_ledger, undone  # noqa: F401
from tests.programme.permissions.scenes import Matrix


@pytest.fixture(scope="module")
def peopled(module_ledger: Path) -> Matrix:  # noqa: F811
    world = Matrix()
    world.until(date(2019, 4, 1))
    return world


@pytest.fixture
def world(peopled: Matrix) -> Iterator[Matrix]:
    with undone(peopled) as again:
        yield again
