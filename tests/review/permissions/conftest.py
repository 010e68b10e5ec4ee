"""One world for all cases, made once; each test acts in savepoints and leaves nothing."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from goldthread.workflow.database import databases
from tests.ledger import as_default, sqlite_template  # noqa: F401
from tests.review.permissions.scenes import TODAY, Matrix

NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def peopled(
    sqlite_template: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> Iterator[Matrix]:
    home = tmp_path_factory.mktemp("matrix")
    shutil.copy(sqlite_template, home / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(home, None)["default"]):
        world = Matrix()
        world.furnish()
        yield world


@pytest.fixture
def world(peopled: Matrix, settings: Any) -> Iterator[Matrix]:
    """The site's clock stands on the day of the scenes: an embargo is judged by it."""
    settings.GOLDTHREAD_CLOCK = NOON - datetime.now(UTC)
    with transaction.atomic():
        yield peopled.again()  # type: ignore[misc]
        transaction.set_rollback(True)
