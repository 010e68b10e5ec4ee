"""Worlds of the programme: one a module, and each test undoes what it does to it."""

from collections.abc import Callable

import pytest

from tests.programme.reporting import Reporting


@pytest.fixture(scope="module")
def begun(world_of: Callable[[type[Reporting]], Reporting]) -> Reporting:
    return world_of(Reporting)


@pytest.fixture
def world(begun: Reporting, db: None) -> Reporting:
    again = begun.again()
    assert isinstance(again, Reporting)
    return again
