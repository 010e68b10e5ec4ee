"""A placed diagram as SVG text."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from goldthread.workflow.drawing.layout import (
    GAP,
    KEY,
    LABEL,
    MARGIN,
    SMALL,
    START,
    TITLE,
    Box,
    Label,
    Layout,
    Rail,
)
from goldthread.workflow.drawing.words import in_words
from goldthread.workflow.machine import Machine
from goldthread.workflow.texts import in_language

INK, SOFT, PAPER, SHADE, GOLD = "#1f2328", "#57606a", "#ffffff", "#f3f1ea", "#8a6500"
FONTS = (
    "Noto Sans, Liberation Sans, Arial, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, "
    "Microsoft YaHei, sans-serif"
)
BEND = 7.0


def write(layout: Layout, machine: Machine, lang: str) -> str:
    svg = _canvas(layout, machine, lang)
    for rail in sorted(layout.rails, key=lambda each: -abs(each.x)):
        _rail(svg, layout, rail)
    for source, label in layout.steps:
        _step(svg, layout, source, label)
    _start(svg, layout)
    for box in layout.boxes:
        _box(svg, layout, box)
    for rail in layout.rails:
        _rail_labels(svg, layout, rail)
    indent(svg)
    return tostring(svg, encoding="unicode") + "\n"


def _canvas(layout: Layout, machine: Machine, lang: str) -> Element:
    title, key = in_language(machine.titles, lang), in_language(KEY, lang)
    name = f"{machine.name}-{lang}"
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_n(layout.width)} {_n(layout.height)}",
            "width": _n(layout.width),
            "height": _n(layout.height),
            "role": "img",
            "lang": lang,
            "aria-labelledby": f"{name}-title {name}-desc",
            "font-family": FONTS,
        },
    )
    SubElement(svg, "title", {"id": f"{name}-title"}).text = title
    SubElement(svg, "desc", {"id": f"{name}-desc"}).text = " ".join(in_words(machine, lang))
    SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    _text(svg, title, MARGIN, MARGIN + 16, 20, INK, anchor="start", weight="600")
    _text(svg, key, MARGIN, MARGIN + 38, SMALL, SOFT, anchor="start")
    return svg


def _box(svg: Element, layout: Layout, box: Box) -> None:
    frame = {"rx": "6", "stroke": INK, "stroke-width": "1.4", "fill": PAPER if box.open else SHADE}
    _rect(svg, layout.left, box.y, layout.box_width, box.height, frame)
    if not box.open:
        inner = {"rx": "4", "stroke": INK, "stroke-width": "0.8", "fill": "none"}
        _rect(svg, layout.left + 3, box.y + 3, layout.box_width - 6, box.height - 6, inner)
    middle = layout.left + layout.box_width / 2
    y = box.y + box.height / 2 + 5 - 8 * len(box.notes)
    _text(svg, box.title, middle, y, TITLE, INK, weight="600")
    for number, note in enumerate(box.notes):
        _text(svg, note, middle, y + 18 + 16 * number, SMALL, SOFT)


def _start(svg: Element, layout: Layout) -> None:
    x, y = layout.left + layout.box_width / 2, layout.boxes[0].y - GAP
    attributes = {"cx": _n(x), "cy": _n(y), "r": "6", "fill": INK}
    SubElement(svg, "circle", attributes)


def _step(svg: Element, layout: Layout, source: int, label: Label) -> None:
    x = layout.left + layout.box_width / 2
    below = layout.boxes[source + 1].y
    above = below - GAP
    _path(svg, f"M{_n(x)} {_n(above)}V{_n(below - 2)}", GOLD, width="2")
    _arrow(svg, x, below, "down", GOLD)
    _label(svg, label, x + 10, (above + below) / 2 - 4, "start")


def _rail(svg: Element, layout: Layout, rail: Rail) -> None:
    edge, inward = (layout.left, 1) if rail.side == "left" else (layout.right, -1)
    dash = "5 4" if rail.side == "left" else ""
    farthest = max(rail.out_rows, key=lambda out: abs(out - rail.in_row))
    for source, out in zip(sorted(rail.sources), sorted(rail.out_rows), strict=True):
        begin = layout.left + layout.box_width / 2 + 6 if source == START else edge
        down = 1 if rail.in_row > out else -1
        way = (
            f"M{_n(begin)} {_n(out)}H{_n(rail.x + inward * BEND)}"
            f"Q{_n(rail.x)} {_n(out)} {_n(rail.x)} {_n(out + down * BEND)}"
        )
        if out == farthest:
            way += (
                f"V{_n(rail.in_row - down * BEND)}"
                f"Q{_n(rail.x)} {_n(rail.in_row)} {_n(rail.x + inward * BEND)} {_n(rail.in_row)}"
                f"H{_n(edge - inward * 2)}"
            )
        _path(svg, way, SOFT, dash=dash)
    _arrow(svg, edge, rail.in_row, "right" if inward > 0 else "left", SOFT)


def _rail_labels(svg: Element, layout: Layout, rail: Rail) -> None:
    for out in rail.out_rows:
        if rail.side == "left":
            _label(svg, rail.label, layout.left - 12, out - 4, "end")
        else:
            _label(svg, rail.label, layout.right + 12, out - 4, "start")


def _label(svg: Element, label: Label, x: float, y: float, anchor: str) -> None:
    """The action above the line, who does it below."""
    _text(svg, label.action, x, y, LABEL, INK, anchor=anchor)
    _text(svg, label.who, x, y + 16, SMALL, SOFT, anchor=anchor)


def _arrow(svg: Element, x: float, y: float, towards: str, fill: str) -> None:
    points = {
        "down": [(x, y), (x - 5, y - 9), (x + 5, y - 9)],
        "right": [(x, y), (x - 9, y - 5), (x - 9, y + 5)],
        "left": [(x, y), (x + 9, y - 5), (x + 9, y + 5)],
    }[towards]
    SubElement(
        svg, "polygon", {"points": " ".join(f"{_n(a)},{_n(b)}" for a, b in points), "fill": fill}
    )


def _path(svg: Element, way: str, stroke: str, *, width: str = "1.4", dash: str = "") -> None:
    attributes = {"d": way, "fill": "none", "stroke": stroke, "stroke-width": width}
    SubElement(svg, "path", attributes | ({"stroke-dasharray": dash} if dash else {}))


def _rect(
    svg: Element, x: float, y: float, width: float, height: float, look: dict[str, str]
) -> None:
    place = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height)}
    SubElement(svg, "rect", place | look)


def _text(
    svg: Element,
    text: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    *,
    anchor: str = "middle",
    weight: str = "",
) -> None:
    attributes = {
        "x": _n(x),
        "y": _n(y),
        "font-size": _n(size),
        "fill": fill,
        "text-anchor": anchor,
    }
    SubElement(svg, "text", attributes | ({"font-weight": weight} if weight else {})).text = text


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
