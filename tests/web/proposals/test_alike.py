"""Similar proposals while writing: of what the writer sees, and of nothing else."""

import pytest

from goldthread.seminar.models import Proposal, Seminar
from tests.web.conftest import words
from tests.web.proposals.conftest import Discussing, client_of

TITLE = "建立跨省知识产权快速协同保护机制"
REQUEST = "建议统一跨省执法标准，建立案件移送和信息共享机制。"
TYPED = {"title_zh": "建立跨省知识产权协同保护机制", "request_zh": REQUEST}


@pytest.fixture
def there(world: Discussing, seminar: Seminar) -> Proposal:
    world.proposal(seminar, "filed", title_zh="提高专利审查质量", request_zh="建议充实审查队伍。")
    return world.proposal(seminar, "filed", "IPO-JS", title_zh=TITLE, request_zh=REQUEST)


def test_what_reads_alike_is_listed_with_what_is_in_common(
    world: Discussing, there: Proposal
) -> None:
    client = client_of(world, "zj_contributor", "zh")
    answer = client.post("/proposals/alike", TYPED, headers={"x-fragment": "1"})
    html = answer.content.decode()
    assert (answer.status_code, html.count("<li>"), "<html" in html) == (200, 1, False)
    assert f'<a href="/proposals/{there.pk}" target="_blank">P-002 {TITLE}</a>' in html
    assert "<q>" in html


def test_without_a_script_it_is_a_page(world: Discussing, there: Proposal) -> None:
    html = client_of(world, "zj_contributor").post("/proposals/alike", TYPED).content.decode()
    assert "<h1>Similar proposals</h1>" in html
    assert "Your draft is still open in the other window" in words(html)
    assert f"/proposals/{there.pk}" in html


def test_a_draft_of_others_is_never_alike(world: Discussing, seminar: Seminar) -> None:
    draft = world.proposal(seminar, "drafted", "IPO-JS", title_zh=TITLE, request_zh=REQUEST)
    client = client_of(world, "zj_contributor", "zh")
    alone = {"x-fragment": "1"}
    told = client.post("/proposals/alike", TYPED, headers=alone).content.decode()
    assert "<li>" not in told
    assert TITLE not in told
    owner = client_of(world, "js_contributor", "zh")
    assert TITLE in owner.post("/proposals/alike", TYPED).content.decode()
    # While it is edited, a draft is not told that it is like itself.
    again = owner.post(f"/proposals/alike?proposal={draft.pk}", TYPED)
    assert TITLE not in again.content.decode()


def test_nothing_typed_is_like_nothing(world: Discussing, there: Proposal) -> None:
    told = words(client_of(world, "zj_contributor").post("/proposals/alike").content.decode())
    assert "Nothing is written yet." in told


def test_who_is_not_signed_in_asks_nothing(world: Discussing, there: Proposal) -> None:
    assert client_of(world, "").post("/proposals/alike", TYPED).status_code == 404


def test_the_form_of_a_draft_offers_the_search(world: Discussing, seminar: Seminar) -> None:
    client = client_of(world, "zj_contributor")
    html = client.get(f"/act/proposal/new/draft?seminar={seminar.pk}").content.decode()
    assert 'data-alike="/proposals/alike"' in html
    assert 'formaction="/proposals/alike" formtarget="_blank"' in html
