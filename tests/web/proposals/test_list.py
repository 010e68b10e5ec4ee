"""The list of proposals: what the address holds, what is counted, what is left out."""

import csv
import io
import re
from typing import Any

import pytest

from goldthread.seminar.models import Proposal, Seminar
from tests.web.conftest import words
from tests.web.proposals.conftest import Discussing, Reader

LAST = "Still to be read"


@pytest.fixture
def some(world: Discussing, seminar: Seminar) -> dict[str, Proposal]:
    """One in several states, of two offices and three lines of work."""
    return {
        "filed": world.proposal(seminar, "filed", co_sponsors=["IPO-JS"]),
        "assigned": world.proposal(
            seminar, "assigned", "IPO-JS", title_en="Faster exams", line_of_work="creation"
        ),
        "answered": world.proposal(
            seminar, "answered", title_en="One window", line_of_work="utilisation"
        ),
        "submitted": world.proposal(seminar, "submitted", title_en=LAST),
        "drafted": world.proposal(seminar, "drafted", title_en="My secret wish"),
    }


def titles(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/proposals/\d+[^"]*">([^<]*)</a>', html)


def listed(read: Reader, name: str, query: str = "") -> list[str]:
    answer = read(f"/proposals{query}", name)
    assert answer.status_code == 200, query
    return titles(answer.content.decode())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", ["One window"]),
        ("press", ["One window"]),
        ("bj_head", ["Joint protection", "Faster exams", "One window"]),
        ("secretariat", ["Joint protection", "Faster exams", "One window", LAST]),
        (
            "zj_contributor",
            [*("My secret wish", "Joint protection", "Faster exams"), "One window", LAST],
        ),
    ],
)
def test_each_reader_lists_what_is_theirs_to_see(
    some: dict[str, Proposal], read: Reader, name: str, expected: list[str]
) -> None:
    assert listed(read, name) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?seminar=2019-H2&state=filed", ["Joint protection"]),
        ("?line_of_work=creation", ["Faster exams"]),
        ("?office=IPO-JS", ["Faster exams"]),
        ("?handler=CNIPA-PROT", ["Faster exams", "One window"]),
        ("?answer_class=A", ["One window"]),
        ("?q=window", ["One window"]),
        ("?q=P-002", ["Faster exams"]),
        ("?whose=sponsored", ["Joint protection", "Faster exams"]),
        ("?sort=-number", ["One window", "Faster exams", "Joint protection"]),
        ("?size=20&page=1&q=nothing", []),
    ],
)
def test_the_address_narrows_and_orders(
    some: dict[str, Proposal], read: Reader, query: str, expected: list[str]
) -> None:
    assert listed(read, "js_head", query) == expected


def test_a_department_finds_what_it_handles(some: dict[str, Proposal], read: Reader) -> None:
    assert listed(read, "protection", "?whose=handled") == ["Faster exams", "One window"]
    assert listed(read, "law", "?whose=handled") == []


def test_counts_by_state_open_the_list_of_the_state(
    some: dict[str, Proposal], read: Reader
) -> None:
    html = read("/proposals?line_of_work=protection", "secretariat").content.decode()
    states = re.search(r'<ul class="filters states".*?</ul>', html, re.DOTALL)
    assert states is not None
    assert words(states[0]) == "submitted 1 filed 1"
    assert "/proposals?line_of_work=protection&amp;state=filed" in states[0]
    assert "2 proposals" in words(html)


def test_a_filter_is_taken_away_again(some: dict[str, Proposal], read: Reader) -> None:
    html = read("/proposals?line_of_work=creation&q=exams", "js_head").content.decode()
    assert 'href="/proposals?q=exams"' in html
    assert 'href="/proposals?line_of_work=creation"' in html


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("query", ["?state=gone", "?seminar=none", "?sort=colour", "?wrong=1"])
def test_an_address_that_cannot_be_is_refused(
    some: dict[str, Proposal], read: Reader, query: str, lang: str
) -> None:
    answer = read(f"/proposals{query}", "js_head", lang)
    assert answer.status_code == 400


def test_a_seminar_in_preparation_is_no_choice(world: Discussing, read: Reader) -> None:
    world.planned(key="2020-H1", title_en="Not announced")
    assert "Not announced" not in read("/proposals", "zj_head").content.decode()
    assert read("/proposals?seminar=2020-H1", "zj_head").status_code == 400
    assert read("/seminars/2020-H1/proposals", "zj_head").status_code == 404


def test_the_address_of_a_seminar_leads_to_its_list(
    some: dict[str, Proposal], read: Reader
) -> None:
    answer = read("/seminars/2019-H2/proposals?lang=zh", "zj_head")
    assert (answer.status_code, answer["Location"]) == (302, "/proposals?seminar=2019-H2&lang=zh")


def rows(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_has_what_the_list_has(
    world: Discussing, seminar: Seminar, some: dict[str, Proposal], read: Reader
) -> None:
    world.proposal(seminar, "filed", title_zh="=HYPERLINK(1)")
    found = rows(read("/proposals.csv?seminar=2019-H2", "bj_head"))
    assert [(row["number"], row["office"], row["state"]) for row in found] == [
        ("P-001", "IPO-ZJ", "filed"),
        ("P-002", "IPO-JS", "assigned"),
        ("P-003", "IPO-ZJ", "answered"),
        ("P-005", "IPO-ZJ", "filed"),
    ]
    assert found[-1]["title_zh"] == "'=HYPERLINK(1)"


def test_only_the_secretariat_ticks_rows(some: dict[str, Proposal], read: Reader) -> None:
    assert 'type="checkbox"' in read("/proposals", "secretariat").content.decode()
    assert 'type="checkbox"' not in read("/proposals", "zj_head").content.decode()


def test_it_stands_in_the_navigation(seminar: Seminar, read: Reader) -> None:
    areas = {"/proposals": "Proposals", "/answers": "Answers", "/promises": "Promises"}
    for address, title in areas.items():
        html = read(address, "zj_head").content.decode()
        assert f'<a href="{address}" aria-current="page">{title}</a>' in html
        assert '<a href="/seminars" aria-current="true">Seminar</a>' in html
