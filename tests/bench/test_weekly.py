"""The synthetic weekly file has the real file's proportions, and is always the same."""

import hashlib
import zipfile
from pathlib import Path

from goldthread.bench import weekly
from goldthread.bench.grants import bibliographic


def test_weekly_file_is_a_sound_zip_of_its_documents(tmp_path: Path) -> None:
    made = weekly.write(tmp_path / "ipg180102.zip", 30)
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["ipg180102.xml"]
        data = archive.read("ipg180102.xml")
    assert len(data) == made.xml_bytes
    assert data.count(b"<?xml ") == made.documents == 30
    assert data.count(b"</us-patent-grant>\n") == 30


def test_weekly_file_has_the_real_proportions(tmp_path: Path) -> None:
    made = weekly.write(tmp_path / "a.zip", 100)
    share = sum(len(bibliographic(number)) for number in range(100)) / made.xml_bytes
    assert 0.13 < share < 0.15
    assert 110_000 < made.xml_bytes / 100 < 120_000
    assert 4.5 < made.xml_bytes / made.path.stat().st_size < 6.5


def test_weekly_file_depends_on_its_seed_alone(tmp_path: Path) -> None:
    def digest(name: str, seed: int) -> str:
        path = weekly.write(tmp_path / name, 10, seed).path
        with zipfile.ZipFile(path) as archive:
            return hashlib.sha256(archive.read(archive.namelist()[0])).hexdigest()

    assert digest("a.zip", 1) == digest("b.zip", 1)
    assert digest("c.zip", 1) != digest("d.zip", 2)
