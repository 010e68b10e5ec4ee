"""Large segments: their rights lie in several files, of which a question opens those it needs."""

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from goldthread.register.manifest import StoredFile
from goldthread.register.seal import Rule, copy_rights
from goldthread.register.store import Register
from goldthread.register.units import Unit
from tests.register.conftest import Office
from tests.register.deliveries import Lines, key_of

# The fewest rows a row group has, and a file for each of them.
RULE = Rule(group_rows=2048, part_groups=1)
RIGHTS = 9000
REGIONS = "CN-AH", "CN-BJ", "CN-GD", "CN-ZJ", None


def delivered(number: int, claims: int = 0) -> dict[str, Any]:
    region = REGIONS[number % len(REGIONS)]
    party = {"role": "applicant", "sequence": 1, "country_code": "CN", "region_code": region}
    return {"number": str(number), "n_claims": claims, "parties": [party]}


@pytest.fixture
def register(office: Office) -> Register:
    """Nine thousand rights, some of them changed by a second load, sealed."""
    register = Register(office.home, rule=RULE)
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
    assert len(unit.parts) >= 4
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
    ("regions", "span"),
    [
        ("'CN-AH'", ("CN-AH", "CN-AH")),
        ("CASE WHEN i % 2 = 0 THEN 'CN-AH' ELSE 'CN-ZJ' END", ("CN-AH", "CN-ZJ")),
        ("NULL", ("", "")),
        ("CASE WHEN i < 2048 THEN 'CN-ZJ' END", ("CN-ZJ", "CN-ZJ")),
        # A text that no statistics are kept of: the file is opened for every question.
        ("repeat('省', 5000)", None),
    ],
)
def test_span_of_a_file_is_that_of_its_regions(
    tmp_path: Path, regions: str, span: tuple[str, str] | None
) -> None:
    rights = f"SELECT i, CAST({regions} AS VARCHAR) AS applicant_region FROM range(4096) AS r(i)"
    with duckdb.connect() as connection:
        [part] = copy_rights(connection, rights, tmp_path, Rule(group_rows=2048))
    assert (part.name, part.rows, part.span) == ("ip_right.parquet", 4096, span)
    assert [path.name for path in tmp_path.iterdir()] == ["ip_right.parquet"]


def test_segment_without_open_rights_has_no_file_of_them(tmp_path: Path) -> None:
    rights = "SELECT 1 AS i, 'CN-AH' AS applicant_region WHERE false"
    with duckdb.connect() as connection:
        assert copy_rights(connection, rights, tmp_path, RULE) == []
    assert list(tmp_path.iterdir()) == []


def test_file_whose_regions_are_not_known_is_always_opened() -> None:
    stored = StoredFile(1, 1, "")
    parts = {"a": ("CN-AH", "CN-BJ"), "b": None, "c": ("", "")}
    unit = Unit("f", Path(), (1, 2), dict.fromkeys(parts, stored), {}, 3, sealed=True, parts=parts)
    assert [path.name for path in unit.rows("ip_right", ["CN-BJ"])] == ["a", "b"]
    assert [path.name for path in unit.rows("ip_right", ["CN-ZJ"])] == ["b"]
    assert [path.name for path in unit.rows("ip_right")] == ["a", "b", "c"]
