"""What the demo delivers in the standards' own formats: valid by their schemas, as published."""

from pathlib import Path

import numpy as np
import pytest

from goldthread.demo.acts import HALVES, cases, half, pledges, write_cases, write_pledges
from goldthread.demo.deliveries import EVENTS_FROM, calendar
from goldthread.demo.indications import write_indications
from goldthread.demo.lives import NEVER, STARTS, live
from goldthread.demo.losses import turns
from goldthread.demo.marks import MARKS_FROM, Marks, marks, write_marks
from goldthread.demo.records import complete
from goldthread.readers import registry
from tests.readers.tables import read_with


@pytest.fixture(scope="module")
def made() -> Marks:
    return marks(np.random.default_rng(5), 1.0)


def test_marks_follow_what_is_published_divided_by_ten_thousand(made: Marks) -> None:
    def valid(month: int) -> int:
        stop = STARTS[MARKS_FROM + month]
        return int(((made.registered < stop) & (made.ended >= stop)).sum())

    # 14.92, 16.807, 19.564 and 22.743 million.
    assert [valid(month) for month in (0, 6, 12, 18)] == [1492, 1681, 1956, 2274]
    halves = [STARTS[MARKS_FROM + month] for month in (0, 6, 12, 18)]
    assert np.histogram(made.filed, halves)[0].tolist() == [359, 378, 344]
    assert np.histogram(made.registered, halves)[0].tolist() == [210, 291, 352]


def test_mark_is_registered_some_months_after_its_filing(made: Marks) -> None:
    registered = made.registered < NEVER
    days = (made.registered - made.filed)[registered]
    assert 100 < days.min() < np.median(days) < days.max() < 400
    assert (made.ended[registered] > made.registered[registered]).all()
    assert (made.ended[~registered] == NEVER).all()


def test_patents_that_come_back_are_in_force_at_the_ends_of_half_years() -> None:
    rng = np.random.default_rng(3)
    office = calendar(rng, complete(rng, live(rng, 0.5)))
    back, lives = turns(np.random.default_rng(4), office), office.records.lives
    assert len(back.rows) == len(set(back.rows.tolist())) > 3
    assert back.wrong.any()
    assert not back.wrong.all()
    assert (lives.ended[back.rows] == NEVER).all()
    assert (back.lapse >= STARTS[EVENTS_FROM]).all()
    assert (back.lapse < back.back).all()
    assert (back.back < STARTS[30]).all()


@pytest.mark.realdata
def test_marks_and_indications_are_valid_by_the_schemas(
    tmp_path: Path, shared_data: Path, made: Marks
) -> None:
    paths = [tmp_path / f"{month}.zip" for month in (12, 29)]
    assert [write_marks(path, made, int(path.stem)) for path in paths] > [100, 100]
    paths += write_indications(tmp_path, np.random.default_rng(6), 1.0)
    reader = registry.validating(registry.reader("st96"), shared_data / "st96" / "schema")
    found = read_with(reader, paths)
    assert (found.rejected, dict(found.unknown)) == ([], {})
    kinds = found.values("right_kind")
    assert kinds.count("GI") == 26


def test_workbooks_tell_a_half_year_s_pledges_and_what_it_released(
    tmp_path: Path, made: Marks
) -> None:
    rng = np.random.default_rng(3)
    records = complete(rng, live(rng, 0.3))
    all_of_them = pledges(np.random.default_rng(7), records, made, 0.3)
    paths = [tmp_path / f"{number}.xlsx" for number in range(HALVES)]
    for number, path in enumerate(paths):
        write_pledges(path, all_of_them, number)
        assert registry.detect([path]).name == "pledges"
    told = [read_with(registry.reader("pledges"), [path]) for path in paths]
    assert [(found.rejected, dict(found.unknown), found.notes) for found in told] == [
        ([], {}, [])
    ] * HALVES
    acts = [found.rows["transaction"] for found in told]
    amounts = [
        sum(row["amount"] for row in rows if row["tx_type"] == "pledge" and starts(row, number))
        for number, rows in enumerate(acts)
    ]
    # 56.93, 65.47 and 58.35 billion yuan, by 100, times the scale.
    assert amounts == [170_790_000, 196_410_000, 175_050_000]
    released = [row for rows in acts for row in rows if row["tx_type"] == "release"]
    assert {row["recorded_date"].year for row in released} <= {2018, 2019}
    assert len(released) == sum(p.released < STARTS[30] for p in all_of_them) > 0


def starts(row: dict, number: int) -> bool:
    """Was this pledge registered in the half-year, and not told again for its release?"""
    first, after = half(number)
    day = int(np.datetime64(row["recorded_date"]).astype(np.int64))
    return first <= day < after


def test_case_that_is_open_is_told_again_when_it_is_closed(tmp_path: Path) -> None:
    all_of_them = cases(np.random.default_rng(8), 0.2)
    numbers = [case.number for case in all_of_them]
    assert len(numbers) == len(set(numbers))
    found = []
    for number in range(HALVES):
        write_cases(tmp_path / "cases.xlsx", all_of_them, number)
        read = read_with(registry.reader("enforcement"), [tmp_path / "cases.xlsx"])
        assert read.rejected == []
        found.append({row["case_number"]: row for row in read.rows["enforcement_case"]})
    # 34,800 and 14,000 cases in the first half of 2018, by 100, times the scale.
    assert len(found[0]) == 70 + 28
    left = {name for name, row in found[0].items() if row["closed_date"] is None}
    assert left
    assert all(found[1][name]["closed_date"].year == 2018 for name in left)
    assert {row["outcome"] for row in found[0].values() if row["closed_date"] is None} == {None}
