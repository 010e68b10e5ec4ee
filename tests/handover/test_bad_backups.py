"""Files cut short, altered, hollow, or meant to do harm: a sentence, and nothing changed."""

import json
import random
import resource
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from goldthread.cli import main
from goldthread.handover.archive import opened
from goldthread.handover.backup import FORM, KIND, backup
from goldthread.handover.errors import HandoverRefused
from goldthread.handover.restore import restore
from tests.handover.forging import Members, rewritten

RANDOM = random.Random(7)


@pytest.fixture
def site(sqlite_ledger: str, home: Path, outside: Path) -> Path:
    backup(home, outside / "site.zip")
    return outside / "site.zip"


def refused(path: Path) -> str:
    """The sentence; nothing may have come into being where the home would have been."""
    home = path.parent / "again"
    before = sorted(each.name for each in path.parent.iterdir())
    with pytest.raises(HandoverRefused) as refusal:
        restore(path, home)
    assert sorted(each.name for each in path.parent.iterdir()) == before
    assert refusal.value.exit_status == 3
    zh = refusal.value.sentence.in_language("zh")
    assert zh != str(refusal.value)
    assert any("\u4e00" <= each <= "\u9fff" for each in zh)
    return str(refusal.value)


def contents(path: Path) -> dict[str, bytes]:
    with opened(path, KIND, FORM) as archive:
        return {name: b"".join(archive.blocks(name)) for name in archive.members}


def test_cut_short_anywhere(site: Path) -> None:
    data = site.read_bytes()
    cut = site.with_name("cut.zip")
    for length in (0, 1, 100, len(data) // 2, len(data) - 100, len(data) - 1):
        cut.write_bytes(data[:length])
        assert "cut short" in refused(cut)


def test_a_flipped_byte_is_found_or_is_in_none_of_the_contents(site: Path) -> None:
    data, flipped = bytearray(site.read_bytes()), site.with_name("flipped.zip")
    whole, found = contents(site), 0
    for _ in range(120):
        at = RANDOM.randrange(len(data))
        data[at] ^= 1 << RANDOM.randrange(8)
        flipped.write_bytes(data)
        try:
            assert contents(flipped) == whole
        except HandoverRefused:
            found += 1
        data = bytearray(site.read_bytes())
    assert found > 60


def test_every_byte_of_a_member_counts(site: Path) -> None:
    """The archive's own checksum is made right again, so that only ours can tell."""
    evil = site.with_name("evil.zip")
    with zipfile.ZipFile(site) as archive, zipfile.ZipFile(evil, "w") as out:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "ledger/auth_user.jsonl":
                content = content + b" "
            if name == "register/format.json":
                content = content.replace(b"1", b"2")
            out.writestr(name, content)
    assert "altered" in refused(evil)


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "home/../../evil", "home/a\\..\\b", "C:x"]
)
def test_names_that_lead_elsewhere(site: Path, name: str) -> None:
    def change(_manifest: dict[str, Any], members: Members) -> None:
        members[name] = b"evil"

    rewritten(site, site.with_name("evil.zip"), change)
    assert "outside its place" in refused(site.with_name("evil.zip"))


def test_a_bomb_is_not_read(site: Path) -> None:
    def change(_manifest: dict[str, Any], members: Members) -> None:
        members["home/zeros"] = bytes(64 << 20)

    rewritten(site, site.with_name("bomb.zip"), change)
    assert "far beyond" in refused(site.with_name("bomb.zip"))


def test_more_than_the_disk_holds_is_told_at_once(site: Path) -> None:
    """A size that is stated is believed only as far as to refuse."""
    large = site.with_name("large.zip")
    with zipfile.ZipFile(site) as archive, zipfile.ZipFile(large, "w") as out:
        manifest = json.loads(archive.read("manifest.json"))
        manifest["members"]["home/x"] = {"sha256": "0" * 64, "bytes": 1 << 60}
        info = zipfile.ZipInfo("home/x")
        out.writestr(info, b"x")
        for name in archive.namelist():
            if name != "manifest.json":
                out.writestr(name, archive.read(name))
        out.writestr("manifest.json", json.dumps(manifest))
    assert "altered" in refused(large)


def newer(manifest: dict[str, Any], _members: Members) -> None:
    manifest["ledger"]["steps"].append(["programme", "9999_of_the_future"])


def another_form(manifest: dict[str, Any], _members: Members) -> None:
    manifest["form"] = 99


def another_kind(manifest: dict[str, Any], _members: Members) -> None:
    manifest["kind"] = "goldthread-package"


def less(_manifest: dict[str, Any], members: Members) -> None:
    name = next(each for each in members if each.endswith("ip_right.parquet"))
    members[name] = members[name][:-1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (newer, "programme.9999_of_the_future"),
        (another_form, "has the form 99"),
        (another_kind, "is no goldthread-backup"),
        (less, "does not prove itself"),
    ],
)
def test_what_is_sound_but_not_ours(
    site: Path, change: Callable[[dict[str, Any], Members], None], told: str
) -> None:
    rewritten(site, site.with_name("other.zip"), change)
    assert told in refused(site.with_name("other.zip"))


def test_an_altered_event_is_found_though_every_hash_of_the_file_is_right(
    sqlite_ledger: str, home: Path, outside: Path
) -> None:
    from tests.programme.building import World

    World()
    backup(home, outside / "site.zip")

    def change(_manifest: dict[str, Any], members: Members) -> None:
        name = "ledger/workflow_event.jsonl"
        members[name] = members[name].replace(b'"issuer"', b'"nobody"')

    rewritten(outside / "site.zip", outside / "forged.zip", change)
    assert "does not prove itself" in refused(outside / "forged.zip")


@contextmanager
def small_disk(limit: int) -> Any:
    """No file may grow beyond the limit: the system answers as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_register_that_changed_on_the_disk_is_not_saved_as_if_it_were_whole(
    site: Path, home: Path
) -> None:
    """The backup of before stays: it is the one to be restored."""
    before = sha256(site.read_bytes()).hexdigest()
    [path] = (home / "register" / "loads" / "office" / "000001").glob("ip_right.parquet")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)
    with pytest.raises(HandoverRefused, match="is not what was loaded"):
        backup(home, site)
    assert sha256(site.read_bytes()).hexdigest() == before


def test_a_full_disk_leaves_the_backup_of_before(site: Path, home: Path) -> None:
    before = sha256(site.read_bytes()).hexdigest()
    (home / "indicators" / "large.yaml").write_bytes(RANDOM.randbytes(300_000))
    with small_disk(100_000), pytest.raises(HandoverRefused, match=r"disk of .* is full"):
        backup(home, site)
    assert sha256(site.read_bytes()).hexdigest() == before
    assert [path.name for path in site.parent.iterdir()] == ["site.zip"]


def test_a_full_disk_leaves_no_half_home(site: Path) -> None:
    with small_disk(2_000):
        sentence = refused(site)
    assert "Nothing was changed" in sentence


def test_the_command_tells_it_in_its_language_and_ends_with_3(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    site.write_bytes(site.read_bytes()[:-50])
    assert main(["restore", str(site), "--into", str(site.with_name("again"))]) == 3
    assert "文件被截断" in capsys.readouterr().err
    assert not site.with_name("again").exists()
