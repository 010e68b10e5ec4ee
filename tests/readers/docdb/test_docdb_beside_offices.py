"""Publications of DOCDB beside an office's own feed: one right, counted once."""

from pathlib import Path

import pytest

from goldthread.indicators.figure import figure
from goldthread.indicators.query import Query
from goldthread.indicators.records import records
from goldthread.readers import registry
from goldthread.readers.docdb import own_number
from goldthread.register.store import Register
from tests.readers.cnipa.documents import new
from tests.readers.docdb.documents import deleted, document, exchange

PERIOD = ("2019",)


def published(office: str, number: str, publication: str, kind: str) -> str:
    """DOCDB's document of a publication, of an application filed on 2 January 2019."""
    text = document(publication, kind, office=office)
    return text.replace("102019000001", number).replace(
        "<country>DE</country><doc-number>1", f"<country>{office}</country><doc-number>1"
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """CNIPA tells of two applications; DOCDB of the first, twice, and of two others."""
    own = tmp_path / "cnipa.xml"
    own.write_text(new("A", "201910000001.9") + new("A", "201910000002.3"), encoding="utf-8")
    exchanged = tmp_path / "docdb.xml"
    exchanged.write_text(
        exchange(
            published("CN", "201910000001", "110000001", "A"),
            published("CN", "201910000001", "110000001", "B"),
            published("CN", "201910000003", "110000003", "A"),
            published("DE", "102019000001", "102019000001", "A1"),
        ),
        encoding="utf-8",
    )
    register = Register(tmp_path / "home")
    for path in (own, exchanged):
        register.load(registry.detect([path]), [path])
    return tmp_path / "home"


def count(register: Register, as_of: int | None = None, **filters: tuple[str, ...]) -> int:
    found = figure(register, Query("C01", PERIOD, (), filters, as_of=as_of)).total.value
    return int(found or 0)


def test_right_that_its_office_tells_of_is_counted_by_the_office_s_record(home: Path) -> None:
    register = Register(home)
    assert count(register, office=("CN",)) == 2 + 1
    assert count(register, office=("DE",)) == 1
    assert count(register) == 4
    shown = records(register, Query("C01", PERIOD, (), {"office": ("CN",)}))
    assert sorted(row["application_number"] for row in shown.rows) == [
        "201910000001.9",
        "201910000002.3",
        "201910000003.8",
    ]
    # Before DOCDB came.
    assert count(register, as_of=1) == 2


def test_deleted_publication_counts_no_more(home: Path, tmp_path: Path) -> None:
    register = Register(home)
    gone = tmp_path / "gone.xml"
    gone.write_text(exchange(deleted("110000003", "A", "CN")), encoding="utf-8")
    register.load(registry.reader("docdb"), [gone])
    assert count(register, office=("CN",)) == 2
    assert register.verify().findings == []


@pytest.mark.parametrize(
    ("office", "exchanged", "own"),
    [
        ("CN", "201410408762", "201410408762.5"),
        # 2*2 + 1*4 + 4*5 + 8*6 + 1*9 + 2*2 + 3*3 + 4*4 + 5*5 = 139 = 12 * 11 + 7
        ("CN", "201480012345", "201480012345.7"),
        ("CN", "2014104087625", "2014104087625"),
        ("US", "200411012345", "11012345"),
        ("US", "45567899", "45567899"),
        ("JP", "2019165329", "2019165329"),
        ("DE", "102019000001", "102019000001"),
    ],
)
def test_number_is_the_office_s_own_where_that_follows(
    office: str, exchanged: str, own: str
) -> None:
    assert own_number(office, exchanged) == own
