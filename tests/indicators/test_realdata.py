"""Figures of the offices' real files, against what the offices published."""

import re
from fractions import Fraction
from pathlib import Path
from zipfile import ZipFile

import pytest

from goldthread.indicators.figure import figure
from goldthread.indicators.figures import Figures
from goldthread.indicators.query import Query
from goldthread.indicators.records import records
from goldthread.readers.registry import detect, expand
from goldthread.register.store import Register

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def chile(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    return loaded(tmp_path_factory.mktemp("home"), [shared_data / "inapi-chile" / "Registers"])


@pytest.fixture(scope="module")
def grants(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    names = ("050104", "070102", "090106", "110104", "120103", "180102")
    folder = shared_data / "uspto-grant"
    found = [path for name in names for path in sorted(folder.glob(f"*{name}*"))]
    return loaded(tmp_path_factory.mktemp("home"), found)


def loaded(home: Path, paths: list[Path]) -> Register:
    register = Register(home)
    files = expand(paths)
    register.load(detect(files), files, quarantine_limit=1.0)
    return register


def test_designs_registered_are_those_the_office_told_the_press(chile: Register) -> None:
    """El Mercurio, 7 March 2016, quoting INAPI: 427 designs in 2015, 24 % less than in 2014."""
    found = figure(chile, Query("C10R", ("2014", "2015")))
    before, after = (cell.value for cell in found.cells)
    assert (before, after) == (562, 427)
    assert round(float((after - before) / before * 100), 1) == -24.0


def test_registrations_of_all_kinds_reconcile(chile: Register) -> None:
    """Published 1,304 and 1,517; the register itself gives 1,322 and 1,495 (data/README)."""
    kinds = [figure(chile, Query(i, ("2014", "2015"))).cells for i in ("C03", "C09R", "C10R")]
    assert [sum(cells[n].value for cells in kinds) for n in (0, 1)] == [1322, 1495]


@pytest.mark.parametrize("indicator", ["C03", "C04", "C05", "C06", "C10R", "P01"])
@pytest.mark.parametrize("dimension", ["region", "field", "country"])
def test_cells_re_add_to_the_total(chile: Register, indicator: str, dimension: str) -> None:
    found = figure(chile, Query(indicator, ("2015",), (dimension,)))
    assert sum(cell.value for cell in found.cells) == found.total.value


def test_records_of_a_region_re_add(chile: Register) -> None:
    query = Query("C10R", ("2014",), (), {"region": ("CL-RM",)})
    page = records(chile, query)
    assert page.total == figure(chile, query).total.value == page.count == page.table.num_rows
    assert {row["region"] for row in page.rows} == {"CL-RM"}
    assert {row["grant_date"].year for row in page.rows} == {2014}


def test_cubes_give_the_published_figures_too(chile: Register) -> None:
    found = Figures(chile).figure(Query("C10R", ("2014", "2015"), ("region",)))
    assert [total.value for total in found.totals] == [562, 427]


def test_utility_grants_by_state_of_the_first_named_inventor(grants: Register) -> None:
    """Twenty-five documents of each weekly file: the first is wholly of utility patents."""
    found = figure(grants, Query("C03", ("2005",), ("country",), {"office": ("US",)}))
    assert found.total.value == sum(cell.value for cell in found.cells) == 25
    shared = figure(grants, Query("C04", ("2005",), ("region",), {"office": ("US",)}))
    assert shared.total.value == 25
    assert sum(cell.value for cell in shared.cells) == 25


@pytest.fixture(scope="module")
def marks(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    found = sorted((shared_data / "trademark-xml").glob("*ST96.xml"))
    return loaded(tmp_path_factory.mktemp("home"), found)


# Read from the four files with the eye: application, first action, publication and registration.
# 78002299 filed 2000-04-03, 1 class; 77658723 2009-01-28, 2 classes, registered 2010-12-07;
# 77478018 filed 2008-05-19, first action 2008-09-05, 3 classes, registered 2009-12-01;
# 85334015 filed 2011-05-31, first action 2011-09-22, 1 class, registered 2013-01-29.
MARKS = [
    ("C11", "2008", 3),
    ("C11F", "2008", 1),
    ("C11", "2009", 2),
    ("A14", "2008", 109),
    ("A14", "2011", 114),
    ("A14T", "2013", 609),
    ("P06", "2011", 3),
    ("P06C", "2011", 6),
    ("P09", "2009", 0),  # published 2009-09-15, and nobody opposed
]


@pytest.mark.parametrize(("indicator", "period", "expected"), MARKS)
def test_marks_of_the_us_are_counted_as_one_reads_them(
    marks: Register, indicator: str, period: str, expected: int
) -> None:
    assert figure(marks, Query(indicator, (period,))).total.value == expected


def test_claims_are_those_that_the_documents_print(grants: Register, shared_data: Path) -> None:
    """Another program reads them: the number in each document's own element, added up."""
    (file,) = (shared_data / "uspto-grant").glob("*050104*")
    with ZipFile(file) as packed:
        text = b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace")
    documents = re.findall(r"<us-patent-grant .*?</us-patent-grant>", text, re.DOTALL)
    patents = [one for one in documents if 'appl-type="utility"' in one]
    claims = [int(re.findall(r"<number-of-claims>(\d+)<", one)[0]) for one in patents]
    found = figure(grants, Query("Q03", ("2005",))).total
    assert (found.value, found.records) == (Fraction(sum(claims), len(claims)), len(claims))
