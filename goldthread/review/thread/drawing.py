"""The thread as an SVG: a row for each step from the top to the bottom, links in every box."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from goldthread.review.thread.kinds import KINDS
from goldthread.review.thread.model import Group, Node, Ref, Thread
from goldthread.workflow.texts import Titles, in_language

WIDTH, LEFT, BOX, HIGH, ROW, GAP, TOP = 1000.0, 206.0, 190.0, 46.0, 86.0, 10.0, 12.0
LANE, LANES = 6.0, 6
"""Between the names of the steps and the boxes: where lines pass the rows that they skip."""

ACROSS = 4
"""Boxes of a row; of more there are three, and one for the rest."""

MOST_WIDE = 24
"""Half-widths of a line in a box: a Chinese sign takes two."""

LINE = {"fill": "none", "stroke": "currentColor"}
"""How it looks before its style is there."""

REST: Titles = {"en": "and {n} more", "zh": "另有{n}项"}
TITLE: Titles = {"en": "The thread, from top to bottom", "zh": "主线图（自上而下）"}
Href = Callable[[Ref], str]


@dataclass(frozen=True)
class _Box:
    ref: Ref
    title: str
    x: float
    y: float
    here: bool = False
    rest: bool = False


def draw(thread: Thread, lang: str, href: Href) -> str:
    """`href`: where a node's box leads."""
    rows = [*_rows(thread)]
    boxes = [box for n, (_, nodes) in enumerate(rows) for box in _boxes(nodes, n, lang)]
    height = TOP + ROW * len(rows)
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH:g} {height:g}",
            "class": "walk",
            "role": "group",
            "aria-label": in_language(TITLE, lang),
        },
    )
    for upper, lower in _ends(thread, boxes):
        _edge(svg, upper, lower)
    for number, (titles, _) in enumerate(rows):
        _lines_of(svg, in_language(titles, lang), 0, TOP + ROW * number, "step")
    for box in boxes:
        _box(svg, box, href)
    return tostring(svg, encoding="unicode")


def _rows(thread: Thread) -> list[tuple[Titles, Group | Node]]:
    here: tuple[Titles, Group | Node] = (KINDS[thread.here.ref.kind], thread.here)
    up: list[tuple[Titles, Group | Node]] = [(each.titles, each) for each in thread.up]
    return [*up, here, *((each.titles, each) for each in thread.down)]


def _boxes(row: Group | Node, number: int, lang: str) -> list[_Box]:
    y = TOP + ROW * number
    if isinstance(row, Node):
        return [_Box(row.ref, _cut(in_language(row.titles, lang)), LEFT, y, here=True)]
    alone = row.count <= ACROSS and not row.folded
    shown = row.nodes if alone else row.nodes[: ACROSS - 1]
    found = [
        _Box(node.ref, _cut(in_language(node.titles, lang)), _x(at), y)
        for at, node in enumerate(shown)
    ]
    if not alone:
        said = in_language(REST, lang).format(n=row.count - len(shown))
        found.append(_Box(row.fold, said, _x(len(shown)), y, rest=True))
    return found


def _x(at: int) -> float:
    return LEFT + at * (BOX + GAP)


def _ends(thread: Thread, boxes: list[_Box]) -> list[tuple[_Box, _Box]]:
    """Of each edge the two boxes; what stands on two rows is met on the next one below."""
    places = _places(thread, boxes)
    found = []
    for edge in thread.edges:
        for upper in places.get(edge.upper, ()):
            below = [box for box in places.get(edge.lower, ()) if box.y > upper.y]
            if below:
                found.append((upper, min(below, key=lambda box: box.y)))
    return list(dict.fromkeys(found))


def _places(thread: Thread, boxes: list[_Box]) -> dict[Ref, list[_Box]]:
    """Where each node is drawn: in its own box, else in that of the rest of its step."""
    found: dict[Ref, list[_Box]] = {}
    for box in boxes:
        found.setdefault(box.ref, []).append(box)
    for group in (*thread.up, *thread.down):
        for rest in found.get(group.fold, []):
            for node in group.nodes:
                found.setdefault(node.ref, [rest])
    return found


def _edge(svg: Element, upper: _Box, lower: _Box) -> None:
    """A curve to the next row; past other rows in a lane beside them, one for each row left."""
    x1, y1, x2, y2 = upper.x + BOX / 2, upper.y + HIGH, lower.x + BOX / 2, lower.y
    if y2 - y1 < ROW:
        middle = (y2 - y1) / 2
        way = f"M{x1:g} {y1:g}C{x1:g} {y1 + middle:g} {x2:g} {y2 - middle:g} {x2:g} {y2:g}"
    else:
        row = round((upper.y - TOP) / ROW)
        lane = LEFT - LANE * (1 + row % LANES)
        leaving, coming = y1 + 7 + 2 * (row % LANES), y2 - 7
        way = f"M{x1:g} {y1:g}V{leaving:g}H{lane:g}V{coming:g}H{x2:g}V{y2:g}"
    SubElement(svg, "path", {"d": way, **LINE})


def _box(svg: Element, box: _Box, href: Href) -> None:
    """A rest has no page of its own: the list beside the drawing tells of it."""
    if box.rest:
        holder = SubElement(svg, "g", {"class": "rest"})
    elif box.here:
        holder = SubElement(svg, "g", {"class": "here"})
    else:
        holder = SubElement(svg, "a", {"href": href(box.ref), "aria-label": box.title})
    frame = {"x": f"{box.x:g}", "y": f"{box.y:g}", "rx": "4", **LINE}
    SubElement(holder, "rect", {**frame, "width": f"{BOX:g}", "height": f"{HIGH:g}"})
    _lines_of(holder, box.title, box.x + 10, box.y, "name")


def _lines_of(parent: Element, text: str, x: float, top: float, kind: str) -> None:
    """One line or two in the middle of a row's height."""
    lines = _lines(text)
    first = top + HIGH / 2 + 5 - 8 * (len(lines) - 1)
    for number, line in enumerate(lines):
        place = {"x": f"{x:g}", "y": f"{first + 16 * number:g}", "class": kind}
        SubElement(parent, "text", place).text = line


def _wide(sign: str) -> int:
    return 2 if ord(sign) > 0x2E7F else 1


def _cut(text: str) -> str:
    """As much as two lines hold."""
    lines = _broken(text)
    return text if len(lines) <= 2 else f"{lines[0]}{lines[1]}"[:-1].rstrip() + "…"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _broken(text)[:2]]


def _broken(text: str) -> list[str]:
    """At a blank where there is one near the end of a line."""
    lines, line, width = [], "", 0
    for sign in text:
        width += _wide(sign)
        if width > MOST_WIDE:
            at = line.rfind(" ")
            at = at + 1 if at > len(line) // 2 else len(line)
            lines.append(line[:at])
            line = line[at:]
            width = sum(map(_wide, line)) + _wide(sign)
        line += sign
    return [*lines, line]
