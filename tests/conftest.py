"""Fixtures that all tests share."""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage
from django.conf import settings as site

# The browser's driver leaves an event loop running in the thread that later tests share; none of
# our code is asynchronous, so Django's guard against mixing the two guards nothing here.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

AGAIN = pytest.StashKey[bool]()
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


def pytest_configure(config: pytest.Config) -> None:
    """No test meets the home of whoever runs it."""
    home = Path(tempfile.mkdtemp(prefix="goldthread-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ["GOLDTHREAD_HOME"] = str(home)
    site.GOLDTHREAD_HOME = home
    site.DATABASES["default"]["NAME"] = str(home / "ledger.sqlite3")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    seen: set[str] = set()
    for item in items:
        function = item.nodeid.partition("[")[0]
        item.stash[AGAIN] = function in seen
        seen.add(function)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Tracing makes a test two thirds slower, so of the many cases of one test the first is traced.

    What is reported as covered is covered; what only a later case reaches is not reported.
    """
    tracer = Coverage.current() if item.stash[AGAIN] else None
    if tracer is None:
        return (yield)
    tracer.stop()
    try:
        return (yield)
    finally:
        tracer.start()
