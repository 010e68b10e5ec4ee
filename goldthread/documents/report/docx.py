"""A report as a Word file that officials edit: styles, fields, content controls for its numbers.

A bound number is a content control whose tag is its code, so that Word, WPS and LibreOffice keep
it when the text around it is edited. The same report gives the same bytes.
"""

from io import BytesIO
from typing import Any, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from goldthread.documents.docx import (
    LANGUAGES,
    clean,
    properties,
    repeats_above,
    set_widths,
    without_clock,
)
from goldthread.documents.report.model import (
    Block,
    Bound,
    Code,
    Heading,
    Item,
    Picture,
    Report,
    Runs,
    Table,
    numbered,
)
from goldthread.documents.report.parts import CODES, CONTENTS, MARK, PICTURE
from goldthread.documents.report.styles import dress

PAGE: Final = Mm(156)
"""Between the margins, in either language."""
NUMBER_FORMAT: Final = r"SEQ {name} \* ARABIC"


def write(report: Report) -> bytes:
    made = docx.Document()
    dress(made, report.lang)
    writer = _Writer(made, report)
    properties(made, report.title, LANGUAGES["zh" if writer.chinese else "en"])
    made.core_properties.identifier = report.identifier
    writer.head()
    for number, block in numbered(report.blocks, report.lang):
        writer.block(number, block)
    writer.codes(report.codes)
    drafted = BytesIO()
    made.save(drafted)
    return without_clock(drafted)


class _Writer:
    def __init__(self, made: Any, report: Report) -> None:
        self._made, self._report = made, report
        self._words = report.words
        self._counts = {"table": 0, "figure": 0}
        self._ids = {style.name: style.style_id for style in made.styles}
        self.chinese = report.lang.startswith("zh")

    def head(self) -> None:
        self._made.add_paragraph(clean(self._report.title), style="Title")
        for line in self._report.under:
            self._made.add_paragraph(clean(line), style="Subtitle")
        self._contents()

    def _contents(self) -> None:
        """A field that Word fills; until it does, the headings without their pages."""
        blocks = numbered(self._report.blocks, self._report.lang)
        lines = [
            (block.level, number + plain(block.runs))
            for number, block in blocks
            if isinstance(block, Heading) and block.level < 3
        ]
        rows = [*lines, (1, self._words.codes)]
        content = self._control(CONTENTS, gallery="Table of Contents")
        paragraphs = [self._made.add_paragraph(clean(text), f"toc {n}") for n, text in rows]
        _field_around(paragraphs, r'TOC \o "1-2" \h \z \u')
        for paragraph in paragraphs:
            content.append(paragraph._p)

    def block(self, number: str, block: Block) -> None:
        match block:
            case Heading():
                made = self._made.add_heading("", level=block.level)
                self._runs(made, (number, *block.runs))
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case _:
                style = "List Bullet" if isinstance(block, Item) else "Body Text"
                self._runs(self._made.add_paragraph(style=style), block.runs)

    def _table(self, block: Table) -> None:
        self._caption(
            "table", self._words.table, block.caption
        ).paragraph_format.keep_with_next = True
        table = self._made.add_table(rows=0, cols=len(block.columns))
        table.style = self._made.styles["Table Grid"]
        widths = set_widths(table, _widths(block))
        head = tuple((column,) for column in block.columns)
        for position, cells in enumerate((head, *block.rows)):
            row = table.add_row()
            repeats_above(row, repeats=position == 0)
            for column, (cell, runs) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width = widths[column]
                paragraph = cell.paragraphs[0]
                self._style(paragraph, "Table Head" if position == 0 else "Table Text")
                if block.numeric and column:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._runs(paragraph, runs)

    def _picture(self, block: Picture) -> None:
        paragraph = self._made.add_paragraph(style="Picture")
        paragraph.add_run().add_picture(BytesIO(block.png), width=PAGE)
        shown = paragraph._p.find(f".//{qn('wp:docPr')}")
        shown.set("name", PICTURE + block.key)
        shown.set("descr", clean(block.alt))
        self._caption("figure", self._words.figure, block.caption)

    def _caption(self, kind: str, word: str, runs: Runs) -> Any:
        """`Table 1  …`, its number a field."""
        self._counts[kind] += 1
        paragraph = self._made.add_paragraph(style="Caption")
        paragraph.add_run(word if self.chinese else f"{word} ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), NUMBER_FORMAT.format(name=kind.capitalize()))
        field.append(paragraph.add_run(str(self._counts[kind]))._r)
        paragraph._p.append(field)
        self._runs(paragraph, ("\u3000" if self.chinese else ": ", *runs))
        return paragraph

    def codes(self, rows: Any) -> None:
        """The list of codes: made anew each time, and left aside when the file comes back."""
        if not rows:
            return
        content = self._control(CODES)
        heading = self._made.add_heading(self._words.codes, level=1)
        table = self._made.add_table(rows=0, cols=3)
        table.style = self._made.styles["Table Grid"]
        widths = set_widths(table, (3.6, 3.4, 8.6))
        head = Code(*self._words.columns)
        for position, code in enumerate((head, *rows)):
            row = table.add_row()
            repeats_above(row, repeats=position == 0)
            texts = (code.code, code.text, code.told)
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = width
                self._style(cell.paragraphs[0], "Table Text" if position else "Table Head")
                cell.paragraphs[0].add_run(clean(text))
        content.append(heading._p)
        content.append(table._tbl)

    def _runs(self, paragraph: Any, runs: Runs) -> None:
        for run in runs:
            if isinstance(run, Bound):
                self._bound(paragraph, run)
            elif run:
                paragraph.add_run(clean(run))

    def _bound(self, paragraph: Any, run: Bound) -> None:
        control = OxmlElement("w:sdt")
        control.append(_said(("w:alias", run.code), ("w:tag", run.code), ("w:text", None)))
        content = OxmlElement("w:sdtContent")
        content.append(paragraph.add_run(clean(run.text))._r)
        control.append(content)
        paragraph._p.append(control)
        paragraph.add_run(run.mark)._r.style = self._ids[MARK]

    def _style(self, paragraph: Any, name: str) -> None:
        """By its identity: the library looks through all styles for each name."""
        paragraph._p.style = self._ids[name]

    def _control(self, tag: str, gallery: str = "") -> Any:
        """A control around whole paragraphs, at the end of the body."""
        control = OxmlElement("w:sdt")
        properties = _said(("w:tag", tag))
        if gallery:
            part = OxmlElement("w:docPartObj")
            for name, value in (("w:docPartGallery", gallery), ("w:docPartUnique", None)):
                part.append(_element(name, value))
            properties.append(part)
        control.append(properties)
        content = OxmlElement("w:sdtContent")
        control.append(content)
        body = self._made.element.body
        body.insert(len(body) - 1, control)
        return content


def plain(runs: Runs) -> str:
    return "".join(run.text if isinstance(run, Bound) else run for run in runs)


def _widths(block: Table) -> list[float]:
    """In centimetres: the first column takes what words need, numbers share the rest; of words the
    second holds titles, the third names."""
    others = len(block.columns) - 1
    if not others:
        return [PAGE.cm]
    if not block.numeric:
        shares = [1, *(2.0, 1.3, *[1.0] * others)[:others]]
        return [PAGE.cm * share / sum(shares) for share in shares]
    first = min(6.0, PAGE.cm / (others + 1))
    return [first, *[(PAGE.cm - first) / others] * others]


def _said(*pairs: tuple[str, str | None]) -> Any:
    properties = OxmlElement("w:sdtPr")
    for name, value in pairs:
        properties.append(_element(name, value))
    return properties


def _element(name: str, value: str | None) -> Any:
    made = OxmlElement(name)
    if value is not None:
        made.set(qn("w:val"), value)
    return made


def _field_around(paragraphs: list[Any], instruction: str) -> None:
    """A field that spans the paragraphs."""
    first, last = paragraphs[0]._p, paragraphs[-1]._p
    at = 1 if first.pPr is not None else 0
    for offset, (kind, text) in enumerate((("begin", ""), ("", instruction), ("separate", ""))):
        first.insert(at + offset, _field_part(kind, text))
    last.append(_field_part("end", ""))


def _field_part(kind: str, text: str) -> Any:
    run = OxmlElement("w:r")
    if kind:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        if kind == "begin":
            mark.set(qn("w:dirty"), "true")
    else:
        mark = OxmlElement("w:instrText")
        mark.set(qn("xml:space"), "preserve")
        mark.text = text
    run.append(mark)
    return run
