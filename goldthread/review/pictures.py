"""The charts and maps of a review document: the same specification for Word, PDF and the page."""

from collections.abc import Sequence
from typing import Any

from goldthread.codes import regions
from goldthread.documents.charts import specs, theme
from goldthread.documents.charts.specs import Bar, Caption, Frame, Point, Spec, Tile
from goldthread.review.template.blocks import Drawn
from goldthread.review.values import Known, name_of
from goldthread.seminar.speech.bindings import Binding
from goldthread.seminar.speech.rendering import DASH, written
from goldthread.workflow.texts import in_language

STEPS = 6
FRAME = Frame(theme.ON_PAPER, "paper")
BARE = Caption("", ())


def picture(block: Drawn, points: Sequence[tuple[Binding, Known]], lang: str) -> tuple[Spec, str]:
    """The specification, and what the picture says for those who do not see it."""
    by = "region" if block.kind == "map" else block.by
    named = [(_name(binding, by, lang), known) for binding, known in points]
    if block.kind == "map":
        return _map(points, lang), _told(named, lang)
    if by:
        named = sorted(named, key=lambda each: -(each[1].shown.value or 0))
        named = [each for each in named if each[1].shown.value is not None]
        named = named[: block.most or None]
        bars = [Bar(name, _float(known), _text(known, lang)) for name, known in named]
        return _untitled(specs.bars(bars, BARE, FRAME, ("", ""))), _told(named, lang)
    last = len(named) - 1
    marks = [
        Point(name, "", _float(known), _text(known, lang), "chosen" if at == last else "other")
        for at, (name, known) in enumerate(named)
    ]
    stock = block.bindings[0].indicator.startswith("P")
    return _untitled(specs.series(marks, BARE, FRAME, ("", ""), stock)), _told(named, lang)


def _map(points: Sequence[tuple[Binding, Known]], lang: str) -> Spec:
    placed = [(_region(binding), known) for binding, known in points]
    there = [(region, known) for region, known in placed if region is not None and region.tile]
    left = min((region.tile[0] for region, _ in there), default=0)
    top = min((region.tile[1] for region, _ in there), default=0)
    values = sorted(_float(k) or 0.0 for _, k in there if k.shown.value is not None)
    tiles = [
        Tile(
            x=region.tile[0] - left,
            y=region.tile[1] - top,
            label=_label(region, lang),
            name=in_language(region.names, lang),
            shown=_text(known, lang),
            step=_step(_float(known), values),
        )
        for region, known in there
    ]
    return _untitled(specs.tile_map(tiles, BARE, FRAME, ("", "")))


def _region(binding: Binding) -> Any:
    code = dict(binding.where)["region"][0]
    return regions.tree(code.partition("-")[0]).get(code)


def _label(region: Any, lang: str) -> str:
    short: str = region.short_names["zh"]
    return short if lang == "zh" and len(short) <= 3 else region.code.partition("-")[2][:4]


def _step(value: float | None, ordered: list[float]) -> int | None:
    """The sixth of the regions in which a value lies."""
    if value is None or not ordered:
        return None
    below = sum(each < value for each in ordered)
    return min(STEPS - 1, below * STEPS // len(ordered))


def _name(binding: Binding, by: str, lang: str) -> str:
    return name_of(by, dict(binding.where)[by][0], lang) if by else binding.period


def _text(known: Known, lang: str) -> str:
    return written(Binding("", "", unit="none"), known.shown, lang)


def _float(known: Known) -> float | None:
    return None if known.shown.value is None else float(known.shown.value)


def _told(named: Sequence[tuple[str, Known]], lang: str) -> str:
    """Each value in words, in the order drawn."""
    parts = [f"{name} {_text(known, lang)}" for name, known in named]
    if lang == "zh":
        return f"图中数值：{'；'.join(parts) or DASH}。"
    return f"The values shown: {'; '.join(parts) or DASH}."


def _untitled(spec: Spec) -> Spec:
    """The caption stands in the text."""
    return {name: value for name, value in spec.items() if name != "title"}
