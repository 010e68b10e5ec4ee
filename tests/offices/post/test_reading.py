"""Notices on the page, and what changed since a moment: only what the reader may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices import actions, queries
from goldthread.offices.models import Delivery, Person, Reform
from goldthread.offices.post import addressing
from goldthread.offices.post.describe import SEEN_BY, Described, SeenBy, register
from goldthread.offices.post.wishes import looked
from goldthread.workflow.errors import UnknownName
from goldthread.workflow.models import Event, Notice
from goldthread.workflow.outbox import announce
from tests.offices.building import NOW, staffed
from tests.offices.post import post_office
from tests.offices.post.post_office import MONDAY, Town, tell

HOUR = timedelta(hours=1)


def keys(rows: Any) -> list[tuple[str, bool]]:
    return [(row.notice.key.rpartition("/")[2], row.unread) for row in rows]


def test_a_notice_is_on_the_page_of_each_recipient_at_once(town: Town) -> None:
    tell(town.act, town.li, town.wang, key="1")
    assert keys(queries.notices_of(town.li)) == [("1", True)]
    assert keys(queries.notices_of(town.wang)) == [("1", True)]


def test_newest_first_with_what_was_read(town: Town) -> None:
    for n in range(3):
        tell(town.act, town.li, key=str(n), at=MONDAY + n * HOUR)
    tell(town.act, town.wang, key="not mine", at=MONDAY)
    assert queries.unread_count(town.li) == 3
    looked(person=town.li, at=MONDAY + HOUR)
    assert keys(queries.notices_of(town.li)) == [("2", True), ("1", False), ("0", False)]
    assert keys(queries.notices_of(town.li, MONDAY + HOUR)) == [("2", True), ("1", False)]
    assert queries.unread_count(town.li) == 1


def test_a_page_of_notices_in_words_in_few_queries(town: Town) -> None:
    acts = [town.another_act(f"a{n}", f"Act {n}") for n in range(9)]
    for n, act in enumerate(acts):
        tell(act, town.li, key=str(n), at=MONDAY + n * HOUR)

    def page(size: int) -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as caught:
            found = queries.told(queries.notices_of(town.li)[:size], town.li.user)
        assert {each.about.address[:9] for each in found} == {"/reforms/"}
        return [each.about.title("en") for each in found], len(caught)

    three, with_three = page(3)
    nine, with_nine = page(9)
    assert (three, nine[-1]) == (["Act 8", "Act 7", "Act 6"], "Act 0")
    assert with_three == with_nine == 3


def test_recipients_who_are_nobody_are_passed_over(town: Town) -> None:
    post_office.AUDIENCE[:] = [str(town.li.pk), "lead@example.org", "999999", "9" * 40, "-1", ""]
    notice = announce(town.act, "test.decided", key="1", at=MONDAY)
    assert list(Delivery.objects.values_list("notice", "person")) == [(notice.pk, town.li.pk)]


def test_addressing_twice_adds_nothing_and_makes_up_what_is_missing(town: Town) -> None:
    notice = tell(town.act, town.li, town.wang, key="1")
    addressing.address([notice])
    assert Delivery.objects.count() == 2
    Delivery.objects.all().delete()
    addressing.address_pending()
    addressing.address_pending()
    assert Delivery.objects.count() == 2


def test_a_notice_that_is_rolled_back_reaches_nobody(town: Town) -> None:
    from django.db import transaction

    with transaction.atomic():
        tell(town.act, town.li, key="1")
        transaction.set_rollback(True)
    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


def changed(user: Any, since: Any = NOW - HOUR) -> list[tuple[str, str, list[str]]]:
    found = queries.changed_since(user, since)
    return [(*each.ref, [event.action for event in each.events]) for each in found]


def test_what_changed_is_grouped_by_object_and_without_ones_own_doings(town: Town) -> None:
    planner = staffed("planning", "A2")
    other = actions.draft_reform(
        actor=planner,
        key="second",
        title_en="Second",
        title_zh="二",
        effective=town.act.effective,
        changes=[{"kind": "abolished", "office": "A11"}],
        at=NOW + HOUR,
    )
    actions.cancel_reform(
        reform=town.act, actor=planner, expected_version=1, reason="no", at=NOW + 2 * HOUR
    )
    head = town.li.user
    acts = [row for row in changed(head) if row[0] == "offices.reform"]
    assert acts == [
        ("offices.reform", str(town.act.pk), ["cancel", "draft"]),
        ("offices.reform", str(other.pk), ["draft"]),
    ]
    assert [row[1] for row in changed(planner) if row[0] == "offices.reform"] == [str(town.act.pk)]
    assert changed(head, NOW + HOUR) == [("offices.reform", str(town.act.pk), ["cancel"])]
    assert changed(head, NOW + 2 * HOUR) == []


def test_the_same_on_both_databases(ledger: str) -> None:
    town = Town()
    assert changed(town.li.user)[-1] == ("offices.reform", str(town.act.pk), ["draft"])
    tell(town.act, town.li, key="1")
    assert keys(queries.notices_of(town.li)) == [("1", True)]


def test_what_one_may_not_see_did_not_change_for_one(town: Town) -> None:
    """A negative test with data that could leak: drafts, other people's accounts."""
    contributor = staffed("contributor", "A11")
    own = Person.objects.get(user=contributor)
    assert changed(contributor) == [
        ("offices.person", str(own.pk), ["grant", "connect", "register"])
    ]
    assert changed(AnonymousUser()) == []
    assert {row[0] for row in changed(staffed("auditor", "A"))} == {
        "offices.person",
        "offices.reform",
    }


def test_one_query_for_what_changed_and_one_for_each_model_that_did(town: Town) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.changed_since(town.li.user, NOW - HOUR)
        return len(caught)

    before = asked()
    for n in range(3):
        staffed("contributor", "C", name=f"more{n}")
    since = Event.objects.filter(at__gt=NOW - HOUR)
    of_others = since.exclude(actor_id=str(town.li.user.pk))
    stirred = set(of_others.values_list("object_type", flat=True)) & set(SEEN_BY.labels())
    assert stirred == {"offices.person", "offices.reform"}  # whose lists ask for no roles
    assert asked() == before == 1 + len(stirred)


def test_the_newest_events_of_each_model_are_enough(town: Town) -> None:
    found = queries.changed_since(staffed("auditor", "A"), NOW - HOUR, most=1)
    assert [len(each.events) for each in found] == [1, 1]


def test_a_model_nobody_registered_is_seen_by_nobody_and_none_twice(town: Town) -> None:
    known = SeenBy()
    assert known.rows("offices.reform", town.li.user).count() == 0
    known.register(Reform, queries.reforms_visible_to)
    assert known.rows("offices.reform", town.li.user).count() == 2
    with pytest.raises(UnknownName, match=r"What is seen of offices\.reform is registered twice"):
        known.register(Reform, queries.reforms_visible_to)
    with pytest.raises(UnknownName, match=r"offices\.reform is described twice"):
        register(Reform, lambda _: Described({"en": "x"}))


def test_drafts_are_not_seen_by_a_reader_whose_role_ended(town: Town) -> None:
    gone = staffed("provincial_head", "C", name="gone", ends=NOW.date())
    drafted_key = str(town.act.pk)
    assert drafted_key not in {row[1] for row in changed(gone) if row[0] == "offices.reform"}
