"""An edited Word file against the edition that it was made from.

Text is kept. A bound number stays bound: one that was typed over is named with both values, and
taken only with a reason. One whose control was lost is bound again where its text still stands.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Final

from goldthread.documents.report.model import Bound, Runs
from goldthread.documents.report.reading import Read, read_docx
from goldthread.review.content import TEXTS, Content, RunData, places, printed
from goldthread.review.news_figures import unbound

HALF: Final = 0.3
"""The share of the text whose deletion has to be confirmed."""

ALIKE: Final = 0.5
"""From which likeness on a block is the same one, changed."""


@dataclass(frozen=True)
class Change:
    """`kind`: `changed`, `added` or `deleted`."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class Typed:
    """A bound number that reads otherwise in the file. `printed` is how the edition has it."""

    code: str
    told: str
    computed: str
    printed: str
    stated: str


@dataclass(frozen=True)
class Returned:
    """`lost`: pictures that are not of the edition. `loose`: numbers typed and bound to nothing."""

    content: Content
    changes: tuple[Change, ...]
    typed: tuple[Typed, ...]
    deleted: float
    loose: tuple[str, ...]
    lost: int

    @property
    def needs_confirming(self) -> bool:
        return self.deleted >= HALF


def returned(base: Content, file: bytes) -> Returned:
    """The file as the next edition would be, before any reason is given; NotReadable else."""
    reader = _Reader(base)
    title, blocks = reader.content(read_docx(file))
    content = deepcopy(base) | {"title": title, "blocks": blocks}
    changes = tuple(changed(base, content))
    gone = sum(len(each.before) for each in changes if each.kind == "deleted")
    whole = sum(len(text) for text in texts_of(base)) or 1
    loose = [n for each in changes if each.kind != "deleted" for n in _loose(each)]
    return Returned(content, changes, tuple(reader.typed), gone / whole, tuple(loose), reader.lost)


def with_stated(content: Content, reasons: Mapping[tuple[str, str], tuple[str, str]]) -> Content:
    """The same with numbers stated otherwise: from code and computed text to text and reason."""
    made = deepcopy(content)
    for (code, computed), (stated, reason) in reasons.items():
        held = made["figures"][code].setdefault("stated", {})
        if stated == computed:
            held.pop(computed, None)
        else:
            held[computed] = {"text": stated, "reason": reason}
    return made


@dataclass
class _Reader:
    base: Content
    typed: list[Typed] = field(default_factory=list)
    lost: int = 0

    def __post_init__(self) -> None:
        self._runs: dict[str, list[dict[str, str]]] = {}
        for place in places(self.base):
            self._runs.setdefault(place.run["code"], []).append(place.run)
        self._pictures = {
            block["key"]: block for block in self.base["blocks"] if block["kind"] == "picture"
        }
        self._missing: Counter[str] = Counter()

    def content(self, read: Sequence[Read]) -> tuple[str, list[dict[str, Any]]]:
        here = Counter(bound.code for block in read for bound in block.bound)
        there = {code: len(runs) for code, runs in self._runs.items()}
        self._missing = Counter(there) - here
        titles = ["".join(map(_text, block.runs)) for block in read if block.kind == "title"]
        made = [self._block(block) for block in read if block.kind != "title"]
        title = " ".join(titles).strip() or self.base["title"]
        return title, [block for block in made if block is not None]

    def _block(self, block: Read) -> dict[str, Any] | None:
        if block.kind == "picture":
            return self._picture(block)
        if block.kind == "table":
            return self._table(block)
        made: dict[str, Any] = {"kind": block.kind, "runs": self._run_data(block.runs)}
        return made | ({"level": min(block.level, 3)} if block.kind == "heading" else {})

    def _picture(self, block: Read) -> dict[str, Any] | None:
        found = self._pictures.get(block.key)
        if found is None:
            self.lost += 1
            return None
        return {**found, "caption": self._run_data(block.runs) or found["caption"]}

    def _table(self, block: Read) -> dict[str, Any] | None:
        if not block.rows:
            return None
        head, *rows = block.rows
        width = max(len(row) for row in block.rows)
        columns = ["".join(map(_text, cell)) for cell in head]
        return {
            "kind": "table",
            "caption": self._run_data(block.runs),
            "columns": columns + [""] * (width - len(columns)),
            "rows": [
                [self._run_data(cell) for cell in (*row, *[()] * (width - len(row)))]
                for row in rows
            ],
            "numeric": any(isinstance(run, Bound) for row in rows for cell in row for run in cell),
        }

    def _run_data(self, runs: Runs) -> list[RunData]:
        pieces: list[Any] = []
        for run in runs:
            if isinstance(run, str):
                pieces += self._bound_again(run)
            elif run.code in self._runs:
                pieces.append(self._bound(run))
            else:
                pieces.append(run.text)
        return _merged(pieces)

    def _bound(self, run: Bound) -> dict[str, str]:
        """The number of the edition; where it reads otherwise, that is noted."""
        rows = self._runs[run.code]
        same = next((row for row in rows if self._printed(row) == run.text), None)
        if same is not None:
            return dict(same)
        row = rows[0]
        told = self.base["figures"].get(run.code, {}).get("told", "")
        new = Typed(run.code, told, row["text"], self._printed(row), run.text)
        if new not in self.typed:
            self.typed.append(new)
        return dict(row)

    def _printed(self, run: Mapping[str, str]) -> str:
        return printed(self.base, run).text

    def _bound_again(self, text: str) -> Iterator[str | dict[str, str]]:
        """A number whose control was lost, where its very text still stands."""
        for code in list(+self._missing):
            row = self._runs[code][0]
            exact = re.compile(rf"(?<![\d.,]){re.escape(self._printed(row))}(?![\d]|[.,]\d)")
            found = exact.search(text)
            if found is not None:
                self._missing[code] -= 1
                yield from self._bound_again(text[: found.start()])
                yield dict(row)
                yield from self._bound_again(text[found.end() :])
                return
        yield text


def _merged(pieces: Sequence[Any]) -> list[RunData]:
    found: list[RunData] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece:
            found.append(piece)
    return found


def _text(run: Any) -> str:
    return run.text if isinstance(run, Bound) else str(run)


# What is different between two editions


def texts_of(content: Content) -> list[str]:
    """Each block as one text, its numbers as they are printed; a row of a table each its own."""
    return [content["title"], *(t for block in content["blocks"] for t in _texts(content, block))]


def _texts(content: Content, block: Mapping[str, Any]) -> Iterator[str]:
    if block["kind"] in TEXTS:
        yield _said(content, block["runs"])
        return
    yield _said(content, block["caption"])
    if block["kind"] == "table":
        yield " | ".join(block["columns"])
        for row in block["rows"]:
            yield " | ".join(_said(content, cell) for cell in row)


def _said(content: Content, runs: Sequence[RunData]) -> str:
    return "".join(
        run if isinstance(run, str) else printed(content, run).text for run in runs
    ).strip()


def changed(before: Content, after: Content) -> Iterator[Change]:
    """What was changed, added and deleted, block by block, in the order of the text."""
    old, new = texts_of(before), texts_of(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from _paired(old[a:b], new[c:d])


def _paired(old: list[str], new: list[str]) -> Iterator[Change]:
    """Of a run of blocks, those that are alike as changes; the others as they went and came."""
    at = 0
    for text in old:
        found = next((n for n in range(at, len(new)) if _alike(text, new[n])), None)
        if found is None:
            yield Change("deleted", text, "")
            continue
        yield from (Change("added", "", each) for each in new[at:found])
        yield Change("changed", text, new[found])
        at = found + 1
    yield from (Change("added", "", each) for each in new[at:])


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _loose(change: Change) -> Iterator[str]:
    """Numbers that the change brought in, bound to nothing."""
    before = Counter(unbound(change.before))
    yield from (Counter(unbound(change.after)) - before).elements()
