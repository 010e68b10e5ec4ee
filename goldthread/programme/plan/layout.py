"""From the pasted text to paragraphs: page furniture left out, hard line breaks joined.

Nothing of the source is changed: the clean text carries, for each of its characters, the offset
of the character it came from.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from goldthread.programme.plan.folding import cover, fold, is_cjk
from goldthread.programme.plan.numbering import opens_line

_LINE = re.compile(r"[^\r\n\f\x85\u2028\u2029]+")
_PAGE = re.compile(
    r"[-—–·•~\s]*\d{1,3}[-—–·•~\s]*"
    r"|第\s*\d{1,4}\s*页(?:[\s,/]*共\s*\d{1,4}\s*页)?"
    r"|(?:Page|page|PAGE|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|\d{1,3}\s*/\s*\d{1,3}"
)
_CONTENTS = re.compile(r".{2,120}?(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,})\s*\d{1,3}")
_QUANTITY = re.compile(r"\d{1,4}\.\d{1,4}[\u4e00-\u9fff%]")  # 12.5件 at a line's start
_TERMINAL = '。；;.!?！？：:)”"》'
_OPEN_END = ",，、-—(（《“"
_COMPOUNDS = {
    "anti",
    "co",
    "cross",
    "cyber",
    "ex",
    "full",
    "half",
    "high",
    "inter",
    "intra",
    "long",
    "low",
    "mid",
    "multi",
    "non",
    "one",
    "post",
    "pre",
    "pro",
    "re",
    "self",
    "semi",
    "short",
    "sub",
    "trans",
    "two",
    "under",
    "well",
    "world",
}
_DUTY = re.compile(r"负责|牵头|配合|单位|[(（]|[Rr]esponsible|[Ll]ed by")
_LABEL = re.compile(
    r"(?:牵头|责任|负责|主办|承办|配合|协办|参加|参与|完成|时间|附件|抄送)(?:单位|部门|时限|时间|节点)?\s*[:：]"
    r"|(?:Lead|Responsible|Support|Deadline|Due|Annex|Attachment)[\w ]{0,20}:"
)


@dataclass
class Clean:
    """The text as it is parsed.

    `origin[i]` is the offset in the source of `text[i]`; `marks` is the same text folded, with
    quoted titles covered; `headings` maps a clean offset to the level of an unnumbered heading.
    """

    text: str
    origin: list[int]
    marks: str
    headings: dict[int, int] = field(default_factory=dict)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of a stretch of clean text that is not empty."""
        return self.origin[start], self.origin[end - 1] + 1


@dataclass
class _Line:
    start: int
    text: str
    gap: str  # what stands between it and the line before: blank lines, form feeds
    page: bool = False  # page furniture was left out before it
    level: int | None = None

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def width(self) -> int:
        return sum(2 if is_cjk(char) or char > "\uff00" else 1 for char in self.text)


def clean(source: str, headings: Mapping[int, int] | None = None) -> Clean:
    """Paragraphs of the source, one a line, with the offsets they came from.

    `headings` maps the source offset of a line to the level of the heading it is styled as.
    """
    lines = _without_furniture(list(_lines(source, headings or {})))
    full = _full_width(lines)
    parts: list[str] = []
    origin: list[int] = []
    levels: dict[int, int] = {}
    depth = 0
    before: _Line | None = None
    for line in lines:
        joined = before is not None and _continues(before, line, full, depth)
        _link(parts, origin, before, line, joined)
        if line.level is not None:
            levels[len(origin)] = line.level
        parts.extend(line.text)
        origin.extend(range(line.start, line.start + len(line.text)))
        depth = _depth(line.folded, depth if joined else 0)
        before = line
    text = "".join(parts)
    return Clean(text, origin, cover(fold(text)), levels)


def _lines(source: str, headings: Mapping[int, int]) -> Iterator[_Line]:
    end = 0
    for match in _LINE.finditer(source):
        text = match.group().strip(" 　\xa0\ufeff\v") if "\t" in match.group() else ""
        text = text or match.group().strip(" \t　\xa0\ufeff\v\u2002\u2003")
        if not text:
            continue
        start = source.index(text, match.start(), match.end())
        yield _Line(start, text, source[end:start], level=headings.get(match.start()))
        end = start + len(text)


def _without_furniture(lines: list[_Line]) -> list[_Line]:
    edges = [_is_page(line) for line in lines]
    running = _running_heads(lines, edges)
    kept: list[_Line] = []
    page = False
    for line, edge in zip(lines, edges, strict=True):
        if edge or (line.text in running and kept):
            page = True
            continue
        line.page = page or "\f" in line.gap
        page = False
        kept.append(line)
    return kept


def _is_page(line: _Line) -> bool:
    return bool(_PAGE.fullmatch(line.folded) or _CONTENTS.fullmatch(line.text[:160]))


def _running_heads(lines: list[_Line], edges: list[bool]) -> set[str]:
    """Lines that stand at a page's edge again and again, and carry nothing of the plan."""
    counts = Counter(line.text for line in lines if len(line.text) <= 60)
    at_edge: Counter[str] = Counter()
    for index, line in enumerate(lines):
        near = edges[max(0, index - 1) : index + 2]
        broken = "\f" in line.gap or (index + 1 < len(lines) and "\f" in lines[index + 1].gap)
        at_edge[line.text] += any(near) or broken
    first = lines[0].text if lines else ""
    return {
        text
        for text, count in counts.items()
        if ((count >= 2 and at_edge[text] >= 1) or (count >= 3 and text == first))
        and not (_DUTY.search(text) or text[-1] in "。；;." or opens_line(fold(text)))
    }


def _full_width(lines: list[_Line]) -> float:
    """Three quarters of the usual longest line: a shorter one was not broken by a margin."""
    widths = sorted(line.width for line in lines)
    return 0.75 * widths[int(len(widths) * 0.9)] if widths else 0.0


def _continues(before: _Line, line: _Line, full: float, depth: int) -> bool:
    if line.level is not None or before.level is not None:
        return False
    if "\t" in line.text or "\t" in before.text:
        return False
    folded = line.folded
    wrapped = _QUANTITY.match(folded) and _unfinished(before, line, full)
    if (opens_line(folded) and not wrapped) or _LABEL.match(line.text):
        return False
    if depth and _closes_first(folded):
        return True
    if line.gap.count("\n") > 1 and not line.page:
        return False
    return _unfinished(before, line, full)


def _unfinished(before: _Line, line: _Line, full: float) -> bool:
    last, first = before.text[-1], line.text[0]
    if first in "，,。；;、：:)）》”" or last in _OPEN_END or last == "\xad":
        return True
    if last in _TERMINAL or fold(last) in _TERMINAL:
        return False
    if line.folded.startswith("(") and not line.page:
        return before.width >= full
    return line.page or before.width >= full or (first.islower() and last.isalpha())


def _closes_first(folded: str) -> bool:
    opened, closed = folded.find("("), folded.find(")")
    return closed >= 0 and (opened < 0 or closed < opened)


def _depth(folded: str, depth: int) -> int:
    for char in folded:
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
    return depth


def _link(
    parts: list[str], origin: list[int], before: _Line | None, line: _Line, joined: bool
) -> None:
    """Adds what stands between two lines: a paragraph's end, a space, or nothing."""
    if before is None:
        return
    if not joined:
        _add(parts, origin, "\n")
    elif _drops_hyphen(before.text, line.text):
        del parts[-1], origin[-1]
    elif not (_is_wide(before.text[-1]) or _is_wide(line.text[0]) or before.text[-1] == "-"):
        _add(parts, origin, " ")


def _add(parts: list[str], origin: list[int], char: str) -> None:
    parts.append(char)
    origin.append(origin[-1])


def _is_wide(char: str) -> bool:
    return is_cjk(char) or char > "\uff00" or char in "“”《》—…"


def _drops_hyphen(before: str, after: str) -> bool:
    if before[-1] == "\xad":
        return True
    if before[-1] != "-" or not after[0].islower():
        return False
    word = re.search(r"([A-Za-z]+)-$", before)
    return word is not None and word[1].lower() not in _COMPOUNDS
