"""The parts of a difference sum to it exactly and list the rights that make it."""

from fractions import Fraction
from random import Random

import pytest

from goldthread.indicators.definition import Definition
from goldthread.indicators.explain import PARTS, explain
from goldthread.indicators.query import Query
from goldthread.register.store import Register
from tests.indicators.random_register import random_register
from tests.indicators.test_readding import RULES


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return random_register(tmp_path_factory.mktemp("home"), 9, rights=80)


CHOSEN = [(d, rule) for d, rule in RULES if rule == d.counting or d.id in ("C04", "P01")]


@pytest.mark.parametrize(("definition", "rule"), CHOSEN)
def test_parts_sum_to_the_difference(register: Register, definition: Definition, rule: str) -> None:
    random = Random(f"explain {definition.id} {rule}")
    where = {}
    if rule != "regional-office":
        where = random.choice(({}, {"region": ("CN-ZJ",)}, {"office": ("CN",)}))
    period = "2019" if definition.id == "A15" else random.choice(("2018", "2018-H2", "2019-Q1"))
    found = explain(register, Query(definition.id, (period,), (), where, None, rule), 3, None)
    assert set(PARTS) >= {part.name for part in found.parts}
    if found.difference is not None:
        assert sum((p.value for p in found.parts), Fraction(0)) == found.difference
    for part in found.parts:
        assert len(part.listed) == min(part.records, 100)
