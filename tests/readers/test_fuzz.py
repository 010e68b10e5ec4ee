"""Spoilt files of every reader: no traceback, no hang, no more than 512 MB; and what was found.

GOLDTHREAD_FUZZ_EXAMPLES says how often each sample is spoilt; tests/readers/fuzz.py runs longer.
"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from goldthread.readers import archive, registry
from goldthread.readers.base import ReadError
from tests.readers import fuzz
from tests.readers.cnipa.documents import new
from tests.readers.grants import plain
from tests.readers.tables import read_with

EXAMPLES = os.environ.get("GOLDTHREAD_FUZZ_EXAMPLES", "50")
MEMORY = 512  # MB
HALVES = ("xml", "csv", "xlsx", "txt", "uspto_grant")
SHEET = "xl/worksheets/sheet1.xml"


def fuzzed(*options: str) -> dict:
    """What a run says, in a process of its own."""
    command = [sys.executable, "-W", "error", "-m", "tests.readers.fuzz", "--examples", EXAMPLES]
    done = subprocess.run(
        [*command, *options, "--memory", str(MEMORY)],
        capture_output=True, text=True, timeout=60 + 2 * int(EXAMPLES), check=False,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert done.stdout, f"it crashed at {done.stderr[-400:]}"
    made: dict = json.loads(done.stdout)
    return made


@pytest.mark.parametrize("only", HALVES)
def test_no_spoilt_file_ends_in_a_traceback_a_hang_or_too_much_memory(only: str) -> None:
    held(fuzzed("--only", only))


@pytest.mark.realdata
def test_nor_does_a_spoilt_file_of_an_office(shared_data: Path) -> None:
    assert shared_data == fuzz.SHARED
    held(fuzzed("--real"))


def held(made: dict) -> None:
    assert made["faults"] == []
    assert made["examples"] == made["samples"] * int(EXAMPLES) > 0
    assert 0 < made["peak_mb"] <= MEMORY
    assert made["slowest"] < fuzz.SECONDS


def test_every_reader_has_a_sample() -> None:
    samples = fuzz.samples()
    assert {name for name in samples if not any(half in name for half in HALVES)} == set()
    shipped = {name.rpartition(".")[0].split("-")[0] for name in samples}
    documents = (registry.TEXTS, registry.EVENTS, *registry.DOCUMENTS)
    assert {*documents, "rights"} <= shipped
    tables = set(registry.names()) - {*documents, registry.GRANTS, registry.NEW_EVENTS, "rights"}
    assert tables <= {name.rpartition(".")[0] for name in samples}


def test_the_fuzzer_sees_an_error_that_is_not_ours_and_a_hang(tmp_path: Path) -> None:
    def broken(_: Path) -> list:
        raise KeyError("title")

    with pytest.raises(KeyError):
        fuzz.tried(tmp_path, broken)  # type: ignore[arg-type]

    def endless(_: Path) -> list:
        while True:
            pass

    command = (
        "import signal, pathlib; from tests.readers import fuzz; fuzz.SECONDS = 0.2;"
        "fuzz.by_name = lambda _: (lambda path: iter(int, 1)); fuzz.reading = fuzz.by_name('');"
        "signal.signal(signal.SIGPROF, fuzz._stop); fuzz._sound = lambda batch: None;"
        "print(fuzz.example('x', ('x.csv', b'a,b'), 1, pathlib.Path('{}')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", command.format(tmp_path)], capture_output=True, text=True,
        timeout=60, check=True, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert "TooSlow" in done.stdout


# What the long runs have found, each mended.


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[str, str], Path]:
    """A workbook of plain rights with a text of its sheet, or of its parts' list, replaced."""

    def made(old: str, new: str) -> Path:
        with xlsxwriter.Workbook(tmp_path / "whole.xlsx") as book:
            sheet = book.add_worksheet("rights")
            sheet.write_row(0, 0, ["ip_office_code", "right_kind", "application_number"])
            sheet.write_row(1, 0, ["CN", "PT", "1"])
        path = tmp_path / "rights.xlsx"
        with (
            zipfile.ZipFile(tmp_path / "whole.xlsx") as whole,
            zipfile.ZipFile(path, "w") as spoilt,
        ):
            texts = {name: whole.read(name).decode() for name in whole.namelist()}
            assert any(old in text for text in texts.values())
            for name, text in texts.items():
                spoilt.writestr(name, text.replace(old, new))
        return path

    return made


@pytest.mark.parametrize(
    "place", ["A99999999", "a99999999", "ZZZZZZZ2", "XFD1048576", "C1048576", "ZZ12000"]
)
def test_cell_that_stands_far_beyond_its_row_is_refused(
    workbook: Callable[[str, str], Path], place: str
) -> None:
    """The first asked for 206 GB, and the process was ended; the fifth for 600 MB."""
    path = workbook('r="C2"', f'r="{place}"')
    with pytest.raises(ReadError, match=r"the sheet reaches to row .*, too far to be read"):
        read_with(registry.reader("rights"), [path])


@pytest.mark.parametrize("place", ["XFD2", "C9999", "Z99999"])
def test_cell_that_stands_apart_is_read(workbook: Callable[[str, str], Path], place: str) -> None:
    found = read_with(registry.reader("rights"), [workbook('r="C2"', f'r="{place}"')])
    assert (found.rights, found.reasons[0][1]) == ([], "missing-value")


@pytest.mark.parametrize(
    ("old", "new"),
    [('uniqueCount="', 'uniqueCount="21474836'), ('cellXfs count="', 'cellXfs count="99999999')],
)
def test_part_that_counts_more_than_it_has_bytes_is_refused(
    workbook: Callable[[str, str], Path], old: str, new: str
) -> None:
    """Room for as many shared strings was asked for: 51 GB."""
    with pytest.raises(ReadError, match=r"it says it holds .* and has .* bytes; the workbook is"):
        read_with(registry.reader("rights"), [workbook(old, new)])


def test_sheet_that_is_not_where_the_workbook_says_is_refused(
    workbook: Callable[[str, str], Path],
) -> None:
    path = workbook("worksheets/sheet1.xml", "Worksheets/sheet1.xml")
    with pytest.raises(ReadError, match=r"sheet rights .*(is not where|cannot be read)|lacks"):
        read_with(registry.reader("rights"), [path])


def test_member_that_would_begin_before_its_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("week.xml", "<x/>" * 100)
    path.write_bytes(path.read_bytes()[150:])
    (member,) = archive.members(path, (".xml",))
    with pytest.raises(ReadError, match=r"should begin at byte -150, but no ZIP member begins"):
        list(archive.pieces(path, member, lambda _: None))


@pytest.mark.parametrize("name", [b"", b"\xff\xfe.xml"])
def test_name_in_a_zip_that_is_none_is_refused(
    workbook: Callable[[str, str], Path], tmp_path: Path, name: bytes
) -> None:
    """The directory of a ZIP as chance leaves it; the second says that its name is UTF-8."""
    whole = workbook("rights", "rights").read_bytes()
    old = b"xl/sharedStrings.xml"
    start = whole.rindex(b"PK\x01\x02", 0, whole.rindex(old))
    entry = bytearray(whole[start:])
    entry[9] |= 0x08  # the name is UTF-8
    entry[28:30] = len(name).to_bytes(2, "little")
    entry[30:32] = (len(old) - len(name)).to_bytes(2, "little")  # the rest counts as extra field
    at = bytes(entry).index(old)
    entry[at : at + len(name)] = name
    extra = at + len(name)
    entry[extra : extra + 4] = b"\x99\x99" + (len(old) - len(name) - 4).to_bytes(2, "little")
    path = tmp_path / "torn.xlsx"
    path.write_bytes(whole[:start] + bytes(entry))
    for read in (registry.detect, lambda paths: read_with(registry.reader("rights"), paths)):
        with pytest.raises(ReadError, match=r"torn\.xlsx"):
            read([path])


@pytest.mark.parametrize("reader", ["uspto_grant", "cnipa"])
def test_encoding_whose_name_holds_a_nul_is_quarantined(tmp_path: Path, reader: str) -> None:
    path = tmp_path / "week.xml"
    documents = {"uspto_grant": plain(1) + plain(2), "cnipa": new() + new(number="201910000002.8")}
    path.write_text(documents[reader].replace('encoding="', 'encoding="ut\0', 1), encoding="utf-8")
    found = read_with(registry.reader(reader), [path])
    assert [one.reason for one in found.rejected] == ["bad-encoding"]
    assert len(found.rights) == 1
