"""One small demo for all tests that ask its register, one ledger for all that ask its work."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldthread.demo.prepare import prepare

SCALE = 0.04


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demo") / "home"
    prepare(home, scale=SCALE)
    return home


@pytest.fixture(scope="session")
def work_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written as `goldthread demo` writes it: by a process of its own."""
    home = tmp_path_factory.mktemp("work")
    (home / "settings.toml").write_text('country = "CN"\ntime_zone = "Asia/Shanghai"\n')
    done = subprocess.run(
        [sys.executable, "-m", "goldthread.demo.work", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture(scope="session")
def spoken(work_home: Path, demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The work beside a loaded register, as the demo has them: addresses, review, news."""
    home = tmp_path_factory.mktemp("spoken") / "home"
    shutil.copytree(work_home, home)
    shutil.copytree(demo_home / "register", home / "register")
    done = subprocess.run(
        [sys.executable, "-m", "goldthread.demo.work", str(home), "--await-register"],
        input="loaded\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def rows(work_home: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(work_home / "ledger.sqlite3")
    yield connection
    connection.close()
