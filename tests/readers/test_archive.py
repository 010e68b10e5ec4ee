"""A ZIP that came from outside ends in its bytes or in one sentence."""

import random
import struct
import zipfile
from pathlib import Path

import pytest

from goldthread.readers import archive
from goldthread.readers.base import ReadError
from tests.readers.grants import zipped

TEXT = "".join(random.Random(7).choices("abcdefg <>\n", k=300_000)).encode()


def content(path: Path, limits: archive.Limits | None = None) -> bytes:
    taken: list[int] = []
    members = archive.members(path, (".xml",), limits)
    data = b"".join(piece for one in members for piece in archive.pieces(path, one, taken.append))
    assert sum(taken) == sum(one.packed for one in members)
    return data


def refusal(path: Path, limits: archive.Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        content(path, limits)
    return str(caught.value)


def patched(path: Path, offset: int, data: bytes) -> Path:
    raw = bytearray(path.read_bytes())
    raw[offset : offset + len(data)] = data
    path.write_bytes(raw)
    return path


def directory(path: Path) -> int:
    return path.read_bytes().index(b"PK\x01\x02")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_pieces_of_a_good_member_are_its_bytes(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as made:
        made.writestr("ipg.xml", TEXT)
        made.writestr("readme.txt", b"not wanted")
    assert content(path) == TEXT


def test_pieces_of_an_empty_member_are_none(tmp_path: Path) -> None:
    assert content(zipped(tmp_path / "a.zip", ipg__xml=b"")) == b""


def test_members_come_in_the_order_of_the_directory(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", b__xml=b"1", a__XML=b"2", c__txt=b"3")
    assert [one.name for one in archive.members(path, (".xml",))] == ["b.xml", "a.XML"]


def test_members_leave_out_folders_and_what_macos_adds(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name in ("x.xml/", "__MACOSX/ipg.xml", "._ipg.xml", "week/ipg.xml"):
            made.writestr(name, b"")
    assert [one.name for one in archive.members(path, (".xml",))] == ["ipg.xml"]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\ipg.xml", "ipg.xml"),
        ("a\x1b[31mred.xml", "a?[31mred.xml"),
        ("a/b/", "b"),
        ("", "?"),
        ("x" * 500, "x" * 120),
    ],
)
def test_printable_name_is_no_path_and_obeys_no_terminal(name: str, printed: str) -> None:
    assert archive.printable_name(name) == printed


def test_truncated_zip_names_file_and_byte(tmp_path: Path) -> None:
    path = zipped(tmp_path / "week.zip", ipg__xml=TEXT)
    path.write_bytes(path.read_bytes()[:1000])
    assert refusal(path).startswith("week.zip ends at byte 1000 without a whole ZIP directory")


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", ipg__xml=TEXT[:2000]).read_bytes()
    path = tmp_path / "cut.zip"
    for size in range(0, len(whole), 97):
        path.write_bytes(whole[:size])
        assert "cut.zip" in refusal(path)


def test_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ipg__xml=TEXT)
    patched(path, directory(path) + 8, struct.pack("<H", 1))
    assert refusal(path) == ("a.zip: member ipg.xml is encrypted; give a ZIP without a password")


def test_other_method_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("ipg.xml", TEXT)
    assert "is packed by method 12; only deflate (8) and stored (0) are read" in refusal(path)


def test_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ipg__xml=bytes(40 << 20))
    assert "this is how a ZIP bomb looks" in refusal(path)


def test_member_over_the_size_limit_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ipg__xml=TEXT)
    message = refusal(path, archive.Limits(member_bytes=1000))
    assert message == "a.zip: member ipg.xml says it holds 300000 bytes; the limit is 1000"


@pytest.mark.parametrize(("said", "gives"), [(299_999, "more than 299999"), (300_001, "300000")])
def test_directory_that_lies_about_the_size_is_found_out(
    tmp_path: Path, said: int, gives: str
) -> None:
    path = zipped(tmp_path / "a.zip", ipg__xml=TEXT)
    patched(path, directory(path) + 24, struct.pack("<L", said))
    assert refusal(path) == (
        f"a.zip: member ipg.xml gives {gives} bytes, its directory says {said}: the file is "
        "damaged; fetch it again"
    )


def test_wrong_crc_is_found_out(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ipg__xml=TEXT)
    patched(path, directory(path) + 16, b"\x01\x02\x03\x04")
    assert "its directory says 04030201: the file is damaged" in refusal(path)


def test_damaged_data_name_the_byte(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ipg__xml=TEXT)
    patched(path, 50_000, b"\xff" * 4000)
    assert "a.zip: " in refusal(path)
    assert "byte" in refusal(path) or "CRC" in refusal(path)


def test_invalid_block_names_the_byte(tmp_path: Path) -> None:
    path = patched(zipped(tmp_path / "a.zip", ipg__xml=TEXT), 37, b"\xff" * 64)
    assert "the packed data of ipg.xml are damaged near byte 37 " in refusal(path)


def test_data_without_an_end_are_found_out(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ipg__xml=TEXT)
    packed = archive.members(path, (".xml",))[0].packed
    patched(path, directory(path) + 20, struct.pack("<L", packed - 500))
    assert "the packed data of ipg.xml are cut off before their end" in refusal(path)


def test_data_that_reach_past_the_file_are_found_out(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("ipg.xml", TEXT)
    for field in (20, 24):
        patched(path, directory(path) + field, struct.pack("<L", 10_000_000))
    size = path.stat().st_size
    assert refusal(path) == f"a.zip is cut off at byte {size}, inside ipg.xml; fetch it again"


def test_member_that_begins_nowhere_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ipg__xml=TEXT)
    patched(path, directory(path) + 42, struct.pack("<L", 11))
    assert "should begin at byte 11, but no ZIP member begins there" in refusal(path)


def test_nested_zip_says_what_to_do(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", ipg__xml=TEXT).read_bytes()
    path = zipped(tmp_path / "a.zip", inner__zip=inner)
    assert refusal(path) == ("a.zip holds no .xml file but inner.zip: unpack the inner ZIP first")


def test_zip_without_the_wanted_file_says_what_is_there(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", photo__tif=b"II")
    assert refusal(path) == (
        "a.zip holds no .xml file but photo.tif: give the file that holds the data"
    )
    empty = zipped(tmp_path / "b.zip")
    assert refusal(empty).startswith("b.zip holds no .xml file but nothing:")


def test_random_damage_never_gives_wrong_bytes(tmp_path: Path) -> None:
    whole = zipped(tmp_path / "whole.zip", ipg__xml=TEXT[:20_000]).read_bytes()
    rng = random.Random(1)
    path = tmp_path / "damaged.zip"
    for _ in range(150):
        data = bytearray(whole)
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        try:
            given = content(path)
        except ReadError:
            continue
        assert given == TEXT[:20_000]
