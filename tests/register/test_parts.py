"""Large segments: their rights lie in several files, of which a question opens those it needs."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from goldthread.register.seal import Rule
from goldthread.register.segment import Shape, copy_rights
from goldthread.register.store import Register
from goldthread.register.units import Unit
from tests.register.conftest import Office
from tests.register.deliveries import Lines, key_of

# Fewer than two regions have: a file for each.
SHAPE = Shape(part_rows=2000)
RIGHTS = 9000
REGIONS = "CN-AH", "CN-BJ", "CN-GD", "CN-ZJ", None


def delivered(number: int, claims: int = 0) -> dict[str, Any]:
    region = REGIONS[number % len(REGIONS)]
    party = {"role": "applicant", "sequence": 1, "country_code": "CN", "region_code": region}
    return {"number": str(number), "n_claims": claims, "parties": [party]}


@pytest.fixture
def register(office: Office) -> Register:
    """Nine thousand rights, some of them changed by a second load, sealed."""
    register = Register(office.home, rule=Rule(shape=SHAPE))
    lines = Lines(batch=3000)
    register.load(lines, [office.file(*map(delivered, range(RIGHTS)))])
    register.load(lines, [office.file(*(delivered(n, 7) for n in range(0, RIGHTS, 9)))])
    register.reseal()
    return register


def segment(register: Register) -> Unit:
    [unit] = register.units("office")
    return unit


def rows(select: str) -> list[Any]:
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT * FROM ({select}) ORDER BY ALL").fetchall()


def test_rights_lie_in_several_files_that_hold_what_the_loads_hold(register: Register) -> None:
    unit = segment(register)
    spans = [*((region, region) for region in REGIONS if region), ("", "")]
    assert list(unit.parts.values()) == spans
    assert list(unit.parts) == [path.name for path in unit.rows("ip_right")]
    assert sum(unit.files[name].rows for name in unit.parts) == RIGHTS
    assert register.verify().findings == []
    known = [register.known(load) for load in (1, 2)]
    sealed = [rows(register.relation("ip_right", one)) for one in known]
    shutil.rmtree(register.home / "register" / "sealed")
    loads = Register(register.home)
    assert sealed == [rows(loads.relation("ip_right", one)) for one in known]


@pytest.mark.parametrize("load", [1, 2])
@pytest.mark.parametrize("regions", [("CN-BJ",), ("CN-AH", "CN-ZJ"), ("CN-XX",)])
def test_question_about_regions_opens_the_files_that_hold_them(
    register: Register, regions: tuple[str, ...], load: int
) -> None:
    known = register.known(load)
    every, some = (register.relation("ip_right", known, chosen) for chosen in ((), regions))
    names = ", ".join(f"'{region}'" for region in regions)
    wanted = [f"SELECT * FROM ({rights}) WHERE applicant_region IN ({names})"
              for rights in (every, some)]  # fmt: skip
    assert rows(wanted[0]) == rows(wanted[1])
    assert some.count("ip_right.") < every.count("ip_right.")
    assert bool(rows(wanted[0])) == (regions != ("CN-XX",))


def test_parts_are_merged_with_later_loads(office: Office, register: Register) -> None:
    """What a later load closes, adds and moves to another region counts at once and when sealed."""
    moved = delivered(1) | {"number": "0", "n_claims": 9}
    register.load(
        Lines(), [office.file(moved, {"withdraw": "1"}, delivered(RIGHTS), delivered(RIGHTS + 4))]
    )
    assert [unit.sealed for unit in register.units("office")] == [True, False]
    open_ = _counted(register)
    register.reseal()
    assert segment(register).parts
    assert open_ == _counted(register)
    assert register.verify().findings == []
    every = register.relation("ip_right", register.known(), ["CN-BJ"])
    found = rows(f"SELECT n_claims FROM ({every}) WHERE right_id = {key_of('0')}")
    assert found == [(9,)]


def _counted(register: Register) -> dict[str | None, tuple[int, int]]:
    """By region: rights and claims, of all and of those that the region's files hold."""
    found = {}
    for region in REGIONS:
        chosen = [] if region is None else [region]
        select = register.relation("ip_right", register.known(), chosen)
        where = "IS NULL" if region is None else f"= '{region}'"
        [counted] = rows(
            f"SELECT count(*), sum(n_claims) FROM ({select}) WHERE applicant_region {where}"
        )
        found[region] = counted
    assert sum(count for count, _ in found.values()) == RIGHTS + 1
    return found


def test_lost_part_is_found(register: Register) -> None:
    lost = segment(register).rows("ip_right")[1]
    lost.unlink()
    [sentence] = register.verify().findings
    assert f"{lost.name} of the segment of the loads 1 to 2 (office) is missing" in sentence


def test_forged_regions_of_a_part_are_found(register: Register) -> None:
    """Else a page of records would silently miss some."""
    path = segment(register).folder / "segment.json"
    content = json.loads(path.read_text("utf-8"))
    content["parts"][0][1] = ["CN-YN", "CN-YN"]
    path.chmod(0o644)
    path.write_text(json.dumps(content), "utf-8")
    [sentence] = Register(register.home).verify().findings
    assert "misstates the regions of its files. Throw the folder register/sealed away" in sentence


@pytest.mark.parametrize(
    ("most", "spans"),
    [
        (99, [None]),
        (60, [("A", "C"), ("D", "D"), ("", "")]),
        (29, [("A", "A"), ("B", "B"), ("C", "C"), ("D", "D"), ("", "")]),
        (30, [("A", "B"), ("C", "C"), ("D", "D"), ("", "")]),
    ],
)
def test_file_holds_neighbouring_regions_or_one(
    tmp_path: Path, most: int, spans: list[tuple[str, str] | None]
) -> None:
    """Ten rights of A, twenty of B, thirty of C, twenty-nine of D and ten of nowhere."""
    regions = [*"A" * 10, *"B" * 20, *"C" * 30, *"D" * 29, *[None] * 10]
    listed = ", ".join("NULL" if region is None else f"'{region}'" for region in regions)
    rights = (
        "SELECT i, r AS applicant_region FROM "
        f"(SELECT unnest(range(99)) AS i, unnest([{listed}]) AS r) ORDER BY r, i"
    )
    with duckdb.connect() as connection:
        made = copy_rights(connection, rights, tmp_path, Shape(part_rows=most))
        assert [part.span for part in made] == spans
        assert sorted(path.name for path in tmp_path.iterdir()) == [part.name for part in made]
        held = [
            connection.execute(f"SELECT i FROM '{tmp_path / part.name}'").fetchall()
            for part in made
        ]
    assert [len(rows) for rows in held] == [part.rows for part in made]
    assert [i for rows in held for (i,) in rows] == list(range(99))


def test_segment_without_open_rights_has_no_file_of_them(tmp_path: Path) -> None:
    rights = "SELECT 1 AS i, 'CN-AH' AS applicant_region WHERE false"
    with duckdb.connect() as connection:
        assert copy_rights(connection, rights, tmp_path, SHAPE) == []
    assert list(tmp_path.iterdir()) == []
