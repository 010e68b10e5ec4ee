"""One world a module; each test acts in savepoints and leaves nothing."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from goldthread.workflow.database import databases
from tests.ledger import as_default
from tests.programme.permissions.scenes import Matrix


@pytest.fixture(scope="module")
def peopled(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Matrix]:
    home = tmp_path_factory.mktemp("matrix")
    shutil.copy(sqlite_template, home / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(home, None)["default"]):
        world = Matrix()
        world.until(date(2019, 4, 1))
        yield world


@pytest.fixture
def world(peopled: Matrix) -> Iterator[Matrix]:
    with transaction.atomic():
        yield peopled.again()  # type: ignore[misc]
        transaction.set_rollback(True)
