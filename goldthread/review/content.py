"""What an edition holds: blocks as plain data, the figures in them by their codes.

    {"title", "under", "blocks": [...], "figures": {code: {...}}}

A run of text is a string, a bound number `{"text", "code", "how"}`: `how` is the token that asks
for it as it is written there. A figure keeps `kind`, `asked`, `value`, `told` (what it is, in the
document's language), its `identity`, and `stated` where it is printed otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Any, Final

from goldthread.documents.charts.pictures import PICTURES
from goldthread.documents.report.model import (
    Block,
    Bound,
    Code,
    Heading,
    Item,
    Paragraph,
    Picture,
    Report,
    Runs,
    Table,
)

Content = dict[str, Any]
RunData = str | dict[str, str]
TEXTS: Final = ("heading", "paragraph", "item")


@dataclass(frozen=True)
class Place:
    """A bound number of an edition, and the list of runs in which it stands at an index."""

    runs: list[RunData]
    at: int

    @property
    def run(self) -> dict[str, str]:
        found = self.runs[self.at]
        assert isinstance(found, dict)
        return found


def digest(content: Content) -> str:
    return sha256(dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def runs_of(block: Mapping[str, Any]) -> Iterator[list[RunData]]:
    """Every list of runs of a block, in the order in which it is read."""
    if block["kind"] in TEXTS:
        yield block["runs"]
        return
    yield block["caption"]
    yield from (cell for row in block.get("rows", ()) for cell in row)


def places(content: Content) -> Iterator[Place]:
    """Every bound number in its order."""
    for block in content["blocks"]:
        for runs in runs_of(block):
            for at, run in enumerate(runs):
                if isinstance(run, dict):
                    yield Place(runs, at)


def plain(runs: list[RunData]) -> str:
    return "".join(run if isinstance(run, str) else run["text"] for run in runs)


def printed(content: Content, run: Mapping[str, str]) -> Bound:
    """A number as it is printed: as it was stated where it was."""
    stated = content["figures"].get(run["code"], {}).get("stated", {}).get(run["text"])
    if stated is None:
        return Bound(run["text"], run["code"])
    return Bound(stated["text"], run["code"], stated=True)


def report_of(content: Content, lang: str, identifier: str = "") -> Report:
    """The edition as the writers of documents take it."""
    return Report(
        content["title"],
        lang,
        tuple(content["under"]),
        tuple(_block(content, block) for block in content["blocks"]),
        tuple(_codes(content, lang)),
        identifier,
    )


def _block(content: Content, block: Mapping[str, Any]) -> Block:
    if block["kind"] == "heading":
        return Heading(_runs(content, block["runs"]), block["level"])
    if block["kind"] == "item":
        return Item(_runs(content, block["runs"]))
    if block["kind"] == "paragraph":
        return Paragraph(_runs(content, block["runs"]))
    caption = _runs(content, block["caption"])
    if block["kind"] == "picture":
        png, svg = (PICTURES.picture(block["spec"], form)[1] for form in FORMS)
        return Picture(caption, block["alt"], block["key"], png, svg)
    rows = tuple(tuple(_runs(content, cell) for cell in row) for row in block["rows"])
    return Table(caption, tuple(block["columns"]), rows, block["numeric"])


FORMS: Final = ("png", "svg")


def _runs(content: Content, runs: list[RunData]) -> Runs:
    return tuple(run if isinstance(run, str) else printed(content, run) for run in runs)


def _codes(content: Content, lang: str) -> Iterator[Code]:
    """The list of codes, each once, in the order of the text, what only charts show at its end."""
    texts: dict[str, str] = {}
    for place in places(content):
        texts.setdefault(place.run["code"], printed(content, place.run).text)
    for code, figure in content["figures"].items():
        text = texts.get(code) or figure.get("text", "")
        yield Code(code, text, figure["told"] + _reasons(figure, lang))


def _reasons(figure: Mapping[str, Any], lang: str) -> str:
    """Why a number is printed otherwise than computed."""
    told = ""
    for computed, stated in figure.get("stated", {}).items():
        if lang.startswith("zh"):
            told += f"。以“{stated['text']}”代替计算值“{computed}”：{stated['reason']}"
        else:
            told += f". Stated as {stated['text']}; computed {computed}: {stated['reason']}"
    return told
