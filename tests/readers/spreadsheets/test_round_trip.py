"""Rows of a register, written into a workbook and loaded from it, are the same records."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from goldthread import cli, spreadsheets
from goldthread.documents.xlsx.model import LANGS, Lang
from goldthread.readers import registry
from goldthread.register.store import Register
from tests.readers.spreadsheets.workbooks import filled_in

RIGHT = {"office": "CL", "right_kind": "Trademark"}
SHARED = {"executed": date(2019, 2, 1), "registered": date(2019, 3, 1)}
CN = {"right_number": "ZL201410408762.5", "title": "泵; 阀"}
ROWS: Mapping[str, list[dict[str, Any]]] = {
    "pledges": [
        {"number": "P1", **CN, "pledgor": "甲; (US) B; (CN-SH) 丙", "pledgor_region": "CN-ZJ"}
        | {"pledgee": "(CN-BJ) 银行", "amount": 12.34, "unit": "ten thousands", "currency": "CNY"}
        | {"remarks": "@ the register", **SHARED},
        {"right_number": "201920000001.4", "released": date(2020, 1, 2)},
        {"right_number": "201930000002.4", "released": date(2020, 5, 6)},
        {"number": "P2", **RIGHT, "right_number": "7; 8; 9", "pledgor": "Acme", "pledgee": "Bank"}
        | {"registered": date(2019, 3, 1), "released": date(2021, 1, 1)},
    ],
    "licences": [
        {"number": "L1", **CN, "licence_type": "Sole", "licensor": "(JP) A", "licensee": "B"}
        | {"licensee_region": "CN-XPCC", "amount": 3, "currency": "USD", **SHARED},
        {"number": "L2", **RIGHT, "right_number": "7", "licence_type": "Open offer"}
        | {"licensor": "A", "registered": date(2019, 4, 1), "ended": date(2019, 9, 1)},
    ],
    "transfers": [
        {"number": "T1", **CN, "transfer_type": "Merger", "assignor": "A", "assignee": "B; C"}
        | {"assignor_region": "CN-ZJ", "assignee_region": "CN-JS", **SHARED},
        {"right_number": "201920000001.4"},
        {"number": "T2", **RIGHT, "right_number": "7", "assignor": "A", "assignee": "B"}
        | {"registered": "1899-12-31", "remarks": "before spreadsheets count days"},
    ],
    "enforcement": [
        {
            "authority": "甲局",
            "case_number": "〔2019〕1号",
            "case_type": "Border",
            "region": "CN-GD",
        }
        | {"right_kind": "Trademark", "accepted": date(2019, 1, 2), "closed": date(2019, 2, 3)}
        | {"outcome": "Other", "outcome_words": "查扣并移送", "amount": 0, "currency": "CNY"},
        {"authority": "Tribunal", "case_number": "2", "case_type": "Civil", "country": "CL"}
        | {"accepted": date(2019, 5, 6)},
    ],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with one load of each template."""
    home = tmp_path_factory.mktemp("office")
    for name, rows in ROWS.items():
        load(home, filled_in(home / f"{name}.xlsx", name, rows))
    return home


def load(home: Path, path: Path) -> None:
    report = Register(home).load(registry.detect([path]), [path])
    assert (report.quarantined, report.unknown, report.notes) == (0, {}, ())


def hashes(home: Path, root: str, feed: str) -> set[tuple[int, bytes]]:
    """The key and the hash of each record of a feed."""
    register = Register(home)
    select = register.relation(root, register.known())
    key = f"{'case' if root == 'enforcement_case' else 'tx'}_id"
    with duckdb.connect() as connection:
        sql = f"SELECT {key}, record_hash FROM ({select}) WHERE feed = '{feed}'"
        return set(connection.execute(sql).fetchall())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("name", "root", "records"),
    [
        ("pledges", "transaction", 5),  # two pledges, three releases
        ("licences", "transaction", 3),
        ("transfers", "transaction", 2),
        ("enforcement", "enforcement_case", 2),
    ],
)
def test_written_out_and_loaded_again_a_record_has_the_same_hash(
    home: Path, tmp_path: Path, name: str, root: str, records: int, lang: Lang
) -> None:
    register, path = Register(home), tmp_path / f"{name}.xlsx"
    rows = spreadsheets.write_records(path, name, register, register.known(), lang=lang)
    assert rows == sum(len(str(row.get("right_number", "")).split(";")) for row in ROWS[name])
    load(tmp_path / "elsewhere", path)
    found = hashes(tmp_path / "elsewhere", root, name)
    assert len(found) == records
    assert found == hashes(home, root, name)


def test_loaded_into_its_own_register_it_changes_nothing(home: Path, tmp_path: Path) -> None:
    register, path = Register(home), tmp_path / "pledges.xlsx"
    spreadsheets.write_records(path, "pledges", register, register.known(), country="CN")
    report = register.load(registry.detect([path]), [path])
    assert (report.new, report.changed, report.unchanged) == (0, 0, 5)


def test_an_unwritten_register_gives_an_empty_template(tmp_path: Path) -> None:
    register, path = Register(tmp_path / "home"), tmp_path / "e.xlsx"
    assert spreadsheets.write_records(path, "enforcement", register, register.known()) == 0


def test_the_register_with_them_is_whole(home: Path) -> None:
    found = Register(home).verify()
    assert (found.findings, found.records) == ([], 12)


def run(home: Path, *arguments: str) -> int:
    return cli.main(["template", "--home", str(home), *arguments])


def test_the_command_lists_writes_and_never_overwrites(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "案件.xlsx"
    assert run(home, "--lang", "zh") == 0
    assert "enforcement" in (out := capsys.readouterr().out)
    assert "知识产权执法案件" in out
    asked = ("enforcement", "--records", "--lang", "zh", "--country", "CN", "-o", str(path))
    assert run(home, *asked) == 0
    assert "2 rows, which load as the records" in capsys.readouterr().out
    before = path.read_bytes()
    assert run(home, *asked) == 2
    assert "exists already; name another file with --output" in capsys.readouterr().err
    assert path.read_bytes() == before
    load(tmp_path / "elsewhere", path)
    assert run(home, "pledge") == 2
    assert "There is no template 'pledge'" in capsys.readouterr().err
    assert run(home, "pledges", "-o", str(tmp_path / "absent" / "p.xlsx")) == 2
    assert "is no folder; make it first" in capsys.readouterr().err
