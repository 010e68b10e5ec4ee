"""Segments: when they are made, and that they never change an answer."""

import json
import random
import shutil
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from goldthread.readers.schema import TABLES
from goldthread.register.errors import RegisterError
from goldthread.register.layout import Layout
from goldthread.register.seal import GRACE_SECONDS, Rule, clear_retired, plan
from goldthread.register.segment import group_rows
from goldthread.register.store import Register
from goldthread.register.units import Unit, read_current
from tests.register.conftest import Office
from tests.register.deliveries import Lines, key_of

SMALL = Rule(fanout=3, smallest=4)


def unit(first: int, records: int, *, loads: int = 1, closed: dict[int, int] | None = None) -> Unit:
    held = tuple(range(first, first + loads))
    return Unit("f", Path(), held, {}, closed or {}, records, sealed=loads > 1)


def test_nothing_is_due_for_few_small_loads() -> None:
    assert plan([], Rule()) is None
    assert plan([unit(n, 5000) for n in range(1, 8)], Rule()) is None


def test_eight_small_loads_are_due() -> None:
    assert plan([unit(n, 5000) for n in range(1, 9)], Rule()) == 0


def test_large_segment_is_left_alone_by_small_loads() -> None:
    segment = unit(1, 400_000, loads=8)
    assert plan([segment, *(unit(n, 5000) for n in range(9, 16))], Rule()) is None
    assert plan([segment, *(unit(n, 5000) for n in range(9, 17))], Rule()) == 1


def test_eight_segments_of_one_size_are_merged_with_the_loads_after_them() -> None:
    segments = [unit(8 * n + 1, 70_000, loads=8) for n in range(7)]
    loads = [unit(57 + n, 5000) for n in range(8)]
    assert plan([*segments, *loads[:7]], Rule()) is None
    assert plan([*segments, *loads], Rule()) == 0


def test_load_worth_sorting_is_sealed_alone() -> None:
    assert plan([unit(1, 70_000)], Rule()) == 0
    assert plan([unit(1, 9_000_000, loads=3), unit(4, 70_000)], Rule()) == 1
    assert plan([unit(1, 65_535)], Rule()) is None


def test_unit_with_much_closed_is_merged() -> None:
    first = unit(1, 80_000, loads=2)
    assert plan([first, unit(3, 9999, closed={1: 5000, 2: 4999})], Rule()) is None
    assert plan([first, unit(3, 9999, closed={1: 5000, 2: 5000})], Rule()) == 0
    small = unit(1, 100, loads=2)
    assert plan([small, unit(3, 100, closed={1: 100})], Rule()) is None


def test_plan_keeps_few_units_and_writes_each_row_a_few_times() -> None:
    """A thousand weekly loads: the units left, and how often a row was written."""
    rule = Rule()
    units: list[Unit] = []
    written = 0
    most = 0
    for load in range(1, 1001):
        units.append(unit(load, 5000))
        start = plan(units, rule)
        if start is not None:
            merged = units[start:]
            records = sum(one.records for one in merged)
            written += records
            loads = merged[-1].last - merged[0].first + 1
            units[start:] = [unit(merged[0].first, records, loads=loads)]
        most = max(most, len(units))
    assert most <= 24
    assert written / (1000 * 5000) <= 4


def history(office: Office, rule: Rule | None, loads: int = 12) -> Register:
    """Loads of changes, withdrawals and additions in two feeds."""
    rng = random.Random(7)
    register = Register(office.home, rule=rule)
    for load in range(1, loads + 1):
        chosen = rng.sample(range(30), 9)
        rows: list[dict[str, Any]] = []
        for number in chosen[:7]:
            parties = [{"role": "inventor", "sequence": n + 1} for n in range(rng.randrange(3))]
            rows.append({"number": str(number), "n_claims": rng.randrange(3), "parties": parties})
        rows += [{"withdraw": str(number)} for number in chosen[7:]]
        rows.append({"number": f"new-{load}"})
        register.load(Lines("a" if load % 3 else "b"), [office.file(*rows)])
    return register


def answers(register: Register) -> list[Any]:
    """Every table's rows as known on every load."""
    found = []
    with duckdb.connect() as connection:
        for load in range(len(register.manifests()) + 1):
            known = register.known(load)
            for name in ("ip_right", "right_party"):
                select = register.relation(name, known)
                found.append(
                    connection.execute(f"SELECT * FROM ({select}) ORDER BY ALL").fetchall()
                )
    return found


def test_segments_never_change_an_answer(office: Office) -> None:
    register = history(office, SMALL)
    assert [(u.first, u.last) for u in register.units("a") if u.sealed] != []
    merged = answers(register)
    assert register.verify().findings == []
    register.reseal()
    assert [u.sealed for u in register.units("a")] == [True]
    sealed = answers(register)
    assert register.verify().findings == []
    shutil.rmtree(office.home / "register" / "sealed")
    unsealed = answers(Register(office.home))
    assert merged == unsealed
    assert sealed == unsealed


def test_loads_after_a_segment_know_what_it_holds(office: Office) -> None:
    office.deliver({"number": "1", "title": "a"}, {"number": "2"}, {"number": "3"})
    office.deliver({"withdraw": "3"}, {"number": "4"})
    office.register.reseal()
    report = office.deliver(
        {"number": "1", "title": "b"}, {"number": "2"}, {"number": "3"}, {"withdraw": "4"}
    )
    assert (report.new, report.changed, report.unchanged, report.withdrawn) == (1, 1, 1, 1)
    full = office.deliver({"number": "1", "title": "b"}, reader=Lines(delivery="full"))
    assert (full.unchanged, full.withdrawn) == (1, 2)
    assert office.register.verify().findings == []


def test_segment_is_sorted_and_says_which_load_closed_a_row(office: Office) -> None:
    for load in range(3):
        rows = [
            {
                "number": str(n),
                "n_claims": load if n == 4 else 0,
                "filing_date": f"2018-0{9 - n}-01",
                "parties": [{"role": "applicant", "sequence": 1, "region_code": f"CN-{n % 2}"}],
            }
            for n in range(1, 9)
        ]
        office.deliver(*rows, {"number": f"x{load}"})
    office.register.reseal()
    [segment] = office.register.units("office")
    held = pq.read_table(segment.rows("ip_right")[0]).to_pylist()
    order = [(row["applicant_region"] or "~", row["filing_date"] or 0) for row in held]
    dated = [pair for pair in order if pair[0] != "~"]
    assert dated == sorted(dated)
    past = pq.read_table(segment.past("ip_right")[0]).to_pylist()
    assert {row["right_id"] for row in past} == {key_of("4")}
    assert sorted((row["known_from_load"], row["known_to_load"]) for row in past) == [
        (1, 2),
        (2, 3),
    ]
    assert [row["known_from_load"] for row in held if row["right_id"] == key_of("4")] == [3]
    parties = pq.read_table(segment.rows("right_party")[0]).column("right_id").to_pylist()
    assert parties == sorted(parties)


def test_old_segment_stays_for_those_who_still_read_it(office: Office) -> None:
    history(office, SMALL, loads=6)
    register = office.register
    known = register.known()
    select = register.relation("ip_right", known)
    register.reseal()
    with duckdb.connect() as connection:
        before = connection.execute(f"SELECT * FROM ({select}) ORDER BY ALL").fetchall()
        now = connection.execute(
            f"SELECT * FROM ({register.relation('ip_right', known)}) ORDER BY ALL"
        ).fetchall()
    assert before == now


def test_old_segment_goes_when_nobody_can_be_in_it(office: Office) -> None:
    office.deliver({"number": "1"})
    office.register.reseal()
    office.register.reseal()
    home = office.home / "register" / "sealed" / "office"
    assert len([path for path in home.iterdir() if path.is_dir()]) == 2
    pointer = home / "current.json"
    content = json.loads(pointer.read_text())
    content["retired"][0]["since"] = time.time() - GRACE_SECONDS - 1
    pointer.write_text(json.dumps(content))
    (home / "000009-000009-0badf00d").mkdir()  # a seal that died before it came into force
    clear_retired(Layout(office.home / "register"), "office")
    assert [path.name for path in home.iterdir() if path.is_dir()] == content["segments"]
    assert read_current(Layout(office.home / "register"), "office").retired == ()


@pytest.mark.parametrize("damage", ["{", '{"segments": ["gone"], "retired": []}'])
def test_damaged_pointer_is_named_and_made_again(office: Office, damage: str) -> None:
    office.deliver({"number": "1"})
    office.register.reseal()
    pointer = office.home / "register" / "sealed" / "office" / "current.json"
    pointer.write_text(damage)
    with pytest.raises(RegisterError, match="can be thrown away"):
        office.rows("*")
    assert not office.register.verify().whole
    office.register.reseal()
    assert len(office.rows("*")) == 1
    assert office.register.verify().findings == []


def test_load_is_complete_even_when_sealing_fails(office: Office) -> None:
    """A damaged child table is not needed to load, only to seal."""
    office.deliver({"number": "1", "parties": [{"role": "applicant", "sequence": 1}]})
    damaged = office.load_folder(1) / "right_party.parquet"
    damaged.chmod(0o644)
    damaged.write_bytes(b"no Parquet")
    register = Register(office.home, rule=Rule(fanout=2, smallest=1000))
    report = register.load(Lines(), [office.file({"number": "2"})])
    assert report.load == 2
    assert "The load is complete, but its rows could not be sealed" in report.note
    assert len(office.rows("*")) == 2
    assert list((office.home / "register" / "tmp").iterdir()) == []


def test_every_root_has_an_order() -> None:
    from goldthread.register.segment import _SORTED_BY

    assert set(_SORTED_BY) == {table.root for table in TABLES.values()}


def test_row_groups_grow_with_a_segment() -> None:
    sizes = [
        (group_rows(count, root=True), group_rows(count, root=False))
        for count in (0, 1_000_000, 10_000_000, 100_000_000)
    ]
    assert sizes == [*[(122_880, 20_480)] * 3, (250_000, 200_000)]
