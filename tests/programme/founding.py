"""Worlds made once for all tests of a process: each test begins on a copy of the whole ledger."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from goldthread.workflow.database import databases
from tests.ledger import as_default
from tests.programme.building import World

W = TypeVar("W", bound=World)
_MADE: dict[type[World], tuple[Path, World]] = {}


@contextmanager
def founded(kind: type[W], template: Path, home: Path) -> Iterator[W]:
    """A world of a kind in a ledger of its own in `home`, which is the default one meanwhile.

    `template` is a migrated, empty ledger. The database must be unblocked.
    """
    if kind not in _MADE:
        _MADE[kind] = _make(kind, template)
    path, made = _MADE[kind]
    assert isinstance(made, kind)
    shutil.copy(path, home / path.name)
    with as_default(databases(home, None)["default"]):
        begun = made.again()
        assert isinstance(begun, kind)
        yield begun


def _make(kind: type[World], template: Path) -> tuple[Path, World]:
    path = Path(tempfile.mkdtemp(prefix="world-")) / "ledger.sqlite3"
    shutil.copy(template, path)
    with as_default(databases(path.parent, None)["default"]):
        return path, kind()
