"""What is taken, from files that other programs made; and what the store does with it."""

import hashlib
import io
import os
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from goldthread.programme.files import FileRefused, opened, take_in
from goldthread.programme.files.kinds import kinds, taken_endings
from tests.programme.files import samples

ROOT = Path(__file__).resolve().parents[3]
GOOD = [
    ("report.docx", samples.word(), "docx"),
    ("表.xlsx", samples.excel(), "xlsx"),
    ("links.xlsx", samples.excel_with_link_to_the_web(), "xlsx"),
    ("link.docx", samples.related(samples.word(), "hyperlink", "https://a.example"), "docx"),
    ("template.docx", samples.related(
        samples.word(), "attachedTemplate", "file:///C:\\Templates\\Report.dotx"), "docx"),
    ("field.docx", samples.with_field(" PAGE "), "docx"),
    ("slides.pptx", samples.slides(), "pptx"),
    ("text.odt", samples.open_document(), "odt"),
    ("sums.ods", samples.open_document("spreadsheet"), "ods"),
    ("slides.odp", samples.open_document("presentation"), "odp"),
    ("inner.odt", samples.open_document(body='<draw:image xlink:href="Pictures/1.png"/>'), "odt"),
    ("scan.pdf", samples.pdf_bytes(), "pdf"),
    ("a.png", samples.png(), "png"),
    ("a.JPG", samples.jpeg(), "jpeg"),
    ("a.jpeg", samples.jpeg(), "jpeg"),
    ("a.tif", samples.tiff(pages=3), "tiff"),
    ("b.tiff", samples.tiff(order=">"), "tiff"),
    ("utf8.txt", "专利 ÿ\r\n".encode(), "text"),
    ("bom.csv", b"\xef\xbb\xbf" + "编号,量\n".encode(), "csv"),
    ("gb.csv", "编号,受理量\n1,2\n".encode("gb18030"), "csv"),
    ("utf16.txt", "专利".encode("utf-16"), "text"),
    ("chart.docx", samples.with_parts(
        samples.word(), {"word/embeddings/Sheet1.xlsx": samples.excel()}), "docx"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "kind"), GOOD, ids=[one[0] for one in GOOD])
def test_what_is_taken(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    taken = take_in(io.BytesIO(content), name, tmp_path)
    sha256 = hashlib.sha256(content).hexdigest()
    assert (taken.sha256, taken.size, taken.kind, taken.new) == (sha256, len(content), kind, True)
    assert taken.content_type == kinds()[kind].content_type
    with opened(tmp_path, sha256) as file:
        assert file.read() == content


def test_every_kind_has_a_sample() -> None:
    assert {kind for _, _, kind in GOOD} == set(kinds())
    assert {Path(name).suffix.lower() for name, _, _ in GOOD} == set(taken_endings())


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_stands_under_its_hash_read_only(tmp_path: Path) -> None:
    taken = take_in(io.BytesIO(b"evidence"), "a.txt", tmp_path)
    assert _files(tmp_path) == [f"{taken.sha256[:2]}/{taken.sha256}"]
    path = tmp_path / taken.sha256[:2] / taken.sha256
    assert (path.stat().st_mode & 0o777, path.stat().st_nlink) == (0o400, 1)


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    one = take_in(io.BytesIO(b"evidence"), "a.txt", tmp_path)
    path = tmp_path / one.sha256[:2] / one.sha256
    before = path.stat()
    other = take_in(io.BytesIO(b"evidence"), "b.csv", tmp_path)
    assert (other.sha256, other.new, other.name, other.kind) == (one.sha256, False, "b.csv", "csv")
    assert path.stat().st_ino == before.st_ino  # only as young as if it came now: not tidied away
    assert path.stat().st_mtime_ns >= before.st_mtime_ns
    assert len(_files(tmp_path)) == 1


class Endless:
    """A stream that never ends, and counts what was read of it."""

    def __init__(self) -> None:
        self.read_bytes = 0

    def read(self, size: int, /) -> bytes:
        self.read_bytes += size
        return b"x" * size


def test_a_file_above_the_limit_is_refused_early_and_in_constant_memory(tmp_path: Path) -> None:
    stream = Endless()
    tracemalloc.start()
    with pytest.raises(FileRefused) as caught:
        take_in(stream, "a.txt", tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.texts == {
        "en": "a.txt is larger than 50 MB: split it, or scan it at a lower resolution.",
        "zh": "a.txt超过50 MB：请拆分，或降低扫描分辨率后重新上传。",
    }
    assert stream.read_bytes == 50 * 2**20 + 2**18
    assert peak < 4 * 2**20
    assert _files(tmp_path) == []


def test_a_file_announced_above_the_limit_is_refused_before_a_byte_is_read(tmp_path: Path) -> None:
    stream = Endless()
    with pytest.raises(FileRefused, match=r"^a\.txt is larger than 50 MB"):
        take_in(stream, "a.txt", tmp_path, expected=200 * 2**20)
    assert stream.read_bytes == 0


def test_an_upload_cut_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"^a\.txt stopped after 4 bytes of 9"):
        take_in(io.BytesIO(b"evid"), "a.txt", tmp_path, expected=9)
    assert _files(tmp_path) == []


def test_a_limit_of_ones_own(tmp_path: Path) -> None:
    assert take_in(io.BytesIO(b"1234"), "a.txt", tmp_path, 4).size == 4
    with pytest.raises(FileRefused, match="larger"):
        take_in(io.BytesIO(b"12345"), "a.txt", tmp_path, 4)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/a.txt", "a.txt"),
        ("C:\\Users\\li\\报告.txt", "报告.txt"),
        ("a\x00\r\n b\x1b.txt", "a b.txt"),
        ("evil\u202etxt.txt", "eviltxt.txt"),
        ("a<b>:c.TXT", "a_b__c.txt"),
        ("  .txt", "file.txt"),
        ("/.txt", "file.txt"),
        ("é.txt", "é.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
        ("a.txt. . ", "a.txt"),
    ],
)
def test_a_name_is_kept_clean(tmp_path: Path, sent: str, kept: str) -> None:
    assert take_in(io.BytesIO(b"x"), sent, tmp_path).name == kept


KILLED = """
import sys
from pathlib import Path
from goldthread.programme.files import take_in

class Slow:
    def __init__(self):
        self.n = 0
    def read(self, size):
        self.n += 1
        if self.n == 3:
            print("written", flush=True)
            sys.stdin.read()
        return b"x" * size

take_in(Slow(), "a.txt", Path(sys.argv[1]))
"""


def test_a_killed_upload_leaves_a_file_that_the_sweep_removes(tmp_path: Path) -> None:
    from goldthread.programme.files import sweep

    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == b"written\n"
    (left,) = _files(tmp_path)
    assert left.startswith("incoming/")
    assert sweep(tmp_path, older_than=0) == 0  # its process lives
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert _files(tmp_path) == [left]
    assert sweep(tmp_path) == 0  # it is young
    old = time.time() - 7200
    os.utime(tmp_path / left, (old, old))
    assert (sweep(tmp_path), _files(tmp_path)) == (1, [])


def test_nothing_of_django_is_loaded() -> None:
    code = (
        "import sys, goldthread.programme.files\n"
        "print(sorted({'django', 'pypdf', 'docx', 'duckdb'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
