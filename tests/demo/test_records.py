"""What the records say: invented names, numbers that no office has, plausible fields."""

import numpy as np
import pytest

from goldthread.codes.fields import field_of
from goldthread.codes.regions import resolve
from goldthread.demo import people
from goldthread.demo.facts import TYPES, data, origins
from goldthread.demo.lives import live
from goldthread.demo.records import NONE, Records, complete, symbols, titles


@pytest.fixture(scope="module")
def records() -> Records:
    chance = np.random.default_rng([7, 0])
    return complete(chance, live(chance, 0.05))


def test_every_name_is_visibly_invented() -> None:
    for entity in people.entities().rows:
        assert entity.name.startswith("示例") or "某" in entity.name
        assert entity.latin.startswith(("Shili ", "Example ")) or "Mou" in entity.latin
    names = [name for name, _ in (*people.persons(), *people.strangers())]
    assert all("某" in name for name in names)


def test_every_title_says_that_it_is_synthetic() -> None:
    assert [title for title in titles() if "合成" not in title] == []


def test_pools_have_every_type_that_is_drawn() -> None:
    pools = people.entities()
    assert (pools.count[: origins().residents] > 0).all()
    assert (pools.count[:, [TYPES.index("ENT"), TYPES.index("UNI"), TYPES.index("IND")]] > 0).all()


def test_places_resolve_to_their_codes() -> None:
    home = origins().residents
    names = [place for place, _ in people.places()[:home]]
    assert tuple(resolve("CN", name) for name in names) == origins().codes[:home]


def test_numbers_are_distinct_and_have_a_right_check_digit(records: Records) -> None:
    numbers = records.number.tolist()
    assert len(set(numbers)) == len(numbers)
    for number in numbers[:200]:
        digits, _, check = number.partition(".")
        weighted = sum(
            int(d) * w for d, w in zip(digits, "234567892345", strict=True) for w in [int(w)]
        )
        assert "0123456789X"[weighted % 11] == check
        # Serials from 9,000,000: no year of the real office has so many.
        assert int(digits[5:]) >= 9_000_000


def test_symbols_belong_to_the_field(records: Records) -> None:
    technical = np.flatnonzero(records.lives.kind < 2)
    firsts = records.symbols[technical, 0]
    found = [field_of(symbols()[symbol]) for symbol in firsts]
    assert found == records.field[technical].tolist()


def test_symbols_of_the_words_belong_to_their_fields() -> None:
    rows = data("words")["fields"].items()
    wrong = [(n, s) for n, row in rows for s in row["symbols"] if field_of(s) != n]
    assert wrong == []


def test_designs_have_one_locarno_class_and_no_claims(records: Records) -> None:
    designs = records.lives.kind == 2
    assert (records.symbols[designs, 1:] == NONE).all()
    assert (records.claims[designs] == NONE).all()
    firsts = records.symbols[designs, 0]
    assert {symbols()[s] for s in firsts} <= set(data("words")["designs"]["locarno"])


def test_some_inventors_live_in_another_country(records: Records) -> None:
    place = records.inventors // len(people.persons())
    home = origins().residents
    resident = records.lives.origin < home
    there = records.inventors != NONE
    foreign_inventor = ((place >= home) & there).any(axis=1)
    assert 0 < (resident & foreign_inventor).mean() < 0.05
    assert 0 < (~resident & ~foreign_inventor).mean() < 0.05


def test_a_person_who_applies_is_the_first_inventor(records: Records) -> None:
    rows = people.entities().rows
    for row in range(2000):
        entity = rows[records.applicant[row]]
        if entity.type == "IND" and entity.origin < origins().residents:
            text = people.inventor_texts()[records.inventors[row, 0]]
            assert text.startswith(f"{entity.name}(")


def test_provinces_have_fields_they_stand_out_in() -> None:
    chance = np.random.default_rng(3)
    records = complete(chance, live(chance, 0.5))
    guangdong = records.lives.origin == origins().codes.index("CN-GD")
    inventions = records.lives.kind == 0
    there = (records.field[inventions & guangdong] == 4).mean()
    assert there > 1.3 * (records.field[inventions & ~guangdong] == 4).mean()
