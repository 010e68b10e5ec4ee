"""Word files: their parts as another reader finds them, and as another program prints them."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from goldthread.documents.docx import (
    Document,
    Facts,
    Heading,
    Paragraph,
    Signatures,
    Table,
    write,
)

SHEET = Document(
    "交接单",
    "zh",
    "第 {page} 页，共 {pages} 页",
    (
        Facts((("移交单位", "国家工商行政管理总局"), ("接收单位", "国家知识产权局"))),
        Heading("移交事项"),
        Table(
            ("序号", "事项", "比例"),
            [(str(n), f"商标管理职能（第{n}项）<b>&amp;", "1") for n in range(1, 81)],
            (1.5, 12, 2.5),
        ),
        Paragraph("双方确认无误。"),
        Signatures(("移交单位", "接收单位"), ("负责人：____________", "日期：____________")),
    ),
)


def opened(document: Document) -> docx.document.Document:
    return docx.Document(BytesIO(write(document)))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write(SHEET) == write(SHEET)


def test_another_reader_finds_every_part_in_order() -> None:
    made = opened(SHEET)
    assert [p.text for p in made.paragraphs] == ["交接单", "移交事项", "双方确认无误。"]
    facts, things, signatures = made.tables
    assert [c.text for c in facts.rows[1].cells] == ["接收单位", "国家知识产权局"]
    assert [c.text for c in things.rows[80].cells] == ["80", "商标管理职能（第80项）<b>&amp;", "1"]
    assert [c.text for c in signatures.rows[0].cells] == ["移交单位", "接收单位"]
    assert made.core_properties.title == "交接单"


def test_only_the_heading_row_comes_again_on_every_page() -> None:
    rows = opened(SHEET).tables[1].rows
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert repeated == [True] + [False] * 80


def test_the_grid_and_every_cell_are_as_wide_as_was_said() -> None:
    table = opened(SHEET).tables[1]
    assert [round(column.width.cm, 1) for column in table.columns] == [1.5, 12.0, 2.5]
    assert {tuple(round(cell.width.cm, 1) for cell in row.cells) for row in table.rows} == {
        (1.5, 12.0, 2.5)
    }


def test_both_scripts_have_a_typeface_and_no_theme_overrules_it() -> None:
    made = opened(SHEET)
    for name in ("Normal", "Title", "Heading 1"):
        fonts = made.styles[name].element.rPr.rFonts
        found = {key.rpartition("}")[2]: value for key, value in fonts.attrib.items()}
        assert found == {
            "ascii": "Liberation Serif",
            "hAnsi": "Liberation Serif",
            "eastAsia": "SimSun",
        }


def test_the_footer_counts_pages() -> None:
    footer = opened(SHEET).sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in footer._p.findall(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_what_xml_cannot_hold_is_shown_as_a_sign() -> None:
    made = opened(Document("a\0b\x0bc", "en", "", (Paragraph("\ud800 kept"),)))
    assert [p.text for p in made.paragraphs] == ["a\ufffdb\ufffdc", "\ufffd kept"]


def test_the_file_carries_no_time_of_writing() -> None:
    with ZipFile(BytesIO(write(SHEET))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_a_table_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        write(Document("x", "en", "", (Table(("a", "b"), [("1",)], (2, 2)),)))


def test_another_program_prints_it_on_pages_with_heading_rows(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt install libreoffice-writer-nogui")
    (tmp_path / "sheet.docx").write_bytes(write(SHEET))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "sheet.docx"),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = [page.extract_text() for page in PdfReader(tmp_path / "sheet.pdf").pages]
    assert len(pages) > 1
    # The last page may hold the signatures alone.
    assert [page.count("序号") for page in pages if "职能（" in page] == [
        1 for page in pages if "职能（" in page
    ]
    assert [f"第 {n} 页，共 {len(pages)} 页" in page for n, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)
    assert sum(page.count("商标管理职能") for page in pages) == 80
