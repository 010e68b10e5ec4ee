"""With a name and a password: in, refused, locked, out; and what no page gives away."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.web.accounts.conftest import PASSWORD, sign_in, signed_in
from tests.web.conftest import words

WRONG = "The user name or the password is not right."


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def test_the_right_password_signs_in_and_leads_where_one_wanted(
    client: Client, contributor: Any
) -> None:
    answer = sign_in(client, "li")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account")
    assert signed_in(client) == "li"
    client.post("/sign-out")
    assert signed_in(client) is None
    answer = client.post("/sign-in?next=/loads", {"login": "li", "password": PASSWORD})
    assert answer.headers["Location"] == "/loads"


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_nobody_is_led_to_another_site(client: Client, contributor: Any, onward: str) -> None:
    answer = client.post("/sign-in", {"login": "li", "password": PASSWORD, "next": onward})
    assert answer.headers["Location"] == "/account"


def test_the_language_of_the_address_is_kept(client: Client, contributor: Any) -> None:
    answer = client.post("/sign-in?lang=zh", {"login": "li", "password": PASSWORD})
    assert answer.headers["Location"] == "/account?lang=zh"
    assert "我的账号" in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("name", ["li", "nobody"])
def test_a_wrong_password_says_the_same_of_a_name_that_exists_and_one_that_does_not(
    client: Client, contributor: Any, name: str
) -> None:
    answer = sign_in(client, name, "wrong")
    assert answer.status_code == 200
    assert WRONG in words(answer.content.decode()).replace("&#x27;", "'")
    assert signed_in(client) is None


@pytest.mark.parametrize("name", ["li", "nobody"])
def test_five_failures_close_the_name_from_there_for_a_while(
    client: Client, contributor: Any, name: str
) -> None:
    assert [sign_in(client, name, "wrong").status_code for _ in range(5)] == [200] * 4 + [429]
    answer = sign_in(client, name)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Try again in 15 minutes" in words(answer.content.decode())
    assert (
        "请在15分钟后重试"
        in sign_in(client, name, headers={"accept-language": "zh"}).content.decode()
    )
    assert signed_in(client) is None


def test_capitals_do_not_give_more_attempts(client: Client, contributor: Any) -> None:
    names = ["li", "Li", "LI", " li", "ｌｉ"]
    assert [sign_in(client, name, "wrong").status_code for name in names][-1] == 429


def test_from_elsewhere_the_name_is_still_asked(client: Client, contributor: Any) -> None:
    for _ in range(5):
        sign_in(client, "li", "wrong")
    assert sign_in(client, "li", REMOTE_ADDR="192.0.2.7").status_code == 302


def test_what_a_client_says_of_its_own_address_is_not_believed(
    client: Client, contributor: Any
) -> None:
    for number in range(5):
        answer = sign_in(client, "li", "wrong", headers={"x-forwarded-for": f"192.0.2.{number}"})
    assert answer.status_code == 429


def test_behind_ones_own_proxy_its_word_counts(
    client: Client, contributor: Any, settings: Any
) -> None:
    settings.GOLDTHREAD_PROXIES = 1
    told = [f"192.0.2.{number}, 198.51.100.1" for number in range(5)]
    answers = [sign_in(client, "li", "wrong", headers={"x-forwarded-for": each}) for each in told]
    assert answers[-1].status_code == 429
    other = sign_in(client, "li", headers={"x-forwarded-for": "198.51.100.1, 198.51.100.2"})
    assert other.status_code == 302


def test_after_the_time_the_name_is_asked_again(client: Client, contributor: Any) -> None:
    for _ in range(5):
        sign_in(client, "li", "wrong")
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=16)
        attempt.save()
    assert sign_in(client, "li").status_code == 302


def test_success_forgets_failures(client: Client, contributor: Any) -> None:
    for _ in range(3):
        for _ in range(4):
            sign_in(client, "li", "wrong")
        assert sign_in(client, "li").status_code == 302
        client.post("/sign-out")


def test_no_password_is_kept_anywhere(client: Client, contributor: Any) -> None:
    sign_in(client, "li", "a secret mistyped")
    row = AccessAttempt.objects.get()
    assert "a secret mistyped" not in f"{row.post_data}{row.get_data}{row.path_info}"


def test_an_account_switched_off_does_not_let_in(client: Client, contributor: Any) -> None:
    contributor.is_active = False
    contributor.save()
    sign_in(client, "li")
    assert signed_in(client) is None


def test_a_session_does_not_survive_signing_in(client: Client, contributor: Any) -> None:
    """A key that somebody else knew before is good for nothing after (session fixation)."""
    client.get("/sign-in?next=/account")
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, "li")
    assert client.cookies["sessionid"].value != before


def test_signing_out_needs_a_post(client: Client, contributor: Any) -> None:
    client.force_login(contributor)
    assert client.get("/sign-out").status_code == 200
    assert signed_in(client) == "li"


@pytest.mark.parametrize("address", ["/account", "/account/password", "/account/second-step"])
def test_an_account_page_asks_to_sign_in_first(client: Client, db: None, address: str) -> None:
    answer = client.get(address)
    assert unquote(answer.headers["Location"]) == f"/sign-in?next={address}"


@pytest.mark.parametrize(
    "address", ["/signup", "/accounts/signup", "/accounts/email", "/account/signup", "/sign-up"]
)
def test_there_is_no_way_to_sign_up(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_long_password_is_refused_before_it_is_hashed(client: Client, contributor: Any) -> None:
    answer = sign_in(client, "li", "x" * 5_000)
    assert answer.status_code == 200
    assert signed_in(client) is None


def test_every_page_says_whom_one_is_signed_in_as(client: Client, contributor: Any) -> None:
    client.force_login(contributor)
    text = words(client.get("/loads").content.decode())
    assert "Signed in as Li Na contributor, Zhejiang" in text


def test_the_account_page_says_which_roles_and_who_gave_them(
    client: Client, contributor: Any
) -> None:
    client.force_login(contributor)
    text = words(client.get("/account").content.decode())
    assert "contributor" in text
    assert "in force" in text
    assert "the setting up of the site, on" in text
    assert "Unused for 12 hours, you are signed out." in text


def test_the_password_is_changed_by_who_knows_it(client: Client, contributor: Any) -> None:
    client.force_login(contributor)
    new = {"password1": "another horse battery", "password2": "another horse battery"}
    wrong = client.post("/account/password", {"oldpassword": "wrong"} | new)
    assert "This is not your present password." in wrong.content.decode()
    weak = {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"}
    assert client.post("/account/password", weak).status_code == 200
    assert client.post("/account/password", {"oldpassword": PASSWORD} | new).status_code == 302
    client.post("/sign-out")
    assert sign_in(client, "li", "another horse battery").status_code == 302
