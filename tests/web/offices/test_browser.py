"""The pages of offices and acts in a real Chromium: accessible, on a phone, without JavaScript."""

from typing import Any

import pytest

from tests.web.furnished import Open, drafted, serious
from tests.web.test_browser import own_complaints, with_language

pytestmark = pytest.mark.browser
PAGES = {
    "offices": "/offices",
    "as it was": "/offices?structure=was",
    "a day": "/offices?day=2018-01-01&q=a",
    "office": "/offices/CNIPA",
    "ended office": "/offices/SAIC",
    "people": "/offices/IPO-ZJ",
    "acts": "/reforms",
    "act": "/reforms/services",
    "act of the provinces": "/reforms/cn-2018-provinces",
    "rehearsal": "/reforms/services/rehearsal",
    "handover": "/reforms/cn-2018-national/handover/SAIC/CNIPA",
    "upload": "/reforms/upload",
    "established": "/reforms/services/add/established",
    "merged": "/reforms/services/add/merged",
    "split": "/reforms/services/add/split",
    "take out": "/reforms/services/take-out/1",
    "form": "/act/reform/{pk}/edit",
    "rehearse": "/act/reform/{pk}/rehearse",
    "history": "/act/reform/{pk}",
    "refused": "/act/reform/{pk}/undo",
    "workflow": "/workflow",
}
OPEN_ALL = "document.querySelectorAll('main details').forEach(each => { each.open = true; })"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Open, server: str, scheme: str) -> None:
    act, lang = drafted(), "en" if scheme == "light" else "zh"
    window = visit("/alive", "planner", color_scheme=scheme)
    found = {}
    for name, address in PAGES.items():
        window.goto(server + with_language(address.format(pk=act.pk), lang))
        window.evaluate(OPEN_ALL)
        found[name] = serious(window)
    assert {name: rules for name, rules in found.items() if rules} == {}
    assert own_complaints(window) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_scrolls_sideways_on_a_phone(visit: Open, server: str, lang: str) -> None:
    act = drafted()
    window = visit("/alive", "planner", width=360)
    widths = {}
    for name, address in PAGES.items():
        window.goto(server + with_language(address.format(pk=act.pk), lang))
        window.evaluate(OPEN_ALL)
        widths[name] = window.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(PAGES, 360)


def drafts_an_act(window: Any, server: str) -> None:
    """From the list of acts to a rehearsed act, by what a person sees."""
    window.goto(server + "/reforms?lang=en")
    window.get_by_role("link", name="Draft an act").click()
    window.get_by_label("Title in English").fill("Staff renamed")
    window.get_by_label("Title in Chinese").fill("人事司更名")
    window.get_by_label("Effective day").fill("2090-02-01")
    window.get_by_role("button", name="Draft").click()
    window.get_by_role("link", name="Renamed").click()
    window.get_by_label("Office", exact=True).select_option("CNIPA-HR")
    window.get_by_label("Name in English", exact=True).fill("Staff Department")
    window.get_by_label("Name in Chinese", exact=True).fill("人事部")
    window.get_by_role("button", name="Add a change: renamed").click()
    assert "is renamed Staff Department." in window.locator("ol.changes").inner_text()
    window.get_by_role("link", name="Rehearse", exact=True).click()
    window.get_by_role("button", name="Rehearse").click()
    assert "rehearsed" in window.locator("header.object .state").inner_text()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_person_drafts_and_rehearses_an_act(visit: Open, server: str, script: bool) -> None:
    window = visit("/alive", "planner", java_script_enabled=script)
    drafts_an_act(window, server)
    assert own_complaints(window) == []


def test_the_switch_leads_between_structures(visit: Open) -> None:
    window = visit("/offices?lang=en", java_script_enabled=False)
    window.get_by_role("link", name="structure of a day").click()
    window.get_by_label("Day").fill("2018-01-01")
    window.get_by_role("button", name="Show").click()
    assert "The structure of 1 January 2018: 105 offices." in window.locator(".lead").inner_text()
    window.get_by_role("link", name="as it was").click()
    assert "139 offices" in window.locator(".lead").inner_text()


def test_a_handover_sheet_is_printed_without_controls(visit: Open) -> None:
    window = visit(PAGES["handover"])
    window.emulate_media(media="print")
    assert window.locator(".signatures").is_visible() is True
    assert window.get_by_role("link", name="Download as Word document").is_visible() is False
    assert len(window.pdf(format="A4")) > 10_000
