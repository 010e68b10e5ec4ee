"""Rows of a register, written into a workbook and loaded from it, are the same records."""

from pathlib import Path

import duckdb
import pytest

from goldthread import cli, spreadsheets
from goldthread.documents.xlsx.model import LANGS, Lang
from goldthread.readers import registry
from goldthread.register.store import Register
from tests.readers.spreadsheets.conftest import ROWS, load


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
        ("transfers", "transaction", 3),
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


def test_another_feed_that_a_template_filled_is_written_by_its_name(
    home: Path, tmp_path: Path
) -> None:
    """Two feeds tell of the same pledges; what is written is what one of them told."""
    filled, register = home / "pledges.xlsx", Register(tmp_path / "both")
    for feed in ("pledges", "o-province"):
        register.load(registry.detect([filled]), [filled], feed=feed)
    for feed, rows in (("pledges", 6), ("o-province", 6), ("o'province", 0)):
        path = tmp_path / f"{rows}-{feed}.xlsx"
        made = spreadsheets.write_records(path, "pledges", register, register.known(), feed=feed)
        assert made == rows
    load(tmp_path / "elsewhere", tmp_path / "6-o-province.xlsx")
    assert hashes(tmp_path / "elsewhere", "transaction", "pledges") == hashes(
        home, "transaction", "pledges"
    )


def test_an_unwritten_register_gives_an_empty_template(tmp_path: Path) -> None:
    register, path = Register(tmp_path / "home"), tmp_path / "e.xlsx"
    assert spreadsheets.write_records(path, "enforcement", register, register.known()) == 0


def test_the_register_with_them_is_whole(home: Path) -> None:
    found = Register(home).verify()
    assert (found.findings, found.records) == ([], 13)


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
    assert "cannot be written: No such file or directory" in capsys.readouterr().err
    # A feed that the template did not fill: what has no place in it is refused, nothing written.
    path = tmp_path / "licences.xlsx"
    assert run(home, "licences", "--records", "--feed", "transfers", "-o", str(path)) == 2
    assert (
        "The feed transfers holds what the template licences has no place for: Column "
        "licence_type cannot be written: 'assignment' is not in the column's list."
    ) in capsys.readouterr().err
    assert not path.exists()
