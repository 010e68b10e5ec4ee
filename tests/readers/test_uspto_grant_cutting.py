"""Large files are cut by another process: the same cuts, the same refusals, no process left."""

import os
import zipfile
from pathlib import Path

import psutil
import pytest

from goldthread.bench import weekly
from goldthread.errors import GoldthreadError
from goldthread.readers.base import ReadError
from goldthread.readers.uspto_grant import cutting, reader
from goldthread.readers.uspto_grant.cutting import cuts_elsewhere
from goldthread.readers.uspto_grant.source import cuts
from tests.readers.grants import plain, read, source, zipped


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return weekly.write(tmp_path_factory.mktemp("week") / "ipg180102.zip", 150).path


def children() -> list[psutil.Process]:
    """The processes that unpack, not those that other tests left running, such as a database."""
    own = psutil.Process(os.getpid()).children()
    return [each for each in own if "unpacking" in " ".join(each.cmdline())]


def test_cuts_are_the_same_in_another_process(week: Path, tmp_path: Path) -> None:
    other = tmp_path / "ipg.xml"
    other.write_text(plain(1) + plain(2).replace("</invention-title>", ""))
    files = [source(week, 0), source(other, 1)]
    here, elsewhere = list(cuts(files)), list(cuts_elsewhere(files))
    assert len(here) > 2
    assert here == elsewhere


def test_large_files_are_read_by_another_process(
    week: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = read(week)
    monkeypatch.setattr(reader, "_LARGE", 0)
    large = read(week)
    assert small.tables == large.tables
    assert small.consumed == large.consumed
    assert children() == []


def test_both_backends_agree_on_the_weekly_file(week: Path) -> None:
    fast, strict = read(week), read(week, strict=True)
    assert fast.tables == strict.tables
    assert fast.tables["ip_right"].num_rows == 150
    assert (fast.rejected, fast.unknown, strict.unknown) == ([], {}, {})


def test_bad_record_is_found_among_cuts_that_are_parsed_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ipg.xml"
    texts = [plain(n) for n in range(60)]
    texts[41] = texts[41].replace("</invention-title>", "</invention>")
    path.write_text("".join(texts))
    monkeypatch.setattr("goldthread.readers.uspto_grant.source.CUT_BYTES", 3_000)
    monkeypatch.setattr("goldthread.readers.pieces._BLOCK", 2_048)
    assert len(list(cuts([source(path)]))) > 5
    found = read(path)
    offset = sum(map(len, texts[:41]))
    assert found.reasons == [(f"document 42 at byte {offset}", "malformed-xml")]
    assert found.tables == read(path, strict=True).tables
    assert found.tables["ip_right"].num_rows == 59


def test_rejected_documents_count_when_cuts_are_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ipg.xml"
    path.write_text("".join(plain(n).replace("</us-patent-grant>", "") for n in range(40)))
    monkeypatch.setattr("goldthread.readers.uspto_grant.source.CUT_BYTES", 3_000)
    monkeypatch.setattr("goldthread.readers.pieces._BLOCK", 2_048)
    monkeypatch.setattr(reader, "_BATCH", 6_000)
    groups = list(reader._together(cuts([source(path)])))
    assert len(groups) > 2
    assert sum(len(cut.rejected) for group in groups for cut in group) == 40


def test_refusal_of_the_other_process_is_ours(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", photo__tif=b"II")
    with pytest.raises(ReadError, match=r"a\.zip holds no \.xml file but photo\.tif"):
        list(cuts_elsewhere([source(path)]))
    assert children() == []


def test_leaving_early_ends_the_other_process(week: Path) -> None:
    made = cuts_elsewhere([source(week)])
    next(made)
    assert len(children()) == 1
    made.close()
    assert children() == []


def test_death_of_the_other_process_is_said(week: Path) -> None:
    made = cuts_elsewhere([source(week), source(week)])
    next(made)
    children()[0].kill()
    with pytest.raises(GoldthreadError, match=r"the process that unpacks ipg180102\.zip, "):
        list(made)
    assert children() == []


def test_pipe_that_cannot_be_widened_is_used_as_it_is(tmp_path: Path) -> None:
    with (tmp_path / "plain").open("wb") as file:
        cutting._widen(file)


def test_leaving_the_reader_early_ends_its_thread(week: Path) -> None:
    batches = reader.UsptoGrant().read([source(week)], lambda _: None)
    assert next(batches).tables["ip_right"].num_rows > 0
    batches.close()  # type: ignore[attr-defined]


def test_damage_late_in_a_file_is_raised_after_the_batches_before(tmp_path: Path) -> None:
    path = tmp_path / "ipg.zip"
    text = "".join(plain(n) for n in range(6_000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("ipg.xml", text)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(ReadError, match="CRC"):
        read(path)
