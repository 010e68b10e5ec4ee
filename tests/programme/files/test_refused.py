"""What is refused, each with its sentence in both languages; nothing of it stays on the disk."""

import io
import zipfile
from pathlib import Path

import pypdf
import pytest
from pypdf.actions import JavaScript

from goldthread.programme.files import FileRefused, take_in
from goldthread.programme.files.refused import sentences
from tests.programme.files import samples


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", 8) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _encrypted_pdf() -> bytes:
    writer = samples.pdf()
    writer.encrypt("", "owner", algorithm="AES-256")
    return samples.pdf_bytes(writer)


def _pdf_with_file() -> bytes:
    writer = samples.pdf()
    writer.add_attachment("a.exe", b"MZ")
    return samples.pdf_bytes(writer)


def _pdf_with_script() -> bytes:
    writer = samples.pdf()
    writer.add_open_action(JavaScript("app.alert(1)"))
    return samples.pdf_bytes(writer)


def _lying_about_its_size() -> bytes:
    """A package whose directory says that a part is small."""
    whole = bytearray(samples.with_parts(samples.word(), {"word/media/a.bin": b"\0" * 100_000}))
    true = (100_000).to_bytes(4, "little")
    while (at := whole.find(true)) >= 0:
        whole[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(whole)


def _encrypted_part() -> bytes:
    whole = bytearray(samples.word())
    at = whole.find(b"PK\x01\x02")
    whole[at + 8] |= 1
    return bytes(whole)


def _nested() -> bytes:
    inner = samples.with_parts(samples.word(), {"word/embeddings/b.xlsx": samples.excel()})
    return samples.with_parts(samples.word(), {"word/embeddings/a.docx": inner})


WORD = samples.word()
BOMB = {"word/media/a.bin": b"\0" * 60_000_000}
BAD: list[tuple[str, bytes, str]] = [
    # by the name alone
    ("a.exe", b"MZ", "ending"),
    ("a", b"text", "ending"),
    ("a.html", b"<p>", "ending"),
    ("a.svg", b"<svg/>", "ending"),
    ("a.zip", _zip({"a.txt": b"x"}), "archive"),
    ("a.doc", samples.OLE, "old_office"),
    ("a.docm", WORD, "macros"),
    ("evil\u202efdp.exe", samples.pdf_bytes(), "ending"),
    # by the content
    ("a.txt", b"", "empty"),
    ("a.docx", samples.OLE, "old_office"),
    ("a.pdf", samples.png(), "another_kind"),
    ("a.docx", samples.excel(), "another_kind"),
    ("a.xlsx", b"a;b\n1;2\n", "unknown_content"),
    ("a.docx", _zip({"a.txt": b"x"}), "another_kind"),
    ("a.docx", samples.slides("slideshow"), "another_kind"),
    ("a.txt", samples.pdf_bytes(), "another_kind"),
    ("a.txt", samples.EXECUTABLE, "not_text"),
    ("a.csv", b"\xff\xfe\x00\xd8\x00", "not_text"),
    # packages
    ("a.docx", b"PK\x03\x04" + b"\0" * 99, "damaged"),
    ("a.docx", WORD[: len(WORD) // 2], "damaged"),
    ("a.docx", _lying_about_its_size(), "damaged"),
    ("a.docx", _encrypted_part(), "encrypted"),
    ("a.docx", samples.with_parts(WORD, BOMB), "bomb"),
    ("a.docx", samples.with_parts(WORD, {f"word/{n}": b"" for n in range(10_001)}), "bomb"),
    ("a.xlsx", samples.excel_with_macros(), "macros"),
    ("a.docx", samples.with_parts(WORD, {"word/embeddings/oleObject1.bin": samples.OLE}), "ole"),
    ("a.docx", samples.with_parts(WORD, {"word/media/image1.png": samples.OLE}), "ole"),
    ("a.docx", samples.with_parts(WORD, {"word/media/i.png": samples.EXECUTABLE}), "running"),
    ("a.docx", samples.with_parts(WORD, {"word/media/i.vbs": b"x"}), "running"),
    ("a.docx", samples.with_parts(WORD, {"word/activeX/activeX1.xml": b"<x/>"}), "active_x"),
    ("a.xlsx", samples.with_parts(
        samples.excel(), {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "external"),
    ("a.docx", samples.related(WORD, "attachedTemplate", "http://a.example/t.dotm"), "template"),
    ("a.docx", samples.related(WORD, "attachedTemplate", "file://server/t.dotm"), "template"),
    ("a.xlsx", samples.with_parts(samples.excel(), {"xl/connections.xml": b"<x/>"}), "external"),
    ("a.pptx", samples.slides(action="ppaction://program"), "fields"),
    ("a.docx", samples.related(WORD, "image", "http://a.example/i.png"), "external"),
    ("a.docx", samples.related(WORD, "oleObject", "file:///C:/a.xls"), "external"),
    ("a.docx", samples.related(WORD, "aFChunk", "a.rtf", outside=False), "ole"),
    ("a.docx", samples.with_field(" DDE", "AUTO c:\\\\cmd.exe "), "fields"),
    ("a.docx", samples.with_parts(WORD, {"docProps/app.xml":
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "document_type"),
    ("a.docx", samples.with_parts(WORD, {"word/_rels/document.xml.rels": b" " * 5000 +
        b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "document_type"),
    ("a.docx", samples.with_parts(WORD, {"word/_rels/document.xml.rels": b"<x"}), "damaged"),
    ("a.docx", _nested(), "nested"),
    ("a.docx", samples.with_parts(
        WORD, {"word/embeddings/a.xlsx": samples.excel_with_macros()}), "macros"),
    # OpenDocument
    ("a.odt", samples.open_document("spreadsheet"), "another_kind"),
    ("a.odt", samples.with_parts(samples.open_document(), {"Basic/Standard/M.xml": b"<x/>"}),
     "macros"),
    ("a.odt", samples.open_document(body='<script:event-listener/>'), "macros"),
    ("a.odt", samples.open_document(body='<draw:image xlink:href="http://a.example/i"/>'),
     "external"),
    ("a.ods", samples.open_document("spreadsheet", body="<office:dde-source/>"), "fields"),
    ("a.odt", samples.open_document(body="<draw:applet/>"), "ole"),
    ("a.odt", samples.open_document(manifest="<encryption-data/>"), "encrypted"),
    # PDF
    ("a.pdf", b"%PDF-1.4\n" + b"x" * 99, "damaged"),
    ("a.pdf", _encrypted_pdf(), "encrypted"),
    ("a.pdf", _pdf_with_script(), "pdf_script"),
    ("a.pdf", samples.pdf_with("/JavaScript", JS="app.alert(1)"), "pdf_script"),
    ("a.pdf", samples.pdf_with_script_in_object_stream(), "pdf_script"),
    ("a.pdf", samples.pdf_with("/Launch", F="cmd.exe"), "pdf_action"),
    ("a.pdf", samples.pdf_with("/SubmitForm", F="http://a.example"), "pdf_action"),
    ("a.pdf", _pdf_with_file(), "pdf_files"),
    ("a.pdf", samples.pdf_with_xfa(), "pdf_form"),
    # pictures
    ("a.png", samples.png(60_000, 60_000), "pixels"),
    ("a.png", samples.png()[:-20], "damaged"),
    ("a.jpg", samples.jpeg(60_000, 60_000), "pixels"),
    ("a.jpg", samples.jpeg()[:22], "damaged"),
    ("a.jpg", samples.jpeg(0, 2), "damaged"),
    ("a.tif", samples.tiff(2**31, 60_000), "pixels"),
    ("a.tif", samples.tiff(pages=1001), "pixels"),
    ("a.tif", samples.tiff()[:20], "damaged"),
    ("a.tif", samples.tiff().replace(b"\x00\x01\x04\x00", b"\x00\x02\x04\x00"), "damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "code"), BAD)
def test_what_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as caught:
        take_in(io.BytesIO(content), name, tmp_path)
    assert caught.value.code == code
    assert set(caught.value.texts) == {"en", "zh"}
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_every_refusal_has_both_languages_and_is_raised_by_a_test() -> None:
    assert {frozenset(entry) for entry in sentences().values()} == {frozenset({"en", "zh"})}
    elsewhere = {"too_large", "cut_short", "pdf_too_much"}
    assert {code for _, _, code in BAD} | elsewhere == set(sentences())


def test_a_refusal_names_what_was_found_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as caught:
        take_in(
            io.BytesIO(samples.related(WORD, "image", "http://a.example/i")), "报告.docx", tmp_path
        )
    assert caught.value.texts == {
        "en": "报告.docx takes content from outside the file (http://a.example/i): break the link, "
        "so that the content stands in the file, and save it again.",
        "zh": "报告.docx引用了文件以外的内容（http://a.example/i）：请断开链接、将内容保存在文件内后重新上传。",
    }


@pytest.mark.parametrize(
    ("bounds", "pages", "code"),
    [
        ((1, 20, 2**30), 1, "pdf_too_much"),
        ((1000, 20, 2**30), 1, None),
        # So many pages that what the process has already cannot hold them.
        ((100_000, 20, 2**22), 3000, "pdf_too_much"),
    ],
)
def test_a_pdf_that_would_exhaust_the_machine_exhausts_its_bounds(
    tmp_path: Path,
    bounds: tuple[int, int, int],
    pages: int,
    code: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dataclasses import replace

    from goldthread.programme.files import pdf
    from goldthread.programme.files.kinds import limits

    objects, seconds, memory = bounds
    tight = replace(limits(), pdf_objects=objects, pdf_seconds=seconds, pdf_memory=memory)
    monkeypatch.setattr(pdf, "limits", lambda: tight)
    try:
        take_in(io.BytesIO(blank_pages(pages)), "a.pdf", tmp_path)
        found = None
    except FileRefused as refused:
        found = refused.code
    assert found == code


def blank_pages(count: int) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_pdf_of_many_pages_is_looked_through(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(300):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": "JavaScript for lawyers"})
    assert take_in(io.BytesIO(samples.pdf_bytes(writer)), "a.pdf", tmp_path).new is True
