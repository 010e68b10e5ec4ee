"""Exactly once: whatever days the job runs, and however many senders run it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.codes.workdays import is_working_day
from goldthread.offices.models import Delivery, Mail
from goldthread.offices.post.gathering import gather
from goldthread.offices.post.sending import Sendings, claim, send_due
from goldthread.workflow.models import Notice
from tests.offices.post.post_office import MONDAY, Letters, Town, server, tell

FIRST = date(2018, 4, 1)
"""A month with Tomb-Sweeping (5 to 7 April), a Sunday worked (8 April) and Labour Day."""
DAYS = 34
SKIPS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def at(day: int, hour: int) -> datetime:
    return datetime(FIRST.year, FIRST.month, FIRST.day, hour, tzinfo=UTC) + timedelta(days=day)


@SKIPS
@given(
    put=st.lists(st.tuples(st.integers(0, DAYS - 1), st.integers(0, 23), st.integers(1, 3)),
                 min_size=1, max_size=12),
    runs=st.sets(st.tuples(st.integers(0, DAYS - 1), st.integers(0, 23)), max_size=40),
    down=st.sets(st.integers(0, DAYS - 1), max_size=10),
)  # fmt: skip
def test_each_notice_reaches_each_recipient_once(
    town: Town,
    letters: Letters,
    put: list[tuple[int, int, int]],
    runs: set[tuple[int, int]],
    down: set[int],
) -> None:
    """`put`: day, hour, and to whom (1 Li, 2 Wang, 3 both). `down`: days of a server that refuses
    for a while. On the last day, a working one, all is made up."""
    people = {1: [town.li], 2: [town.wang], 3: [town.li, town.wang]}
    moments = sorted({*runs, (DAYS + 2, 7)})
    with transaction.atomic():
        letters.taken.clear()
        sent_on, waiting = [], sorted((day, hour, n) for n, (day, hour, _) in enumerate(put))
        for day, hour in moments:
            while waiting and waiting[0][:2] <= (day, hour):
                told_day, told_hour, n = waiting.pop(0)
                tell(town.act, *people[put[n][2]], key=str(n), at=at(told_day, told_hour))
            busy = {"li@example.org": "451 busy"} if day in down else {}
            letters.codes = busy
            gather(at(day, hour))
            if send_due(at(day, hour)).sent:
                sent_on.append(at(day, hour).date())
        letters.codes = {}
        send_due(at(DAYS + 2, 23))

        wanted = Counter(person.pk for _, _, who in put for person in people[who])
        assert (
            Counter(Delivery.objects.filter(outcome="mailed").values_list("person_id", flat=True))
            == wanted
        )
        assert Delivery.objects.filter(settled_at=None).count() == 0
        assert Notice.objects.filter(sent_at=None).count() == 0
        carried = sum(Mail.objects.filter(state="sent").values_list("notices", flat=True))
        assert carried == sum(wanted.values())
        assert len(letters.taken) == Mail.objects.filter(state="sent").count()
        assert all(is_working_day(day, "CN") for day in sent_on)
        transaction.set_rollback(True)


def in_two_threads(work: Any) -> list[Any]:
    """The same work in two connections that begin together."""
    barrier, found = Barrier(2), []

    def one() -> None:
        try:
            barrier.wait(10)
            found.append(work())
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


@pytest.fixture
def busy_town(ledger: str) -> Town:
    town = Town()
    people = [town.person(f"p{n}", email=f"p{n}@example.org") for n in range(12)]
    for n in range(3):
        tell(town.act, *people, key=str(n))
    return town


def test_two_senders_send_each_mail_once(busy_town: Town, settings: Any) -> None:
    kept = Letters()
    with server(kept, settings):
        gathered = in_two_threads(lambda: gather(MONDAY))
        done = in_two_threads(lambda: send_due(MONDAY))
    assert sum(gathered) == 12
    assert sum(each.sent for each in done) == 12
    assert [each.trouble for each in done] == ["", ""]
    assert sorted(kept.addresses) == sorted(f"p{n}@example.org" for n in range(12))
    assert Counter(Mail.objects.values_list("notices", flat=True)) == {3: 12}
    assert Delivery.objects.exclude(outcome="mailed").count() == 0


def test_a_mail_being_claimed_is_passed_over(postgresql_ledger: str) -> None:
    """PostgreSQL: the second connection does not wait for the row the first has locked."""
    town = Town()
    tell(town.act, town.li, town.wang, key="1")
    gather(MONDAY)
    first: list[str] = []

    def another() -> None:
        try:
            mail = claim(MONDAY)
            first.append(mail.address if mail else "")
        finally:
            connection.close()

    with transaction.atomic():
        mine = claim(MONDAY)
        thread = Thread(target=another)
        thread.start()
        thread.join(10)
        assert not thread.is_alive()
    assert mine is not None
    assert [mine.address, *first] == ["li@example.org", "wang@example.org"]


def test_no_sender_leaves_no_claim(town: Town, letters: Letters) -> None:
    assert send_due(MONDAY) == Sendings()
    assert claim(MONDAY) is None
