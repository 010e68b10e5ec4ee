"""A register with a few grants, so that every number of a document is a count by hand.

As of 2019-06-20: in the first half of 2019 twelve grants in Zhejiang and six in Jiangsu, none
elsewhere; in that of 2018 six and five.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.indicators.support import load, people
from tests.once import copied
from tests.programme.test_progress import granted as of_applicants


def granted(number: str, day: str, region: str = "CN-ZJ") -> Any:
    """A grant whose applicant and inventor live in one region."""
    there = ("CN", region)
    return of_applicants(number, day, [(*there, "ENT")], inventors=[there])


def several(first: int, count: int, day: str, region: str = "CN-ZJ") -> list[Any]:
    return [granted(str(number), day, region) for number in range(first, first + count)]


GRANTS = [
    *several(100, 6, "2018-05-01"),
    *several(200, 5, "2018-06-01", "CN-JS"),
    *several(300, 12, "2019-02-10"),
    *several(400, 6, "2019-05-10", "CN-JS"),
]


@pytest.fixture
def home(shared: Path, tmp_path: Path, settings: Any) -> Path:
    own = copied(shared / "grants of documents", _make, tmp_path / "home")
    settings.GOLDTHREAD_HOME = own
    return own


def _make(home: Path) -> None:
    rows = [*GRANTS, people("CN", 2018, 20_000), people("CN-ZJ", 2018, 10_000)]
    load(home, rows, received="2019-06-20")
