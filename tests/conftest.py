"""Fixtures that all tests share."""

import os
from pathlib import Path
from typing import Any

import pytest

# The browser's driver leaves an event loop running in the thread that later tests share; none of
# our code is asynchronous, so Django's guard against mixing the two guards nothing here.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The offices' real files; the test is skipped, with the reason, where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the offices' real files are not at {SHARED_DATA}")
    return SHARED_DATA


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database also has the tables of the models that only tests have."""
    from tests.ledger import make_tables_of_tests

    with django_db_blocker.unblock():
        make_tables_of_tests()
