"""A document for Word: headings, facts, tables, signatures, in any script; layout, not meaning.

The same document gives the same bytes: nothing of the clock goes into the file. Latin letters and
Chinese characters each get a typeface of their own, so that a page looks alike in Word, WPS and
LibreOffice.
"""

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

LATIN, EAST_ASIAN = "Liberation Serif", "SimSun"
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
STILL = datetime(2000, 1, 1, tzinfo=UTC)
"""The time that every file carries: a document says its day in its text."""
WIDE = 16.2
"""Centimetres between the margins of the page."""
FACTS = (4.0, 12.2)
STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Table Grid", "Footer")
THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
# What XML 1.0 cannot hold.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Facts:
    """Names and values, one pair a line."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """`widths` in centimetres, one a column; the heading row comes again on every page."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]


@dataclass(frozen=True)
class Signatures:
    """Each party's lines to fill in, side by side: the name of the party, then what it writes."""

    parties: Sequence[str]
    lines: Sequence[str]


Block = Heading | Paragraph | Facts | Table | Signatures


@dataclass(frozen=True)
class Document:
    """`pages` is the footer, with `{page}` and `{pages}` where the numbers come."""

    title: str
    lang: str
    pages: str
    blocks: Sequence[Block]


def write(document: Document) -> bytes:
    """The document as the bytes of a DOCX file."""
    made = docx.Document()
    _page(made)
    set_typefaces(made, document.lang)
    properties(made, document.title, LANGUAGES[document.lang])
    _footer(made, document.pages)
    made.add_heading(clean(document.title), level=0)
    for block in document.blocks:
        _WRITERS[type(block)](made, block)
    drafted = BytesIO()
    made.save(drafted)
    return without_clock(drafted)


def clean(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


def _page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2)


def set_typefaces(made: Any, lang: str) -> None:
    """The styles of the layout, and the language in which Word checks the spelling."""
    for name in STYLES:
        style = made.styles[name]
        set_typeface(style, LATIN, EAST_ASIAN)
        if name.startswith(("Title", "Heading")):
            _plain_heading(style)
    made.styles["Normal"].font.size = Pt(10.5)
    tongue = made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    tongue.set(qn("w:val"), LANGUAGES[lang])
    tongue.set(qn("w:eastAsia"), LANGUAGES["zh"])


def set_typeface(style: Any, latin: str, east_asian: str) -> None:
    """One for each script; no theme overrules it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in THEMED:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, typeface in (("ascii", latin), ("hAnsi", latin), ("eastAsia", east_asian)):
        fonts.set(qn(f"w:{script}"), typeface)


def _plain_heading(style: Any) -> None:
    """Black and without the template's rule: an official document, not a brochure."""
    style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
    style.font.size = Pt({"Title": 18, "Heading 1": 13}.get(style.name, 11))
    style.font.bold = True
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def properties(made: Any, title: str, language: str) -> None:
    """What the file says of itself: no author, and always the same time."""
    core = made.core_properties
    core.title, core.author, core.comments = clean(title)[:255], "", ""
    core.language = language
    core.created = core.modified = STILL.replace(tzinfo=None)


def _footer(made: Any, pages: str) -> None:
    paragraph = made.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in re.split(r"(\{page\}|\{pages\})", clean(pages)):
        if part in ("{page}", "{pages}"):
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE" if part == "{page}" else "NUMPAGES")
            field.append(paragraph.add_run("1")._r)
            paragraph._p.append(field)
        elif part:
            paragraph.add_run(part)


def _heading(made: Any, block: Heading) -> None:
    made.add_heading(clean(block.text), level=block.level)


def _paragraph(made: Any, block: Paragraph) -> None:
    made.add_paragraph(clean(block.text))


def _facts(made: Any, block: Facts) -> None:
    table = made.add_table(rows=0, cols=2)
    widths = set_widths(table, FACTS)
    for pair in block.rows:
        for cell, text, width in zip(table.add_row().cells, pair, widths, strict=True):
            _fill(cell, text, width)


def _table(made: Any, block: Table) -> None:
    table = made.add_table(rows=0, cols=len(block.columns))
    table.style = made.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths = set_widths(table, block.widths)
    for number, texts in enumerate((block.columns, *block.rows)):
        row = table.add_row()
        repeats_above(row, repeats=number == 0)
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            _fill(cell, text, width, bold=number == 0)


def set_widths(table: Any, centimetres: Sequence[float]) -> list[Any]:
    """Word goes by the cells, LibreOffice by the table's grid: both are told."""
    table.autofit = False
    widths = [Cm(each) for each in centimetres]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return widths


def repeats_above(row: Any, *, repeats: bool) -> None:
    """A row that no page break parts, and that comes again on every page where it is a heading."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeats:
        properties.append(OxmlElement("w:tblHeader"))


def _signatures(made: Any, block: Signatures) -> None:
    table = made.add_table(rows=0, cols=len(block.parties))
    widths = set_widths(table, [WIDE / len(block.parties)] * len(block.parties))
    for lines in (block.parties, *([line] * len(block.parties) for line in block.lines)):
        row = table.add_row()
        repeats_above(row, repeats=False)
        for cell, text, width in zip(row.cells, lines, widths, strict=True):
            _fill(cell, text, width, bold=lines is block.parties)
            cell.paragraphs[0].paragraph_format.space_before = Pt(16)
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill(cell: Any, text: str, width: Any, *, bold: bool = False) -> None:
    cell.width = width
    spacing = cell.paragraphs[0].paragraph_format
    spacing.space_before = spacing.space_after = Pt(2)
    run = cell.paragraphs[0].add_run(clean(text))
    run.bold = bold or None


_WRITERS: dict[type, Callable[[Any, Any], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Facts: _facts,
    Table: _table,
    Signatures: _signatures,
}


def without_clock(drafted: BytesIO) -> bytes:
    """The package written again, each part with the same time."""
    written = BytesIO()
    with zipfile.ZipFile(drafted) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, STILL.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return written.getvalue()
