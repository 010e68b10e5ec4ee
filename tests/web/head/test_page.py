"""The head's page: who reads it, what it tells, each number a link, one sheet of paper."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tests.web.conftest import words
from tests.web.furnished import serious
from tests.web.head.conftest import Overseen
from tests.web.seminar.conftest import asked, client_of

READERS = ("issuer", "supervision_head", "planning", "auditor")
OTHERS = ("", "zj_head", "press", "secretariat", "statistician", "supervision", "delegate")


def main(told: Overseen, name: str = "issuer", lang: str = "en") -> str:
    html = unescape(client_of(told, name, lang).get("/head").content.decode())
    return html.partition('<main id="main" tabindex="-1">')[2].partition("</main>")[0]


def test_four_roles_read_it_and_for_others_it_is_not_there(told: Overseen) -> None:
    def status(name: str) -> int:
        return int(client_of(told, name).get("/head").status_code)

    assert {name: status(name) for name in READERS} == dict.fromkeys(READERS, 200)
    assert {name: status(name) for name in OTHERS} == dict.fromkeys(OTHERS, 404)


def test_it_tells_what_moved_what_is_late_and_why_who_needs_help_and_what_is_owed(
    told: Overseen,
) -> None:
    text = words(main(told))
    assert "−50.0%" in text
    assert "usually 0.0% to +8.3%" in text
    assert text.count("19 days late") == 4, "due on 28 June, read on 17 July"
    assert "The land for the centre was given to another department" in text
    assert "Zhejiang" in text
    assert "3 late" in text
    assert "7 late in the ledger" in text
    ledger = words(client_of(told, "issuer").get("/ledger?timing=late").content.decode())
    assert "1 to 7 of 7" in ledger
    assert "handed back: 1" in text
    assert "notices unanswered: 1" in text
    assert "1 answer still open" in text
    assert "135 days left" in text, "29 November"
    assert "1 proposal waits for an answer" in text
    assert "19天" in words(main(told, lang="zh"))


def test_every_number_is_a_link_and_every_link_leads_somewhere(told: Overseen) -> None:
    html = main(told)
    bare = re.sub(
        r"<a .*?</a>|<time.*?</time>|<small.*?</small>|<[^>]*>", "", html, flags=re.DOTALL
    )
    assert re.findall(r"\d+", bare) == []
    client = client_of(told, "issuer")
    addresses = set(re.findall(r'href="([^"]+)"', html))
    found = {each: client.get(each).status_code for each in addresses}
    assert found == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize("copies", [1, 3])
def test_it_asks_the_ledger_as_often_for_more(told: Overseen, copies: int) -> None:
    """Two tasks that are late are cancelled, or are not; one was handed back."""
    for task in told.late[copies:]:
        told.act(task, "cancel", "issuer", document="公文")
    for task in told.late[1:copies]:
        told.notice(task)
    html = client_of(told, "issuer").get("/head").content.decode()
    assert html.count("19 days late") == copies + 1
    assert asked(told, "issuer", "/head") == COUNTED


COUNTED = 30


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_prints_on_one_sheet_and_reads_on_a_phone(told: Overseen, visit: Any, lang: str) -> None:
    page = visit(f"/head?lang={lang}", "issuer", 360)
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert (page.evaluate(over), page.complaints, serious(page)) == (0, [], [])
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    assert len(printed.pages) == 1
    assert "Zhejiang" in printed.pages[0].extract_text() or lang == "zh"
