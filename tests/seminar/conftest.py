"""Worlds of the seminar: one a module, each test in a savepoint; `ledger` for two databases."""

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
from tests.seminar.building import Convened


@pytest.fixture(scope="module")
def convened(module_ledger: Path) -> Convened:  # noqa: F811
    return Convened()


@pytest.fixture
def world(convened: Convened) -> Iterator[Convened]:
    with undone(convened) as again:
        yield again
