"""The thread and a past day in a real Chromium: axe, both languages, a phone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

from tests.web.furnished import serious
from tests.web.walk.conftest import WalkedWorld

pytestmark = pytest.mark.browser
PHONE, WIDE = 360, 1280


@pytest.fixture
def pages(chromium: Any, server: str, world: WalkedWorld) -> Iterator[Any]:
    """Opens an address as one of the world's people."""
    contexts = []

    def open_page(address: str, name: str, width: int = WIDE) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        client = Client()
        client.force_login(world[name])
        cookie = client.cookies[site.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": cookie, "url": server}])
        window = context.new_page()
        window.goto(server + address)
        return window

    yield open_page
    for context in contexts:
        context.close()


def addresses(world: WalkedWorld) -> list[str]:
    walked, day = world.walked, world.at.date().isoformat()
    return [
        f"/thread/measure/{world.measure.pk}",
        f"/ledger?as_of={day}",
        f"/tasks/{walked.task.pk}?as_of={day}",
        f"/reviews/2019-H1/then?as_of={day}",
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_a_phone(
    world: WalkedWorld, pages: Any, lang: str
) -> None:
    for address in addresses(world):
        mark = "&" if "?" in address else "?"
        window = pages(f"{address}{mark}lang={lang}", "planning", PHONE)
        assert (
            window.evaluate("getComputedStyle(document.body).margin") == "0px"
        )  # its style is there
        assert (address, serious(window)) == (address, [])
        assert window.evaluate("document.documentElement.scrollWidth") == PHONE


def test_walking_by_the_drawing_from_a_task_to_the_promise(world: WalkedWorld, pages: Any) -> None:
    """From the page of the task to its thread, by a box to the sentence, to the next measure."""
    window = pages(f"/tasks/{world.walked.task.pk}", "planning")
    window.click("text=The whole thread")
    window.click("svg.walk a[href^='/thread/sentence/']")
    assert window.url.endswith(f"/thread/sentence/{world.walked.cited.pk}")
    window.click(f"svg.walk a[href='/thread/measure/{world.walked.promise.measure_id}']")
    assert window.inner_text("h1") == "2. Measure 2"
