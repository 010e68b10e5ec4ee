"""The parts of a difference sum to it exactly and list the rights that make it."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from goldthread.indicators.catalogue import catalogue
from goldthread.indicators.definition import Definition
from goldthread.indicators.errors import QueryError
from goldthread.indicators.explain import PARTS, Explanation, explain
from goldthread.indicators.query import Query
from goldthread.register.store import Register
from tests.indicators.random_register import random_register
from tests.indicators.support import load, people, right
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


HERE = {"region": ("CL-RM",)}


def told(found: Explanation) -> dict[str, tuple[object, int]]:
    return {part.name: (part.value, part.records) for part in found.parts}


def test_each_part_by_hand(tmp_path: Path) -> None:
    """Five rights of a region: one stays, each other goes or comes for a reason of its own."""
    at, away = [("CL", "CL-RM", "ENT")], [("CL", "CL-VS", "ENT")]
    first = [
        right("stays", filing_date="2019-01-01", applicants=at),
        right("withdrawn", filing_date="2019-01-01", applicants=at),
        right("dated anew", filing_date="2019-01-01", applicants=at),
        right("moves out", filing_date="2019-01-01", applicants=at),
        right("moves in", filing_date="2019-01-01", applicants=away),
        right("comes to be dated", applicants=at),
    ]
    second = [
        right("stays", filing_date="2019-01-01", applicants=at),
        right("dated anew", filing_date="2018-12-31", applicants=at),
        right("moves out", filing_date="2019-01-01", applicants=away),
        right("moves in", filing_date="2019-01-01", applicants=at),
        right("comes to be dated", filing_date="2019-05-01", applicants=at),
        right("new", filing_date="2019-06-01", applicants=at),
    ]
    load(tmp_path, first, "2020-01-01", delivery="full")
    register = load(tmp_path, second, "2020-02-01", delivery="full")
    found = explain(register, Query("C01", ("2019",), (), HERE), "2020-01-15", "2020-02-15")
    assert (found.before.total.value, found.after.total.value, found.difference) == (4, 4, 0)
    assert told(found) == {
        "new": (1, 1),
        "withdrawn": (-1, 1),
        "changed-in": (1, 1),
        "changed-out": (-1, 1),
        "reclassified-in": (1, 1),
        "reclassified-out": (-1, 1),
    }
    new = found.as_dict()["parts"][0]
    assert [row["record_key"] for row in new["listed"]] == ["CL|PT|new"]
    assert new["listed"][0]["before"] is None
    assert new["listed"][0]["after"] == {"share_numerator": 1, "share_denominator": 1, "load": 2}


def test_revised_population_is_the_denominators_part(tmp_path: Path) -> None:
    mine = [right("1", grant_date="2019-01-01", applicants=[("CL", None, None)])]
    load(tmp_path, mine, "2020-01-01")
    load(tmp_path, [people("CL", 2019, 1000)], "2020-01-02", "people")
    load(tmp_path, [people("CL", 2019, 2000)], "2020-02-02", "people")
    register = load(
        tmp_path,
        [right("2", grant_date="2019-01-02", applicants=[("CL", None, None)])],
        "2020-03-01",
    )
    found = explain(register, Query("P02", ("2019",)), 2, 4)
    assert (found.before.total.value, found.after.total.value) == (10, 10)
    assert told(found) == {"new": (10, 1), "denominator": (-10, 0)}


def test_reform_of_regions_is_told_from_a_move(tmp_path: Path) -> None:
    """Ñuble was cut from Biobío on 6 September 2018; a later extract says so."""
    old = [right("1", filing_date="2019-01-01", applicants=[("CL", "CL-BI", None)])]
    new = [right("1", filing_date="2019-01-01", applicants=[("CL", "CL-NB", None)])]
    load(tmp_path, old, "2020-01-01")
    register = load(tmp_path, new, "2020-02-01")
    inside = Query("C01", ("2019",), (), {"region": ("CL-NB",)})
    outside = Query("C01", ("2019",), (), {"region": ("CL-BI",)})
    assert told(explain(register, inside, 1, 2)) == {"region-reform-in": (1, 1)}
    assert told(explain(register, outside, 1, 2)) == {"region-reform-out": (-1, 1)}


def test_changed_definition_is_a_part_of_its_own(tmp_path: Path) -> None:
    rights = [
        right("1", filing_date="2019-01-01"),
        right("2", "CL", "UM", filing_date="2019-01-01"),
    ]
    register = load(tmp_path, rights)
    narrow = catalogue()["C01"]
    wide = replace(narrow, where="filing_date is not null", sha256="0" * 64)
    found = explain(register, Query("C01", ("2019",)), 1, 1, from_definition=wide)
    assert found.difference == -1
    assert told(found) == {"definition": (-1, 1)}


def test_missing_value_has_parts_without_values(tmp_path: Path) -> None:
    load(tmp_path, [right("1", filing_date="2019-01-01")])
    register = load(tmp_path, [right("2", filing_date="2018-01-01")], "2020-02-01")
    found = explain(register, Query("C01", ("2018",)), 1, 2)
    assert (found.difference, told(found)) == (None, {"new": (1, 1)})
    days = explain(register, Query("A15", ("2020-02",)), 1, 2)
    assert (days.difference, told(days)) == (None, {"new": (None, 1)})


def test_only_one_number_is_explained(tmp_path: Path) -> None:
    register = load(tmp_path, [right("1", filing_date="2019-01-01")])
    for query in (Query("C01", ("2019", "2018")), Query("C01", ("2019",), ("region",))):
        with pytest.raises(QueryError, match="One number is explained"):
            explain(register, query, 1, 1)
