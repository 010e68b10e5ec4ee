"""One small demo, prepared once for all tests that ask its register."""

from pathlib import Path

import pytest

from goldthread.demo.prepare import prepare

SCALE = 0.04


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demo") / "home"
    prepare(home, scale=SCALE)
    return home
