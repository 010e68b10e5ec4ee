"""Forms in a real Chromium: keyboard, what was typed is kept, a second click does nothing."""

from typing import Any

import pytest

from goldthread.offices import actions
from goldthread.workflow.models import Event
from tests.web.furnished import Open, drafted, serious, user_of

pytestmark = pytest.mark.browser
DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('goldthread-draft/')).length"


def keeps(window: Any, count: int) -> None:
    """Waits until so many drafts are kept; the site forbids evaluating text, so it asks again."""
    for _ in range(100):
        if window.evaluate(DRAFTS) == count:
            return
        window.wait_for_timeout(50)
    assert window.evaluate(DRAFTS) == count


def test_typed_text_is_offered_again_and_forgotten_once_sent(visit: Open, server: str) -> None:
    act = drafted()
    address = f"{server}/act/reform/{act.pk}/cancel?lang=en"
    window = visit(f"/act/reform/{act.pk}/cancel?lang=en", "planner")
    window.get_by_label("Reason").fill("Half a reason")
    keeps(window, 1)
    window.goto(server + "/reforms?lang=en")
    window.goto(address)
    offer = window.locator(".draft")
    offer.wait_for()
    assert "there is text that you typed here and did not send" in offer.inner_text()
    assert serious(window) == []
    window.get_by_role("button", name="Take it").click()
    assert window.get_by_label("Reason").input_value() == "Half a reason"
    window.get_by_role("button", name="Cancel").click()
    window.locator("header.object .state", has_text="cancelled").wait_for()
    keeps(window, 0)


def test_typed_text_can_be_thrown_away(visit: Open, server: str) -> None:
    act = drafted()
    window = visit(f"/act/reform/{act.pk}/cancel?lang=zh", "planner")
    window.get_by_label("理由").fill("一半")
    keeps(window, 1)
    window.reload()
    window.get_by_role("button", name="舍弃").click()
    keeps(window, 0)
    assert window.get_by_label("理由").input_value() == ""


def test_another_person_on_the_same_device_is_offered_nothing(visit: Open, server: str) -> None:
    act = drafted()
    window = visit(f"/act/reform/{act.pk}/cancel?lang=en", "planner")
    window.get_by_label("Reason").fill("Not for others")
    keeps(window, 1)
    held = window.context.storage_state()
    other = visit("/alive", "supervisor", storage_state={**held, "cookies": []})
    other.goto(f"{server}/act/reform/{act.pk}/cancel?lang=en")
    other.get_by_label("Reason").wait_for()
    assert other.locator(".draft").is_visible() is False


def test_what_was_refused_comes_back_with_the_focus_on_the_sentence(visit: Open) -> None:
    act = drafted()
    window = visit(f"/act/reform/{act.pk}/edit?lang=en", "planner")
    window.get_by_label("Title in English").fill("")
    window.get_by_label("Title in Chinese").fill("新标题")
    window.get_by_role("button", name="Edit").click()
    window.locator(".problem").wait_for()
    assert window.evaluate("document.activeElement.className") == "problem"
    assert window.title().startswith("Not done: Edit")
    window.get_by_role("link", name="Give the title in English.").click()
    assert window.evaluate("document.activeElement.id") == "field-title_en"
    assert window.get_by_label("Title in Chinese").input_value() == "新标题"
    assert serious(window) == []


def test_a_double_click_does_it_once(visit: Open) -> None:
    act = drafted()
    window = visit(f"/act/reform/{act.pk}/rehearse?lang=en", "planner")
    window.get_by_role("button", name="Rehearse").dblclick()
    window.locator("header.object .state", has_text="rehearsed").wait_for()
    assert [event.action for event in Event.objects.of(act)] == ["draft", "rehearse"]


@pytest.mark.parametrize("width", [1280, 360])
def test_three_sides_are_accessible_and_lead_on(visit: Open, width: int) -> None:
    act = drafted()
    window = visit(f"/act/reform/{act.pk}/cancel?lang=en", "planner", width=width)
    window.get_by_label("Reason").fill("Mine")
    actions.rehearse_reform(reform=act, actor=user_of("supervisor"), expected_version=1)
    window.get_by_role("button", name="Cancel").click()
    window.get_by_role("heading", name="Somebody acted in between").wait_for()
    assert serious(window) == []
    assert window.evaluate("document.documentElement.scrollWidth") == width
    window.get_by_role("button", name="Send mine on the present version").click()
    window.locator("header.object .state", has_text="cancelled").wait_for()
    keeps(window, 0)
