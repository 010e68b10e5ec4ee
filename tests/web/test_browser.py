"""The site in a real Chromium: accessible, usable without JavaScript, on a phone, on paper."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PAGES = {
    "look-back": "/?indicator=C01&period=2019-H1",
    "one region": "/?indicator=P01&period=2019-H1&region=CN-ZJ",
    "records": "/records?indicator=C01&period=2019-H1",
    "explain": "/explain?indicator=C01&period=2019-H1&from=3&to=5",
    "loads": "/loads",
    "templates": "/loads/templates",
    "load": "/loads/5",
    "quarantine": "/loads/5/quarantine",
    "indicators": "/indicators",
    "indicator": "/indicators/P02",
    "refused": "/?period=2019-H3",
    "not there": "/nowhere",
}
# The part of the page that holds the focus, by its class.
WHERE = """
(document.activeElement.closest('form, .cards, svg.tiles, .limits') ?? document.body)
  .getAttribute('class')
"""
MOVING = """
[...document.querySelectorAll('*')]
  .filter(e => getComputedStyle(e).transitionDuration !== '0s').length
"""
# How far a chart's box is from the shape that it was drawn in; 1 is not at all.
STRETCHED = """
(() => {
  const chart = document.querySelector('.stage svg'), box = chart.getBoundingClientRect();
  return box.height / box.width * chart.viewBox.baseVal.width / chart.viewBox.baseVal.height;
})()
"""
# How many characters the narrowest column of texts has room for.
NARROWEST = """
Math.min(...[...document.querySelectorAll('table.records tbody td:not(.num, .nowrap)')]
  .map(cell => cell.clientWidth / parseFloat(getComputedStyle(cell).fontSize)))
"""
Open = Callable[..., Any]


@pytest.fixture
def visit(chromium: Any, server: str) -> Iterator[Open]:
    """Opens an address in a window of its own and notes what the browser complains of."""
    contexts = []

    def open_page(address: str, width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        window = context.new_page()
        window.complaints = []
        window.on("console", lambda message: window.complaints.append(message.text))
        window.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.goto(server + address)
        return window

    yield open_page
    for context in contexts:
        context.close()


def with_language(address: str, lang: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={lang}"


def own_complaints(window: Any) -> list[str]:
    """Without the browser's note that a page of an error has an error's status."""
    return [text for text in window.complaints if "Failed to load resource" not in text]


def serious(window: Any) -> list[tuple[str, str]]:
    """What axe finds that would keep somebody out."""
    return [
        (rule["id"], node["html"][:200])
        for rule in Axe().run(window).response["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Open, server: str, scheme: str) -> None:
    lang = "en" if scheme == "light" else "zh"
    window = visit("/alive", color_scheme=scheme)
    found = {}
    for name, address in PAGES.items():
        window.goto(server + with_language(address, lang))
        found[name] = serious(window)
    assert {name: rules for name, rules in found.items() if rules} == {}
    assert own_complaints(window) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_scrolls_sideways_on_a_phone(visit: Open, server: str, lang: str) -> None:
    window = visit("/alive", width=360)
    widths = {}
    for name, address in PAGES.items():
        window.goto(server + with_language(address, lang))
        widths[name] = window.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(PAGES, 360)


def test_twice_the_size_needs_no_sideways_scrolling(visit: Open) -> None:
    # 200 % zoom of a window of 1280 is a window of 640 with twice the pixels.
    window = visit(PAGES["look-back"], width=640, device_scale_factor=2)
    assert window.evaluate("document.documentElement.scrollWidth") == 640


def test_charts_become_interactive(visit: Open) -> None:
    window = visit(PAGES["look-back"])
    window.locator("figure.chart").scroll_into_view_if_needed()
    window.locator("figure.chart.live .stage svg").wait_for(timeout=20_000)
    bar = window.locator("figure.chart .stage .mark-rect path").nth(25)
    bar.hover()
    tip = window.locator("#vg-tooltip-element.visible")
    tip.wait_for(timeout=10_000)
    assert "2019-0" in tip.inner_text()
    assert own_complaints(window) == []


def test_without_javascript_everything_is_there(visit: Open) -> None:
    window = visit(PAGES["look-back"], java_script_enabled=False)
    picture = window.locator("figure.chart img")
    picture.scroll_into_view_if_needed()
    assert picture.bounding_box()["height"] > 150
    window.locator("#choose-period").select_option("2018-H2")
    window.get_by_role("button", name="Show").click()
    assert "indicator=C01&period=2018-H2" in window.url
    window.locator(".card.chosen .value a").click()
    assert "add up to" in window.locator(".proof").inner_text()
    window.locator("tbody th a").first.click()
    assert window.locator("nav.thread li").count() == 6


def test_a_map_tile_opens_its_records(visit: Open) -> None:
    window = visit(PAGES["look-back"])
    window.locator("svg.tiles a", has_text="GD").click()
    window.wait_for_url("**/records?*region=CN-GD*")


def test_code_is_copied(visit: Open) -> None:
    window = visit(PAGES["look-back"], permissions=["clipboard-read", "clipboard-write"])
    card = window.locator(".card.chosen")
    card.get_by_text("Code", exact=False).last.click()
    card.get_by_role("button", name="Copy").click()
    card.get_by_role("button", name="Copied").wait_for()
    copied = window.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("goldthread figure C01 --period")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_columns_of_texts_can_be_read_on_a_phone(visit: Open, lang: str) -> None:
    window = visit(with_language(PAGES["records"], lang), width=360)
    assert window.evaluate(NARROWEST) >= 7
    assert window.evaluate("document.documentElement.scrollWidth") == 360


def test_the_keyboard_reaches_everything(visit: Open) -> None:
    window = visit(PAGES["look-back"])
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.className") == "skip"
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "main"
    reached = set()
    for _ in range(260):
        window.keyboard.press("Tab")
        reached.add(window.evaluate(WHERE))
    assert reached >= {"choose", "cards", "tiles", "limits"}


def test_focus_can_be_seen(visit: Open) -> None:
    window = visit(PAGES["loads"])
    for _ in range(3):
        window.keyboard.press("Tab")
    assert window.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_paper_has_the_numbers_and_no_controls(visit: Open) -> None:
    window = visit(PAGES["look-back"])
    window.emulate_media(media="print")
    assert window.locator("form.choose").is_visible() is False
    assert window.locator(".cards").is_visible() is True
    assert len(window.pdf(format="A4")) > 10_000


def test_the_map_and_the_chart_can_be_read_on_paper(visit: Open) -> None:
    window = visit(PAGES["look-back"])
    window.locator("figure.chart").first.scroll_into_view_if_needed()
    window.locator(".stage svg").wait_for()
    window.emulate_media(media="print")
    # A sheet is narrower than the window that the chart was drawn for.
    window.evaluate("document.querySelector('main').style.width = '688px'")
    tiles = window.locator(".tiles").bounding_box()
    assert tiles
    assert tiles["width"] > 400
    assert window.evaluate(STRETCHED) == pytest.approx(1, abs=0.01)
    assert window.locator(".three details").first.is_visible() is False


def test_nothing_moves_for_who_asks_for_stillness(visit: Open) -> None:
    window = visit(PAGES["look-back"], reduced_motion="reduce")
    assert window.evaluate(MOVING) == 0
