"""The second step: set up, asked for, refused, replayed, lost; required where the role says so."""

import logging
import time
from base64 import b32decode
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from goldthread.offices.codelists import roles
from goldthread.web.accounts import second_step
from tests.web.accounts import totp
from tests.web.accounts.conftest import PASSWORD, key_in, sign_in, signed_in
from tests.web.conftest import words


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def enrol(client: Client) -> tuple[str, list[str]]:
    """Set the second step up through its pages: the key, and the recovery codes shown once."""
    key = key_in(client.get("/account/second-step").content.decode())
    answer = client.post("/account/second-step", {"code": totp.now(key)})
    assert answer.headers["Location"] == "/account/recovery-codes"
    shown = client.get("/account/recovery-codes").content.decode()
    return key, [part.split("</code>")[0] for part in shown.split("<li><code>")[1:]]


@pytest.mark.parametrize("at", totp.VECTORS)
def test_our_own_codes_are_those_of_the_standard(at: int) -> None:
    assert totp.code(totp.SECRET, at, digits=8) == totp.VECTORS[at]


@pytest.mark.parametrize("role", sorted(roles()))
def test_which_roles_require_it(role: str) -> None:
    free = {"contributor", "secretariat", "delegate", "press", "public"}
    assert (role in second_step.required_roles()) == (role not in free)


def test_who_owes_it_is_led_to_it_from_everywhere_and_can_do_nothing_else(
    client: Client, head: Any
) -> None:
    sign_in(client, "wang")
    for address in ("/", "/loads", "/records?indicator=C01&period=2019-H1"):
        assert client.get(address).headers["Location"] == "/account/second-step"
    assert client.post("/anywhere").status_code == 403
    assert "Your roles require it" in words(client.get("/account/second-step").content.decode())
    assert client.get("/account").status_code == 200
    enrol(client)
    assert client.get("/loads").status_code == 200


def test_a_site_may_do_without(client: Client, head: Any, settings: Any) -> None:
    settings.GOLDTHREAD_MFA_REQUIRED = False
    sign_in(client, "wang")
    assert client.get("/loads").status_code == 200


def test_whose_role_ended_owes_it_no_longer(client: Client, head: Any) -> None:
    from goldthread.offices import actions
    from tests.web.accounts.conftest import SETUP, TODAY

    sign_in(client, "wang")
    actions.leave(person=head.person, actor=SETUP, expected_version=3, day=TODAY)
    assert client.get("/loads").status_code == 200
    assert signed_in(client) is None


def test_set_up_then_asked_at_every_sign_in(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    key, codes = enrol(client)
    assert len(set(codes)) == 10
    client.post("/sign-out")
    time_of_use = b32decode(key)
    answer = sign_in(client, "li")
    assert answer.headers["Location"] == "/sign-in/code"
    assert signed_in(client) is None
    wrong = str(int(totp.now(key)) ^ 1).zfill(6)
    refused = client.post("/sign-in/code", {"code": wrong})
    assert "This code is not right, or it was used before." in words(refused.content.decode())
    assert signed_in(client) is None
    assert client.post("/sign-in/code", {"code": totp.now(key)}).status_code == 302
    assert signed_in(client) == "li"
    assert len(time_of_use) == 20


def test_a_code_is_good_once(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    key, _ = enrol(client)
    client.post("/sign-out")
    code = totp.now(key)
    sign_in(client, "li")
    assert client.post("/sign-in/code", {"code": code}).status_code == 302
    client.post("/sign-out")
    sign_in(client, "li")
    answer = client.post("/sign-in/code", {"code": code})
    assert "it was used before" in words(answer.content.decode())
    assert signed_in(client) is None


@pytest.mark.parametrize("seconds", [-60, -30, 30])
def test_a_code_of_another_half_minute_is_not_good(
    client: Client, contributor: Any, seconds: int
) -> None:
    sign_in(client, "li")
    key, _ = enrol(client)
    client.post("/sign-out")
    sign_in(client, "li")
    totp.now(key)
    other = totp.code(b32decode(key), time.time() + seconds)
    client.post("/sign-in/code", {"code": other})
    assert signed_in(client) is None


def test_a_recovery_code_lets_in_once(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    _, codes = enrol(client)
    for _ in range(2):
        client.post("/sign-out")
        sign_in(client, "li")
        answer = client.post("/sign-in/code", {"code": codes[0]})
    assert answer.status_code == 200
    assert signed_in(client) is None
    client.post("/sign-in/code", {"code": codes[1]})
    assert signed_in(client) == "li"
    assert "8 recovery codes left" in words(client.get("/account").content.decode())


def test_recovery_codes_are_shown_once(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    _, codes = enrol(client)
    again = client.get("/account/recovery-codes").content.decode()
    assert [code for code in codes if code in again] == []
    assert "10 codes are left" in words(again)


def test_new_recovery_codes_make_the_old_ones_worthless(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    _, codes = enrol(client)
    assert client.post("/account/recovery-codes/new").status_code == 302
    client.post("/sign-out")
    sign_in(client, "li")
    client.post("/sign-in/code", {"code": codes[0]})
    assert signed_in(client) is None


def test_codes_cannot_be_tried_for_ever(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    key, _ = enrol(client)
    client.post("/sign-out")
    sign_in(client, "li")
    wrong = str(int(totp.now(key)) ^ 1).zfill(6)
    answers = [client.post("/sign-in/code", {"code": wrong}) for _ in range(6)]
    assert "Too many wrong codes." in words(answers[-1].content.decode())
    client.post("/sign-in/code", {"code": totp.now(key)})
    assert signed_in(client) is None


def test_the_second_page_is_nothing_without_the_first(client: Client, contributor: Any) -> None:
    for answer in (client.get("/sign-in/code"), client.post("/sign-in/code", {"code": "123456"})):
        assert answer.headers["Location"] == "/sign-in"


def test_a_wrong_code_does_not_set_it_up(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    key = key_in(client.get("/account/second-step").content.decode())
    wrong = str(int(totp.now(key)) ^ 1).zfill(6)
    answer = client.post("/account/second-step", {"code": wrong})
    assert key_in(answer.content.decode()) == key
    assert Authenticator.objects.count() == 0


def test_who_must_have_it_cannot_turn_it_off(client: Client, head: Any) -> None:
    sign_in(client, "wang")
    enrol(client)
    answer = client.post("/account/second-step/off")
    assert "Your roles require the second step; it cannot be turned off." in words(
        answer.content.decode()
    )
    assert second_step.has(head)


def test_who_need_not_have_it_turns_it_off(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    enrol(client)
    assert client.post("/account/second-step/off").status_code == 302
    assert Authenticator.objects.count() == 0


def test_who_signed_in_long_ago_shows_again_who_it_is(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 601
    session.save()
    answer = client.get("/account/second-step")
    assert answer.headers["Location"].startswith("/sign-in/again?next=")
    page = answer.headers["Location"]
    assert "This is not your password." in client.post(page, {"password": "wrong"}).content.decode()
    assert client.post(page, {"password": PASSWORD}).headers["Location"] == "/account/second-step"
    assert client.get("/account/second-step").status_code == 200


def test_the_key_is_not_readable_in_the_ledger(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    key, codes = enrol(client)
    kept = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert key not in kept
    assert [code for code in codes if code in kept] == []


def test_the_picture_holds_what_the_key_says(client: Client, contributor: Any) -> None:
    sign_in(client, "li")
    html = client.get("/account/second-step").content.decode()
    assert 'src="data:image/svg+xml;base64,' in html
    assert "img-src 'self' data:" in client.get("/account").headers["Content-Security-Policy"]
