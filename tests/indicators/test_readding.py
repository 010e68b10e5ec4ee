"""Every indicator and counting rule: the engine gives what plain Python gives, cell by cell."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from random import Random

import pytest

from goldthread.indicators import plain
from goldthread.indicators.catalogue import catalogue
from goldthread.indicators.counts import Direct, Request
from goldthread.indicators.definition import Definition
from goldthread.indicators.engine import Session, ask_duckdb
from goldthread.indicators.query import Query, ask
from goldthread.indicators.reading import spans
from goldthread.register.store import Register
from tests.indicators.random_register import random_register


def rules() -> Iterator[tuple[Definition, str]]:
    """Every definition under its own rule, and every rule that a type has under one definition."""
    seen: set[tuple[str, bool, str]] = set()
    for one in catalogue().values():
        for rule in one.countings if one.grain == "right" else ():
            kind = (one.type, one.counts_stock, rule)
            if rule == one.counting or kind not in seen:
                yield one, rule
            seen.add(kind)


RULES = list(rules())
NAMES = [f"{d.id}-{rule}" for d, rule in RULES]
# The register covers three years: cohorts of whole years would all be too young.
SHORT = [
    replace(catalogue()[name], within=days, sha256=f"{days:064}")
    for name, days in (("A07", 200), ("P09", 90), ("P05", 150))
]
PERIODS = ("2018", "2018-H2", "2019-Q2", "2019-07", "2019")
VALUES = {
    "region": ("CN-ZJ", "CN-XJ", "CN-XPCC", "CL", "_Z", "_U"),
    "country": ("CN", "CL", "US", "_U"),
    "kind": ("PT", "TM"),
    "field": ("4", "6", "16", "_U"),
    "applicant_type": ("ENT", "UNI", "_U"),
    "office": ("CN", "CL", "EP"),
    "resident": ("R", "N", "_U", "_Z"),
    "route": ("direct", "_U"),
    "month": ("2018-05", "2019-04"),
}


@pytest.fixture(scope="module", params=[1])
def register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Register:
    return random_register(tmp_path_factory.mktemp("home"), request.param)


@lru_cache(maxsize=32)
def known_rows(register: Register, as_of: int | None) -> plain.Known:
    """The rows the plain engine counts, as the register gives them."""
    known = register.known(as_of)

    def rows(table: str) -> list[plain.Row]:
        found = ask_duckdb(register.relation(table, known), {}, "to_arrow_table")
        return list(found.to_pylist())

    received = {m.load: m.received_at.date() for m in register.manifests()}
    tables = ("ip_right", "right_party", "right_field", "right_spell", "right_milestone")
    rights, parties, fields, spells, milestones = map(rows, tables)
    observed = {feed: received[load] for feed, load in known.loads.items()}
    return plain.Known(rights, parties, fields, received, spells, milestones, observed)


def random_query(random: Random, definition: Definition, rule: str) -> Query:
    dimensions = [name for name in definition.dimensions if name in VALUES]
    by = tuple(random.sample(dimensions, random.choice((0, 1, 1, 2))))
    asked = random.sample(dimensions, random.choice((0, 0, 1, 2)))
    where = {name: tuple(random.sample(VALUES[name], random.randint(1, 2))) for name in asked}
    if rule == "regional-office":
        where.pop("region", None)
    periods = tuple(random.sample(PERIODS, random.randint(1, 3)))
    return Query(definition.id, periods, by, where, random.choice((None, 3, 4)), rule)


@pytest.mark.parametrize(
    ("definition", "rule"),
    [*RULES, *((d, d.counting) for d in SHORT)],
    ids=[*NAMES, *(f"{d.id}-short" for d in SHORT)],
)
def test_engine_gives_what_plain_python_gives(
    register: Register, definition: Definition, rule: str
) -> None:
    random = Random(f"{definition.id} {rule}")
    for _ in range(2):
        query = random_query(random, definition, rule)
        question = ask(query, found=definition)
        expected = plain.cells(
            known_rows(register, query.as_of), question, question.by, question.where
        )
        request = Request(
            definition, rule, question.by, question.where, tuple(spans(question.periods))
        )
        found = Direct(Session(register, query.as_of)).counts(request)
        assert found.keys() == expected.keys(), query
        for key, cell in expected.items():
            counted = found[key]
            assert (counted.amount, counted.hits) == (cell.amount, cell.hits), (query, key)
            assert counted.lineage == cell.lineage, (query, key)
            assert counted.records == len(cell.shares)
            if definition.is_ranked:
                assert counted.days["median"] == cell.median
                assert counted.days["mean"] == Fraction(sum(cell.days), len(cell.days))
                assert counted.days["p10"] == cell.percentile(10)
                assert counted.days["p90"] == cell.percentile(90)
