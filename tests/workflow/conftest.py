import pytest

from tests.workflow.cases import models  # noqa: F401


@pytest.fixture
def on_sqlite(sqlite_ledger: str) -> str:
    return sqlite_ledger
