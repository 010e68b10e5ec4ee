"""The consensus map: drawn, told in words and as tables, refused where it would mislead."""

import re
from math import cos, pi, sin

import pytest

from goldthread.seminar.consensus import Place
from goldthread.seminar.models import Seminar
from goldthread.web.proposals.consensus import HIGH, WIDE, points
from tests.web.conftest import words
from tests.web.proposals.conftest import Discussing, Reader, asked

PAGE = "/seminars/2019-H2/consensus"


def test_two_camps_are_drawn_and_told(world: Discussing, seminar: Seminar, read: Reader) -> None:
    """Six offices that always differ from six others; only the first wish unites them."""
    world.divided(seminar)
    html = read(PAGE, "js_head").content.decode()
    told = words(html)
    assert "2 blocs. They stand apart" in told
    assert len(re.findall(r'<path class="bloc1"', html)) == 6 + 1  # and one in the key
    assert len(re.findall(r'<path class="bloc2"', html)) == 6 + 1
    bridges = re.search(r'aria-labelledby="bridges">(.*?)</section>', html, re.DOTALL)
    assert bridges is not None
    assert re.findall(r">(P-\d+ Wish \d)<", bridges[1]) == ["P-001 Wish 0"]
    assert "A bridge: every bloc supports it (A 6 of 6, B 6 of 6)." in words(bridges[1])
    places = re.search(r'aria-labelledby="places"><table.*?</table>', html, re.DOTALL)
    assert places is not None
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.)</td>', places[0])
    assert sorted(bloc for _name, bloc in rows) == ["A"] * 6 + ["B"] * 6
    assert "stands nearest in another bloc" in words(places[0])


def test_in_chinese(world: Discussing, seminar: Seminar, read: Reader) -> None:
    world.divided(seminar)
    told = words(read(PAGE, "js_head", "zh").content.decode())
    assert "存在2个意见群体" in told
    assert "桥梁提案：各群体均赞成（A（6个中6个）、B（6个中6个））" in told


def test_without_a_quorum_no_map_is_drawn(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    world.divided(seminar, offices=2)
    html = read(PAGE, "js_head").content.decode()
    assert "No map yet: 4 delegations took 5 stances or more, and a map needs 6." in words(html)
    assert 'class="consensus"' not in html
    assert "How each proposal was received" in words(html)


def test_with_nothing_said_that_is_said(seminar: Seminar, read: Reader) -> None:
    told = words(read(PAGE, "js_head").content.decode())
    assert "No map yet: stances were taken on 0 proposals" in told
    assert "No stance was taken yet." in told


@pytest.mark.parametrize("name", ["", "press", "sysadmin"])
def test_who_takes_no_part_reads_no_stance(
    world: Discussing, seminar: Seminar, read: Reader, name: str
) -> None:
    world.divided(seminar, offices=1)
    html = read(PAGE, name).content.decode()
    assert "they are read by those who take part in the seminar" in words(html)
    for secret in ("Wish 0", "Zhejiang", "No map yet"):
        assert secret not in html


def test_a_seminar_in_preparation_has_no_map(world: Discussing, read: Reader) -> None:
    world.planned(key="2020-H1")
    assert read("/seminars/2020-H1/consensus", "js_head").status_code == 404


@pytest.mark.parametrize("copies", [1, 3])
def test_as_many_queries_for_few_as_for_many(
    world: Discussing, seminar: Seminar, copies: int
) -> None:
    world.divided(seminar, offices=copies, proposals=copies + 1)
    assert asked(world, "js_head", PAGE) == 12


def test_places_keep_to_the_picture_and_labels_do_not_meet() -> None:
    """Thirty-two on a ring and in one heap: all marks inside, no label over another."""
    ring = [Place(code, x, y, 0, 6) for code, x, y in _ring(32)]
    heap = [Place(f"heap {n}", n / 1000, 0.0, 0, 6) for n in range(32)]
    for places in (ring, heap, ring[:1]):
        found = points(places, {each.delegation: f"{each.delegation} office" for each in places})
        assert len(found) == len(places)
        boxes = [_box(each.label, each.name) for each in found if each.label is not None]
        for box in boxes:
            assert 0 <= box[0] <= box[2] <= WIDE
            assert 0 <= box[1] <= box[3] <= HIGH
        pairs = [(one, other) for at, one in enumerate(boxes) for other in boxes[:at]]
        assert not [p for p in pairs if _meet(*p)]
        assert boxes


def _ring(count: int) -> list[tuple[str, float, float]]:
    return [(f"IPO-{n}", cos(2 * pi * n / count), sin(2 * pi * n / count)) for n in range(count)]


Box = tuple[float, float, float, float]


def _box(label: tuple[float, float, str], name: str) -> Box:
    """A label as it is drawn at 13 px, a letter taking at least 6 px."""
    x, y, anchor = label
    wide = 6 * len(name)
    left = x - {"start": 0, "end": wide, "middle": wide / 2}[anchor]
    return (left, y - 10, left + wide, y + 2)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
