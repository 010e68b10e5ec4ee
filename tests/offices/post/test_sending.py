"""Digests to a real SMTP server: each notice reaches each person once, whatever goes wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult

from goldthread.offices.models import Delivery, Mail, Wish
from goldthread.offices.post.gathering import Run, gather, preview
from goldthread.offices.post.sending import Sendings, claim, send_due
from goldthread.offices.post.wishes import set_wish, try_address_again
from goldthread.workflow.models import Notice
from tests.offices.building import snapshot
from tests.offices.post.post_office import (
    MONDAY,
    Letters,
    Town,
    parsed,
    self_signed,
    server,
    tell,
    text_of,
)

DAY = timedelta(days=1)


def one_run(moment: datetime) -> Sendings:
    gather(moment)
    return send_due(moment)


def test_each_recipient_has_one_mail_and_the_notice_is_sent(town: Town, letters: Letters) -> None:
    tell(town.act, town.li, town.wang, key="1")

    assert one_run(MONDAY) == Sendings(sent=2)
    assert letters.addresses == ["li@example.org", "wang@example.org"]
    assert [mail["To"] for mail in letters.mails] == ["li@example.org", "wang@example.org"]
    assert Notice.objects.get().sent_at == MONDAY
    rows = Mail.objects.order_by("pk").values_list("key", "state", "attempts", "notices", "sent_at")
    assert list(rows) == [
        (f"digest/{town.li.pk}/2018-03-26", "sent", 1, 1, MONDAY),
        (f"digest/{town.wang.pk}/2018-03-26", "sent", 1, 1, MONDAY),
    ]
    assert one_run(MONDAY + timedelta(hours=1)) == Sendings()
    assert one_run(MONDAY + DAY) == Sendings()


def test_what_comes_after_the_digest_waits_for_the_next_working_day(
    town: Town, letters: Letters
) -> None:
    tell(town.act, town.li, key="1")
    one_run(MONDAY)
    tell(town.act, town.li, key="2", at=MONDAY + timedelta(hours=2))

    assert one_run(MONDAY + timedelta(hours=3)) == Sendings()
    assert one_run(MONDAY + DAY) == Sendings(sent=1)
    assert len(letters.taken) == 2


def test_nothing_is_sent_on_days_off(town: Town, letters: Letters) -> None:
    """Thursday 5 April 2018 to Saturday 7 are off; Sunday 8 is worked."""
    holiday = datetime(2018, 4, 5, 7, tzinfo=UTC)
    tell(town.act, town.li, key="1", at=holiday)

    assert [one_run(holiday + n * DAY) for n in range(4)] == [
        *(Sendings(), Sendings(), Sendings(), Sendings(sent=1)),
    ]
    assert letters.mails[0]["Date"].datetime == datetime(2018, 4, 8, 7, tzinfo=UTC)


def test_a_mail_that_waits_is_not_sent_on_a_day_off_either(
    town: Town, letters: Letters, settings: Any
) -> None:
    friday = datetime(2018, 3, 30, 7, tzinfo=UTC)
    tell(town.act, town.li, key="1", at=friday)
    letters.codes["li@example.org"] = "451 later"
    assert one_run(friday) == Sendings(waiting=1)
    letters.codes.clear()
    assert send_due(friday + DAY) == Sendings()
    assert send_due(friday + 3 * DAY) == Sendings(sent=1)


def test_once_a_week(town: Town, letters: Letters) -> None:
    set_wish(person=town.li, rhythm="weekly", language="en")
    for day in range(9):
        tell(town.act, town.li, key=str(day), at=MONDAY + day * DAY - timedelta(hours=1))
        one_run(MONDAY + day * DAY)
    assert [mail["Date"].datetime for mail in letters.mails] == [MONDAY, MONDAY + 7 * DAY]
    assert list(Mail.objects.order_by("pk").values_list("key", "notices")) == [
        (f"digest/{town.li.pk}/2018-W13", 1),
        (f"digest/{town.li.pk}/2018-W14", 7),
    ]


def test_a_weekly_digest_whose_monday_was_missed_comes_on_tuesday(
    town: Town, letters: Letters
) -> None:
    set_wish(person=town.li, rhythm="weekly", language="en")
    tell(town.act, town.li, key="1", at=MONDAY - DAY)
    assert one_run(MONDAY + DAY) == Sendings(sent=1)


def test_no_mail_wished_and_no_address(town: Town, letters: Letters) -> None:
    set_wish(person=town.li, rhythm="none", language="en")
    nobody = town.person("nobody")
    odd = town.person("odd", email="x\r\nBcc: all@example.org")
    tell(town.act, town.li, nobody, odd, key="1")

    assert one_run(MONDAY) == Sendings()
    assert list(Delivery.objects.order_by("pk").values_list("outcome", flat=True)) == [
        *("unwanted", "no_address", "no_address"),
    ]
    assert Notice.objects.get().sent_at == MONDAY
    assert letters.taken == []


def test_a_person_whose_account_is_off_is_not_written_to(town: Town, letters: Letters) -> None:
    tell(town.act, town.li, key="1")
    town.li.user.is_active = False
    town.li.user.save()
    assert one_run(MONDAY) == Sendings()
    assert Delivery.objects.get().outcome == "left"


def test_a_recipient_refused_for_good_does_not_hold_up_the_others(
    town: Town, letters: Letters
) -> None:
    letters.codes["li@example.org"] = "550 no such user here"
    tell(town.act, town.li, town.wang, key="1")

    assert one_run(MONDAY) == Sendings(sent=1, refused=1)
    assert letters.addresses == ["wang@example.org"]
    assert Mail.objects.get(person=town.li).last_error == "550 no such user here"
    wish = Wish.objects.get(person=town.li)
    assert (wish.refused_address, wish.refused_reply) == ("li@example.org", "550 no such user here")
    assert Notice.objects.get().sent_at is None

    # Nothing more goes to the refused address, not even tomorrow.
    tell(town.act, town.li, key="2", at=MONDAY + timedelta(hours=1))
    assert one_run(MONDAY + DAY) == Sendings()

    # With another address, all that gathered comes, once.
    set_wish(person=town.li, rhythm="daily", language="en", email="li@home.example.org")
    assert one_run(MONDAY + 2 * DAY) == Sendings(sent=1)
    assert letters.addresses == ["wang@example.org", "li@home.example.org"]
    assert Mail.objects.latest("pk").notices == 2
    assert list(Notice.objects.filter(sent_at=None)) == []


def test_an_address_that_works_again(town: Town, letters: Letters) -> None:
    letters.codes["li@example.org"] = "550 no such user here"
    tell(town.act, town.li, key="1")
    one_run(MONDAY)
    letters.codes.clear()
    try_address_again(person=town.li)
    assert one_run(MONDAY + DAY) == Sendings(sent=1)


def test_a_server_that_is_busy_is_asked_again_later(town: Town, letters: Letters) -> None:
    letters.codes["li@example.org"] = "451 try again later"
    tell(town.act, town.li, key="1")
    assert one_run(MONDAY) == Sendings(waiting=1)
    assert send_due(MONDAY + timedelta(minutes=4)) == Sendings()
    assert send_due(MONDAY + timedelta(minutes=5)) == Sendings(waiting=1)
    letters.codes.clear()
    assert send_due(MONDAY + timedelta(minutes=14)) == Sendings()
    assert send_due(MONDAY + timedelta(minutes=15)) == Sendings(sent=1)
    assert Mail.objects.get().attempts == 3


def test_content_refused_is_given_up_after_five_tries(town: Town, letters: Letters) -> None:
    letters.content_code = "554 not wanted"
    tell(town.act, town.li, key="1")
    gather(MONDAY)
    found = [send_due(MONDAY + timedelta(hours=n)) for n in range(6)]
    assert found == [Sendings(waiting=1)] * 4 + [Sendings(refused=1), Sendings()]
    assert Delivery.objects.get().mail is None


def test_a_server_that_is_not_there_leaves_everything_pending(town: Town, settings: Any) -> None:
    with server(Letters(), settings):
        pass  # its port is free again, and nobody listens
    tell(town.act, town.li, town.wang, key="1")
    done = one_run(MONDAY)
    assert (done.sent, done.refused, done.waiting) == (0, 0, 2)
    assert done.trouble.startswith("ConnectionRefusedError")

    kept = Letters()
    with server(kept, settings):
        assert send_due(MONDAY + timedelta(minutes=5)) == Sendings(sent=2)
    assert kept.addresses == ["li@example.org", "wang@example.org"]


def test_a_server_that_breaks_off_in_the_middle(town: Town, letters: Letters) -> None:
    people = [town.person(f"p{n}", email=f"p{n}@example.org") for n in range(4)]
    tell(town.act, *people, key="1")
    letters.break_after = 2

    gather(MONDAY)
    done = send_due(MONDAY)
    assert (done.sent, done.waiting, letters.broken) == (2, 2, 2)
    assert done.trouble.startswith("SMTPServerDisconnected")

    letters.break_after = None
    assert send_due(MONDAY + timedelta(minutes=5)) == Sendings(sent=2)
    assert sorted(letters.addresses) == [f"p{n}@example.org" for n in range(4)]


def test_a_run_stops_asking_a_server_that_breaks_off_each_time(
    town: Town, letters: Letters
) -> None:
    people = [town.person(f"p{n}", email=f"p{n}@example.org") for n in range(5)]
    tell(town.act, *people, key="1")
    letters.break_after = 0
    gather(MONDAY)
    send_due(MONDAY)
    assert (letters.broken, Mail.objects.filter(attempts=0).count()) == (3, 2)


def test_a_sender_that_died_leaves_a_claim_that_lapses(town: Town, letters: Letters) -> None:
    tell(town.act, town.li, key="1")
    gather(MONDAY)
    assert claim(MONDAY) is not None
    assert send_due(MONDAY + timedelta(minutes=14)) == Sendings()
    assert send_due(MONDAY + timedelta(minutes=15)) == Sendings(sent=1)


def test_sent_once_more_it_is_the_same_message(town: Town, letters: Letters) -> None:
    """The server took it and the connection broke before it said so: mail programs see one mail."""
    tell(town.act, town.li, key="1")
    one_run(MONDAY)
    Mail.objects.update(state="pending", sent_at=None)
    assert send_due(MONDAY + timedelta(hours=1)) == Sendings(sent=1)
    first, second = letters.mails
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])


def test_preview_is_what_is_sent_and_sends_nothing(town: Town, letters: Letters) -> None:
    tell(town.act, town.li, town.wang, key="1")
    tell(town.act, town.wang, key="2", kind="test.answer_due")
    before = snapshot(Mail, Delivery, Notice, Wish)

    found = preview(Run(MONDAY))
    assert [(each.address, each.count) for each in found] == [
        ("li@example.org", 1),
        ("wang@example.org", 2),
    ]
    assert snapshot(Mail, Delivery, Notice, Wish) == before
    assert letters.taken == []

    one_run(MONDAY)
    shown = [parsed(each.message.message().as_bytes()) for each in found]
    assert [text_of(each) for each in shown] == [text_of(each) for each in letters.mails]
    assert [each["Subject"] for each in shown] == [each["Subject"] for each in letters.mails]
    assert preview(Run(MONDAY)) == []


def test_preview_tells_of_mails_that_wait_and_of_days_off(town: Town, letters: Letters) -> None:
    letters.codes["li@example.org"] = "451 later"
    tell(town.act, town.li, key="1")
    one_run(MONDAY)
    assert [each.address for each in preview(Run(MONDAY + DAY))] == ["li@example.org"]
    assert preview(Run(MONDAY - DAY)) == []


def test_signs_in_by_starttls(
    town: Town, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, seen = Letters(), []

    def who(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        seen.append((data.login, data.password))
        return AuthResult(success=data.password == b"secret", handled=False)

    certificate, tls = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "goldthread", "wrong"
    settings.EMAIL_USE_TLS = True
    tell(town.act, town.li, key="1")
    with server(kept, settings, authenticator=who, auth_required=True, tls_context=tls):
        done = one_run(MONDAY)
        assert (done.waiting, done.trouble[:3]) == (1, "535")
        settings.EMAIL_HOST_PASSWORD = "secret"
        assert send_due(MONDAY + timedelta(hours=1)) == Sendings(sent=1)
    assert seen[-1] == (b"goldthread", b"secret")


def test_a_server_whose_certificate_is_not_trusted_gets_nothing(
    town: Town, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_USE_TLS = True
    tell(town.act, town.li, key="1")
    kept = Letters()
    with server(kept, settings, tls_context=self_signed(tmp_path)[1]):
        done = one_run(MONDAY)
    assert (done.waiting, done.trouble.partition(":")[0]) == (1, "SSLCertVerificationError")
    assert kept.taken == []


def test_the_demo_writes_files(town: Town, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "goldthread.offices.post.files.EmlBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    tell(town.act, town.li, town.wang, key="1")
    assert one_run(MONDAY) == Sendings(sent=2)
    files = sorted((tmp_path / "mail").iterdir())
    assert {path.suffix for path in files} == {".eml"}
    mails = [parsed(path.read_bytes()) for path in files]
    assert sorted(mail["To"] for mail in mails) == ["li@example.org", "wang@example.org"]
