"""The pages of news: links of figures, errata, both languages, queries, the feed, Word."""

from io import BytesIO
from typing import Any

import docx
import pytest
from lxml import etree

from tests.review.news.conftest import GRANTS
from tests.web.news.told import Newsworthy
from tests.web.seminar.conftest import asked, client_of

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def page(told: Newsworthy, address: str, name: str = "", lang: str = "en") -> str:
    answer = client_of(told, name, lang).get(address)
    assert answer.status_code == 200, address
    html: str = answer.content.decode()
    return html


def feed(told: Newsworthy) -> Any:
    return etree.fromstring(client_of(told, "").get("/news/feed.atom").content)


def correct(told: Newsworthy) -> None:
    told.act(
        told.out,
        "correct",
        "issuer",
        passage="offices met",
        wording="offices gathered",
        reason="They did not meet by chance.",
    )


def test_a_release_shows_its_figures_with_codes_and_links(told: Newsworthy) -> None:
    html = page(told, "/news/out")
    code = told.out.figures.get(binding="C03 period=2019-H1 counting=first-applicant").code
    assert "indicator=C03&amp;period=2019-H1&amp;as_of=1&amp;counting=first-applicant" in html
    assert f'>5 grants</a> <code class="figure-code">{code}</code>' in html
    assert '<a class="figure" href="/seminars/2019-H2">3</a>' in html
    assert '<meta property="og:title" content="Heads look back">' in html
    chinese = page(told, "/news/out", lang="zh")
    assert "座谈会召开" in chinese
    assert "5件授权" in chinese


def test_a_change_in_the_list_of_figures_says_which_way(told: Newsworthy) -> None:
    """The words beside it tell it in the text alone: 5 grants after 2 are 150 per cent more."""
    change = "{{C03 period=2019-H1 counting=first-applicant change=percent}}"
    told.told("moved", "published", text_en=f"Grants rose by {change}.")
    html = page(told, "/news/moved")
    assert ">150.0%</a>" in html
    assert html.count("+150.0%") == 1


def test_figures_open_to_pages_that_are_there(told: Newsworthy) -> None:
    client = client_of(told, "")
    for address in ("/seminars/2019-H2", "/proposals?seminar=2019-H2", "/cycles/2019-H1"):
        assert client.get(address).status_code == 200, address


def test_a_preview_says_so_and_tells_how_many_will_hear(told: Newsworthy) -> None:
    html = page(told, "/news/kept", "press")
    assert "Not published. It goes out at 2019-08-01 10:00." in html
    assert "people will be told." in html
    assert "未公开标题" in html, "the other language stands below"
    assert "og:title" not in html
    assert "Preview" not in page(told, "/news/out", "press")


def test_errata_stand_numbered_on_the_page_in_feed_and_file(told: Newsworthy) -> None:
    correct(told)
    html = page(told, "/news/out")
    assert 'id="erratum-1" value="1"' in html
    assert "Instead of “offices met” read “offices gathered”." in html
    entry = feed(told).xpath("//a:entry[a:title='Heads look back']", namespaces=ATOM)[0]
    content = entry.findtext("a:content", namespaces=ATOM)
    assert "Erratum 1: instead of “offices met” read “offices gathered”." in content
    text = word(told, "/news/out.docx")
    assert "1. Instead of “offices met” read “offices gathered”." in text


def test_the_feed_is_valid_and_its_names_are_stable(told: Newsworthy) -> None:
    """As RFC 4287 asks: each with one id, a title, an update in UTC; a link; unique ids."""
    before = feed(told)
    assert before.tag == "{http://www.w3.org/2005/Atom}feed"
    for element in (before, *before.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1, name
        assert element.findtext("a:updated", namespaces=ATOM).endswith("Z")
        assert element.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM)
    assert before.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [
        "http://testserver/news/feed.atom?lang=en"
    ]
    assert before.findtext("a:author/a:name", namespaces=ATOM) == "Goldthread"
    ids = before.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids)) == 3
    assert all(each.startswith("urn:uuid:") for each in ids)
    correct(told)
    after = feed(told)
    assert after.xpath("//a:id/text()", namespaces=ATOM) == ids
    moments = [
        each.xpath("//a:entry/a:updated/text()", namespaces=ATOM) for each in (before, after)
    ]
    assert max(moments[1]) > max(moments[0])
    titles = after.xpath("//a:entry/a:title/text()", namespaces=ATOM)
    assert titles == ["A release that was withdrawn", "Heads look back"]


def word(told: Newsworthy, address: str, name: str = "") -> str:
    answer = client_of(told, name).get(address)
    assert answer["Content-Disposition"].startswith('attachment; filename="news-')
    read = docx.Document(BytesIO(answer.content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells])


def test_the_word_file_holds_text_figures_and_codes(told: Newsworthy) -> None:
    text = word(told, "/news/out.docx")
    row = told.out.figures.get(binding="C03 period=2019-H1 counting=first-applicant")
    assert f"5 grants [{row.code}]" in text
    assert "Published on 30 July 2019" in text
    assert row.code in text.splitlines()
    assert "Not published: a preview" in word(told, "/news/kept.docx", "press")


def test_a_release_is_drafted_edited_and_locked_through_the_pages(told: Newsworthy) -> None:
    """Sent by a form that the site gave; what is not bound comes back with everything typed."""
    client = client_of(told, "press")
    typed = {"title_en": "Edited", "text_en": "We had 12,000 cases.", "ticket": ""}
    address = f"/act/news/{told.draft.pk}/edit"
    typed["ticket"] = ticket(client.get(address).content.decode())
    refused = client.post(address, typed)
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "1 numbers are bound to nothing (“12,000”)" in html
    assert "We had 12,000 cases." in html
    again = client.post(address, typed | {"text_en": f"We had {GRANTS}.", "ticket": ticket(html)})
    assert again.status_code == 303
    told.draft.refresh_from_db()
    assert told.draft.title_en == "Edited"


def ticket(html: str) -> str:
    return html.partition('name="ticket" value="')[2].partition('"')[0]


@pytest.mark.parametrize("copies", [1, 3])
def test_lists_ask_the_ledger_as_often_for_three(told: Newsworthy, copies: int) -> None:
    for number in range(copies - 1):
        told.told(f"more-{number}", "published", text_en=f"Again {GRANTS}.")
        told.told(f"draft-{number}", "edited")
    if copies > 1:
        correct(told)
    pages = (("", "/news"), ("press", "/news"), ("", "/news/out"), ("", "/news/feed.atom"))
    assert {f"{name} {path}": asked(told, name, path) for name, path in pages} == COUNTED


COUNTED = {" /news": 5, "press /news": 11, " /news/out": 3, " /news/feed.atom": 5}
