"""Files as other programs make them, and the same files with something in them that acts."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import docx
import openpyxl
import pypdf
import xlsxwriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
EXECUTABLE = b"MZ\x90\x00" + b"\0" * 60 + b"This program cannot be run in DOS mode."


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Report 报告", 1)
    document.add_paragraph("Examination was shortened.")
    return _saved(document)


def excel() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Filed", 12])
    return _saved(book)


def excel_with_link_to_the_web() -> bytes:
    with xlsxwriter.Workbook(stream := io.BytesIO()) as book:
        book.add_worksheet().write_url(0, 0, "https://www.wipo.int/")
    return stream.getvalue()


def excel_with_macros() -> bytes:
    return with_parts(excel(), {"xl/vbaProject.bin": b"\0" * 64})


def _saved(document: object) -> bytes:
    document.save(stream := io.BytesIO())  # type: ignore[attr-defined]
    return stream.getvalue()


def with_parts(package: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The package with parts added, replaced or, where None, left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info, old.read(info))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def part(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name)


def related(package: bytes, kind: str, target: str, *, outside: bool = True) -> bytes:
    """A Word file with one relation more."""
    name = "word/_rels/document.xml.rels"
    mode = ' TargetMode="External"' if outside else ""
    entry = f'<Relationship Id="rX" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
    changed = part(package, name).replace(b"</Relationships>", entry.encode() + b"</Relationships>")
    return with_parts(package, {name: changed})


def with_field(*pieces: str) -> bytes:
    """A Word file with a field whose wording is split over runs, as Word does it."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    body = part(word(), "word/document.xml").replace(
        b"<w:body>", f"<w:body><w:p>{begin}{runs}{end}</w:p>".encode()
    )
    return with_parts(word(), {"word/document.xml": body})


def slides(main: str = "presentation", action: str = "ppaction://hlinksldjump") -> bytes:
    """A PPTX as small as one can be: its parts by hand after ECMA-376."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/ppt/presentation.xml" ContentType="application/'
        f'vnd.openxmlformats-officedocument.presentationml.{main}.main+xml"/></Types>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", 8) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("ppt/presentation.xml", "<p/>")
        archive.writestr("ppt/slides/slide1.xml", f'<p><hlinkClick action="{action}"/></p>')
    return stream.getvalue()


def open_document(kind: str = "text", body: str = "", manifest: str = "") -> bytes:
    """An OpenDocument file, its parts by hand after the standard."""
    spaces = (
        'xmlns:draw="d" xmlns:text="t" xmlns:office="o" xmlns:script="s" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", 8) as archive:
        mimetype = f"application/vnd.oasis.opendocument.{kind}"
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr("content.xml", f"<office:body {spaces}>{body}</office:body>")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return stream.getvalue()


def pdf(*, compressed: bool = False) -> pypdf.PdfWriter:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    if compressed:
        writer.compress_identical_objects()
    return writer


def pdf_bytes(writer: pypdf.PdfWriter | None = None) -> bytes:
    (writer or pdf()).write(stream := io.BytesIO())
    return stream.getvalue()


def pdf_with(action: str, **more: str) -> bytes:
    """A PDF whose page starts an action when it is opened, deep in an array."""
    writer = pdf()
    made = DictionaryObject({NameObject("/S"): NameObject(action)})
    made.update({NameObject(f"/{key}"): TextStringObject(value) for key, value in more.items()})
    annotation = DictionaryObject({NameObject("/A"): made})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([ArrayObject([annotation])])
    return pdf_bytes(writer)


def pdf_with_script_in_object_stream() -> bytes:
    """Objects packed in a stream, where no search of the file's bytes would find them (1.5)."""
    inner = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
    packed = zlib.compress(b"5 0 " + inner)
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n",
        b"4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
        + packed
        + b"\nendstream endobj\n",
    ]
    body, places = b"%PDF-1.5\n", []
    for one in parts:
        places.append(len(body))
        body += one
    rows = [(0, 0, 255), *((1, at, 0) for at in places), (2, 4, 0), (1, len(body), 0)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    head = b"6 0 obj<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return body + head + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(body)


def pdf_with_xfa() -> bytes:
    writer = pdf()
    form = DictionaryObject({NameObject("/XFA"): DecodedStreamObject()})
    writer.root_object[NameObject("/AcroForm")] = form
    return pdf_bytes(writer)


def png(width: int = 3, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress(b"\0" * 8)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int = 3, height: int = 2) -> bytes:
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + app + frame + b"\xff\xd9"


def tiff(width: int = 3, height: int = 2, pages: int = 1, order: str = "<") -> bytes:
    body = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    for page in range(pages):
        following = 8 + 30 * (page + 1) if page + 1 < pages else 0
        body += struct.pack(f"{order}H", 2)
        body += struct.pack(f"{order}HHII", 256, 4, 1, width)
        body += struct.pack(f"{order}HHIHH", 257, 3, 1, height, 0)
        body += struct.pack(f"{order}I", following)
    return body
