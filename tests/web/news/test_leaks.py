"""What is not out stands on no page, in no title, feed, file, form or header, before its minute.

The data that could leak is there: whoever writes news reads every word of it.
"""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from goldthread.review.own_jobs import publish_news
from tests.web.news.told import SECRETS, Newsworthy
from tests.web.seminar.conftest import client_of

WORDS = tuple(word for words in SECRETS.values() for word in words)
OUTSIDE = ("", "zj_head", "delegate", "planning")
HIDDEN = ("kept", "draft", "never")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
MINUTE = datetime(2019, 8, 1, 10, tzinfo=UTC)


def addresses(told: Newsworthy) -> list[str]:
    keys = [told.kept.pk, told.draft.pk, told.never.pk, told.gone.pk]
    acts = [f"/act/news/{key}{rest}" for key in keys for rest in ("", "/edit", "/publish")]
    pages = [f"/news/{key}{end}" for key in SECRETS for end in ("", ".docx", "?lang=zh")]
    lists = ["/news", "/news?lang=zh", "/news/feed.atom", "/news/feed.atom?lang=zh", "/"]
    seminar = [f"/seminars/{told.meeting.key}", "/act/news/new/draft", "/volume", "/find?q=Sealed"]
    return [*lists, *pages, *acts, *seminar]


def everything(told: Newsworthy, name: str) -> dict[str, str]:
    client = client_of(told, name)
    found = {}
    for address in addresses(told):
        answer = client.get(address)
        headers = "\n".join(f"{key}: {value}" for key, value in answer.headers.items())
        found[address] = headers + answer.content.decode("utf-8", "replace")
    return found


def test_who_writes_news_reads_every_secret(told: Newsworthy) -> None:
    seen = "".join(everything(told, "press").values())
    assert [word for word in WORDS if word not in seen] == []


@pytest.mark.parametrize("name", OUTSIDE)
def test_nobody_else_reads_what_is_not_out(told: Newsworthy, name: str) -> None:
    for address, shown in everything(told, name).items():
        leaked = [word for word in WORDS if word in shown]
        assert leaked == [], (address, name)


def same(answer: Any, key: str) -> tuple[int, str, dict[str, str]]:
    """What an answer tells but for the key that was asked for, and the form to sign out by."""
    html = TOKEN.sub("", answer.content.decode()).replace(key, "KEY")
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, html, headers


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_not_out_answers_like_what_never_was(told: Newsworthy, name: str) -> None:
    client = client_of(told, name)
    for key in HIDDEN:
        for end in ("", ".docx"):
            hidden, none = client.get(f"/news/{key}{end}"), client.get(f"/news/zzzz{end}")
            assert same(hidden, key) == same(none, "zzzz")
            assert hidden.status_code == 404


def test_the_feed_does_not_change_before_the_minute(told: Newsworthy) -> None:
    """Neither its bytes nor its marks: a draft more, an embargo set anew, nothing is to be told."""
    before = client_of(told, "").get("/news/feed.atom")
    told.told("another", "edited", title_en="One more")
    told.act(told.kept, "embargo", "press", day=MINUTE.date(), time="10:00")
    client = client_of(told, "")
    after = client.get("/news/feed.atom")
    marks = ("ETag", "Last-Modified")
    assert [after[name] for name in marks] == [before[name] for name in marks]
    assert after.content == before.content
    held = client.get("/news/feed.atom", headers={"if-none-match": before["ETag"]})
    assert (held.status_code, held.content) == (304, b"")


def test_the_minute_lets_it_out_everywhere(told: Newsworthy) -> None:
    for moment, status in ((MINUTE.replace(hour=9, minute=59), 404), (MINUTE, 200)):
        told.at = moment
        publish_news(moment)
        client = client_of(told, "")
        assert client.get("/news/kept").status_code == status
        assert client.get("/news/kept.docx").status_code == status
        for address in ("/news", "/news/feed.atom"):
            assert ("Sealed headline" in client.get(address).content.decode()) is (status == 200)


def test_a_tombstone_tells_that_and_why_but_not_what(told: Newsworthy) -> None:
    answer = client_of(told, "").get("/news/gone")
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "It was published on 30 July 2019 and withdrawn on 30 July 2019." in html
    assert "It told the wrong day." in html
    assert client_of(told, "").get("/news/gone.docx").status_code == 404


MARKUP = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def test_markup_in_any_text_stays_text(told: Newsworthy) -> None:
    texts = dict.fromkeys(("title_en", "summary_en", "text_en"), MARKUP.replace("1", "a"))
    marked = told.told("marked", "published", **texts)
    fault = {"passage": "onerror=alert(a)>\n", "wording": MARKUP.replace("1", "b")}
    told.act(
        told.out,
        "correct",
        "issuer",
        passage="offices met",
        wording=MARKUP.replace("1", "b"),
        reason=MARKUP,
    )
    assert marked.state == "published", fault
    for name in ("", "press"):
        client = client_of(told, name)
        for address in ("/news", "/news/marked", "/news/out", f"/act/news/{marked.pk}"):
            html = client.get(address).content.decode()
            assert ("<script>alert" in html, "<img src=x" in html) == (False, False), address
    feed = client_of(told, "").get("/news/feed.atom").content.decode()
    assert "<script>" not in feed
    assert "&amp;lt;script&amp;gt;" in feed
