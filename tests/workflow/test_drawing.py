"""The drawn machines: the same as in the documents, legible, told in words too."""

import os
from itertools import combinations
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
import vl_convert

from goldthread.workflow.drawing import draw, in_words
from goldthread.workflow.drawing.measure import width
from goldthread.workflow.machine import Machine, State, Transition
from tests.workflow.cases import note_rules, rules  # noqa: F401
from tests.workflow.cases.cycle import MACHINES

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "workflow"
SVG = "{http://www.w3.org/2000/svg}"
EACH = [(machine, lang) for machine in MACHINES for lang in ("en", "zh")]
Rectangle = tuple[float, float, float, float]


@pytest.mark.parametrize(("machine", "lang"), EACH)
def test_picture_in_the_documents_is_the_machine(machine: Machine, lang: str) -> None:
    """GOLDTHREAD_WRITE_PICTURES=1 writes the pictures anew."""
    path = PICTURES / f"{machine.name}.{lang}.svg"
    drawn = draw(machine, lang)
    if os.environ.get("GOLDTHREAD_WRITE_PICTURES"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize(("machine", "lang"), EACH)
def test_no_text_overlaps_another_or_leaves_the_picture(machine: Machine, lang: str) -> None:
    svg = fromstring(draw(machine, lang))
    texts = [(each.text, _extent(each)) for each in svg.iter(f"{SVG}text")]
    whole = (0.0, 0.0, float(svg.get("width")), float(svg.get("height")))

    assert [(a, b) for (a, x), (b, y) in combinations(texts, 2) if _overlap(x, y)] == []
    assert [text for text, extent in texts if not _inside(extent, whole)] == []


@pytest.mark.parametrize(("machine", "lang"), EACH)
def test_no_rail_crosses_a_text_or_a_box(machine: Machine, lang: str) -> None:
    svg = fromstring(draw(machine, lang))
    texts = [_extent(each) for each in svg.iter(f"{SVG}text")]
    boxes = [_box(each) for each in svg.iter(f"{SVG}rect") if each.get("rx") == "6"]
    rails = [rail for path in svg.iter(f"{SVG}path") for rail in _verticals(path.get("d"))]

    assert [(r, t) for r in rails for t in [*texts, *boxes] if _overlap(r, t)] == []


@pytest.mark.parametrize(("machine", "lang"), EACH)
def test_every_state_and_action_is_shown(machine: Machine, lang: str) -> None:
    shown = " ".join(each.text for each in fromstring(draw(machine, lang)).iter(f"{SVG}text"))

    wanted = [item.titles[lang] for item in (*machine.states, *machine.transitions)]
    assert [title for title in wanted if title not in shown] == []


@pytest.mark.parametrize(("machine", "lang"), EACH)
def test_picture_is_told_in_words_and_needs_no_style(machine: Machine, lang: str) -> None:
    svg = fromstring(draw(machine, lang))

    assert svg.get("role") == "img"
    named = svg.get("aria-labelledby").split()
    assert [svg.find(f"*[@id='{name}']").text for name in named] == [
        machine.titles[lang],
        " ".join(in_words(machine, lang)),
    ]
    assert [e for e in svg.iter() if "style" in e.attrib or "style" in e.tag] == []
    assert vl_convert.svg_to_png(draw(machine, lang))[:8] == b"\x89PNG\r\n\x1a\n"


def test_in_words_says_who_where_and_on_what_condition() -> None:
    english = in_words(MACHINES[0], "en")
    assert english[0] == (
        "At the beginning: draft, by planning or supervision, leads to drafted, if source clause."
    )
    assert english[4] == (
        "From assigned, received or in progress: sign for own part, by supporting unit, "
        "keeps the state, if own part not yet signed for."
    )
    assert in_words(MACHINES[0], "zh")[11] == (
        "从已报结：由其他单位的核查人员核查，转为已核查，条件：指标按系统计算值完成，或已获豁免。"
    )


def test_text_from_a_machine_is_escaped_and_unregistered_rules_show_their_name() -> None:
    titles = {"en": "<script>&", "zh": "<b>"}
    machine = Machine(
        "odd",
        titles,
        (State("a", titles), State("b", titles, open=False), State("c", titles, open=False)),
        (
            Transition(action="x", titles=titles, target="a", who=("nobody.known",)),
            Transition(action="z", titles=titles, target="b", who=("nobody.known",)),
            Transition(action="y", titles=titles, sources=("a",), target="c", who=("n",)),
        ),
    )
    svg = fromstring(draw(machine, "en"))

    texts = [each.text for each in svg.iter(f"{SVG}text")]
    assert texts.count("<script>&") == 7
    assert "nobody.known" in texts


def _extent(text: Element) -> Rectangle:
    """Where a text stands, at the widest."""
    size, x, y = (float(text.get(name)) for name in ("font-size", "x", "y"))
    wide = width(text.text, size)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
    return left, y - 0.8 * size, left + wide, y + 0.15 * size


def _box(rect: Element) -> Rectangle:
    x, y, wide, high = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
    return x, y, x + wide, y + high


def _verticals(way: str) -> list[Rectangle]:
    """The upright parts of a rail as thin rectangles; straight steps lie between boxes."""
    if "Q" not in way:
        return []
    corners = [part.split("H")[0].split("V")[0].split() for part in way.split("Q")[1:]]
    turns = [(float(c[2]), float(c[3])) for c in corners]
    starts = [(float(c[0]), float(c[1])) for c in corners]
    ys = [starts[0][1], turns[0][1], *[y for _, y in starts[1:]]]
    return [(starts[0][0] - 1, min(ys), starts[0][0] + 1, max(ys))]


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(one: Rectangle, other: Rectangle) -> bool:
    return one[0] >= other[0] and one[1] >= other[1] and one[2] <= other[2] and one[3] <= other[3]
