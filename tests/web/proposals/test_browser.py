"""Proposals in a real Chromium: by axe, on a phone, without JavaScript; a whole life of one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from goldthread.seminar.models import Proposal, Seminar, Sponsorship
from tests.web.furnished import serious
from tests.web.proposals.conftest import Discussing

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
PAGES = {
    "list": ("/proposals", "secretariat"),
    "proposal": ("/proposals/{discussed}", "js_head"),
    "answered": ("/proposals/{promised}", "planning"),
    "merged": ("/proposals/{merged}", "zj_head"),
    "draft": ("/act/proposal/new/draft", "zj_contributor"),
    "merge": ("/act/proposal/{discussed}/merge", "secretariat"),
    "assign": ("/act/proposal/{discussed}/assign", "secretariat"),
    "sponsorship": ("/sponsorships/1", "zj_head"),
    "stance": ("/stances/1", "zj_head"),
    "remark": ("/remarks/1", "js_delegate"),
    "answers": ("/answers", "secretariat"),
    "batch": ("/answers/1", "zj_head"),
    "promises": ("/promises", ""),
    "kept": ("/promises/proposals", ""),
    "consensus": ("/seminars/2019-H2/consensus", "js_head"),
}


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh", 360)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    world: Discussing,
    seminar: Seminar,
    discussed: Proposal,
    promised: Proposal,
    visit: Open,
    lang: str,
    width: int,
    scheme: str,
) -> None:
    merged = world.proposal(seminar, "filed")
    world.act(merged, "merge", "secretariat", into=discussed.pk, reason="同类")
    if scheme == "light":
        world.divided(seminar)
    keys = {"discussed": discussed.pk, "promised": promised.pk, "merged": merged.pk}
    for name, (address, who) in PAGES.items():
        page = visit(f"{address.format(**keys)}?lang={lang}", who, width, color_scheme=scheme)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert (name, over, page.complaints, serious(page)) == (name, 0, [], [])
        page.context.close()


def test_what_reads_alike_comes_while_one_types(
    world: Discussing, seminar: Seminar, visit: Open
) -> None:
    there = world.proposal(
        seminar, "filed", "IPO-JS", title_zh="跨省协同保护机制", request_zh="建议统一执法标准。"
    )
    page = visit(f"/act/proposal/new/draft?seminar={seminar.pk}&lang=zh", "zj_contributor")
    page.get_by_label("中文标题").press_sequentially("建立跨省协同保护机制")
    page.get_by_text("以下提案内容相似：").wait_for()
    link = page.locator(".alike .found a")
    assert link.inner_text() == "P-001 跨省协同保护机制"
    assert link.get_attribute("href") == f"/proposals/{there.pk}?lang=zh"
    assert (page.complaints, serious(page)) == ([], [])


def test_without_javascript_the_button_opens_the_same_list_and_the_form_stays(
    world: Discussing, seminar: Seminar, visit: Open
) -> None:
    world.proposal(seminar, "filed", "IPO-JS", title_zh="跨省协同保护机制")
    address = f"/act/proposal/new/draft?seminar={seminar.pk}&lang=zh"
    page = visit(address, "zj_contributor", java_script_enabled=False)
    page.get_by_label("中文标题").fill("建立跨省协同保护机制")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="查找相似提案").click()
    opened.value.get_by_text("P-001 跨省协同保护机制").wait_for()
    assert page.get_by_label("中文标题").input_value() == "建立跨省协同保护机制"


class Journey:
    """One window for each person; the site's clock follows the world's."""

    def __init__(self, world: Discussing, visit: Open) -> None:
        self.world, self.visit = world, visit

    def page(self, address: str, who: str) -> Any:
        self.world.wait(minutes=1)
        self.world.now()
        mark = "&" if "?" in address else "?"
        return self.visit(f"{address}{mark}lang=en", who, java_script_enabled=False)

    def done(self, address: str, who: str, button: str, **fields: str) -> Any:
        """Press the button of an action on the page of an object, fill in its form, send it."""
        page = self.page(address, who)
        page.get_by_role("link", name=button, exact=True).first.click()
        for label, value in fields.items():
            fill(page, label.replace("_", " "), value)
        page.locator("form.act button.first").click()
        page.locator(".told .success").wait_for()
        return page


def fill(page: Any, label: str, value: str) -> None:
    """A text typed, or one of a list chosen."""
    field = page.get_by_label(label).first
    if field.evaluate("each => each.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def test_the_whole_life_of_a_proposal(world: Discussing, seminar: Seminar, visit: Open) -> None:
    """From its draft to the task that keeps its promise, each by who may, without JavaScript."""
    world.release(seminar)
    go = Journey(world, visit)
    draft = go.page(f"/act/proposal/new/draft?seminar={seminar.pk}", "zj_contributor")
    for label, value in {
        "Title in English": "One window for rapid protection",
        "Background in English": "Cases take too long.",
        "What is asked for, in English": "One window in each province.",
        "Line of work": "protection",
    }.items():
        fill(draft, label, value)
    draft.locator("form.act button.first").last.click()
    draft.locator(".told .success").wait_for()
    proposal = Proposal.objects.get()
    where = f"/proposals/{proposal.pk}"

    go.done(where, "zj_contributor", "Invite a co-sponsor", Office="IPO-JS")
    go.done(where, "js_head", "Accept")
    assert Sponsorship.objects.filter(state="accepted").count() == 2
    go.done(where, "zj_head", "Submit")
    go.done(where, "secretariat", "File")
    item = seminar.sessions.last().items.get(kind="proposals")
    go.done(where, "secretariat", "Put up for discussion", Agenda_item=str(item.pk))

    stance = go.page(where, "js_delegate")
    assert "Discussed under" in stance.content()
    stance.get_by_role("radio", name="support").check()
    stance.get_by_role("button", name="Take a stance").click()
    stance.locator(".told .success").wait_for()
    remark = go.page(where, "zj_head")
    remark.get_by_label("Text").fill("A trial first.")
    remark.get_by_role("button", name="Say something").click()
    remark.get_by_text("A trial first.").first.wait_for()
    go.done(where, "chair", "Close the stances")

    go.done(where, "secretariat", "Assign", Lead_handler="CNIPA-PROT")
    go.done(where, "protection", "Accept")
    answer = {
        "Answer_in_English": "It will be done.",
        "Class_of_the_answer": "B",
        "What_will_be_done": "Open a window in each province",
        "Who_will_do_it": "CNIPA-PROT",
        "By_when": "2019-11-29",
    }
    go.done(where, "protection", "Draft the answer", **answer)
    gather = go.page("/answers", "secretariat")
    gather.get_by_role("link", name="Gather a batch: Seminar of heads").click()
    gather.get_by_label("Title in English").fill("First answers")
    gather.get_by_label("P-001 One window for rapid protection").check()
    gather.locator("form.act button.first").click()
    gather.get_by_role("heading", name="First answers").wait_for()
    go.done("/answers/1", "issuer", "Publish")

    public = go.page(where, "")
    public.get_by_text("It will be done.").first.wait_for()
    go.done(where, "zj_head", "Rate as basically satisfied")
    go.done(where, "planning", "Adopt into a task", Cycle=str(world.cycle.pk))
    told = go.page(where, "planning").locator("[aria-labelledby=task]").inner_text()
    assert "Open a window in each province" in told
    assert "29 November 2019" in told
    proposal.refresh_from_db()
    assert (proposal.state, proposal.task.due) == ("adopted", date(2019, 11, 29))
    assert "1" in go.page("/promises", "").locator("[aria-labelledby=years] tbody").inner_text()
