"""Stances of delegations, remarks in threads with citations, what is refused of them."""

from typing import Any

import pytest

from goldthread.seminar.models import Delegation, Proposal, Remark, Stance
from goldthread.seminar.queries import remarks_visible_to, stances_visible_to
from goldthread.workflow.errors import NotAllowed, PayloadRefused, WrongState
from goldthread.workflow.models import Notice
from tests.seminar.building import Convened
from tests.seminar.proposals.refusing import refused
from tests.seminar.proposals.test_merging import put_up

MARKUP = '<script>alert("1")</script> <b>bold</b> & {{ 7 * 7 }} \'; DROP TABLE--'


@pytest.fixture
def proposal(world: Convened) -> Proposal:
    """Of Zhejiang, up for discussion in session, stances being taken."""
    seminar = world.seminar("called")
    found = world.proposal(seminar, "filed")
    put_up(world, found)
    return found


def delegation(code: str) -> Delegation:
    return Delegation.objects.get(office__code=code, seminar__key="2019-H2")


def take(proposal: Proposal, code: str = "IPO-ZJ", **more: Any) -> dict[str, Any]:
    return {
        "proposal": proposal.pk,
        "delegation": delegation(code).pk,
        "position": "support",
    } | more


def test_a_stance_is_taken_and_revised_by_whoever_speaks(
    world: Convened, proposal: Proposal
) -> None:
    stance = world.make(Stance(), "take", "delegate", **take(proposal, reason=MARKUP))
    assert (stance.position, stance.reason, stance.state) == ("support", MARKUP, "taken")

    world.act(stance, "revise", "zj_coordinator", position="oppose")

    assert (stance.position, stance.reason, stance.origin) == ("oppose", "", None)


def test_a_delegation_has_one_stance(world: Convened, proposal: Proposal) -> None:
    world.make(Stance(), "take", "delegate", **take(proposal))

    assert refused(world, Stance(), "take", "zj_head", **take(proposal)) == (
        "The delegation has a stance on P-001 (taken); confirm or revise that one.",
        "代表团对P-001已有表态（已表态），请确认或修改。",
    )


def test_nobody_takes_the_stance_of_another(world: Convened, proposal: Proposal) -> None:
    for by in ("js_head", "secretariat", "zj_contributor", "chair"):
        refused(world, Stance(), "take", by, NotAllowed, **take(proposal))


def test_what_is_no_stance(world: Convened, proposal: Proposal) -> None:
    assert refused(world, Stance(), "take", "zj_head", **take(proposal, position="yes")) == (
        "There is no stance yes; there are: support, oppose, abstain.",
        "没有表态类别yes，可用的有：support, oppose, abstain。",
    )
    away = world.planned("other")
    elsewhere = world.invite(away)
    given = take(proposal) | {"delegation": elsewhere.pk}
    assert refused(world, Stance(), "take", "zj_head", **given) == (
        "There is no such delegation at the seminar of this proposal.",
        "本提案所属座谈会没有该代表团。",
    )


def test_no_stance_before_it_is_asked_for(world: Convened, proposal: Proposal) -> None:
    other = world.proposal(proposal.seminar, "filed")
    none = ("No stances are being taken on this proposal.", "本提案目前不进行表态。")

    assert refused(world, Stance(), "take", "zj_head", **take(other)) == none
    assert refused(world, other, "close_stances", "chair") == (
        (
            "No stances are being taken on the proposal: it was not put up for discussion, or they "
            "are closed."
        ),
        "本提案未在表态：尚未提交讨论，或表态已截止。",
    )


def test_no_stance_after_closing(world: Convened, proposal: Proposal) -> None:
    stance = world.make(Stance(), "take", "delegate", **take(proposal))
    version = proposal.version
    world.act(proposal, "close_stances", "chair")
    assert (proposal.discussion, proposal.version) == ("closed", version + 1)
    stance.refresh_from_db()
    assert (stance.state, stance.position) == ("closed", "support")

    closed = ("The chair has closed the stances on P-001.", "主持人已结束对P-001的表态。")
    assert refused(world, Stance(), "take", "js_head", **take(proposal, "IPO-JS")) == closed
    given = {"position": "oppose"}
    en, _zh = refused(world, stance, "revise", "zj_head", WrongState, **given)
    assert en.endswith("Now the state is: closed.")


def test_what_is_put_up_where(world: Convened, proposal: Proposal) -> None:
    away = world.planned("other")
    elsewhere = world.item(world.session(away))
    gone = world.item(proposal.seminar.sessions.first())
    world.act(gone, "remove", "secretariat", reason="时间不足")
    wrong = (
        (
            "Name an item of this seminar's agenda that is not over; once its stances are closed a "
            "proposal is not put up again."
        ),
        "请指明本座谈会尚未结束的议程事项；表态已截止的提案不再提交讨论。",
    )
    for item in (987, elsewhere.pk, gone.pk):
        assert refused(world, proposal, "put_on_agenda", "secretariat", item=item) == wrong
    item = proposal.item_id
    world.act(proposal, "close_stances", "chair")
    assert refused(world, proposal, "put_on_agenda", "secretariat", item=item) == wrong


def test_those_who_only_read_see_stances_from_filing_on(
    world: Convened, proposal: Proposal
) -> None:
    world.make(Stance(), "take", "delegate", **take(proposal))
    day = world.at.date()

    assert stances_visible_to(world["js_delegate"], day).count() == 1
    for name in ("press", "sysadmin", "statistician"):
        assert not stances_visible_to(world[name], day).exists()


def post(world: Convened, by: str, proposal: Proposal, **more: Any) -> Remark:
    given = {"proposal": proposal.pk, "text": "赞成。"} | more
    made: Remark = world.make(Remark(), "post", by, **given)
    return made


def test_remarks_are_stored_as_text_with_office_and_person(
    world: Convened, proposal: Proposal
) -> None:
    remark = post(world, "js_delegate", proposal, text=MARKUP)

    remark.refresh_from_db()
    assert (remark.text, remark.office.code, remark.at) == (MARKUP, "IPO-JS", world.at)
    assert remark.person_id == world.person("js_delegate")


def test_a_thread_and_who_is_told(world: Convened, proposal: Proposal) -> None:
    first = post(world, "js_delegate", proposal)
    answer = post(world, "protection", proposal, reply_to=first.pk)

    assert answer.reply_to == first
    told = set(Notice.objects.get(kind="remark.replied", object_id=str(answer.pk)).recipients)
    writers = {"zj_head", "zj_coordinator", "zj_contributor", "delegate", "js_delegate"}
    assert told == {str(world.person(name)) for name in writers}


def test_citations_of_what_the_author_sees(world: Convened, proposal: Proposal) -> None:
    task = world.task("in_progress", supports={"IPO-JS": "1/3"})
    hidden = world.task("in_progress")
    draft = world.new_measure(8, issued=False)
    secret = world.proposal(proposal.seminar, "drafted")
    clause = world.document.clauses.get(path="1.1")
    cites = [
        {"kind": "clause", "key": clause.pk},
        {"kind": "task", "key": str(task.pk)},
        {"kind": "task", "key": task.pk},
        {"kind": "measure", "key": str(world.measure.pk)},
        {"kind": "figure", "key": "C03/CN-33/2019-H1"},
        {"kind": "proposal", "key": proposal.pk},
    ]

    remark = post(world, "js_head", proposal, cites=cites)

    assert remark.cites == [
        {"kind": "clause", "key": str(clause.pk)},
        {"kind": "task", "key": str(task.pk)},
        {"kind": "measure", "key": str(world.measure.pk)},
        {"kind": "figure", "key": "C03/CN-33/2019-H1"},
        {"kind": "proposal", "key": str(proposal.pk)},
    ]
    for kind, key, name, named in (
        ("task", hidden.pk, "key task", "督办事项"),
        ("proposal", secret.pk, "proposal", "提案"),
        ("figure", "javascript:1", "figure", "数据"),
        ("clause", "９", "clause", "条款"),
    ):
        given = {"proposal": proposal.pk, "text": "见", "cites": [{"kind": kind, "key": key}]}
        assert refused(world, Remark(), "post", "js_head", **given) == (
            f"citation 1: there is no {name} {key} that you see.",
            f"第1项引用：没有您可查看的{named}{key}。",
        )
    cites = [{"kind": "measure", "key": draft.pk}]
    given = {"proposal": proposal.pk, "text": "见", "cites": cites}
    refused(world, Remark(), "post", "js_head", **given)


@pytest.mark.parametrize(
    ("cites", "en", "zh"),
    [
        (
            {"kind": "task"},
            "citation: give a list of at most 20 entries.",
            "引用：请给出不超过20项的列表。",
        ),
        (
            [{"kind": "page", "key": "1"}],
            "citation 1: the kind is one of: clause, task, measure, figure, proposal.",
            "第1项引用：类别须为：clause, task, measure, figure, proposal。",
        ),
        (
            [{"kind": "task"}],
            "citation 1: give the key in 1 to 200 characters.",
            "第1项引用：请填写编号，1至200个字符。",
        ),
    ],
)
def test_citations_that_cannot_be_read(
    world: Convened, proposal: Proposal, cites: Any, en: str, zh: str
) -> None:
    given = {"proposal": proposal.pk, "text": "见", "cites": cites}
    assert refused(world, Remark(), "post", "js_head", **given) == (en, zh)


def test_a_comment_of_five_megabytes_is_refused_clearly(
    world: Convened, proposal: Proposal
) -> None:
    given = {"proposal": proposal.pk, "text": "知" * 5_000_000}
    assert refused(world, Remark(), "post", "js_head", PayloadRefused, **given) == (
        (
            "The text must be at most 10000 characters long; it has 5000000. Shorten it, or attach "
            "it as a document."
        ),
        "内容必须是不超过10000个字符的文字，现有5000000个；请缩短，或作为文件提交。",
    )


def test_only_its_author_changes_a_remark(world: Convened, proposal: Proposal) -> None:
    remark = post(world, "js_delegate", proposal)
    for by in ("js_head", "zj_head", "secretariat"):
        assert refused(world, remark, "amend", by, NotAllowed, text="改") == (
            "This is done by who made the remark.",
            "此项由发言人本人办理。",
        )

    world.act(remark, "amend", "js_delegate", text="反对。")
    assert remark.text == "反对。"
    world.act(remark, "withdraw", "js_delegate")
    assert remark.state == "withdrawn"


def test_who_makes_none(world: Convened, proposal: Proposal) -> None:
    for by in ("press", "js_contributor", "auditor", "sysadmin"):
        given = {"proposal": proposal.pk, "text": "见"}
        assert refused(world, Remark(), "post", by, NotAllowed, **given) == (
            (
                "Remarks are made by those who speak at the seminar: delegations, departments, the "
                "desk."
            ),
            "讨论发言由各代表团、局内部门和会务人员发表。",
        )


def test_hidden_and_withdrawn_ones_are_read_by_the_desk_only(
    world: Convened, proposal: Proposal
) -> None:
    kept, hidden, gone = (post(world, "js_delegate", proposal) for _ in range(3))
    world.act(hidden, "hide", "secretariat", reason="人身攻击")
    world.act(gone, "withdraw", "js_delegate")
    day = world.at.date()

    assert hidden.hidden_because == "人身攻击"
    assert list(remarks_visible_to(world["zj_head"], day)) == [kept]
    assert list(remarks_visible_to(world["secretariat"], day)) == [kept, hidden, gone]
    assert not remarks_visible_to(world["press"], day).exists()
    given = {"proposal": proposal.pk, "text": "见", "reply_to": hidden.pk}
    assert refused(world, Remark(), "post", "zj_head", **given) == (
        f"There is no remark {hidden.pk} on this proposal that could be answered.",
        f"本提案下没有可回复的发言{hidden.pk}。",
    )


def test_discussed_from_filing_until_answered(world: Convened, proposal: Proposal) -> None:
    closed = (
        "The proposal is discussed from its filing until it is answered.",
        "提案自立案起至答复前可讨论。",
    )
    remark = post(world, "js_delegate", proposal)
    for state in ("drafted", "submitted", "answered", "withdrawn"):
        other = world.proposal(proposal.seminar, state)
        given = {"proposal": other.pk, "text": "见"}
        assert refused(world, Remark(), "post", "js_head", **given) == closed, state
    world.lead_proposal(proposal, "answered")
    assert refused(world, remark, "amend", "js_delegate", text="改") == closed


def test_an_answer_to_a_remark_elsewhere(world: Convened, proposal: Proposal) -> None:
    other = world.proposal(proposal.seminar, "filed")
    remark = post(world, "js_delegate", other)
    given = {"proposal": proposal.pk, "text": "见", "reply_to": remark.pk}
    en, _zh = refused(world, Remark(), "post", "zj_head", **given)
    assert en == f"There is no remark {remark.pk} on this proposal that could be answered."
