"""A register with a few grants, for addresses that are bound to its figures."""

from pathlib import Path
from typing import Any

import pytest

from tests.indicators.support import load
from tests.once import copied
from tests.programme.test_progress import JS, granted


@pytest.fixture
def home(shared: Path, tmp_path: Path, settings: Any) -> Path:
    """As of 2019-07-01: five grants in the first half of 2019, two in that of 2018."""
    own = copied(shared / "grants of addresses", _make, tmp_path / "home")
    settings.GOLDTHREAD_HOME = own
    return own


def _make(home: Path) -> None:
    load(
        home,
        [
            granted("1", "2018-05-01"),
            granted("2", "2018-06-01"),
            granted("3", "2019-01-10"),
            granted("4", "2019-02-10"),
            granted("5", "2019-03-10"),
            granted("6", "2019-06-30"),
            granted("7", "2019-04-10", JS),
        ],
        received="2019-06-01",
    )
