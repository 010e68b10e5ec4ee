"""Worlds of the review: one a module, each test in a savepoint; `ledger` for two databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from goldthread.workflow.database import databases
from tests.ledger import (  # noqa: F401
    as_default,
    ledger,
    postgres_server,
    postgres_template,
    postgresql_ledger,
    sqlite_ledger,
    sqlite_template,
)
from tests.review.building import Reviewed


@pytest.fixture(scope="module")
def reviewed(
    sqlite_template: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[Reviewed]:
    home = tmp_path_factory.mktemp("review")
    shutil.copy(sqlite_template, home / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(home, None)["default"]):
        yield Reviewed()


@pytest.fixture
def world(reviewed: Reviewed) -> Iterator[Reviewed]:
    """Everything that a test does is undone after it."""
    with transaction.atomic():
        again = reviewed.again()
        assert isinstance(again, Reviewed)
        yield again
        transaction.set_rollback(True)
