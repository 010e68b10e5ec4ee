"""What a digest says, parsed by Python's email package: words, order, links, counts, headers."""

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.mail import get_connection
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldthread.offices.models import Person
from goldthread.offices.post import due
from goldthread.offices.post.digest import clipped, digest_of
from goldthread.offices.post.due import Due
from goldthread.offices.post.gathering import Run, preview
from goldthread.offices.post.letter import letter
from goldthread.offices.post.wishes import set_wish
from goldthread.workflow.models import Notice
from tests.offices.post.post_office import MONDAY, Letters, Town, parsed, server, tell, text_of

HOUR = timedelta(hours=1)


def mail_for(person: Person, moment: datetime = MONDAY) -> EmailMessage:
    made = letter(digest_of(person, moment), to="li@example.org", key="k", at=moment)
    return parsed(made.message().as_bytes())


@pytest.fixture
def dues(monkeypatch: pytest.MonkeyPatch) -> list[Due]:
    """What a registered app says is due for whomever it is asked for."""
    given: list[Due] = []
    monkeypatch.setattr(due, "_PROVIDERS", [])
    due.register(lambda _person, _day: given)
    return given


def test_english_digest_word_for_word(town: Town, dues: list[Due]) -> None:
    other = town.another_act("names", "New names")
    dues += [
        Due({"en": "Report of the second quarter", "zh": "二季度报告"}, date(2018, 3, 28), "/r/2"),
        Due({"en": "Answer to proposal 7", "zh": "答复第7号提案"}, date(2018, 3, 26)),
        Due({"en": "Receipt of task 3", "zh": "签收第3号任务"}, date(2018, 3, 23), "/t/3"),
    ]
    tell(town.act, town.li, key="1", at=MONDAY - 5 * HOUR)
    tell(town.act, town.li, key="2", at=MONDAY - 3 * HOUR)
    tell(town.act, town.li, key="3", at=MONDAY - 4 * HOUR, kind="test.answer_due")
    tell(other, town.li, key="1", at=MONDAY - 2 * HOUR)

    mail = mail_for(town.li)
    assert mail["Subject"] == "Goldthread: 4 notices: New names and 1 more"
    assert (
        text_of(mail)
        == """\
li, since you were last told there is this for you: 4 notices.

What is due
======================

Receipt of task 3
  - was due on 23 March 2018
  https://goldthread.example.org/t/3

Answer to proposal 7
  - due today

Report of the second quarter
  - due on 28 March 2018
  https://goldthread.example.org/r/2

What happened
==========================

New names
  - It was decided, 26 March 2018 05:00
  https://goldthread.example.org/reforms/names

The reform
  - It was decided, 2 times, the last 26 March 2018 04:00
  - Your answer is due, 26 March 2018 03:00
  https://goldthread.example.org/reforms/reform-2018

All your notices: https://goldthread.example.org/notices
You are told every working day. Change this on your page of notices.
"""
    )


def test_chinese_digest_word_for_word(town: Town, dues: list[Due]) -> None:
    set_wish(person=town.li, rhythm="weekly", language="zh")
    li = Person.objects.get(pk=town.li.pk)
    dues.append(Due({"en": "Report", "zh": "二季度报告"}, date(2018, 3, 28), "/报告/2"))
    tell(town.act, li, key="1", at=MONDAY - HOUR)
    tell(town.act, li, key="2", at=MONDAY - 2 * HOUR)

    mail = mail_for(li)
    assert (mail["Subject"], mail["Content-Language"]) == ("Goldthread：2条通知：改革", "zh-Hans")
    assert (
        text_of(mail)
        == """\
li，您好！自上次告知以来，您有2条通知。

到期事项
========

二季度报告
  - 2018年3月28日到期
  https://goldthread.example.org/%E6%8A%A5%E5%91%8A/2

通知
====

改革
  - 已作出决定，共2次，最近一次2018年3月26日 06:00
  https://goldthread.example.org/reforms/reform-2018

我的全部通知: https://goldthread.example.org/notices
您的告知频率为每周一次，可在“我的通知”页更改。
"""
    )


def test_the_html_part_says_the_same(town: Town, dues: list[Due]) -> None:
    dues.append(Due({"en": "A <b>bold</b> & odd report", "zh": "x"}, date(2018, 3, 28), "/r/2"))
    tell(town.act, town.li, key="1")
    page = html.fromstring(text_of(mail_for(town.li), "html"))
    assert page.get("lang") == "en"
    assert [each.text_content() for each in page.iter("h2")] == ["What is due", "What happened"]
    assert [(each.text_content(), each.get("href")) for each in page.iter("a")] == [
        ("A <b>bold</b> & odd report", "https://goldthread.example.org/r/2"),
        ("The reform", "https://goldthread.example.org/reforms/reform-2018"),
        ("All your notices", "https://goldthread.example.org/notices"),
    ]
    assert [each.tag for each in page.iter("b", "script", "style", "img")] == []


def test_without_an_address_of_the_site_there_are_no_links(town: Town, settings: Any) -> None:
    settings.GOLDTHREAD_ADDRESS = ""
    tell(town.act, town.li, key="1")
    mail = mail_for(town.li)
    assert "http" not in text_of(mail)
    assert list(html.fromstring(text_of(mail, "html")).iter("a")) == []
    assert mail["Message-ID"].endswith("@localhost>")


def test_a_title_cannot_add_headers(town: Town, letters: Letters) -> None:
    bad = "The end\r\nBcc: all@example.org\r\n\r\nand a body \u2028\u0000\x1b[31m"
    act = town.another_act("odd", bad)
    tell(act, town.li, key="1")
    [made] = preview(Run(MONDAY))
    mail = parsed(made.message.message().as_bytes())
    assert mail["Subject"] == ("Goldthread: 1 notice: The end Bcc: all@example.org and a body [31m")
    assert mail.get_all("Bcc") is None
    assert mail.get_all("To") == ["li@example.org"]


def test_a_very_long_chinese_subject_is_cut_and_survives_the_server(
    town: Town, settings: Any
) -> None:
    set_wish(person=town.li, rhythm="daily", language="zh")
    title = "关于深化知识产权领域放管服改革优化创新环境和营商环境的通知" * 12
    tell(town.another_act("long", title), town.li, key="1")
    [made] = preview(Run(MONDAY))
    kept = Letters()
    with server(kept, settings):
        get_connection().send_messages([made.message])
    [(_, content)] = kept.taken
    [mail] = kept.mails
    assert mail["Subject"] == f"Goldthread：1条通知：{title[:99]}…"
    assert f"{title[:299]}…" in text_of(mail)
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


def test_two_thousand_notices_are_a_count_and_a_link(town: Town) -> None:
    acts = [town.another_act(f"act-{n}", f"Act {n}") for n in range(40)]
    for n in range(2000):
        tell(acts[n % 40], town.li, key=str(n), at=MONDAY - timedelta(minutes=2000 - n))
    with CaptureQueriesContext(connection) as many:
        digest = digest_of(town.li, MONDAY)
    assert (digest.count, digest.objects, len(digest.groups), digest.not_shown) == (
        *(2000, 40, 30, 500),
    )
    assert [group.title for group in digest.groups] == [f"Act {n}" for n in range(39, 9, -1)]
    text = text_of(mail_for(town.li))
    assert "500 more notices are on your page of notices." in text
    assert len(text) < 6000
    with CaptureQueriesContext(connection) as one:
        digest_of(town.wang, MONDAY)
    assert len(many) <= len(one) + 1


def test_only_notices_up_to_the_moment(town: Town) -> None:
    tell(town.act, town.li, key="1", at=MONDAY)
    tell(town.act, town.li, key="2", at=MONDAY + timedelta(seconds=1))
    assert digest_of(town.li, MONDAY).count == 1


def test_what_a_person_may_not_see_is_not_named(town: Town) -> None:
    """The draft is for planners and heads; a delegate who is told of it learns no title."""
    delegate = town.person("delegate", email="d@example.org", role="delegate")
    tell(town.act, delegate, key="1")
    [group] = digest_of(delegate, MONDAY).groups
    assert (group.title, group.address) == (f"reform act {town.act.pk}", "")
    assert "The reform" not in text_of(mail_for(delegate))


def test_a_kind_or_an_object_that_the_program_no_longer_knows(town: Town) -> None:
    tell(town.act, town.li, key="1")
    Notice.objects.update(kind="gone.away", object_type="gone.thing", object_id="7")
    [group] = digest_of(town.li, MONDAY).groups
    assert (group.title, group.lines[0].kind) == (
        "object 7",
        {"en": "gone.away", "zh": "gone.away"},
    )


def test_clipping() -> None:
    assert clipped(" a\t b\r\nc\x00d ", 20) == "a b c d"
    assert clipped("甲乙丙丁", 4) == "甲乙丙丁"
    assert clipped("甲乙丙丁戊", 4) == "甲乙丙…"
