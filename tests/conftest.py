"""Fixtures that all tests share."""

import gc
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage
from django.conf import settings as site

# The browser's driver leaves an event loop running in the thread that later tests share; none of
# our code is asynchronous, so Django's guard against mixing the two guards nothing here.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

pytest_plugins = ["tests.ledger", "tests.programme.founding"]
AGAIN = pytest.StashKey[bool]()
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The offices' real files; the test is skipped, with the reason, where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the offices' real files are not at {SHARED_DATA}")
    return SHARED_DATA


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of a run share, for what is made `once`."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "once"
    folder.mkdir(exist_ok=True)
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """No test meets the home of whoever runs it."""
    home = Path(tempfile.mkdtemp(prefix="goldthread-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ["GOLDTHREAD_HOME"] = str(home)
    site.GOLDTHREAD_HOME = home
    site.DATABASES["default"]["NAME"] = str(home / "tests.sqlite3")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    seen: set[str] = set()
    for item in items:
        function = item.nodeid.partition("[")[0]
        item.stash[AGAIN] = function in seen
        seen.add(function)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: it is not searched for garbage again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """At the end it goes as it would have gone: DuckDB tells of what is left over."""
    gc.unfreeze()


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
