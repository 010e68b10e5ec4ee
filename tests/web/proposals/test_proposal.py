"""One proposal as each kind of reader sees it."""

import re

import pytest

from goldthread.seminar.models import Proposal, Seminar
from tests.seminar.building import ANSWER, PROMISE
from tests.web.conftest import words
from tests.web.proposals.conftest import Discussing, Reader

JOINT = {"lead": "CNIPA-PROT", "co_handlers": ["CNIPA-UTIL"]}


def page(read: Reader, proposal: Proposal, name: str = "", lang: str = "en") -> str:
    answer = read(f"/proposals/{proposal.pk}", name, lang)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def section(html: str, name: str) -> str:
    """The words of one section of a page."""
    found = re.search(rf'<section aria-labelledby="{name}">(.*?)</section>', html, re.DOTALL)
    return words(found[1]) if found else ""


def test_text_sponsors_stances_and_discussion_stand_on_the_page(
    discussed: Proposal, read: Reader
) -> None:
    html = page(read, discussed, "js_head")
    assert "<title>P-001 Joint protection · Goldthread</title>" in html
    assert section(html, "sponsors") == (
        "Who stands behind it Zhejiang IPO proposing office Jiangsu IPO Agree to the withdrawal"
    )
    assert section(html, "stances").startswith(
        "Stances of delegations 2 stances count support 1 oppose 1 abstain 0 "
        "Delegation Stance Reason "
        "Intellectual Property Protection Department oppose CNIPA-PROT的理由 "
        "Zhejiang IPO support IPO-ZJ的理由 Take a stance"
    )
    thread = section(html, "discussion")
    assert thread.startswith("Discussion 2 remarks Jiangsu IPO · js_delegate 3 June 2019 09:00")
    assert "measure 1. Measure 1" in thread
    assert "figure C03 Patents granted" in thread
    assert re.search(r'class="depth2" id="r\d+"><p class="by"><b>Zhejiang IPO · zj_head', html)


def test_the_page_in_chinese(discussed: Proposal, read: Reader) -> None:
    html = page(read, discussed, "zj_head", "zh")
    assert "<title>P-001 跨省协同保护 · Goldthread</title>" in html
    stances = section(html, "stances")
    assert stances.startswith("各代表团表态 2个代表团的表态计入 赞成 1 反对 1 弃权 0")
    assert "修改表态" in stances


def test_a_draft_is_there_for_its_own_office_only(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    draft = world.proposal(seminar, "drafted", title_en="Embargoed wish", title_zh="保密建议")
    assert "Embargoed wish" in page(read, draft, "zj_contributor")
    for name in ("js_head", "secretariat", "planning", "press", "sysadmin", ""):
        for lang in ("en", "zh"):
            answer = read(f"/proposals/{draft.pk}", name, lang)
            assert answer.status_code == 404
            told = answer.content.decode()
            assert "Embargoed wish" not in told
            assert "保密建议" not in told


def test_an_invited_office_sees_the_draft_and_is_asked_to_answer(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    draft = world.proposal(seminar, "drafted")
    invited = world.co_sponsor(draft, "IPO-JS", accept=False)
    told = section(page(read, draft, "js_head"), "sponsors")
    assert "Jiangsu IPO invited Accept Decline" in told
    html = read(f"/sponsorships/{invited.pk}", "js_head").content.decode()
    assert "Jiangsu IPO: Joint protection" in words(html)
    assert read(f"/sponsorships/{invited.pk}", "bj_head").status_code == 404


def test_who_was_asked_in_vain_is_not_told_to_others(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    proposal = world.proposal(seminar, "drafted")
    asked = world.co_sponsor(proposal, "IPO-JS", accept=False)
    world.act(asked, "decline", "js_head")
    world.lead_proposal(proposal, "filed")
    assert "Jiangsu" in section(page(read, proposal, "zj_head"), "sponsors")
    assert "Jiangsu" not in section(page(read, proposal, "bj_head"), "sponsors")


def test_drafted_answers_and_opinions_are_read_by_handlers_and_the_desk_only(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    proposal = world.proposal(seminar, "in_handling", handlers=JOINT)
    world.act(proposal, "give_opinion", "utilisation", opinion="会办意见：宜分步走。")
    answer = ANSWER | {"answer_en": "Nobody knows this yet."}
    world.act(proposal, "draft_answer", "protection", **answer)
    for name in ("protection", "utilisation", "secretariat", "issuer", "auditor"):
        html = page(read, proposal, name)
        assert ("Nobody knows this yet." in html, "宜分步走" in html) == (True, True), name
        assert "draft, not published" in html
    for name in ("zj_head", "js_head", "planning", "law"):
        html = page(read, proposal, name)
        assert ("Nobody knows this yet." in html, "宜分步走" in html) == (False, False), name
        history = read(f"/act/proposal/{proposal.pk}", name).content.decode()
        assert "Nobody knows this yet." not in history
        assert "宜分步走" not in history


def test_the_public_reads_the_answer_and_no_stance_or_remark(
    world: Discussing, discussed: Proposal, read: Reader
) -> None:
    world.lead_proposal(discussed, "answered")
    world.act(discussed, "rate_satisfied", "zj_head", remark="感谢")
    html = page(read, discussed)
    assert "It is done." in section(html, "answers")
    for name in ("stances", "discussion", "handlers", "ratings"):
        assert section(html, name) == "", name
    assert "统一标准应当先试点" not in html
    assert "There is no event that you can see." in section(html, "history")
    assert "感谢" in section(page(read, discussed, "js_head"), "ratings")


def test_a_merged_proposal_says_where_it_goes_on_and_shares_the_answer(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    target = world.proposal(seminar, "filed", "IPO-JS", title_en="One standard")
    gone = world.proposal(seminar, "filed")
    world.act(gone, "merge", "secretariat", into=target.pk, reason="同类建议")
    told = words(page(read, gone, "zj_head"))
    assert "This proposal goes on in another one. Merged: P-001 One standard" in told
    assert "Goes on in P-001 One standard" in told
    assert "Comes from P-002 Joint protection" in words(page(read, target, "zj_head"))
    world.lead_proposal(target, "answered")
    answers = section(page(read, gone, "zj_head"), "answers")
    assert "It is done." in answers
    assert "given on P-001 One standard" in answers
    # The public sees the answered one only, and learns nothing of what it came from.
    assert read(f"/proposals/{gone.pk}").status_code == 404
    public = section(page(read, target), "lineage")
    assert "a proposal that you cannot see" in public
    assert "同类建议" not in page(read, target)


def test_an_objection_stands_with_its_sponsor(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    target = world.proposal(seminar, "filed", "IPO-JS")
    gone = world.proposal(seminar, "filed")
    world.act(gone, "merge", "secretariat", into=target.pk, reason="同类建议")
    stands = gone.sponsorships.get()
    world.act(stands, "object", "zj_head", reason="诉求不同")
    told = section(page(read, gone, "secretariat"), "sponsors")
    assert "objects to the merger 3 June 2019: 诉求不同" in told


def test_a_hidden_remark_is_read_by_the_desk_only(
    world: Discussing, discussed: Proposal, read: Reader
) -> None:
    remark = discussed.remarks.first()
    world.act(remark, "hide", "secretariat", reason="与提案无关")
    html = page(read, discussed, "zj_head")
    assert "统一标准应当先试点" not in html
    assert "同意先试点" in html
    assert "与提案无关" in page(read, discussed, "secretariat")
    assert read(f"/remarks/{remark.pk}", "zj_head").status_code == 404


def test_what_a_reader_may_not_see_is_cited_without_its_name(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    proposal = world.proposal(seminar, "filed")
    draft = world.proposal(seminar, "drafted", title_en="Secret draft")
    cites = [{"kind": "proposal", "key": str(draft.pk)}]
    world.remark(proposal, "zj_head", cites=cites)
    assert "proposal Secret draft" in section(page(read, proposal, "zj_head"), "discussion")
    other = page(read, proposal, "js_head")
    assert "proposal something that you cannot see" in section(other, "discussion")
    assert "Secret draft" not in other


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_markup_stays_text(world: Discussing, seminar: Seminar, read: Reader, lang: str) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    proposal = world.proposal(
        seminar, "filed", title_en=evil, title_zh=evil, background_zh=evil, request_zh=evil
    )
    world.put_up(proposal)
    world.stance(proposal, world.delegation(seminar, "IPO-JS"), reason=evil)
    world.remark(proposal, text=evil)
    html = page(read, proposal, "zj_head", lang)
    assert "<script>alert" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 5
    listed = read("/proposals", "zj_head", lang).content.decode()
    assert "<script>alert" not in listed


def test_the_task_that_keeps_a_promise_is_shown_live(
    world: Discussing, promised: Proposal, read: Reader
) -> None:
    told = section(page(read, promised, "planning"), "task")
    assert told.startswith("The task that keeps it, as it stands now 建立快速维权联动机制 drafted")
    assert "Milestones reached 0/1" in told
    # A regional office does not see a draft of the ledger, and is told so much and no more.
    other = section(page(read, promised, "js_head"), "task")
    assert other.startswith("The task that keeps it A task of the ledger keeps what was promised")
    assert "建立快速维权联动机制" not in other


def test_parts_of_separate_handlers_stand_beside_the_whole_answer(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    handlers = {"separate": ["CNIPA-PROT", "CNIPA-UTIL"]}
    proposal = world.proposal(seminar, "in_handling", handlers=handlers)
    for name in ("protection", "utilisation"):
        world.act(proposal, "answer_own_part", name, **(ANSWER | {"answer_en": f"By {name}."}))
    world.act(proposal, "draft_answer", "protection", **(PROMISE | {"answer_en": "Whole."}))
    world.publish([proposal])
    told = section(page(read, proposal), "answers")
    assert told.index("Whole.") < told.index("By protection.") < told.index("By utilisation.")
    assert told.count("its own part") == 2


def test_an_answer_past_its_day_is_late_until_it_is_out(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    """Sixty working days after 3 June 2019 (18 in June, 7 June being a holiday, 23, 19)."""
    proposal = world.proposal(seminar, "in_handling")
    assert "Answer due 27 August 2019 in time" in words(page(read, proposal, "zj_head"))
    world.wait(days=90)
    world.now()
    assert "27 August 2019 5 days late" in words(page(read, proposal, "zj_head"))
    world.lead_proposal(proposal, "answered")
    assert "days late" not in words(page(read, proposal, "zj_head"))
