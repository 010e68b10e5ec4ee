"""The charts of the look-back as Vega-Lite specs; numbers arrive already written for the reader."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldthread.documents.charts.theme import Scheme, config

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTHS = {"wide": 1080, "paper": 600, "narrow": 330}
Spec = dict[str, Any]


@dataclass(frozen=True)
class Caption:
    """What every chart says of itself: its title, its unit, its source, what was known when."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """The size and the colours of a chart; `fluid` follows its container's width."""

    scheme: Scheme
    size: str = "wide"
    fluid: bool = False

    @property
    def width(self) -> int | str:
        return "container" if self.fluid else WIDTHS[self.size]


@dataclass(frozen=True)
class Point:
    """One value of a series. `mark` is `chosen`, `before` (a year earlier) or `other`."""

    label: str
    group: str
    value: float | None
    shown: str
    mark: str
    provisional: bool = False


@dataclass(frozen=True)
class Tile:
    x: int
    y: int
    label: str
    name: str
    shown: str
    step: int | None  # the step of the ramp; None where there is no value


@dataclass(frozen=True)
class Bar:
    label: str
    value: float | None
    shown: str


def _spec(caption: Caption, frame: Frame, values: list[dict[str, Any]], **rest: Any) -> Spec:
    lines = [part for line in caption.lines for part in broken(line, frame.size)]
    title: dict[str, Any] = {"text": caption.title, "subtitle": lines}
    if frame.size == "narrow":
        title |= {"text": broken(caption.title, "narrow"), "fontSize": 12, "subtitleFontSize": 10}
    return {
        "$schema": SCHEMA,
        "config": config(frame.scheme),
        "title": title,
        "width": frame.width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": values},
    } | rest


COLUMNS = {
    "wide": 170,
    "paper": 95,
    "narrow": 50,
}  # how many columns of text fit, a Chinese character taking two


def broken(text: str, size: str) -> list[str]:
    """The lines a text takes at a size; broken at blanks, and between Chinese characters."""
    lines, line, width = [], "", 0
    for part in re.findall(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]\s*", text):
        wide = sum(2 if char > "\u2e80" else 1 for char in part)
        if line and width + wide > COLUMNS[size] and part[0] not in "，。；：）、":
            lines.append(line.rstrip())
            line, width = "", 0
        line, width = line + part, width + wide
    return [*lines, line.rstrip()]


def _colours(scheme: Scheme) -> dict[str, Any]:
    return {
        "field": "mark",
        "type": "nominal",
        "scale": {
            "domain": ["chosen", "before", "other"],
            "range": [scheme.gold, scheme.quiet, scheme.grey],
        },
        "legend": None,
    }


def _tooltip(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"field": field, "type": "nominal", "title": title} for field, title in pairs]


def series(
    points: Sequence[Point], caption: Caption, frame: Frame, heads: tuple[str, str], stock: bool
) -> Spec:
    """Bars for what happens in a period, a line for what stands at its end.

    A provisional value is drawn hollow. `heads` are the words for period and value.
    """
    values = [
        {
            "label": p.label,
            "group": p.group,
            "value": p.value,
            "shown": p.shown,
            "mark": p.mark,
            "provisional": p.provisional,
        }
        for p in points
    ]
    every = max(1, -(-len(points) // (5 if frame.size == "narrow" else 12)))
    kept = [p.label for index, p in enumerate(points) if index % every == 0]
    x = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": None, "values": kept, "labelAngle": 0},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "axis": {"title": None, "tickCount": 4, "format": ",~f"},
        "scale": {"zero": not stock},
    }
    tooltip = _tooltip(("label", heads[0]), ("shown", heads[1]))
    encoding = {"x": x, "y": y, "tooltip": tooltip}
    layers = _stock_layers(frame.scheme) if stock else [_bars(frame.scheme)]
    return _spec(caption, frame, values, height=220, encoding=encoding, layer=layers)


def _bars(scheme: Scheme) -> Spec:
    hollow = {"condition": {"test": "datum.provisional", "value": 0.25}, "value": 1}
    return {
        "mark": {"type": "bar", "strokeWidth": 1.2, "cornerRadiusEnd": 1},
        "encoding": {
            "color": _colours(scheme),
            "stroke": _colours(scheme),
            "fillOpacity": hollow,
        },
    }


def _stock_layers(scheme: Scheme) -> list[Spec]:
    hollow = {"condition": {"test": "datum.provisional", "value": scheme.paper}}
    points = {
        "mark": {"type": "point", "size": 42, "filled": True, "opacity": 1, "strokeWidth": 1.5},
        "encoding": {
            "stroke": _colours(scheme),
            "fill": hollow | {k: v for k, v in _colours(scheme).items() if k != "condition"},
        },
    }
    return [{"mark": {"type": "line", "color": scheme.grey, "strokeWidth": 2}}, points]


def tile_map(tiles: Sequence[Tile], caption: Caption, frame: Frame, heads: tuple[str, str]) -> Spec:
    """One equal tile a region, shaded in steps, with its short name and its value."""
    scheme = frame.scheme
    values = [
        {
            "x": t.x,
            "y": t.y,
            "label": t.label,
            "name": t.name,
            "shown": t.shown,
            "fill": scheme.line if t.step is None else scheme.ramp[t.step],
            "ink": scheme.quiet if t.step is None else scheme.on_ramp[t.step],
        }
        for t in tiles
    ]
    columns = max((t.x for t in tiles), default=0) + 1
    rows = max((t.y for t in tiles), default=0) + 1
    side = 62 if frame.size == "wide" else max(24, WIDTHS[frame.size] // columns)
    place: Spec = {
        "type": "ordinal",
        "axis": None,
        "scale": {"paddingInner": 0.05, "paddingOuter": 0},
    }
    encoding = {
        "x": {"field": "x", **place, "scale": {**place["scale"], "domain": list(range(columns))}},
        "y": {"field": "y", **place, "scale": {**place["scale"], "domain": list(range(rows))}},
        "tooltip": _tooltip(("name", heads[0]), ("shown", heads[1])),
    }
    ink = {"field": "ink", "type": "nominal", "scale": None}
    layers: list[Spec] = [
        {
            "mark": {"type": "rect", "cornerRadius": 2},
            "encoding": {"color": {"field": "fill", "type": "nominal", "scale": None}},
        },
        _tile_text("label", 12 if side > 40 else 9, -7 if side > 40 else 0, ink),
    ]
    if side > 40:
        layers.append(_tile_text("shown", 10, 9, ink))
    spec = _spec(caption, frame, values, height=side * rows, encoding=encoding, layer=layers)
    return spec | {"width": side * columns, "autosize": {"type": "pad"}}


def _tile_text(field: str, size: int, dy: int, ink: dict[str, Any]) -> Spec:
    return {
        "mark": {"type": "text", "fontSize": size, "dy": dy},
        "encoding": {"text": {"field": field}, "color": ink},
    }


def bars(rows: Sequence[Bar], caption: Caption, frame: Frame, heads: tuple[str, str]) -> Spec:
    """Ranked bars with their values at the end."""
    values = [{"label": r.label, "value": r.value or 0, "shown": r.shown} for r in rows]
    limit = 130 if frame.size == "narrow" else 260
    encoding = {
        "y": {
            "field": "label",
            "type": "nominal",
            "sort": None,
            "axis": {"title": None, "labelLimit": limit, "labelFontSize": 11},
        },
        "x": {"field": "value", "type": "quantitative", "axis": None},
        "tooltip": _tooltip(("label", heads[0]), ("shown", heads[1])),
    }
    layers: list[Spec] = [
        {"mark": {"type": "bar", "color": frame.scheme.gold, "height": {"band": 0.7}}},
        {
            "mark": {"type": "text", "align": "left", "dx": 4, "color": frame.scheme.ink},
            "encoding": {"text": {"field": "shown"}},
        },
    ]
    height = {"step": 20}
    return _spec(caption, frame, values, height=height, encoding=encoding, layer=layers)
