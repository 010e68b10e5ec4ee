"""Figures from cubes equal figures from the register's rows."""

from random import Random

import pytest

from goldthread.indicators.definition import Definition
from goldthread.indicators.figure import figure
from goldthread.indicators.figures import Figures
from goldthread.register.store import Register
from tests.indicators.random_register import random_register
from tests.indicators.test_readding import NAMES, RULES, random_query


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return random_register(tmp_path_factory.mktemp("home"), 5, rights=80)


@pytest.fixture(scope="module")
def figures(register: Register) -> Figures:
    return Figures(register)


@pytest.mark.parametrize(("definition", "rule"), RULES, ids=NAMES)
def test_cubes_give_what_rows_give(
    register: Register, figures: Figures, definition: Definition, rule: str
) -> None:
    query = random_query(Random(f"cubes {definition.id} {rule}"), definition, rule)
    assert figures.figure(query).as_dict() == figure(register, query).as_dict(), query
