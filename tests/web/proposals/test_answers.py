"""Batches of answers: gathered in private, read whole, published together."""

from goldthread.seminar.models import AnswerBatch, Proposal, Seminar
from tests.seminar.building import ANSWER, PROMISE
from tests.web.conftest import words
from tests.web.proposals.conftest import Discussing, Reader, client_of
from tests.web.proposals.filling import sent

SECRET = ANSWER | {"answer_en": "Not to be known before its day."}


def test_what_waits_is_gathered_into_a_batch(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    one = world.proposal(seminar, "answer_pending")
    two = world.proposal(seminar, "answer_pending", title_en="The other", answer=PROMISE)
    told = words(read("/answers", "secretariat").content.decode())
    assert "Gather a batch: Seminar of heads 2 drafted answers wait" in told
    assert "Gather a batch" not in words(read("/answers", "zj_head").content.decode())
    client = client_of(world, "secretariat")
    page = f"/act/answer_batch/new/gather?seminar={seminar.pk}"
    fields = {"title_zh": "第一批", "proposals": [one.pk, two.pk]}
    answer = sent(client, page, "/new/gather", **fields)
    batch = AnswerBatch.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/answers/{batch.pk}")
    html = client.get(f"/answers/{batch.pk}").content.decode()
    told = words(html)
    assert "A · solved or basically solved 1 B · planned or being solved 1" in told
    assert "P-001 Joint protection" in told
    assert "P-002 The other" in told
    # What is in a batch waits for no other.
    assert "Gather a batch" not in words(client.get("/answers").content.decode())
    assert "Held proposals P-001, P-002" in told or "P-001, P-002" in told


def test_a_gathered_batch_is_there_for_the_desk_only(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    proposal = world.proposal(seminar, "answer_pending", answer=SECRET)
    batch = world.batch([proposal])
    for name in ("secretariat", "issuer", "auditor"):
        assert SECRET["answer_en"] in read(f"/answers/{batch.pk}", name).content.decode()
    for name in ("", "zj_head", "protection", "press", "planning"):
        assert read(f"/answers/{batch.pk}", name).status_code == 404, name
        assert "First batch" not in read("/answers", name).content.decode()


def test_it_is_published_whole_and_then_read_by_whoever_takes_part(
    world: Discussing, seminar: Seminar, read: Reader
) -> None:
    proposal = world.proposal(seminar, "answer_pending", answer=SECRET)
    batch = world.batch([proposal])
    client = client_of(world, "issuer")
    answer = sent(client, f"/act/answer_batch/{batch.pk}/publish", "/publish")
    assert answer.status_code == 303
    assert Proposal.objects.get().state == "answered"
    html = read(f"/answers/{batch.pk}", "js_head").content.decode()
    assert "Published on 3 June 2019" in words(html)
    assert SECRET["answer_en"] in html
