import pytest

from tests.ledger import (  # noqa: F401
    ledger,
    postgres_server,
    postgres_template,
    postgresql_ledger,
    sqlite_ledger,
    sqlite_template,
)
from tests.workflow.cases import models  # noqa: F401


@pytest.fixture
def on_sqlite(sqlite_ledger: str) -> str:  # noqa: F811
    return sqlite_ledger
