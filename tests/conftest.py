"""Fixtures that all tests share."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The offices' real files; the test is skipped, with the reason, where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the offices' real files are not at {SHARED_DATA}")
    return SHARED_DATA
