"""A Word file's text: automatic numbers written out, tables as rows with tabs.

The parts are read with our own bounded parser, so that what python-docx leaves out (inserted
text under review, numbers, merged cells) is read, and what it would read (deleted text) is not.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from goldthread.programme.plan.errors import PlanRefused
from goldthread.programme.plan.sources.archive import Package
from goldthread.programme.plan.sources.numbering import Numbering, Styles
from goldthread.programme.plan.sources.source import Source, Writer
from goldthread.programme.plan.sources.wordml import W, value

_MAIN = "word/document.xml"
_PASSED = {f"{W}ins", f"{W}hyperlink", f"{W}smartTag", f"{W}sdt", f"{W}sdtContent", f"{W}fldSimple",
           f"{W}customXml", f"{W}moveTo"}  # fmt: skip
_DEEPEST = 40


def read_docx(path: Path, content: bytes) -> Source:
    """The text of a DOCX. Raises PlanRefused."""
    package = Package(path, content)
    if _MAIN not in package.names:
        raise PlanRefused(f"{path} is a ZIP archive but no Word file: it has no {_MAIN}.")
    remarks = package.check()
    root = package.xml(_MAIN)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise PlanRefused(f"{path}: {_MAIN} has no body; save the file anew from Word.")
    styles = Styles(package.xml("word/styles.xml"))
    document = _Document(styles, Numbering(package.xml("word/numbering.xml"), styles))
    document.blocks(body)
    document.writer.remarks += remarks + _left_out(body)
    return document.writer.source()


def _left_out(body: etree._Element) -> list[tuple[str, str]]:
    remarks = []
    if next(body.iter(f"{W}del", f"{W}moveFrom"), None) is not None:
        text = "The file holds changes under review: inserted text was read, deleted text was not."
        remarks.append(("tracked_changes", text))
    if next(body.iter(f"{W}txbxContent", f"{W}object"), None) is not None:
        text = "Text boxes and embedded objects were not read."
        remarks.append(("text_boxes", text))
    return remarks


class _Document:
    def __init__(self, styles: "Styles", numbering: Numbering) -> None:
        self.writer = Writer()
        self.styles = styles
        self.numbering = numbering

    def blocks(self, parent: etree._Element, depth: int = 0) -> None:
        for node in parent:
            if node.tag == f"{W}p":
                text, level = self._paragraph(node)
                for index, line in enumerate(text.split("\n")):
                    self.writer.line(line, level if not index else None)
            elif node.tag == f"{W}tbl":
                self._table(node)
            elif node.tag in _PASSED and depth < _DEEPEST:
                self.blocks(node, depth + 1)

    def _paragraph(self, node: etree._Element) -> tuple[str, int | None]:
        """The text with its automatic number, and the level of its heading style."""
        text = "".join(_runs(node))
        style = value(node.find(f"{W}pPr/{W}pStyle"))
        if not text.strip():
            return "", None
        label = self.numbering.label(node, style)
        return label + text, self.styles.heading(style)

    def _table(self, table: etree._Element) -> None:
        above: dict[int, str] = {}
        for row in table.iterchildren(f"{W}tr", f"{W}sdt"):
            cells: list[str] = []
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tbl")) is table:
                    self._cell(cell, cells, above)
            self.writer.row(cells)
        self.writer.line("")

    def _cell(self, cell: etree._Element, cells: list[str], above: dict[int, str]) -> None:
        """Adds a cell as often as it spans columns; one merged with that above repeats it."""
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        span = value(cell.find(f"{W}tcPr/{W}gridSpan"))
        column = len(cells)
        if merge is not None and value(merge, "continue") == "continue":
            text = above.get(column, "")
        else:
            text = "\n".join(filter(None, (self._paragraph(p)[0] for p in cell.iter(f"{W}p"))))
        above[column] = text
        width = int(span) if span and span.isdecimal() else 1
        cells += [text] * max(1, min(width, 50))


def _runs(node: etree._Element, depth: int = 0) -> Iterator[str]:
    """The text of a paragraph's runs: inserted text too, deleted and hidden text not."""
    for child in node:
        if child.tag == f"{W}r":
            yield from _run(child)
        elif child.tag in _PASSED and depth < _DEEPEST:
            yield from _runs(child, depth + 1)


def _run(run: etree._Element) -> Iterator[str]:
    if run.find(f"{W}rPr/{W}vanish") is not None:
        return
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}tab":
            yield " "
        elif child.tag in {f"{W}br", f"{W}cr"}:
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
