"""Working at volume in a real Chromium: by keyboard, in both languages, narrow and wide."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from goldthread.programme.models import KeyTask
from tests.programme.building import World
from tests.web.furnished import serious
from tests.web.volume.test_many import chosen
from tests.web.volume.test_plan_page import begun, long_plan

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.fixture
def visit(chromium: Any, server: str, world: World) -> Iterator[Open]:
    """Opens an address in a window, with the session of a client."""
    contexts = []

    def open_page(address: str, client: Client, width: int = 1280, **options: Any) -> Any:
        from django.conf import settings

        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": server}])
        window = context.new_page()
        window.complaints = []
        window.on("console", lambda message: window.complaints.append(message.text))
        window.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.goto(server + address)
        return window

    yield open_page
    for context in contexts:
        context.close()


def overflow(window: Any) -> int:
    """Pixels by which the page is wider than its window."""
    return int(
        window.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    )


@pytest.mark.parametrize(("width", "lang"), [(1280, "en"), (360, "zh")])
def test_every_page_is_usable(
    world: World, signed_in: Any, visit: Open, width: int, lang: str
) -> None:
    task = world.task("signed")
    client = signed_in("supervision")
    planner = signed_in("planning")
    plan = begun(planner)
    client.post("/views/save?state=registered", {"name": "Waiting"})
    pages = {
        "/plans/read": planner,
        plan: planner,
        f"{plan}?state=warned": planner,
        "/ledger?page=1": client,
        "/ledger/workbook": client,
        chosen(client, task): client,
        "/views": client,
        "/reports/workbook": signed_in("zj_head"),
    }
    for address, who in pages.items():
        sign = "&" if "?" in address else "?"
        window = visit(f"{address}{sign}lang={lang}", who, width)
        assert (address, serious(window), overflow(window)) == (address, [], 0)
        assert window.complaints == []


def test_a_plan_goes_into_the_ledger_without_a_script(
    world: World, signed_in: Any, visit: Open
) -> None:
    planner = signed_in("planning")
    window = visit("/plans/read?lang=en", planner, java_script_enabled=False)
    window.get_by_label("Text of the plan").fill(long_plan(3))
    window.get_by_role("button", name="Read the text").click()
    window.get_by_label("公安部", exact=True).select_option("CNIPA-PROT")
    window.get_by_label("海关总署", exact=True).select_option("-")
    window.get_by_role("button", name="Take all without a warning").click()
    window.get_by_role("button", name="See what will be made").click()
    window.get_by_role("button", name="Draft all of this").click()
    assert "3 tasks were drafted." in window.locator(".told").inner_text()
    assert KeyTask.objects.count() == 3


def test_lines_are_walked_and_ticked_by_keyboard(world: World, signed_in: Any, visit: Open) -> None:
    planner = signed_in("planning")
    window = visit(begun(planner, long_plan(120)), planner)
    for key in "jjx":
        window.keyboard.press(key)
    assert window.locator("#line-1 .take input").is_checked()
    assert window.locator("#text-1").get_attribute("class") == "here"
    window.locator("#f-q").focus()
    window.keyboard.type("jx")
    assert window.locator("#f-q").input_value() == "jx"
    assert window.complaints == []


def test_a_link_leads_from_the_line_to_its_place_in_the_text(
    world: World, signed_in: Any, visit: Open
) -> None:
    planner = signed_in("planning")
    window = visit(begun(planner, long_plan(120)), planner, java_script_enabled=False)
    window.locator("#line-100 .to-text").click()
    assert window.url.endswith("#text-100")
    assert window.locator("#text-100").inner_text() == "完成第101项工作，6月底前完成。"
