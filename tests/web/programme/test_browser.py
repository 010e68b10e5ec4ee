"""The pages of the work in a real Chromium: axe, both languages, a phone, without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

from tests.programme.building import World
from tests.web.furnished import serious

pytestmark = pytest.mark.browser
PHONE, WIDE = 360, 1280


@pytest.fixture
def pages(chromium: Any, server: str, world: World) -> Iterator[Any]:
    """Opens an address as one of the world's people."""
    contexts = []

    def open_page(address: str, name: str, width: int = WIDE, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
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


@pytest.fixture
def task(world: World) -> Any:
    found = world.task("in_progress", supports={"IPO-ZJ": "1/3"})
    world.assignment(found, state="received")
    world.prove(found)
    return found


def addresses(world: World, task: Any) -> list[str]:
    return [
        "/cycles",
        "/cycles/2019-H1",
        "/ledger?cycle=2019-H1",
        "/sources/outline-2019",
        f"/requirements/{world.requirement.pk}",
        f"/measures/{world.measure.pk}",
        f"/tasks/{task.pk}",
        "/act/key_task/new/draft",
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_a_phone(
    world: World, task: Any, pages: Any, lang: str
) -> None:
    for address in addresses(world, task):
        mark = "&" if "?" in address else "?"
        window = pages(f"{address}{mark}lang={lang}", "supervision", PHONE)
        assert (address, serious(window)) == (address, [])
        assert window.evaluate("document.documentElement.scrollWidth") == PHONE


def test_the_thread_leads_from_the_task_to_the_clause_and_to_the_records(
    task: Any, pages: Any
) -> None:
    window = pages(f"/tasks/{task.pk}", "supervision")
    steps = window.locator("nav.thread li .kind").all_inner_texts()
    assert steps == ["Clause", "Requirement", "Measure", "Key task", "Reports", "Evidence"]
    window.locator("nav.thread a").first.click()
    assert "/sources/outline-2019#c" in window.url


def test_a_task_is_drafted_without_javascript(world: World, pages: Any) -> None:
    window = pages("/act/key_task/new/draft?lang=en", "planning", java_script_enabled=False)
    window.select_option("#field-cycle", label="2019-H1 Cycle 2019-H1")
    window.fill("#field-title_en", "Mediation centres <b>everywhere</b>")
    window.select_option("#field-measure", label="1. Measure 1")
    window.select_option("#field-lead", value="CNIPA-PROT")
    window.fill("#field-responsible", "Li")
    window.fill("#field-due", "2019-06-28")
    window.locator('[name="supports:office"]').first.select_option("IPO-ZJ")
    window.locator('[name="supports:share"]').first.fill("1/3")
    window.locator('[name="milestones:title"]').first.fill("Rules issued")
    window.locator('[name="milestones:due"]').first.fill("2019-05-31")
    window.locator('[name="milestones:criteria"]').first.fill("issued\npublished")
    window.locator("form.act button[type=submit]").click()
    assert window.locator("h1").inner_text() == "Mediation centres <b>everywhere</b>"
    assert window.locator("ol.milestones h3").all_inner_texts() == ["Rules issued"]
    assert window.locator("ul.criteria > li").count() == 2
    assert "2/3" in window.locator("section[aria-labelledby=units]").inner_text()


def test_what_is_wrong_is_said_and_what_was_typed_stays(world: World, pages: Any) -> None:
    window = pages("/act/key_task/new/draft?lang=en", "planning")
    window.select_option("#field-cycle", label="2019-H1 Cycle 2019-H1")
    window.fill("#field-title_en", "Mediation centres")
    window.select_option("#field-lead", value="CNIPA-PROT")
    window.locator('[name="supports:office"]').first.select_option("CNIPA-PROT")
    window.locator("form.act button[type=submit]").click()
    assert window.locator("#field-title_en").input_value() == "Mediation centres"
    assert window.locator('[name="supports:office"]').first.input_value() == "CNIPA-PROT"
    assert "CNIPA-PROT" in window.locator("[role=alert]").inner_text()


def test_a_unit_is_typed_where_there_are_many_without_javascript(world: World, pages: Any) -> None:
    """By its name, whole; the list offers every unit, in the language of the page."""
    task = world.task("in_progress")
    world.assignment(task, "IPO-ZJ")
    world.assignment(task, "IPO-JS")
    window = pages("/ledger?cycle=2019-H1", "supervision", java_script_enabled=False)
    field = window.get_by_label("Unit", exact=True)
    offered = window.locator("#f-office-list option")
    assert offered.count() > 30
    assert "Zhejiang Intellectual Property Office" in [
        offered.nth(n).get_attribute("value") for n in range(offered.count())
    ]
    field.fill("zhejiang intellectual property office")
    window.get_by_role("button", name="Show").click()
    assert "office=" in window.url
    assert window.locator("table tbody tr").count() == 1
    field = window.get_by_label("Unit", exact=True)
    assert field.input_value() == "Zhejiang Intellectual Property Office"
