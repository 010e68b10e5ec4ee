"""One small demo for all tests that ask its register, one ledger for all that ask its work."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldthread.demo.prepare import prepare
from tests.once import copied

SCALE = 0.04


@pytest.fixture(scope="session")
def demo_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.mktemp("demo") / "home"
    return copied(shared / "demo", lambda home: prepare(home, scale=SCALE), own)


@pytest.fixture(scope="session")
def work_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written as `goldthread demo` writes it: by a process of its own."""
    return copied(shared / "work", _write_work, tmp_path_factory.mktemp("work") / "home")


def _write_work(home: Path) -> None:
    (home / "settings.toml").write_text('country = "CN"\ntime_zone = "Asia/Shanghai"\n')
    done = subprocess.run(
        [sys.executable, "-m", "goldthread.demo.work", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def spoken(
    shared: Path, work_home: Path, demo_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The work beside a loaded register, as the demo has them: addresses, review, news."""

    def speak(home: Path) -> None:
        shutil.copytree(work_home, home, dirs_exist_ok=True)
        shutil.copytree(demo_home / "register", home / "register")
        _await_register(home)

    return copied(shared / "spoken", speak, tmp_path_factory.mktemp("spoken") / "home")


def _await_register(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goldthread.demo.work", str(home), "--await-register"],
        input="loaded\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def rows(work_home: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(work_home / "ledger.sqlite3")
    yield connection
    connection.close()
