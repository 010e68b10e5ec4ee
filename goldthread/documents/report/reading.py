"""A report read back by other means than it was written with: a walk of the Word file's own XML,
and the text that a PDF reader finds. Everything else stands on what is told here being so.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from lxml import etree

from goldthread.documents.report.model import Bound, Report, Run, Runs, bound_in
from goldthread.documents.report.parts import CODES, CONTENTS, MARK, PICTURE
from goldthread.errors import InputRefused

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
LARGEST: Final = 50_000_000
"""Bytes of the body's XML, unpacked."""
_HEADING: Final = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_NUMBERING: Final = re.compile(
    r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+(?:\.\d+)*[. ] ?"
)
_SKIPPED: Final = ("subtitle", "footer", "header")


class NotReadable(InputRefused):
    """The file is no Word document of this site's making; the message says what is missing."""


@dataclass(frozen=True)
class Read:
    """A block as a file has it; `key` of a picture, `level` of a heading.

    `rows` of a table: its heading row first.
    """

    kind: str
    runs: Runs = ()
    level: int = 0
    key: str = ""
    rows: tuple[tuple[Runs, ...], ...] = ()

    @property
    def bound(self) -> tuple[Bound, ...]:
        runs = [self.runs, *(cell for row in self.rows for cell in row)]
        return tuple(run for each in runs for run in each if isinstance(run, Bound))


def read_docx(content: bytes) -> tuple[Read, ...]:
    """The blocks of a Word file in order, its title first: without contents and list of codes."""
    body, styles = _opened(content)
    return tuple(_captioned(list(_blocks(body, styles))))


def identifier_of(content: bytes) -> str:
    """What the file says it was made from; blank where it says nothing."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            core = _part(package, "docProps/core.xml")
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return ""
    return str(core.findtext("{http://purl.org/dc/elements/1.1/}identifier") or "")


def _opened(content: bytes) -> tuple[Any, dict[str, str]]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            document, styles = (_part(package, f"word/{name}.xml") for name in NAMES)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as fault:
        raise NotReadable(f"The file is no Word document that can be read: {fault}.") from None
    body = document.find(f"{W}body")
    if body is None:
        raise NotReadable("The file is no Word document that can be read: it has no body.")
    names = {
        style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val", "")
        for style in styles.iter(f"{W}style")
        if style.find(f"{W}name") is not None
    }
    return body, names


NAMES: Final = ("document", "styles")


def _part(package: zipfile.ZipFile, name: str) -> Any:
    if package.getinfo(name).file_size > LARGEST:
        raise NotReadable(f"{name} is larger than {LARGEST:,} bytes; no report is.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(package.read(name), parser)


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[Read]:
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, styles)
        elif child.tag == f"{W}tbl":
            yield Read("table", rows=tuple(_rows(child, styles)))
        elif child.tag == f"{W}sdt" and _tag(child) not in (CODES, CONTENTS):
            yield from _blocks(child.find(f"{W}sdtContent"), styles)


def _paragraph(paragraph: Any, styles: dict[str, str]) -> Iterator[Read]:
    name = _style(paragraph, styles)
    for each in paragraph.iter(DRAWN):
        shown = each.get("name", "")
        yield Read("picture", key=shown.removeprefix(PICTURE) if PICTURE in shown else "")
    runs = tuple(_runs(paragraph, styles))
    if name in _SKIPPED or name.startswith("toc") or not _text(runs).strip():
        return
    heading = _HEADING.fullmatch(name)
    if heading:
        yield Read("heading", _unnumbered(runs), int(heading[1]))
    elif name in ("title", "caption"):
        yield Read(name, runs)
    else:
        yield Read("item" if name.startswith("list") else "paragraph", runs)


def _captioned(found: Sequence[Read]) -> Iterator[Read]:
    """Captions with what they belong to: before a table, after a picture."""
    blocks = list(found)
    for at, block in enumerate(blocks):
        if block.kind == "table":
            before = blocks[at - 1] if at else None
            caption = before.runs if before is not None and before.kind == "caption" else ()
            yield Read("table", _uncounted(caption), rows=block.rows)
        elif block.kind == "picture":
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            caption = after.runs if after is not None and after.kind == "caption" else ()
            yield Read("picture", _uncounted(caption), key=block.key)
        elif block.kind != "caption":
            yield block


def _rows(table: Any, styles: dict[str, str]) -> Iterator[tuple[Runs, ...]]:
    for row in table.iter(f"{W}tr"):
        yield tuple(_cell(cell, styles) for cell in row.iter(f"{W}tc"))


def _cell(cell: Any, styles: dict[str, str]) -> Runs:
    runs: list[Run] = []
    for paragraph in cell.iter(f"{W}p"):
        runs += [" "] if runs else []
        runs += _runs(paragraph, styles)
    return joined(runs)


def _runs(parent: Any, styles: dict[str, str]) -> Runs:
    return joined(_pieces(parent, styles))


def _pieces(parent: Any, styles: dict[str, str]) -> Iterator[Run]:
    """The text that stands: what was deleted under tracking is gone, what was added is there."""
    for child in parent:
        if child.tag == f"{W}sdt":
            text = _text(tuple(_pieces(child.find(f"{W}sdtContent"), styles)))
            tag = _tag(child)
            yield Bound(text, tag) if tag else text
        elif child.tag == f"{W}r":
            if _run_style(child, styles) != MARK.lower():
                yield from _run(child)
        elif child.tag not in (f"{W}del", f"{W}moveFrom", f"{W}pPr"):
            yield from _pieces(child, styles)


def _run(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"


def joined(pieces: Iterable[Run]) -> Runs:
    """Neighbouring texts as one; empty ones gone."""
    found: list[Run] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece:
            found.append(piece)
    return tuple(found)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text if isinstance(run, Bound) else run for run in runs)


def _unnumbered(runs: Runs) -> Runs:
    return _without(runs, _NUMBERING)


_COUNTED: Final = re.compile(r"(?:Table|Figure|表|图)\s*\d+\s*[:：\u3000]?\s*")


def _uncounted(runs: Runs) -> Runs:
    return _without(runs, _COUNTED)


def _without(runs: Runs, beginning: "re.Pattern[str]") -> Runs:
    if not runs or not isinstance(runs[0], str):
        return runs
    first = beginning.sub("", runs[0], count=1) if beginning.match(runs[0]) else runs[0]
    return joined((first, *runs[1:]))


def _style(paragraph: Any, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return styles.get(style.get(f"{W}val"), "").lower() if style is not None else ""


def _run_style(run: Any, styles: dict[str, str]) -> str:
    style = run.find(f"{W}rPr/{W}rStyle")
    return styles.get(style.get(f"{W}val"), "").lower() if style is not None else ""


def _tag(control: Any) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else str(tag.get(f"{W}val", ""))


def differing_docx(report: Report, content: bytes) -> list[str]:
    """A line for each bound number that the Word file has otherwise; none where all is well."""
    written = [bound for block in report.blocks for bound in bound_in(block)]
    found = [bound for block in read_docx(content) for bound in block.bound]
    pairs = [(each.code, each.text) for each in written]
    return _differing(pairs, [(each.code, each.text) for each in found])


def differing_pdf(report: Report, content: bytes) -> list[str]:
    """The same of a PDF: each number directly followed by its code, in the order of the text."""
    from pypdf import PdfReader

    pages = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    text = _tight("\n".join(pages))
    faults, at = [], 0
    for bound in (bound for block in report.blocks for bound in bound_in(block)):
        wanted = _tight(bound.text + bound.mark)
        here = text.find(wanted, at)
        if here < 0:
            faults.append(f"{bound.text} {bound.code}")
        else:
            at = here + len(wanted)
    return faults


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _differing(written: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]]) -> list[str]:
    faults = [
        f"{code}: {text} → {other[1] if other[0] == code else '—'}"
        for (code, text), other in zip(written, found, strict=False)
        if (code, text) != other
    ]
    faults += [f"{code}: {text} → —" for code, text in written[len(found) :]]
    return faults + [f"{code}: — → {text}" for code, text in found[len(written) :]]
