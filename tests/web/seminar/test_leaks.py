"""What is a draft, unreleased or under embargo stands on no page, in no title, feed or file."""

import re
from datetime import UTC, datetime

import pytest

from tests.web.seminar.conftest import client_of
from tests.web.seminar.test_pages import PAGES, keys
from tests.web.seminar.told import FIRST_TEXT, TEXT_EN, Meeting

READERS = ("", "zj_head", "delegate", "press", "statistician", "js_coordinator")
SECRETS = (
    "Secret working title",
    "Draft report",
    "Embargoed report",
    "Withdrawn report",
    FIRST_TEXT,
    "at nine o'clock",
    TEXT_EN[:20],
)
WINDOW = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def everything(met: Meeting, name: str, lang: str = "en") -> dict[str, str]:
    """Every page of the meeting that somebody finds, histories and forms too."""
    client = client_of(met, name, lang)
    found = {}
    for address in (*PAGES, *HISTORIES):
        answer = client.get(address.format(**keys(met)))
        found[address] = answer.content.decode("utf-8-sig")
    return found


HISTORIES = (
    "/act/agenda_item/{talks}",
    "/act/agenda_item/{talks}/edit",
    "/act/seminar_document/{draft}",
    "/act/minutes_entry/{entry}",
    "/act/minutes_entry/{entry}/write",
    "/act/address/{address}",
    "/act/intervention/new/request?item={talks}",
    "/act/minutes_correction/new/propose?entry={entry}",
)


@pytest.mark.parametrize("name", READERS)
def test_no_page_tells_a_reader_what_is_not_out(met: Meeting, name: str) -> None:
    """The data that could leak is there: the desk reads every one of the secrets."""
    desk = "".join(everything(met, "secretariat").values())
    assert [secret for secret in SECRETS if secret.replace("'", "&#x27;") not in desk] == []
    for address, html in everything(met, name).items():
        leaked = [s for s in SECRETS if s in html or s.replace("'", "&#x27;") in html]
        assert leaked == [], (address, name)


def test_the_title_of_a_window_never_tells_what_one_may_not_see(met: Meeting) -> None:
    paths = ("/documents/{draft}", "/documents/{embargoed}", "/addresses/{address}")
    for name in ("", "zj_head", "press"):
        client = client_of(met, name)
        for path in (*paths, "/minutes/{entry}", "/agenda-items/{talks}"):
            html = client.get(path.format(**keys(met))).content.decode()
            assert WINDOW.findall(html) == ["Not found · Goldthread"], (path, name)


def test_the_embargo_ends_by_the_clock_and_nothing_else_happens(met: Meeting) -> None:
    address = f"/documents/{met.documents['embargoed'].pk}"
    listed = "/seminars/2019-H2/documents"
    for hour, out in ((9, False), (10, True)):
        met.at = datetime(2019, 7, 31, hour, 59 if hour == 9 else 0, tzinfo=UTC)
        client = client_of(met, "zj_head")
        assert client.get(address).status_code == (200 if out else 404)
        assert ("Embargoed report" in client.get(listed).content.decode()) is out


def test_interventions_and_minutes_are_called_by_the_released_title(met: Meeting) -> None:
    entry = met.entry_of_talks()
    client = client_of(met, "zj_head")
    for address in (f"/interventions/{met.queue[0].pk}", f"/minutes/{entry.pk}"):
        html = client.get(address).content.decode()
        assert "Statements of offices" in html, address
        assert "Secret working title" not in html, address


MARKUP = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def test_markup_in_any_text_stays_text(met: Meeting) -> None:
    """In titles, texts, names, subjects, remarks and reasons."""
    met.edit_item(met.talks, title_en=MARKUP, speakers=[{"office": "", "en": MARKUP, "zh": ""}])
    met.release(met.meeting, MARKUP)
    met.act(met.opened, "write", "secretariat", text_en=MARKUP)
    people = [{"kind": "head", "name_en": MARKUP, "post_en": MARKUP}]
    met.act(met.delegations["IPO-ZJ"], "replace", "zj_head", delegates=people, reason=MARKUP)
    met.act(met.queue[0], "withdraw", "zj_head")
    met.intervention(met.delegations["IPO-ZJ"], met.talks, subject=MARKUP)
    met.act(met.address, "edit", "planning", title_en=MARKUP, text_en=MARKUP)
    met.seminar_document(met.meeting, title_en=MARKUP, name="<script>alert.pdf")
    for name in ("secretariat", "planning", "zj_head", ""):
        for address, html in everything(met, name).items():
            if not address.endswith((".csv", ".ics", "/list", ".js")):
                assert ("<script>alert" in html, "<img src=x" in html) == (False, False), address
    assert "&lt;script&gt;alert" in everything(met, "zj_head")["/seminars/{key}/agenda"]
