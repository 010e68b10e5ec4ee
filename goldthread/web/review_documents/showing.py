"""An edition as a page shows it: its blocks, each number with the code that opens it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.documents.report.model import numbered
from goldthread.review.content import TEXTS, Content, RunData, report_of
from goldthread.review.models import Edition
from goldthread.web.acting.frame import address as link


@dataclass(frozen=True)
class Piece:
    """A run of text; a number has its code, and where that leads."""

    text: str
    code: str = ""
    href: str = ""
    stated: bool = False


@dataclass(frozen=True)
class Shown:
    """`level` is that of the page, whose own headings come first."""

    kind: str
    pieces: tuple[Piece, ...]
    level: int = 0
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    numeric: bool = False
    src: str = ""
    alt: str = ""
    number: str = ""


@dataclass(frozen=True)
class Showing:
    """One request for one edition."""

    request: HttpRequest
    edition: Edition
    lang: str

    @property
    def content(self) -> Content:
        found: Content = self.edition.content
        return found

    def blocks(self) -> Iterator[Shown]:
        headings = numbered(report_of(_without_pictures(self.content), self.lang).blocks, self.lang)
        numbers = [number for number, _block in headings]
        counts = {"table": 0, "picture": 0}
        for number, block in zip(numbers, self._in_order(), strict=True):
            if block["kind"] in counts:
                counts[block["kind"]] += 1
            yield self._block(block, number or str(counts.get(block["kind"], "")))

    def _in_order(self) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = self.content["blocks"]
        return found

    def _block(self, block: Mapping[str, Any], number: str) -> Shown:
        if block["kind"] in TEXTS:
            level = block.get("level", 0) + 2
            return Shown(block["kind"], self._pieces(block["runs"]), level, number=number)
        caption = self._pieces(block["caption"])
        if block["kind"] == "table":
            rows = tuple(tuple(self._pieces(cell) for cell in row) for row in block["rows"])
            columns = tuple(block["columns"])
            return Shown(
                "table", caption, 0, columns, rows, numeric=block["numeric"], number=number
            )
        path = f"/review-documents/{self.edition.document_id}/{self.edition.number}"
        src = link(self.request, f"{path}/{block['key']}.svg")
        return Shown("picture", caption, src=src, alt=block["alt"], number=number)

    def _pieces(self, runs: list[RunData]) -> tuple[Piece, ...]:
        return tuple(Piece(run) if isinstance(run, str) else self._piece(run) for run in runs)

    def _piece(self, run: Mapping[str, str]) -> Piece:
        figure = self.content["figures"].get(run["code"], {})
        stated = figure.get("stated", {}).get(run["text"])
        text = run["text"] if stated is None else stated["text"]
        return Piece(text, run["code"], self._opens(run["code"], figure), stated is not None)

    def _opens(self, code: str, figure: Mapping[str, Any]) -> str:
        """A figure its page; what is counted or ranked its line among the codes."""
        if figure.get("kind") == "figure":
            return link(self.request, f"/f/{code}")
        return f"#{code}"

    def codes(self) -> list[dict[str, Any]]:
        """The list of codes, with what each number was computed as where it is stated otherwise."""
        report = report_of(_without_pictures(self.content), self.lang)
        return [
            {
                "code": each.code,
                "text": each.text,
                "told": each.told,
                "href": self._opens(each.code, self.content["figures"][each.code]),
                "stated": bool(self.content["figures"][each.code].get("stated")),
            }
            for each in report.codes
        ]


def _without_pictures(content: Content) -> Content:
    """For what needs no picture drawn: each as a paragraph in its place."""
    blocks = [
        {"kind": "paragraph", "runs": block["caption"]} if block["kind"] == "picture" else block
        for block in content["blocks"]
    ]
    return content | {"blocks": blocks}


def came(edition: Edition) -> str:
    words = {
        "written": _("written from the template"),
        "renewed": _("numbers renewed"),
        "taken_back": _("taken back from Word"),
        "restored": _("an earlier edition restored"),
    }
    return words[edition.came]
