"""One world for a module, made once; each test acts in a savepoint and leaves nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from goldthread.workflow.database import databases
from tests.ledger import as_default
from tests.programme.building import World


@pytest.fixture(scope="module")
def founded(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[World]:
    home = tmp_path_factory.mktemp("world")
    shutil.copy(sqlite_template, home / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(home, None)["default"]):
        yield World()


@pytest.fixture
def world(founded: World) -> Iterator[World]:
    with transaction.atomic():
        yield founded.again()
        transaction.set_rollback(True)
