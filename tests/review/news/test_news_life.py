"""The release through the engine: bound, locked, signed, kept back, published, corrected.

Counts by hand: five grants; three delegations of three people; one proposal.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from goldthread.offices.days import day_of
from goldthread.offices.models import Membership
from goldthread.review.models import News, NewsFigure
from goldthread.review.news_figures import TEXTS, part_of, shown_in
from goldthread.review.own_jobs import publish_news
from goldthread.review.queries import news_published, news_visible_to
from goldthread.review.telling_news import changed_at, news_out
from goldthread.seminar.speech.bindings import tokens
from goldthread.workflow.errors import GuardUnmet, NotAllowed
from goldthread.workflow.models import Notice
from tests.indicators.support import load
from tests.programme.test_progress import granted
from tests.review.building import Reviewed
from tests.review.news.conftest import EN, GRANTS, ZH, met, released


def refusal(call: Any, *given: Any, **more: Any) -> str:
    """What is told in English; it stands in Chinese too."""
    with pytest.raises(GuardUnmet) as refused:
        call(*given, **more)
    assert refused.value.in_language("zh") != refused.value.in_language("en")
    return refused.value.in_language("en")


def text(news: News, lang: str = "en", part: str = "text", *, codes: bool = False) -> str:
    return part_of(news, part, lang, shown_in(news, day_of(news.entered_at)), codes=codes).text


def test_figures_are_locked_with_their_identity_and_told_in_both_languages(
    world: Reviewed, home: Path
) -> None:
    news = released(world, met(world), "locked")
    rows = {row.binding: row for row in NewsFigure.objects.filter(news=news)}
    grants = "C03 period=2019-H1 counting=first-applicant"
    assert {binding: row.value for binding, row in rows.items()} == {
        grants: "5",
        "OFFICES period=2019-H2": "3",
        "PROPOSALS period=2019-H2": "1",
    }
    assert (rows[grants].identity["as_of"], rows[grants].identity["periods"]) == (1, ["2019-H1"])
    assert rows["PROPOSALS period=2019-H2"].identity["records"] == 1
    assert text(news) == (
        "Delegations of 3 offices met. In the half-year there were 5 grants, and 1 proposals were "
        "filed under Article 27 of the law."
    )
    assert text(news, "zh") == "参会单位3个。上半年5件授权。"
    assert f"5 grants [{rows[grants].code}]" in text(news, codes=True)


def test_press_writes_words_and_never_a_figure(world: Reviewed, home: Path) -> None:
    news = released(world, met(world))
    told = refusal(
        world.act, news, "edit", "press", title_en="News", text_en="We had 12,000 cases."
    )
    assert told == (
        "1 numbers are bound to nothing (“12,000”); write a token such as "
        "{{C03 period=2019-H1}} or leave them out."
    )
    news.refresh_from_db()
    assert (news.state, news.text_en) == ("edited", EN)
    erratum = {"passage": "5 grants", "wording": "5 grants in all", "reason": "x"}
    for state, action, given in (
        ("edited", "lock", {}),
        ("locked", "unlock", {"reason": "x"}),
        ("locked", "clear", {}),
        ("cleared", "sign", {}),
        ("published", "correct", erratum),
        ("published", "withdraw", {"reason": "x"}),
    ):
        world.lead_news(news, state, text_en=EN, text_zh=ZH)
        with pytest.raises(NotAllowed):
            world.act(news, action, "press", **given)
    news.refresh_from_db()
    assert (news.state, news.errata.count()) == ("published", 0)


def test_a_figure_that_moved_stops_the_signing(world: Reviewed, home: Path) -> None:
    seminar = met(world)
    news = released(world, seminar, "cleared")
    load(home, [granted("8", "2019-02-20")], received="2019-06-25")
    told = refusal(world.act, news, "sign", "issuer")
    assert told == (
        "Figures have moved since they were locked (C03 period=2019-H1 counting=first-applicant: "
        "5 grants → 6 grants); open the release again and lock them anew."
    )
    world.act(news, "unlock", "statistician", reason="数据更新")
    assert NewsFigure.objects.filter(news=news).count() == 0
    for action, by in (("edit", "press"), ("lock", "statistician"), ("clear", "supervision")):
        texts = {"title_en": "News", "text_en": EN} if action == "edit" else {}
        world.act(news, action, by, **texts)
    world.act(news, "sign", "issuer")
    assert "6 grants" in text(news)


def test_a_figure_without_a_value_is_not_locked(world: Reviewed, home: Path) -> None:
    news = released(world, met(world), text_en="{{C03 period=1950-H1}} in 1950.", text_zh="")
    told = refusal(world.act, news, "lock", "statistician")
    assert told == (
        "It has no text yet, or figures have no value (C03 period=1950-H1); mend them before they "
        "are locked."
    )


def test_the_clock_publishes_at_the_minute_and_not_before(world: Reviewed, home: Path) -> None:
    news = released(world, met(world), "signed")
    day = world.at.date() + timedelta(days=1)
    told = refusal(world.act, news, "embargo", "press", day=world.at.date(), time="00:01")
    assert told == "That time is over; name one that lies ahead, or publish it now."
    told = refusal(world.act, news, "embargo", "press", day=day, time="25:00")
    assert told == "time: “25:00” is no time; write it such as 09:00."
    world.act(news, "embargo", "press", day=day, time="10:00")
    minute = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    assert publish_news(minute - timedelta(seconds=1)).idle
    assert (news_published().count(), news_visible_to(None).count(), news_out().count()) == (0,) * 3
    with pytest.raises(NotAllowed):
        world.act(news, "publish", "press")
    assert publish_news(minute).sentence.in_language("en") == "1 releases published."
    news.refresh_from_db()
    assert (news.state, news.published_at) == ("published", minute)
    assert publish_news(minute).idle


def test_publishing_tells_everybody_once(world: Reviewed, home: Path) -> None:
    news = released(world, met(world), "published")
    notice = Notice.objects.get(kind="news.published")
    everybody = set(Membership.objects.values_list("person_id", flat=True))
    assert set(notice.recipients) == {str(key) for key in everybody}
    assert notice.object_id == str(news.pk)


def test_errata_are_numbered_and_keep_their_figures(world: Reviewed, home: Path) -> None:
    news = released(world, met(world), "published")
    before = changed_at(news, list(news.errata.all()))
    told = refusal(world.act, news, "correct", "issuer", passage="gone", wording="x", reason="x")
    assert told == (
        "The passage stands in the release 0 times; quote so much of it, as published, that it is "
        "found once."
    )
    again = {"passage": "5 grants", "reason": "late records"}
    told = refusal(world.act, news, "correct", "issuer", wording="55 grants", **again)
    assert told.startswith("1 numbers are bound to nothing (“55”)")
    load(home, [granted("8", "2019-02-20")], received="2019-06-25")
    world.act(news, "correct", "issuer", wording=GRANTS, **again)
    world.act(
        news,
        "correct",
        "issuer",
        passage="there were 5 grants",
        wording="5 grants were made",
        reason="wording",
    )
    first, second = news.errata.all()
    assert [(row.number, row.passage, row.wording) for row in (first, second)] == [
        (1, "5 grants", "6 grants"),
        (2, "there were 5 grants", "5 grants were made"),
    ]
    assert [row["value"] for row in first.figures] == ["6"]
    assert "5 grants" in text(news), "the text stays as it was published"
    assert changed_at(news, [first, second]) == second.at > before
    assert Notice.objects.filter(kind="news.corrected").count() == 2


def test_withdrawal_leaves_a_tombstone_of_what_was_out(world: Reviewed, home: Path) -> None:
    seminar = met(world)
    out = released(world, seminar, "published")
    never = released(world, seminar, "signed", key="h1-b")
    for news in (out, never):
        world.act(news, "withdraw", "issuer", reason="有误")
    assert [(each.key, each.withdrawn_because) for each in news_out()] == [("h1", "有误")]
    assert list(news_visible_to(None)) == []
    told = {
        row.object_id: len(row.recipients) for row in Notice.objects.filter(kind="news.withdrawn")
    }
    assert told[str(out.pk)] > told[str(never.pk)] > 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"key": "H1"},
            "“H1” is no short name: it has small letters, digits and hyphens,",
        ),
        (
            {"key": "h1", "seminar": "99"},
            "99 is no review or seminar that a release can be drafted",
        ),
        ({"key": "h1"}, "Name the review, the seminar, or both, from which it is drafted."),
    ],
)
def test_what_a_release_is_drafted_from_is_known(
    world: Reviewed, given: dict[str, str], told: str
) -> None:
    assert refusal(world.make, News(), "draft", "press", **given).startswith(told)
    assert News.objects.count() == 0


def test_a_short_name_is_given_once(world: Reviewed, home: Path) -> None:
    seminar = met(world)
    released(world, seminar, "drafted")
    told = refusal(world.make, News(), "draft", "press", key="h1", seminar=seminar.pk)
    assert told == "There is a release h1 already."


def test_the_draft_of_a_seminar_is_bound_and_can_be_locked_as_it_is(
    world: Reviewed, home: Path
) -> None:
    seminar = met(world)
    news = released(world, seminar, "drafted")
    texts = {
        name: getattr(news, name) for name in ("summary_en", "summary_zh", "text_en", "text_zh")
    }
    asked = {token.binding.asked for each in texts.values() for token in tokens(each)}
    assert asked == {
        *("OFFICES period=2019-H2", "PEOPLE period=2019-H2", "PROPOSALS period=2019-H2"),
        *("ANSWERED period=2019-H2", "MEASURES period=2019-H1"),
        *("TASKS period=2019-H1", "SETTLED period=2019-H1"),
    }
    world.act(news, "edit", "press", title_en=news.title_en, title_zh=news.title_zh, **texts)
    world.act(news, "lock", "statistician")
    assert text(news, "en", "summary") == (
        "Delegations of 3 offices, 9 people in all, met in Beijing from 30 July 2019 to 31 July "
        "2019."
    )
    assert text(news, "zh", "summary") == (
        "2019年7月30日至2019年7月31日，座谈会在北京召开，3个单位的9名代表参加会议。"
    )
    english = text(news)
    assert english.startswith("The theme of the meeting was “Protection”.\n\n")
    assert "Proposals filed: 1; answered: 0." in english
    assert text(news, "zh").endswith("会议立案提案1件，已答复0件。")


def test_the_draft_of_a_review_tells_its_frozen_figures(world: Reviewed, home: Path) -> None:
    """What was delivered after the figures were frozen is not told, and stops no signing."""
    review = world.review("frozen")
    load(home, [granted("8", "2019-02-20")], received="2019-07-03")
    news = world.news(review, "drafted")
    frozen = review.releases.get().figures.get(asked="C03 period=2019-H1")
    assert "{{C03 period=2019-H1}}" in news.summary_en
    assert "{{C03 period=2019-H1 change=percent sign=yes}}" in news.summary_zh
    texts = {name: getattr(news, name) for name in ("title_en", *TEXTS)}
    world.act(news, "edit", "press", **texts)
    world.act(news, "lock", "statistician")
    assert news.figures.get(binding=frozen.asked).value == frozen.value == "5"
    assert "5 grants, +150.0% on the year before." in text(news, "en", "summary")
    assert "同比+150.0%" in text(news, "zh", "summary")
    world.act(news, "clear", "supervision")
    world.act(news, "sign", "issuer")
    assert news.state == "signed"
