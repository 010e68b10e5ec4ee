"""A register with a few grants, so that every number of a document is a count by hand.

As of 2019-06-20: in the first half of 2019 four grants in Zhejiang and two in Jiangsu, none
elsewhere; in that of 2018 one of each.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.indicators.support import load, people
from tests.programme.test_progress import granted as of_applicants


def granted(number: str, day: str, region: str = "CN-ZJ") -> Any:
    """A grant whose applicant and inventor live in one region."""
    there = ("CN", region)
    return of_applicants(number, day, [(*there, "ENT")], inventors=[there])


GRANTS = [
    granted("1", "2018-05-01"),
    granted("2", "2018-06-01", "CN-JS"),
    granted("3", "2019-01-10"),
    granted("4", "2019-02-10"),
    granted("5", "2019-03-10"),
    granted("6", "2019-06-30"),
    granted("7", "2019-04-10", "CN-JS"),
    granted("8", "2019-05-10", "CN-JS"),
]


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    rows = [*GRANTS, people("CN", 2018, 20_000), people("CN-ZJ", 2018, 10_000)]
    load(tmp_path, rows, received="2019-06-20")
    settings.GOLDTHREAD_HOME = tmp_path
    return tmp_path
