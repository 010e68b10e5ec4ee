"""The pages of the meeting in a real Chromium: axe, a phone, no network, two clerks, no script."""

from typing import Any

import pytest

from goldthread.seminar.models import Delegate, Intervention, MinutesEntry
from tests.web.conftest import words
from tests.web.furnished import serious
from tests.web.seminar.conftest import Open, at_world, client_of
from tests.web.seminar.test_pages import keys
from tests.web.seminar.told import Meeting

pytestmark = pytest.mark.browser
DESK = "secretariat"
PAGES = {
    "/seminars": DESK,
    "/seminars/{key}": "zj_head",
    "/seminars/{key}/agenda?from=1&to=2": DESK,
    "/seminars/{key}/documents": DESK,
    "/seminars/{key}/documents/add": DESK,
    "/seminars/{key}/delegations": "press",
    "/seminars/{key}/interventions": "chair",
    "/seminars/{key}/minutes": DESK,
    "/seminars/{key}/unsaid": "planning",
    "/seminars/{key}/badges": DESK,
    "/seminars/{key}/check-in": DESK,
    "/sessions/{session}": DESK,
    "/agenda-items/{talks}": "chair",
    "/documents/{embargoed}": DESK,
    "/delegations/{delegation}": "zj_head",
    "/interventions/{queued}": "zj_head",
    "/minutes/{entry}?from=1&to=3": DESK,
    "/addresses/{address}": "planning",
    "/act/seminar/new/plan": DESK,
    "/act/agenda_item/{talks}/edit": DESK,
    "/act/delegation/{delegation}/replace": "zj_head",
    "/act/intervention/{queued}/submit_in_writing": "zj_head",
    "/act/minutes_entry/{entry}/write": DESK,
    "/act/minutes_entry/{entry}/restore": DESK,
    "/act/address/{address}/clear": "issuer",
}


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh", 360)])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    met: Meeting, visit: Open, lang: str, width: int
) -> None:
    for path, who in PAGES.items():
        address = path.format(**keys(met))
        page = visit(f"{address}{'&' if '?' in address else '?'}lang={lang}", who, width)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert (path, over, page.complaints, serious(page)) == (path, 0, [], [])
        page.context.close()


def late_delegate(met: Meeting) -> Delegate:
    """Somebody named today, who has a badge and has not come yet."""
    people = [
        {"kind": "head", "name_en": "Head of IPO-JS"},
        {"kind": "member", "name_en": "Late member"},
    ]
    met.act(met.delegations["IPO-JS"], "replace", "js_head", delegates=people, reason="病假")
    return Delegate.objects.get(name_en="Late member")


def test_badges_read_without_a_network_are_kept_and_sent_later(met: Meeting, visit: Open) -> None:
    """The page is even opened anew while there is no network."""
    late = late_delegate(met)
    assert late.badge
    page = visit("/seminars/2019-H2/check-in?lang=en", DESK, 360)
    page.locator("html[data-kept=yes]").wait_for(state="attached")
    page.get_by_text("Connected: badges are sent at once.").wait_for()
    page.context.set_offline(True)
    page.reload()
    for badge in (late.badge, "made-up", late.badge):
        page.get_by_label("Badge").fill(badge)
        page.get_by_label("Badge").press("Enter")
    page.locator("#badges-read li").nth(1).wait_for()
    rows = page.locator("#badges-read li")
    assert rows.count() == 2
    assert page.locator("#badges-read li[data-state=waiting]").count() == 2
    page.get_by_text("Late member").wait_for()
    page.get_by_text("not on the list of this device").wait_for()
    page.get_by_text("No network: badges are kept on this device and sent later.").wait_for()
    late.refresh_from_db()
    assert late.checked_in_at is None
    page.context.set_offline(False)
    page.locator("#badges-read li[data-state=done]").wait_for()
    page.locator("#badges-read li[data-state=refused]").wait_for()
    page.get_by_text("made-up is no badge of this seminar.").wait_for()
    late.refresh_from_db()
    assert late.checked_in_at is not None
    assert late.checked_in_at.date() == met.at.date()  # by the site's clock, not the browser's
    kept = page.evaluate(KEPT)
    assert late.badge not in kept
    assert "Late member" in kept


KEPT = """() => new Promise((done) => {
  const opening = indexedDB.open("goldthread-check-in");
  opening.onsuccess = () => {
    const asking = opening.result.transaction("read").objectStore("read").getAll();
    asking.onsuccess = () => done(JSON.stringify(asking.result));
  };
})"""


def test_the_code_on_a_badge_is_read_by_another_program(met: Meeting, visit: Open) -> None:
    """By the browser's own reader of QR codes, where it has one."""
    page = visit("/seminars/2019-H2/badges", DESK)
    found = page.evaluate(READ)
    if found is None:
        pytest.skip("this Chromium reads no QR codes")
    badges = Delegate.objects.filter(replaced_at=None).order_by("delegation__office__code")
    assert found == badges.first().badge


READ = """async () => {
  if (!("BarcodeDetector" in window)) return null;
  const formats = await BarcodeDetector.getSupportedFormats();
  if (!formats.includes("qr_code")) return null;
  const drawn = new XMLSerializer().serializeToString(document.querySelector(".badges svg"));
  const picture = new Image(528, 528);
  picture.src = "data:image/svg+xml," + encodeURIComponent(
    drawn.includes("xmlns=") ? drawn : drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'));
  await picture.decode();
  const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
  return found[0].rawValue;
}"""


def test_two_clerks_write_the_same_entry_and_no_word_is_lost(met: Meeting, visit: Open) -> None:
    """The second is shown three sides and sends the text of both; every revision is there."""
    form = f"/act/minutes_entry/{met.opened.pk}/write?lang=en"
    one, other = (visit(form, name) for name in (DESK, "clerk"))
    field = "Text in English"
    one.get_by_label(field).fill("The first clerk's words.")
    other.get_by_label(field).fill("The second clerk's words.")
    one.get_by_role("button", name="Write").click()
    one.get_by_text("Done: write.").wait_for()
    other.get_by_role("button", name="Write").click()
    other.get_by_role("heading", name="Somebody acted in between").wait_for()
    sides = other.locator("table.three-sides tbody tr").first
    assert [cell.inner_text().split("\n")[0] for cell in sides.locator("td").all()] == [
        "The head opened the seminar at nine o'clock.",
        "The second clerk's words.",
        "The first clerk's words. changed by others",
    ]
    both = "The first clerk's words. The second clerk's words."
    other.get_by_label(field).fill(both)
    other.get_by_role("button", name="Send mine on the present version").click()
    other.get_by_text("Done: write.").wait_for()
    entry = MinutesEntry.objects.get(pk=met.opened.pk)
    texts = [row.text_en for row in entry.revisions.order_by("number")]
    assert (entry.text_en, texts[3:]) == (both, ["The first clerk's words.", both])


def test_what_a_clerk_typed_and_did_not_send_is_offered_again(met: Meeting, visit: Open) -> None:
    form = f"/act/minutes_entry/{met.opened.pk}/write?lang=en"
    page = visit(form, DESK)
    page.get_by_label("Text in English").fill("Half a sentence")
    page.wait_for_timeout(1_000)  # what was typed is kept a moment after
    page.reload()
    page.get_by_text("On this device there is text that you typed here and did not send").wait_for()
    page.get_by_role("button", name="Take it").click()
    assert page.get_by_label("Text in English").input_value() == "Half a sentence"


def test_an_office_asks_to_speak_and_the_chair_moves_it_without_javascript(
    met: Meeting, visit: Open
) -> None:
    met.act(met.queue[2], "queue", "secretariat", position=3)
    at_world(met)
    page = visit("/seminars/2019-H2/interventions?lang=en", "chair", java_script_enabled=False)
    buttons = page.get_by_role("button", name="to place 2")
    assert [each.inner_text() for each in buttons.all()] == ["↓", "↑"]
    buttons.nth(1).click()
    page.get_by_text("Done: move in the queue.").wait_for()
    rows = Intervention.objects.filter(item=met.talks).order_by("position")
    assert [row.delegation.office.code for row in rows] == ["IPO-ZJ", "CNIPA-PROT", "IPO-JS"]


def test_a_delegation_is_nominated_in_rows_and_a_second_head_is_refused(
    met: Meeting, visit: Open
) -> None:
    """All that was typed is still there; nothing was changed."""
    delegation = met.delegations["IPO-JS"]
    before = told(met, delegation.pk)
    page = visit(f"/act/delegation/{delegation.pk}/replace?lang=en", "js_head")
    rows: Any = page.locator(".rows .row")
    rows.nth(3).get_by_label("Takes part as").select_option("head")
    rows.nth(3).get_by_label("Name in English").fill("Second head")
    page.locator("textarea[name=reason]").fill("病假")
    page.get_by_role("button", name="Replace members").click()
    page.get_by_text("A delegation has exactly one head; 2 are named.").first.wait_for()
    assert rows.nth(3).get_by_label("Name in English").input_value() == "Second head"
    assert told(met, delegation.pk) == before


def told(met: Meeting, delegation: int) -> str:
    return words(client_of(met, DESK).get(f"/delegations/{delegation}").content.decode())
