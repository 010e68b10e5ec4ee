"""Figures over transactions and cases: the engine gives what plain Python gives, by every rule."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from goldthread.indicators.acts import plain
from goldthread.indicators.catalogue import catalogue
from goldthread.indicators.counts import Direct, Request
from goldthread.indicators.definition import Definition
from goldthread.indicators.engine import Session
from goldthread.indicators.grains import GRAINS
from goldthread.indicators.query import Query, ask
from goldthread.indicators.reading import spans
from goldthread.readers.schema import CASE_OUTCOMES, TX_TYPES
from goldthread.register.store import Register
from tests.indicators.acts.support import act, case, known_rows
from tests.indicators.support import Record, load, right

PLACES = {"CN": ("CN-ZJ", "CN-JS", "CN-XJ", "CN-XPCC"), "US": ("US-CA",), "CL": ("CL-RM",)}
NAMES = ("Alpha", "ALPHA, Ltd.", "Alpha Ltd", "Beta", "甲公司", None)
TYPES = (*TX_TYPES, "assignment", "assignment", "pledge", "pledge", "open_offer")
PERIODS = ("2020", "2020-H2", "2021-Q2", "2021-07", "2021")
VALUES = {
    "region": ("CN-ZJ", "CN-XJ", "CN-XPCC", "CN", "_Z", "_U"),
    "partner_region": ("CN-ZJ", "CN-XJ", "CN-XPCC", "CN", "_Z", "_U"),
    "country": ("CN", "US", "_U"),
    "partner_country": ("CN", "US", "_U"),
    "kind": ("PT", "TM", "_U"),
    "office": ("CN", "EP"),
    "tx_type": ("pledge", "security", "licence"),
    "currency": ("CNY", "USD", "_U"),
    "case_type": ("admin", "civil"),
    "outcome": ("settled", "_U", "_Z"),
    "month": ("2020-05", "2021-04"),
}
RULES = [(d, rule) for d in catalogue().values() if d.grain != "right" for rule in d.countings]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return random_register(tmp_path_factory.mktemp("home"), 7)


def random_register(home: Path, seed: int) -> Register:
    """Rights; two loads each of two feeds that tell of the same recordings, and of one of cases."""
    random = Random(seed)
    for feed, rank in (("rights", 1), ("journal", 2)):
        load(home, list(_granted(random)), "2021-09-01", feed, rank=rank)
    for day in ("2021-10-01", "2022-03-01"):
        for feed, rank in (("office", 1), ("gazette", 2)):
            numbers = random.sample(range(60), 40)
            load(home, [random_act(random, str(n)) for n in numbers], day, feed, rank=rank)
        numbers = random.sample(range(40), 30)
        load(home, [random_case(random, str(n)) for n in numbers], day, "cases")
    return Register(home)


def _granted(random: Random) -> Iterator[Record]:
    """Some of the rights that transactions name, with their days of grant."""
    for number in random.sample(range(12), 8):
        made = right(
            str(number),
            "CN",
            random.choice(("PT", "TM")),
            inventors=[(None, None)] * random.randint(0, 2),
            grant_date=_day(random),
        )
        for party in made["right_party"]:
            party["name"] = random.choice(("ltd alpha", "Beta", "甲公司", "Gamma"))
        yield made


def random_act(random: Random, number: str) -> Record:
    tx_type = random.choice(TYPES)
    return act(
        number,
        tx_type,
        _day(random),
        [_party(random) for _ in range(random.randint(0, 3))],
        [_party(random) for _ in range(random.randint(0, 2))],
        [_right(random) for _ in range(random.randint(0, 4))],
        random.choice(("CN", "CN", "EP")),
        executed_date=_day(random),
        amount=random.choice((None, "9999999.9999", "10000000", "0.0001", "33")),
        currency=random.choice(("CNY", "CNY", "USD", None)),
        # A release without a name would end by its parties, which test_securities holds.
        ends_recording="; ".join(map(str, random.sample(range(60), 3))),
    )


def random_case(random: Random, number: str) -> Record:
    country = random.choice(("CN", None))
    return case(
        number,
        _day(random),
        _day(random),
        case_type=random.choice(("admin", "admin", "civil", None)),
        right_kind=random.choice(("PT", "TM", None)),
        country_code=country,
        region_code=random.choice((*PLACES["CN"], None)),
        outcome=random.choice((*CASE_OUTCOMES, None)),
    )


def _party(random: Random) -> tuple[str | None, str | None, str | None]:
    country = random.choice((*PLACES, "CN", "CN", None))
    region = None if country is None else random.choice((*PLACES[country], None))
    return random.choice(NAMES), country, region


def _right(random: Random) -> tuple[str, str | None, str | None]:
    number = random.choice((None, *(str(n) for n in range(12))))
    return random.choice(("PT", "PT", "TM")), number, _day(random)


def _day(random: Random) -> str | None:
    if random.random() < 0.1:
        return None
    return (date(2020, 1, 1) + timedelta(days=random.randint(0, 730))).isoformat()


def random_query(random: Random, definition: Definition, rule: str) -> Query:
    dimensions = [name for name in definition.dimensions if name in VALUES]
    by = tuple(random.sample(dimensions, random.choice((0, 1, 1, 2))))
    asked = random.sample(dimensions, random.choice((0, 0, 1, 2)))
    where = {name: tuple(random.sample(VALUES[name], random.randint(1, 2))) for name in asked}
    periods = tuple(random.sample(PERIODS, random.randint(1, 3)))
    return Query(definition.id, periods, by, where, random.choice((None, 5, 7)), rule)


@pytest.mark.parametrize(("definition", "rule"), RULES, ids=[f"{d.id}-{r}" for d, r in RULES])
def test_engine_gives_what_plain_python_gives(
    register: Register, definition: Definition, rule: str
) -> None:
    random = Random(f"{definition.id} {rule}")
    table = GRAINS[definition.grain].table
    held = 0
    for _ in range(4):
        query = random_query(random, definition, rule)
        question = ask(query)
        known = known_rows(register, table, query.as_of)
        expected = plain.cells(known, question, question.by, question.where)
        each = tuple(spans(question.periods))
        request = Request(definition, rule, question.by, question.where, each)
        found = Direct(Session(register, query.as_of)).counts(request)
        assert found.keys() == expected.keys(), query
        for key, cell in expected.items():
            counted = found[key]
            assert (counted.amount, counted.hits) == (cell.amount, cell.hit), (query, key)
            assert counted.lineage == cell.lineage, (query, key)
            assert counted.records == len(cell.shares), (query, key)
            assert counted.currencies == cell.currencies
        held += len(expected)
    assert held  # the queries met records
