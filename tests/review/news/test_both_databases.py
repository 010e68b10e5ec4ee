"""The whole way of a release, and two at once, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from goldthread.offices.models import Membership
from goldthread.review.models import News
from goldthread.review.telling_news import news_out, publish_due
from goldthread.workflow.engine import perform
from goldthread.workflow.models import Notice
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.founding import Here
from tests.programme.test_two_at_once import at_once
from tests.review.building import Reviewed


def test_the_clock_and_the_issuer_at_the_same_moment(world_here: Here) -> None:
    """Either it went out and was withdrawn after, or it never was out: nothing in between."""
    world = world_here(Reviewed)
    news = world.news(None, "signed", seminar=world.seminar("called").pk)
    day = world.at.date() + timedelta(days=1)
    world.act(news, "embargo", "press", day=day, time="10:00")
    minute = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    news.refresh_from_db()
    version = news.version

    def withdraw() -> Callable[[], Any]:
        mine = News.objects.get(pk=news.pk)
        given: dict[str, Any] = {"payload": {"reason": "有误"}, "at": minute}
        return lambda: perform(
            mine, "withdraw", actor=world["issuer"], expected_version=version, **given
        )

    at_once(lambda: publish_due(minute), withdraw())
    news.refresh_from_db()
    told = Notice.objects.filter(kind="news.published").count()
    assert (news.state, told) in (("published", 1), ("withdrawn", 0))
    assert news_out().count() == told
    assert publish_due(minute) == 0
    assert verify_chain() == verify_states() == []


def test_each_step_tells_whose_turn_it_is(world_here: Here) -> None:
    world = world_here(Reviewed)
    news = world.news(None, "published", seminar=world.seminar("called").pk)
    world.act(news, "correct", "issuer", passage="The heads met.", wording="They met.", reason="x")
    world.act(news, "withdraw", "issuer", reason="有误")
    kinds = Notice.objects.filter(object_id=str(news.pk), kind__startswith="news.")
    told = {row.kind: row.recipients for row in kinds}
    turns = {"edited": "statistician", "locked": "supervision", "cleared": "issuer"}
    for step, role in turns.items():
        holding = Membership.objects.filter(role=role).values_list("person_id", flat=True)
        assert set(told[f"news.{step}"]) == {str(key) for key in holding}, step
    assert [row.number for row in news.errata.all()] == [1]
    assert {"news.signed", "news.published", "news.corrected", "news.withdrawn"} <= {*told}
