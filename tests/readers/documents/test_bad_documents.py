"""Bad files of every XML format: quarantine for a record, one sentence for a file, no traceback."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from goldthread.readers import registry
from goldthread.readers.base import RAW_LIMIT, ReadError
from tests.readers.cnipa.documents import new, old
from tests.readers.jpo.test_jpo import gazette
from tests.readers.tables import Read, read_with

Made = Callable[[int], str]
FORMATS: dict[str, tuple[str, Made]] = {
    "cnipa new": ("cnipa", lambda n: new(number=f"2019100000{n:02d}.7")),
    "cnipa old": ("cnipa", lambda n: old(number=f"2014100000{n:02d}.7")),
    "jpo": ("jpo", lambda n: gazette(number=f"20190000{n:02d}")),
}
EVERY = pytest.mark.parametrize("sort", FORMATS)


def read(path: Path, name: str) -> Read:
    return read_with(registry.reader(name), [path])


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "documents.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@EVERY
@pytest.mark.parametrize(
    ("old_text", "new_text"),
    [
        ("201", "&201"),
        ("201", "&#0;201"),
        ("201", "&bomb;201"),
        ("201", "\x0b201"),
        ("201", "<b>201"),
        ("201", "<!-- 201"),
    ],
)
def test_malformed_document_7_of_10_alone_is_quarantined(
    tmp_path: Path, sort: str, old_text: str, new_text: str
) -> None:
    name, made = FORMATS[sort]
    documents = [made(n) for n in range(1, 11)]
    head, body = documents[6].split("lang=", 1)
    documents[6] = f"{head}lang={body.replace(old_text, new_text, 1)}"
    found = read(written(tmp_path, "".join(documents)), name)
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert found.rejected[0].locator.startswith("record 7 at byte ")
    assert found.rejected[0].detail.startswith("The XML is not well-formed: ")
    assert "<string>" not in found.rejected[0].detail
    assert len(found.rights) == 9


@EVERY
def test_named_characters_of_the_iso_sets_are_read(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    text = made(1).replace("甲", "Caf&eacute; &amp; &lt;")
    assert read(written(tmp_path, text), name).rejected == []


@EVERY
def test_entity_is_never_expanded_nor_fetched(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    secret = tmp_path / "secret"
    secret.write_text("secret")
    doctype = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b SYSTEM "{secret.as_uri()}">'
        "]>"
    )
    body = made(1).partition("?>")[2] or made(1)
    bad = doctype + body.replace("201", "&a;&b;201", 1)
    found = read(written(tmp_path, bad + made(2)), name)
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert b"secret</" not in found.rejected[0].raw
    assert len(found.rights) == 1


@EVERY
def test_document_that_is_cut_off(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    found = read(written(tmp_path, made(1) + made(2)[:-40]), name)
    assert [one.reason for one in found.rejected] == ["cut-off"]
    assert len(found.rights) == 1


@EVERY
def test_day_and_number_that_are_none(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    texts = [
        made(1).replace("0102<", "0231<"),
        made(2).replace("20141224<", "x<").replace("20200703<", "x<"),
        made(3).replace("104000001<", f"{'9' * 10_000}<").replace("110000001<", f"{'9' * 50}<")
        .replace("2020000009<", f"{'9' * 50}<"),
        made(4),
    ]  # fmt: skip
    found = read(written(tmp_path, "".join(texts)), name)
    assert [one.reason for one in found.rejected] == ["bad-date", "bad-date", "bad-number"]
    assert found.rejected[0].detail.startswith("filing date: ")
    assert "is no day of the calendar." in found.rejected[0].detail
    assert len(found.rights) == 1


@EVERY
def test_document_without_its_number_has_no_key(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    number = {"cnipa new": "201910000001.7", "cnipa old": "201410000001.7", "jpo": "2019000001"}
    found = read(written(tmp_path, made(1).replace(f"{number[sort]}<", "<")), name)
    assert [(one.reason, one.detail) for one in found.rejected] == [
        ("no-key", "The document gives no application number.")
    ]


@EVERY
def test_kind_that_the_office_does_not_have(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    text = made(1).replace(">A<", ">Q7<").replace('st16="A"', 'st16="Q7"')
    found = read(written(tmp_path, text), name)
    assert [one.reason for one in found.rejected] == ["bad-kind"]
    assert "'Q7' is no kind of" in found.rejected[0].detail


@EVERY
def test_depth_beyond_measure_is_quarantined(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    deep = made(1).replace("2019", "<a>" * 5000 + "</a>" * 5000 + "2019", 1)
    if sort == "cnipa old":
        deep = made(1).replace("<name>", "<a>" * 5000 + "</a>" * 5000 + "<name>", 1)
    if sort == "jpo":
        deep = made(1).replace("<parties>", "<a>" * 5000 + "</a>" * 5000 + "<parties>", 1)
    found = read(written(tmp_path, deep + made(2)), name)
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert len(found.rights) == 1


@EVERY
def test_raw_bytes_of_a_rejected_document_are_bounded(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    bad = made(1).replace("201", "&201" + "x" * 2 * RAW_LIMIT, 1)
    found = read(written(tmp_path, bad), name)
    assert [len(one.raw) for one in found.rejected] == [RAW_LIMIT]


def test_encoding_that_is_declared_is_read_and_a_wrong_one_is_quarantined(tmp_path: Path) -> None:
    text = old().replace("standalone", 'encoding="GB18030" standalone')
    found = read(written(tmp_path, text.encode("gb18030")), "cnipa")
    assert found.rights[0]["title"] == "泵"
    for name in ("no-such", "us-ascii-7"):
        wrong = written(tmp_path, text.replace("GB18030", name).encode())
        assert [one.reason for one in read(wrong, "cnipa").rejected] == ["bad-encoding"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", r"documents.xml is empty"),
        ("<x/>".encode("utf-16"), r"documents.xml is encoded in UTF-16"),
        (b"id,name\n1,2\n", r"it begins with b'id,name"),
        (
            b'<?xml version="1.0"?><us-patent-grant/>',
            r"holds no jp-official-gazette, which jpo reads: its root element is us-patent-grant",
        ),
        (
            b'<x:daily xmlns:x="urn:daily"><a/></x:daily>',
            r"its root element is daily, in the namespace urn:daily",
        ),
        (b"PK\x03\x04" + b"\0" * 40, r"without a whole ZIP directory"),
    ],
)
def test_file_that_holds_no_record_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read(written(tmp_path, content), "jpo")


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"is a folder; give the files in it"):
        read(tmp_path, "jpo")


def test_xml_that_no_reader_takes_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    path = written(tmp_path, '<?xml version="1.0"?><a:daily xmlns:a="urn:new"/>')
    with pytest.raises(ReadError, match=r"its root element is daily, in the namespace urn:new\. N"):
        registry.detect([path])


def test_zip_of_many_documents_and_an_index(tmp_path: Path) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1/A.XML", new(number="201910000001.7"))
        archive.writestr("2/B.XML", new(number="201910000002.7").replace("0102<", "0231<"))
        archive.writestr("index.xml", "<index/>")
        archive.writestr("1/picture.jpg", b"\xff\xd8")
    found = read_with(registry.detect([path]), [path])
    assert found.values("source_locator") == ["A.XML, record 1 at byte 39"]
    assert found.reasons == [("B.XML, record 1 at byte 39", "bad-date")]
    assert found.skipped == {"a file without a record: index.xml": 1}
    assert found.progress == sum(info.compress_size for info in _xml_of(path))


def _xml_of(path: Path) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(path) as archive:
        return [info for info in archive.infolist() if info.filename.lower().endswith(".xml")]
