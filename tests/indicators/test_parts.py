"""Records of a region in a register so large that its rights lie in several files."""

from pathlib import Path
from typing import Final

import pytest

from goldthread.indicators.figure import figure
from goldthread.indicators.query import Query
from goldthread.indicators.records import records
from goldthread.register.seal import Rule
from goldthread.register.segment import Shape
from goldthread.register.store import Register
from tests.indicators.support import Record, load, right

REGIONS: Final = "CN-AH", "CN-BJ", "CN-GD", "CN-ZJ"
RULE: Final = Rule(shape=Shape(part_rows=2500))
RIGHTS: Final = 9000


def one(number: int, region: str) -> Record:
    inventor = REGIONS[number % 3]
    return right(
        f"{number}",
        "CN",
        applicants=[("CN", region, "ENT"), ("CN", "CN-XJ", "UNI")],
        inventors=[("CN", inventor)],
        filing_date=f"2018-{1 + number % 12:02}-01",
    )


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Register:
    home = tmp_path_factory.mktemp("home")
    load(home, [one(n, REGIONS[n % 4]) for n in range(RIGHTS)])
    register = Register(home, rule=RULE)
    register.reseal()
    [unit] = register.units("office")
    assert len(unit.parts) == len(REGIONS)
    return register


@pytest.mark.parametrize(
    ("region", "counting", "expected"),
    [
        ("CN-BJ", "first-applicant", RIGHTS // 4),
        ("CN", "first-applicant", RIGHTS),
        ("CN-XJ", "first-applicant", 0),
        ("CN-BJ", "first-inventor", RIGHTS // 3),
        # half of each right: the second applicant's
        ("CN-XJ", "fraction-applicants", RIGHTS // 2),
    ],
)
def test_records_of_a_region_are_all_there(
    parted: Register, region: str, counting: str, expected: int
) -> None:
    query = Query("C01", ("2018",), (), {"region": (region,)}, counting=counting)
    page = records(parted, query, limit=20)
    assert page.total == expected
    assert page.total == figure(parted, query).total.value
    assert len(page.rows) == min(20, page.count)


def test_version_of_another_region_may_stand_before(tmp_path: Path) -> None:
    """Of two feeds the second stands first; it says the rights of Beijing are of Zhejiang."""
    load(tmp_path, [one(n, REGIONS[n % 4]) for n in range(RIGHTS)])
    load(tmp_path, [one(n, "CN-ZJ") for n in range(1, RIGHTS, 4)], feed="other", rank=9)
    register = Register(tmp_path, rule=RULE)
    register.reseal()
    query = Query("C01", ("2018",), (), {"region": ("CN-BJ",)})
    assert records(register, query, limit=20).total == 0
    query = Query("C01", ("2018",), (), {"region": ("CN-ZJ",)})
    assert records(register, query, limit=20).total == RIGHTS // 2
