from collections.abc import Iterator
from typing import Any

import pytest

from tests.offices.post.post_office import Letters, Town, server


@pytest.fixture(autouse=True)
def post_settings(settings: Any, tmp_path: Any) -> None:
    settings.GOLDTHREAD_HOME = tmp_path
    settings.GOLDTHREAD_COUNTRY = "CN"
    settings.GOLDTHREAD_LANGUAGE = None
    settings.GOLDTHREAD_ADDRESS = "https://goldthread.example.org"
    settings.GOLDTHREAD_MAIL = True


@pytest.fixture
def town(db: None) -> Town:
    return Town()


@pytest.fixture
def letters(settings: Any) -> Iterator[Letters]:
    kept = Letters()
    with server(kept, settings):
        yield kept
