"""How charts look, on a light and on a dark page; the colours are those of the style sheet."""

from dataclasses import dataclass, replace
from typing import Any

# The first two have the same widths: what is measured here fits where the picture is shown.
FONT = "'Liberation Sans', Arial, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


@dataclass(frozen=True)
class Scheme:
    paper: str
    ink: str
    quiet: str
    line: str
    gold: str
    grey: str
    ramp: tuple[str, ...]
    on_ramp: tuple[str, ...]  # the text colour that reads on each step of the ramp


SCHEMES = {
    "light": Scheme(
        paper="#fffdf8",
        ink="#1f1d1a",
        quiet="#5c5850",
        line="#dcd7ca",
        gold="#9a6b00",
        grey="#c9c3b4",
        ramp=("#f8efd6", "#efdca8", "#e0bf6b", "#c59a33", "#9a6b00", "#674700"),
        on_ramp=("#1f1d1a", "#1f1d1a", "#1f1d1a", "#1f1d1a", "#ffffff", "#ffffff"),
    ),
    "dark": Scheme(
        paper="#191816",
        ink="#f1eee6",
        quiet="#b5afa2",
        line="#3c3932",
        gold="#e3b54b",
        grey="#5d584d",
        ramp=("#2b271c", "#463a1c", "#6b5520", "#86671f", "#c49a38", "#f0ca6c"),
        on_ramp=("#f1eee6", "#f1eee6", "#ffffff", "#ffffff", "#191816", "#191816"),
    ),
}

ON_PAPER = replace(SCHEMES["light"], paper="#ffffff")
"""For what is printed: the light scheme on white."""


def config(scheme: Scheme) -> dict[str, Any]:
    """Vega-Lite's config: quiet axes, no frame, the page's font."""
    axis = {
        "domain": False,
        "ticks": False,
        "labelColor": scheme.quiet,
        "titleColor": scheme.quiet,
        "titleFontWeight": "normal",
        "labelFontSize": 11,
        "titleFontSize": 11,
        "gridColor": scheme.line,
        "gridOpacity": 0.8,
        "labelPadding": 6,
    }
    return {
        "background": scheme.paper,
        "font": FONT,
        "padding": {"left": 4, "right": 12, "top": 6, "bottom": 4},
        "view": {"stroke": None},
        "axis": axis,
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": scheme.ink,
            "fontSize": 14,
            "fontWeight": 600,
            "subtitleColor": scheme.quiet,
            "subtitleFontSize": 11,
            "subtitlePadding": 4,
            "offset": 12,
        },
    }
