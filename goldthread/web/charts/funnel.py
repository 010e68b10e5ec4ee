"""The funnel of a comparison as a Vega-Lite spec: rates by size, between limits of chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldthread.documents.charts.specs import SCHEMA, Caption, Frame, Spec, broken
from goldthread.documents.charts.theme import config


@dataclass(frozen=True)
class Mark:
    """A region: `base` across, `rate` up; `far` outside the outer limits, `out` outside the inner
    ones, else `in`. Only who is out is named in the picture; the table names all."""

    name: str
    base: float
    rate: float
    verdict: str


@dataclass(frozen=True)
class Line:
    """A limit or the centre at one base."""

    base: float
    low_998: float
    low_95: float
    centre: float
    high_95: float
    high_998: float


def funnel(
    marks: Sequence[Mark],
    lines: Sequence[Line],
    caption: Caption,
    frame: Frame,
    heads: tuple[str, str],
) -> Spec:
    """`heads`: the words for what a region's size is, and for its rate."""
    scheme = frame.scheme
    x = {"field": "base", "type": "quantitative", "title": heads[0], "axis": {"grid": False}}
    y = {"field": "rate", "type": "quantitative", "title": heads[1], "axis": {"tickCount": 5}}
    drawn = [_limit(lines, name, dash, scheme.quiet) for name, dash in _LIMITS]
    colour = {
        "field": "verdict",
        "type": "nominal",
        "scale": {"domain": ["in", "out", "far"], "range": [scheme.grey, scheme.gold, scheme.ink]},
        "legend": None,
    }
    shape = {
        "field": "verdict",
        "type": "nominal",
        "scale": {"domain": ["in", "out", "far"], "range": ["circle", "diamond", "square"]},
        "legend": None,
    }
    points: list[Spec] = [
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {"color": colour, "shape": shape, "x": x, "y": y},
        },
        {
            "transform": [{"filter": "datum.verdict != 'in'"}],
            "mark": {"type": "text", "dy": -10, "fontSize": 11, "color": scheme.ink},
            "encoding": {"text": {"field": "name"}, "x": x, "y": y},
        },
    ]
    values = [vars(mark) for mark in marks]
    return _framed(caption, frame, values) | {"height": 320, "layer": [*drawn, *points]}


_LIMITS = (
    ("low_998", [2, 3]),
    ("low_95", [6, 3]),
    ("centre", [1, 0]),
    ("high_95", [6, 3]),
    ("high_998", [2, 3]),
)
"""The limits with their dashes: dotted the outer, dashed the inner, whole the centre."""


def _limit(lines: Sequence[Line], name: str, dash: list[int], colour: str) -> Spec:
    values = [{"base": each.base, "rate": getattr(each, name)} for each in lines]
    return {
        "data": {"values": values},
        "mark": {"type": "line", "color": colour, "strokeDash": dash, "strokeWidth": 1.2},
        "encoding": {
            "x": {"field": "base", "type": "quantitative"},
            "y": {"field": "rate", "type": "quantitative"},
        },
    }


def _framed(caption: Caption, frame: Frame, values: list[dict[str, Any]]) -> Spec:
    parts = [part for line in caption.lines for part in broken(line, frame.size)]
    narrow = frame.size == "narrow"
    title = broken(caption.title, "narrow") if narrow else caption.title
    return {
        "$schema": SCHEMA,
        "config": config(frame.scheme),
        "title": {"text": title, "subtitle": parts},
        "width": frame.width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": values},
    }
