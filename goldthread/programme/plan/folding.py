"""One character for one character: the same text with widths folded and titles covered.

Both functions keep the length, so that an offset found in the folded text holds in the original.
"""

import re
from array import array

COVER = "\ue000"  # stands for every character of a quoted title

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_OTHERS = {
    "　": " ", "\xa0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ",
    "\ufeff": " ", "【": "(", "】": ")", "[": "(", "]": ")", "［": "(", "］": ")",
    "﹙": "(", "﹚": ")", "｡": "。", "﹐": ",", "﹔": ";", "﹕": ":",
}  # fmt: skip
_TABLE: dict[int, int | str] = {
    **_WIDTHS,
    **{ord(key): value for key, value in _OTHERS.items()},
}

_LONGEST_TITLE = 300
_CLOSES = {"》": "《", "”": "“", "」": "「", "〉": "〈"}
_PARAGRAPH = re.compile(r"[^\n]+")
_STRAIGHT = re.compile(r'"[^"\n]{1,300}"')


def fold(text: str) -> str:
    """Full-width forms, square and lenticular brackets and odd spaces become plain ASCII."""
    return text.translate(_TABLE)


def cover(folded: str) -> str:
    """The text with what stands inside 《》, “” and "" covered, so that nothing is found there."""
    edges = array("l", bytes(array("l").itemsize * (len(folded) + 1)))
    for start, end in _titles(folded):
        edges[start] += 1
        edges[end] -= 1
    return _covered(folded, edges)


def _covered(folded: str, edges: "array[int]") -> str:
    depth, out = 0, []
    for char, edge in zip(folded, edges, strict=False):
        depth += edge
        out.append(COVER if depth and char != "\n" else char)
    return "".join(out)


def _titles(folded: str) -> list[tuple[int, int]]:
    """The inside of each quoted title no longer than 300 characters; unclosed ones are left."""
    found = [(m.start() + 1, m.end() - 1) for m in _straight(folded)]
    opened: dict[str, list[int]] = {mark: [] for mark in _CLOSES.values()}
    for position, char in enumerate(folded):
        if char in opened:
            opened[char].append(position)
        elif char in _CLOSES and opened[_CLOSES[char]]:
            start = opened[_CLOSES[char]].pop() + 1
            if position - start <= _LONGEST_TITLE:
                found.append((start, position))
    return found


def _straight(folded: str) -> list[re.Match[str]]:
    pairs = []
    for paragraph in _PARAGRAPH.finditer(folded):
        if folded.count('"', *paragraph.span()) % 2 == 0:
            pairs += list(_STRAIGHT.finditer(folded, *paragraph.span()))
    return pairs


def is_cjk(char: str) -> bool:
    """True for Chinese characters and for the punctuation and covers that stand among them."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char == COVER
