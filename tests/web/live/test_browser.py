"""The screen in a real Chromium, with the pages' server and the stream's process beside it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as site
from playwright.sync_api import expect

from goldthread.web.live import place
from tests.web.furnished import serious
from tests.web.live.conftest import Begin, Hall, Stream, cookie_of

pytestmark = pytest.mark.browser
PHONE, WALL = (360, 800), (1920, 1080)
Open = Callable[..., Any]


@pytest.fixture
def stream(server: str, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> Stream:
    """Known to the pages, whose port it knows."""
    made = begin(pages=int(server.rpartition(":")[2]))
    monkeypatch.setenv(place.PORT, str(made.port))
    return made


@pytest.fixture
def visit(chromium: Any, server: str, hall: Hall) -> Iterator[Open]:
    contexts = []

    def open_page(path: str, name: str = "", size: tuple[int, int] = WALL, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        if name:
            value = cookie_of(hall.world[name]).partition("=")[2]
            cookie = {"name": site.SESSION_COOKIE_NAME, "value": value, "url": server}
            context.add_cookies([cookie])
        window = context.new_page()
        window.goto(server + path)
        return window

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("account", ["", "delegate"])
def test_a_change_is_seen_without_loading_the_page_again(
    hall: Hall, stream: Stream, visit: Open, account: str
) -> None:
    path = "/seminars/2019-H2/screen" if account else f"/seminars/2019-H2/screen/{hall.token}"
    window = visit(f"{path}?lang=en", account)
    expect(window.locator("#line")).to_have_text("Live")
    window.evaluate("window.stayed = true")
    expect(window.locator(".queue li")).to_have_count(2)
    hall.say("Third <b>speaker</b>")
    expect(window.locator(".queue li")).to_have_count(3, timeout=15_000)
    expect(window.locator(".queue li").first).to_contain_text("Third <b>speaker</b>")
    hall.world.act(hall.statements, "end", "chair")
    expect(window.locator(".now .none")).to_have_text(
        "No agenda item is under way.", timeout=15_000
    )
    assert window.evaluate("window.stayed") is True


def test_when_the_address_is_renewed_the_screen_goes_dark(
    hall: Hall, stream: Stream, visit: Open
) -> None:
    window = visit(f"/seminars/2019-H2/screen/{hall.token}?lang=en")
    expect(window.locator("#line")).to_have_text("Live")
    hall.world.act(hall.seminar, "renew_screen", "secretariat")
    expect(window.locator("h1")).to_have_text("Not found", timeout=20_000)
    assert "Statements" not in window.content()


def test_when_the_stream_ends_the_screen_stays_and_says_so(
    hall: Hall, stream: Stream, visit: Open
) -> None:
    window = visit(f"/seminars/2019-H2/screen/{hall.token}?lang=en")
    expect(window.locator("#line")).to_have_text("Live")
    stream.process.terminate()
    expect(window.locator("#line")).not_to_have_text("Live", timeout=15_000)
    expect(window.locator(".now .title")).to_have_text("Statements")


def test_without_javascript_the_page_refreshes_itself(
    hall: Hall, stream: Stream, visit: Open
) -> None:
    path = f"/seminars/2019-H2/screen/{hall.token}?lang=zh"
    window = visit(path, java_script_enabled=False)
    expect(window.locator(".queue li")).to_have_count(2)
    hall.say("第三位")
    expect(window.locator(".queue li")).to_have_count(3, timeout=25_000)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing_serious_and_it_fits_a_phone_and_a_wall(
    hall: Hall, stream: Stream, visit: Open, lang: str
) -> None:
    for size in (PHONE, WALL):
        window = visit(f"/seminars/2019-H2/screen/{hall.token}?lang={lang}", size=size)
        expect(window.locator("#line")).not_to_have_text("")
        assert (size, serious(window)) == (size, [])
        assert window.evaluate("document.documentElement.scrollWidth") == size[0]
    # Nobody can scroll what hangs on a wall.
    assert window.evaluate("document.documentElement.scrollHeight") == WALL[1]
    window = visit(f"/seminars/2019-H2/hall?lang={lang}", "secretariat", PHONE)
    assert serious(window) == []
    assert window.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_dark_mode_does_not_darken_the_hall(hall: Hall, stream: Stream, visit: Open) -> None:
    window = visit(f"/seminars/2019-H2/screen/{hall.token}", color_scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"
    assert window.evaluate(colour) == "rgb(255, 253, 248)"
