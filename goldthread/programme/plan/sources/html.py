"""A web page's text: blocks as lines, list numbers written out, tables as rows with tabs."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from goldthread.programme.plan.errors import PlanRefused
from goldthread.programme.plan.sources.counters import spelled
from goldthread.programme.plan.sources.source import Source, Writer

_SKIPPED = {"script", "style", "head", "template", "noscript", "nav", "select", "iframe", "object"}
_BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
}
_STYLES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_DEEPEST = 200
_WIDEST = 50


def read_html(path: Path, text: str) -> Source:
    """The text of a page. Raises PlanRefused."""
    parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise PlanRefused(f"{path} cannot be read as HTML: {error}.") from error
    page = _Page()
    page.block(root)
    page.flush()
    return page.writer.source()


class _Page:
    def __init__(self) -> None:
        self.writer = Writer()
        self.run: list[str] = []
        self.heading: int | None = None

    def flush(self) -> None:
        text = re.sub(r"[ \t\r\n\xa0]+", " ", "".join(self.run)).strip()
        self.run = []
        if text:
            self.writer.line(text, self.heading)

    def block(self, node: etree._Element, label: str = "", depth: int = 0) -> None:
        """Writes an element: inline ones go into the running line, blocks make their own."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in _SKIPPED or _hidden(node) or depth > _DEEPEST:
            return
        if tag == "table":
            self.flush()
            self._table(node)
            return
        block = tag in _BLOCKS
        if block or tag == "br":
            self.flush()
        before, self.heading = self.heading, _level(tag) or self.heading
        self._inside(node, label, depth)
        if block:
            self.flush()
        self.heading = before

    def _inside(self, node: etree._Element, label: str, depth: int) -> None:
        self.run.append(label + (node.text or ""))
        labels = _list_labels(node)
        for child in node:
            self.block(child, labels.get(child, ""), depth + 1)
            self.run.append(child.tail or "")

    def _table(self, table: etree._Element) -> None:
        """A table of cells; one that only lays out other blocks is read as blocks."""
        if table.find(".//table") is not None or not _tabular(table):
            for cell in table.iter("td", "th", "caption"):
                if cell.iterancestors("table").__next__() is table:
                    self._inside(cell, "", 1)
                    self.flush()
            return
        for cells in _rows(table):
            self.writer.row(cells)


def _hidden(node: etree._Element) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return "hidden" in node.attrib or "display:none" in style


def _level(tag: str) -> int | None:
    return int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else None


def _list_labels(node: etree._Element) -> dict[etree._Element, str]:
    """The numbers a browser would show before the items of an ordered list."""
    if node.tag != "ol" or "list-style:none" in (node.get("style") or "").replace(" ", ""):
        return {}
    style = _STYLES.get(node.get("type") or "1", "decimal")
    value = _whole(node.get("start"), 1)
    labels = {}
    for item in node.iterchildren("li"):
        value = _whole(item.get("value"), value)
        labels[item] = f"{spelled(value, style)}. "
        value += 1
    return labels


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,4}", text.strip()) else default


def _tabular(table: etree._Element) -> bool:
    return any(len(row) > 1 for row in table.iter("tr"))


def _rows(table: etree._Element) -> Iterator[list[str]]:
    """Rows of cell texts; a cell that spans rows or columns is repeated in each."""
    spanning: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        pending = list(row.iterchildren("td", "th"))
        while (pending or len(cells) in spanning) and len(cells) < _WIDEST:
            column = len(cells)
            if column in spanning:
                left, text = spanning.pop(column)
                if left > 1:
                    spanning[column] = (left - 1, text)
                cells.append(text)
                continue
            _take(pending.pop(0), cells, spanning)
        if cells:
            yield cells


def _take(cell: etree._Element, cells: list[str], spanning: dict[int, tuple[int, str]]) -> None:
    text = _cell_text(cell)
    down = _whole(cell.get("rowspan"), 1)
    for _ in range(max(1, min(_whole(cell.get("colspan"), 1), _WIDEST))):
        if down > 1:
            spanning[len(cells)] = (down - 1, text)
        cells.append(text)


def _cell_text(cell: etree._Element) -> str:
    page = _Page()
    page.block(cell)
    page.flush()
    return page.writer.source().text
