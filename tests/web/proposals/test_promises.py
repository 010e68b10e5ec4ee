"""Promised against delivered: every number opens to its proposals."""

import re

from goldthread.seminar.models import Proposal, Seminar
from tests.seminar.building import PROMISE
from tests.web.conftest import words
from tests.web.proposals.conftest import Discussing, Reader


def test_each_number_opens_the_list_of_its_proposals(
    world: Discussing, seminar: Seminar, promised: Proposal, read: Reader
) -> None:
    world.proposal(seminar, "answered", answer=PROMISE, title_en="Only promised")
    world.proposal(seminar, "answered", title_en="Solved at once")
    html = read("/promises").content.decode()
    total = re.search(r'aria-labelledby="years"><table.*?<tbody>(.*?)</tbody>', html, re.DOTALL)
    assert total is not None
    assert words(total[1]) == "Seminar of heads 2 1 1 0 0 0 0 2 0"
    links = re.findall(r'<a href="(/promises/proposals[^"]*)">(\d+)</a>', total[1])
    assert len(links) == 4
    for href, count in links:
        opened = read(href.replace("&amp;", "&")).content.decode()
        assert len(re.findall(r'<th scope="row"><a href="/proposals/', opened)) == int(count)


def test_a_promise_past_its_day_is_late(
    world: Discussing, promised: Proposal, read: Reader
) -> None:
    assert "late" not in words(read("/promises/proposals?outcome=open").content.decode())
    world.wait(days=200)
    world.now()
    told = words(read("/promises/proposals?outcome=late").content.decode())
    assert "29 November 2019 late" in told
    assert "P-001" in told


def test_of_one_seminar_and_one_handler(
    world: Discussing, promised: Proposal, read: Reader
) -> None:
    told = words(read("/promises?seminar=2019-H2", "zj_head", "zh").content.decode())
    assert "承诺与落实 · 全国局长座谈会" in told
    assert "知识产权保护司 1 0 1 0" in told
    page = "/promises/proposals?seminar=2019-H2&handler=CNIPA-PROT&outcome=adopted"
    assert "P-001" in words(read(page).content.decode())
    other = page.replace("CNIPA-PROT", "CNIPA-LAW")
    assert "P-001" not in words(read(other).content.decode())


def test_without_promises_that_is_said(seminar: Seminar, read: Reader) -> None:
    told = words(read("/promises").content.decode())
    assert "No published answer that you can see promises a task." in told
