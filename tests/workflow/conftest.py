from collections.abc import Iterator

import pytest
from django.db import connection

from tests.ledger import (  # noqa: F401
    postgres_server,
    postgres_template,
    postgresql_ledger,
    sqlite_ledger,
    sqlite_template,
)
from tests.workflow.cases.models import Note, Task


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest) -> Iterator[str]:
    """The ledger with tables for the cases' models; the test runs on each engine."""
    request.getfixturevalue(f"{request.param}_ledger")
    _tables()
    return str(request.param)


@pytest.fixture
def on_sqlite(sqlite_ledger: str) -> str:  # noqa: F811
    _tables()
    return sqlite_ledger


def _tables() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Task)
        editor.create_model(Note)
