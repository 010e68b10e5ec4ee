"""A proposal is written, submitted, filed, returned, kept as reference, withdrawn."""

from datetime import date
from typing import Any

import pytest

from goldthread.seminar.models import Proposal, Sponsorship
from goldthread.workflow.errors import NotAllowed
from tests.seminar.building import Convened
from tests.seminar.proposals.refusing import refused


def given(seminar: int, **more: Any) -> dict[str, Any]:
    return {
        "seminar": seminar,
        "office": "IPO-ZJ",
        "title_zh": "统一标准",
        "line_of_work": "protection",
    } | more


def test_draft_makes_its_office_stand_behind_it(world: Convened) -> None:
    seminar = world.seminar("called")

    proposal = world.make(
        Proposal(), "draft", "delegate", **given(seminar.pk, measure=world.measure.pk)
    )

    [row] = Sponsorship.objects.filter(proposal=proposal)
    assert (row.office.code, row.state, row.proposes) == ("IPO-ZJ", "accepted", True)
    assert (proposal.number, proposal.state, proposal.measure) == ("", "drafted", world.measure)
    assert proposal.author.pk == world.person("delegate")


def test_numbers_count_in_each_seminar_and_stay_on_return(world: Convened) -> None:
    seminar, other = world.seminar("called"), world.planned("other")
    world.invite(other)
    world.act(other, "call", "issuer")
    first = world.proposal(seminar, "submitted")
    second = world.proposal(seminar, "submitted")
    elsewhere = world.proposal(other, "submitted")
    assert [each.number for each in (first, second, elsewhere)] == ["P-001", "P-002", "P-001"]
    day = first.submitted_on

    world.act(first, "return", "secretariat", reason="请补充数据")
    assert (first.state, first.number) == ("drafted", "P-001")
    world.wait(2)
    world.lead_to(seminar, "documents_closed")
    world.act(first, "submit", "zj_head")

    assert (first.state, first.number, first.submitted_on) == ("submitted", "P-001", day)


def test_edit_writes_all_of_it(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "drafted")

    world.act(
        proposal,
        "edit",
        "zj_contributor",
        title_en="Other",
        line_of_work="utilisation",
        request_en="<script>alert(1)</script>",
    )

    assert (proposal.title_en, proposal.title_zh, proposal.line_of_work) == (
        "Other",
        "",
        "utilisation",
    )
    assert proposal.request_en == "<script>alert(1)</script>"
    assert (proposal.background_zh, proposal.request_zh) == ("", "")


def test_file_and_keep_as_reference(world: Convened) -> None:
    seminar = world.seminar()
    filed, kept = world.proposal(seminar, "filed"), world.proposal(seminar, "reference")

    assert (filed.state, filed.filed_on) == ("filed", world.at.date())
    assert (kept.state, kept.filed_on, kept.is_open) == ("reference", None, False)


@pytest.mark.parametrize(
    ("changed", "en", "zh"),
    [
        (
            {"title_zh": None},
            "Give a title in English, in Chinese, or both.",
            "请填写英文或中文标题。",
        ),
        (
            {"title_zh": "标" * 501},
            "A title has at most 500 characters.",
            "标题不超过500个字符。",
        ),
        (
            {"line_of_work": "gardening"},
            (
                "There is no line of work gardening; there are: creation, protection, utilisation, "
                "administration_and_service, international_cooperation."
            ),
            (
                "没有工作线gardening，可用的有：creation, protection, utilisation, "
                "administration_and_service, international_cooperation。"
            ),
        ),
        (
            {"measure": 987},
            "There is no measure 987 that you see.",
            "没有您可查看的举措987。",
        ),
        ({"seminar": 987}, "There is no such seminar.", "座谈会不存在。"),
    ],
)
def test_what_cannot_be_drafted(world: Convened, changed: dict[str, Any], en: str, zh: str) -> None:
    payload = given(world.seminar().pk) | changed
    assert refused(world, Proposal(), "draft", "zj_head", **payload) == (en, zh)


def test_a_measure_still_being_drafted_is_not_there_for_a_region(world: Convened) -> None:
    draft = world.new_measure(7, issued=False)
    payload = given(world.seminar().pk, measure=draft.pk)

    en, _zh = refused(world, Proposal(), "draft", "zj_contributor", **payload)

    assert en == f"There is no measure {draft.pk} that you see."


def test_only_for_the_own_office(world: Convened) -> None:
    payload = given(world.seminar().pk)
    en, zh = refused(world, Proposal(), "draft", "js_head", NotAllowed, **payload)
    assert (en, zh) == (
        (
            "A proposal is written by a contributor, a delegate, the coordinator or the head of "
            "the office that makes it."
        ),
        "提案由提案单位的填报人、代表、联络员或负责人起草。",
    )


def test_a_department_makes_none(world: Convened) -> None:
    """A delegate may belong to a department; proposals are made by regional offices."""
    payload = given(world.seminar().pk, office="CNIPA-PROT")
    assert refused(world, Proposal(), "draft", "prot_delegate", **payload) == (
        f"CNIPA-PROT is no regional office on {world.at.date()}; proposals are made by those.",
        f"CNIPA-PROT在{world.at.date()}不是地方局；提案由地方局提出。",
    )


def test_not_before_the_notice_nor_after_the_day(world: Convened) -> None:
    planned = world.planned("planned")
    assert refused(world, Proposal(), "draft", "zj_head", **given(planned.pk))[0] == (
        "There is no such seminar."
    )
    seminar = world.seminar("nominations_open")
    draft = world.proposal(seminar, "drafted")
    world.until(date(2019, 7, 20))
    late = ("Proposals were taken until 2019-07-19.", "提案已于2019-07-19截止。")
    assert refused(world, Proposal(), "draft", "zj_head", **given(seminar.pk)) == late
    assert refused(world, draft, "submit", "zj_head") == late

    world.act(seminar, "close_documents", "secretariat")
    assert refused(world, draft, "submit", "zj_head") == (
        "The seminar takes no proposals (it is documents closed).",
        "座谈会当前不接收提案（状态：文件已截止）。",
    )


def test_an_incomplete_one_is_not_submitted(world: Convened) -> None:
    seminar = world.seminar()
    bare = world.make(Proposal(), "draft", "zj_head", **given(seminar.pk))

    assert refused(world, bare, "submit", "zj_head") == (
        "The proposal is not complete; it lacks: its background, what is asked for.",
        "提案要素不全，尚缺：案由、建议。",
    )


def test_unanswered_invitations_are_named_and_can_be_revoked(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "drafted")
    js = world.co_sponsor(proposal, "IPO-JS", accept=False)
    bj = world.co_sponsor(proposal, "IPO-BJ", accept=False)

    assert refused(world, proposal, "submit", "zj_head") == (
        (
            "These offices have not answered the invitation to co-sponsor: IPO-BJ, IPO-JS. Wait "
            "for them, or revoke the invitation."
        ),
        "以下单位尚未答复联名邀请：IPO-BJ, IPO-JS。请等待答复，或撤回邀请。",
    )

    world.act(js, "revoke", "zj_contributor")
    world.act(bj, "decline", "bj_coordinator")
    world.act(proposal, "submit", "zj_head")
    assert proposal.state == "submitted"


def test_withdrawn_only_when_all_agree(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "filed", co_sponsors=("IPO-JS", "IPO-BJ"))
    js, bj = Sponsorship.objects.filter(proposal=proposal, proposes=False).order_by("pk")
    world.act(js, "agree_to_withdraw", "js_head")

    assert refused(world, proposal, "withdraw", "zj_head", reason="已解决") == (
        "These offices stand behind the proposal and have not agreed to withdraw it: IPO-BJ.",
        "以下联名单位尚未同意撤回：IPO-BJ。",
    )

    world.act(bj, "agree_to_withdraw", "bj_head")
    world.act(proposal, "withdraw", "zj_head", reason="已解决")
    assert (proposal.state, proposal.is_open) == ("withdrawn", False)


def test_an_answered_one_is_not_withdrawn(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "answered", co_sponsors=("IPO-JS",))
    [js] = Sponsorship.objects.filter(proposal=proposal, proposes=False)

    assert refused(world, js, "agree_to_withdraw", "js_head") == (
        "Only a proposal that is not answered yet is withdrawn (it is answered).",
        "只有尚未答复的提案可以撤回（当前状态：已答复）。",
    )
