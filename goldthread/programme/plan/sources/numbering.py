"""Word's automatic numbers, computed from numbering.xml and styles.xml as Word prints them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from goldthread.programme.plan.sources.counters import spelled
from goldthread.programme.plan.sources.wordml import W, value, whole

_LEVELS = 9
_LONGEST_CHAIN = 20  # of styles based on one another


class Styles:
    """What paragraph styles say of numbering and of headings, with what they are based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        for style in root.iter(f"{W}style") if root is not None else []:
            self._styles[style.get(f"{W}styleId", "")] = style

    def chain(self, style: str | None) -> list[etree._Element]:
        """A style and those it is based on, nearest first."""
        found: list[etree._Element] = []
        while style in self._styles and len(found) < _LONGEST_CHAIN:
            found.append(self._styles[style])
            style = value(found[-1].find(f"{W}basedOn"))
        return found

    def heading(self, style: str | None) -> int | None:
        """The level, from 1, of a heading style; None for body text and for titles."""
        for node in self.chain(style):
            outline = node.find(f"{W}pPr/{W}outlineLvl")
            name = re.fullmatch(
                r"(?:heading|标题)\s*([1-9])", (value(node.find(f"{W}name")) or "").lower()
            )
            if name:
                return int(name[1])
            if outline is not None and whole(outline, 9) < 9:
                return whole(outline, 9) + 1
        return None


@dataclass
class _Level:
    start: int
    style: str
    text: str
    legal: bool


@dataclass
class _List:
    """One abstract list: its levels, and how far each has counted."""

    levels: dict[int, _Level]
    counted: dict[int, int] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)


class Numbering:
    """Counts the numbered paragraphs of a document; ask for each label once, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, tuple[str, dict[int, int]]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for node in root.iterchildren(f"{W}abstractNum"):
            levels = {_index(level): _level(level) for level in node.iterchildren(f"{W}lvl")}
            self._lists[node.get(f"{W}abstractNumId", "")] = _List(levels)
        for node in root.iterchildren(f"{W}num"):
            starts = {
                _index(override): whole(override.find(f"{W}startOverride"), 1)
                for override in node.iterchildren(f"{W}lvlOverride")
                if override.find(f"{W}startOverride") is not None
            }
            self._numbers[node.get(f"{W}numId", "")] = (
                value(node.find(f"{W}abstractNumId")) or "", starts,
            )  # fmt: skip

    def label(self, paragraph: etree._Element, style: str | None) -> str:
        """The number printed before a paragraph, or nothing."""
        number, depth = self._place(paragraph, style)
        abstract, starts = self._numbers.get(number or "", ("", {}))
        found = self._lists.get(abstract)
        if found is None or depth not in found.levels:
            return ""
        self._count(found, number or "", depth, starts)
        return _printed(found, depth)

    def _place(self, paragraph: etree._Element, style: str | None) -> tuple[str | None, int]:
        """The list and level a paragraph names itself, or its style names."""
        nodes = [paragraph, *self._styles.chain(style)]
        number = next(
            (found for node in nodes if (found := value(node.find(f"{W}pPr/{W}numPr/{W}numId")))),
            None,
        )
        level = next(
            (node for one in nodes if (node := one.find(f"{W}pPr/{W}numPr/{W}ilvl")) is not None),
            None,
        )
        return number, whole(level, 0)

    @staticmethod
    def _count(found: _List, number: str, depth: int, starts: dict[int, int]) -> None:
        if depth in starts and (number, depth) not in found.restarted:
            found.restarted.add((number, depth))
            found.counted[depth] = starts[depth]
        elif depth in found.counted:
            found.counted[depth] += 1
        else:
            found.counted[depth] = found.levels[depth].start
        for deeper in [level for level in found.counted if level > depth]:
            del found.counted[deeper]


def _index(node: etree._Element) -> int:
    text = node.get(f"{W}ilvl", "0")
    return int(text) if text.isdecimal() and int(text) < _LEVELS else 0


def _level(node: etree._Element) -> _Level:
    return _Level(
        whole(node.find(f"{W}start"), 1),
        value(node.find(f"{W}numFmt")) or "decimal",
        value(node.find(f"{W}lvlText")) or "",
        node.find(f"{W}isLgl") is not None,
    )


def _printed(found: _List, depth: int) -> str:
    level = found.levels[depth]
    if level.style in {"bullet", "none"}:
        return ""

    def part(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = found.levels.get(index)
        if other is None:
            return ""
        return spelled(
            found.counted.get(index, other.start), "decimal" if level.legal else other.style
        )

    label = re.sub(r"%([1-9])", part, level.text)
    return label + ("" if not label or (label[-1] in "、）．)，" and not label.isascii()) else " ")
