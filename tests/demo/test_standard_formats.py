"""What the demo delivers in the standards' own formats: valid by their schemas, as published."""

from pathlib import Path

import numpy as np
import pytest

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
