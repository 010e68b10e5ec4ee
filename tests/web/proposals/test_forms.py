"""Drafting, standing behind, taking stances, saying something, merging: by the pages' forms."""

import pytest

from goldthread.seminar.models import Proposal, Remark, Seminar, Stance
from tests.web.conftest import words
from tests.web.proposals.conftest import Discussing, Reader, client_of
from tests.web.proposals.filling import form, sent


def test_a_proposal_is_drafted_for_the_own_office(world: Discussing, seminar: Seminar) -> None:
    client = client_of(world, "zj_contributor")
    page = f"/act/proposal/new/draft?seminar={seminar.pk}"
    fields = {
        "seminar": seminar.pk,
        "title_zh": "设立快速维权中心",
        "background_zh": "维权周期长。",
        "request_zh": "建议每省设立一个。",
        "line_of_work": "protection",
    }
    answer = sent(client, page, "/new/draft", **fields)
    made = Proposal.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/proposals/{made.pk}")
    assert (made.title_zh, made.office.code, made.state) == (
        "设立快速维权中心",
        "IPO-ZJ",
        "drafted",
    )


def test_the_form_is_refused_to_who_writes_for_no_office(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    assert read(f"/act/proposal/new/draft?seminar={seminar.pk}", "press").status_code == 403


def test_a_stance_is_taken_and_revised_on_the_page_of_the_proposal(
    world: Discussing, discussed: Proposal
) -> None:
    page = f"/proposals/{discussed.pk}"
    client = client_of(world, "js_delegate")
    given = {"position": "abstain", "reason": "须再研究"}
    answer = sent(client, page, "/new/take", **given)
    assert (answer.status_code, answer["Location"]) == (303, page)
    mine = Stance.objects.get(proposal=discussed, delegation__office__code="IPO-JS")
    assert (mine.position, mine.reason) == ("abstain", "须再研究")
    sent(client, page, "/revise", position="support", reason="已研究")
    mine.refresh_from_db()
    assert (mine.position, mine.reason, mine.version) == ("support", "已研究", 2)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "The chair has closed the stances on P-001."),
        ("zh", "主持人已结束对P-001的表态。"),
    ],
)
def test_a_stance_after_closing_is_refused_with_what_was_typed(
    world: Discussing, discussed: Proposal, lang: str, sentence: str
) -> None:
    client = client_of(world, "js_delegate", lang)
    page = client.get(f"/proposals/{discussed.pk}").content.decode()
    world.act(discussed, "close_stances", "chair")
    address, hidden = form(page, "/new/take")
    answer = client.post(address, {**hidden, "position": "oppose", "reason": "迟到的理由"})
    told = words(answer.content.decode())
    assert answer.status_code in (403, 422)
    assert sentence in told
    assert "迟到的理由" in answer.content.decode()
    assert Stance.objects.filter(delegation__office__code="IPO-JS").count() == 0
    assert "/new/take" not in client.get(f"/proposals/{discussed.pk}").content.decode()


def test_a_remark_cites_by_what_people_call_things(world: Discussing, discussed: Proposal) -> None:
    client = client_of(world, "js_delegate")
    fields = {
        "text": "依据如下。",
        "cites:kind": ["measure", "proposal", "figure", ""],
        "cites:name": ["1", "p-001", "c03 period=2019-H1", ""],
    }
    answer = sent(client, f"/proposals/{discussed.pk}", "/new/post", **fields)
    assert answer.status_code == 303
    remark = Remark.objects.latest("pk")
    assert remark.cites == [
        {"kind": "measure", "key": str(world.measure.pk)},
        {"kind": "proposal", "key": str(discussed.pk)},
        {"kind": "figure", "key": "C03/period=2019-H1"},
    ]
    html = client.get(f"/proposals/{discussed.pk}").content.decode()
    assert '<a href="/?indicator=C03&amp;period=2019-H1">' in html


@pytest.mark.parametrize(
    ("kind", "name", "lang", "sentence"),
    [
        ("task", "JD-9", "en", "JD-9 is not known here, or you cannot see it."),
        ("proposal", "P-999", "zh", "未找到“P-999”，或您无权查看。"),
        ("figure", "<b>", "en", "&lt;b&gt; is not known here, or you cannot see it."),
        ("", "P-001", "zh", "请注明每项引用的类别及其编号或名称。"),
    ],
)
def test_a_citation_of_nothing_is_refused(
    world: Discussing, discussed: Proposal, kind: str, name: str, lang: str, sentence: str
) -> None:
    client = client_of(world, "js_delegate", lang)
    fields = {"text": "见下", "cites:kind": [kind], "cites:name": [name]}
    before = Remark.objects.count()
    answer = sent(client, f"/proposals/{discussed.pk}", "/new/post", **fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Remark.objects.count() == before


def test_a_comment_of_five_megabytes_is_refused_before_it_is_read(
    world: Discussing, discussed: Proposal
) -> None:
    client = client_of(world, "js_delegate")
    before = Remark.objects.count()
    page = f"/proposals/{discussed.pk}"
    answer = sent(client, page, "/new/post", text="好" * (5 * 1024 * 1024 // 9))
    assert answer.status_code == 413
    assert Remark.objects.count() == before


def test_a_reply_stands_under_what_it_answers(world: Discussing, discussed: Proposal) -> None:
    first = discussed.remarks.order_by("pk")[0]
    client = client_of(world, "zj_coordinator", "zh")
    page = f"/act/remark/new/post?proposal={discussed.pk}&reply_to={first.pk}"
    assert "统一标准应当先试点。" in client.get(page).content.decode()
    assert sent(client, page, "/new/post", text="可行。").status_code == 303
    assert Remark.objects.latest("pk").reply_to_id == first.pk


def test_a_merger_is_made_by_the_number_of_the_other(world: Discussing, seminar: Seminar) -> None:
    target = world.proposal(seminar, "filed", "IPO-JS")
    gone = world.proposal(seminar, "filed")
    client = client_of(world, "secretariat")
    page = f"/act/proposal/{gone.pk}/merge"
    assert '<option value="P-001">' in client.get(page).content.decode()
    assert sent(client, page, "/merge", into="p-001", reason="同类").status_code == 303
    gone.refresh_from_db()
    assert (gone.state, gone.merged_into_id) == ("merged", target.pk)


@pytest.mark.parametrize(
    ("number", "lang", "sentence"),
    [
        ("P-007", "en", "This seminar has no proposal with the number P-007 that you can see."),
        ("P-007", "zh", "本次座谈会没有您可查看的P-007号提案。"),
        ("P-001", "en", "P-001 is this proposal, or goes on in it"),
        ("P-001", "zh", "P-001即为本提案，或已并入本提案"),
    ],
)
def test_a_merger_into_nothing_or_into_itself_is_refused(
    world: Discussing, seminar: Seminar, number: str, lang: str, sentence: str
) -> None:
    only = world.proposal(seminar, "filed")
    client = client_of(world, "secretariat", lang)
    page = f"/act/proposal/{only.pk}/merge"
    answer = sent(client, page, "/merge", into=number, reason="同类")
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    only.refresh_from_db()
    assert (only.state, only.version) == ("filed", 3)


def test_an_answer_that_came_back_is_filled_in_again(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    proposal = world.proposal(seminar, "answer_pending")
    world.act(proposal, "return_answer", "secretariat", reason="请补充")
    page = f"/act/proposal/{proposal.pk}/draft_answer"
    assert "It is done." in read(page, "protection").content.decode()
    other = read(page, "law")
    assert (other.status_code, "It is done." in other.content.decode()) == (403, False)


def test_a_promise_without_a_task_is_refused(world: Discussing, seminar: Seminar) -> None:
    proposal = world.proposal(seminar, "in_handling")
    client = client_of(world, "protection", "zh")
    page = f"/act/proposal/{proposal.pk}/draft_answer"
    answer = sent(client, page, "/draft_answer", answer_zh="将办理。", **{"class": "B"})
    assert answer.status_code == 422
    assert "答复须有落实事项" in answer.content.decode()
    assert proposal.answers.count() == 0
