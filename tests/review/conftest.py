"""Worlds of the review: one a module, each test in a savepoint; `ledger` for two databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger import (  # noqa: F401
    ledger,
    module_ledger,
    postgres_server,
    postgres_template,
    postgresql_ledger,
    sqlite_ledger,
    sqlite_template,
    undone,
)
from tests.review.building import Reviewed


@pytest.fixture(scope="module")
def reviewed(module_ledger: Path) -> Reviewed:  # noqa: F811
    return Reviewed()


@pytest.fixture
def world(reviewed: Reviewed) -> Iterator[Reviewed]:
    with undone(reviewed) as again:
        yield again
