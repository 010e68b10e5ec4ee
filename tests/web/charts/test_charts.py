import json

import pytest
from django.test import Client
from lxml import etree

from goldthread.documents.charts import pictures, specs, theme
from goldthread.documents.charts.pictures import Pictures

CELL = "indicator=C01&period=2019-H1"


@pytest.mark.parametrize("name", ["series", "map", "fields"])
@pytest.mark.parametrize("query", ["lang=en", "scheme=dark&lang=zh", "size=narrow&lang=en"])
def test_a_chart_says_title_unit_source_and_day(client: Client, name: str, query: str) -> None:
    answer = client.get(f"/charts/{name}.svg?{CELL}&{query}")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    text = "".join(etree.fromstring(answer.content).itertext())
    said = (
        ("件申请", "批次 5（2019年7月15日）")
        if "zh" in query
        else ("applications", "load 5 (15 July")
    )
    joined = text.replace("\n", " ")
    for part in said:
        assert part in joined


def test_a_chart_is_the_same_bytes_twice_and_is_not_sent_again(client: Client) -> None:
    first = client.get(f"/charts/series.svg?{CELL}")
    again = client.get(f"/charts/series.svg?{CELL}")
    assert first.content == again.content
    tag = first.headers["ETag"]
    assert (
        client.get(f"/charts/series.svg?{CELL}", headers={"if-none-match": tag}).status_code == 304
    )


def test_png_and_specification(client: Client) -> None:
    assert client.get(f"/charts/map.png?{CELL}").content.startswith(b"\x89PNG")
    spec = json.loads(client.get(f"/charts/series.json?{CELL}").content)
    assert spec["width"] == "container"
    marks = [row["mark"] for row in spec["data"]["values"]]
    assert (marks.count("chosen"), marks.count("before")) == (6, 6)
    assert [row["provisional"] for row in spec["data"]["values"]][-3:] == [False, True, True]


@pytest.mark.parametrize(
    "indicator", ["P01", "A04", "I05", "P02", "P04", "A07", "A10", "Q03", "C17"]
)
def test_other_types_have_charts(client: Client, indicator: str) -> None:
    for name in ("series", "map", "fields"):
        address = f"/charts/{name}.svg?indicator={indicator}&period=2019-H1"
        assert client.get(address).status_code == 200


def test_bad_sizes_are_refused(client: Client) -> None:
    assert client.get(f"/charts/series.svg?{CELL}&size=9999").status_code == 400
    assert client.get(f"/charts/other.svg?{CELL}").status_code == 404


def test_an_empty_register_has_nothing_to_draw(empty_client: Client) -> None:
    assert empty_client.get("/charts/series.svg").status_code == 404


def test_pictures_keep_a_bounded_number() -> None:
    kept = Pictures(kept=2)
    frame = specs.Frame(theme.SCHEMES["light"])
    for number in range(4):
        rows = [specs.Bar("a", number, str(number))]
        kept.picture(specs.bars(rows, specs.Caption("t", ()), frame, ("a", "b")), "svg")
    assert len(kept) == 2


@pytest.mark.parametrize(
    ("text", "size", "lines"),
    [
        ("short", "narrow", ["short"]),
        ("word " * 20, "narrow", [("word " * 10).strip(), ("word " * 10).strip()]),
        ("汉" * 30, "narrow", ["汉" * 25, "汉" * 5]),
        ("", "wide", [""]),
    ],
)
def test_titles_are_broken_where_they_may(text: str, size: str, lines: list[str]) -> None:
    assert specs.broken(text, size) == lines


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: the contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", theme.SCHEMES.values(), ids=theme.SCHEMES)
def test_colours_have_the_contrast_they_need(scheme: theme.Scheme) -> None:
    assert contrast(scheme.ink, scheme.paper) >= 7
    assert contrast(scheme.quiet, scheme.paper) >= 4.5
    assert contrast(scheme.gold, scheme.paper) >= 4.5
    for tile, text in zip(scheme.ramp, scheme.on_ramp, strict=True):
        assert contrast(tile, text) >= 4.5, (tile, text)


def test_missing_chinese_fonts_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(pictures, "CHINESE_FONTS", (str(tmp_path),))
    assert "apt install fonts-noto-cjk" in str(pictures.chinese_fonts())
