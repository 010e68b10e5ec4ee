"""Signing in at an office's own provider: a real one, on loopback, in a process of its own."""

import html
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.test import Client

from tests.web.accounts.conftest import make_person, sign_in, signed_in, use_provider
from tests.web.accounts.provider import PASSWORD, PEOPLE
from tests.web.conftest import words

CALLBACK = "http://testserver/sign-in/with/oidc/back"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def issuer(provider_process: Any) -> str:
    return str(provider_process(CALLBACK)[0])


@pytest.fixture
def provider(issuer: str, settings: Any) -> str:
    use_provider(settings, issuer)
    return issuer


def connect(user: Any, name: str) -> None:
    SocialAccount.objects.create(user=user, provider="oidc", uid=PEOPLE[name])


def onward(answer: Any) -> str:
    """The provider's address that the page in between leads to."""
    assert answer.status_code == 200, answer.status_code
    found = re.search(r'class="button first" href="([^"]+)"', answer.content.decode())
    assert found
    address = html.unescape(found.group(1))
    assert answer.headers["Refresh"] == f"0; url={address}"
    return address


def at_the_provider(address: str, name: str = "wang") -> str:
    """What a browser does there: log in; gives the address it is sent back to."""
    browser = requests.Session()
    page = browser.get(address)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    following = re.search(r'name="next" value="([^"]+)"', page.text)
    assert token, page.text
    assert following, page.text
    sent = {
        "csrfmiddlewaretoken": token.group(1),
        "next": html.unescape(following.group(1)),
        "username": name,
        "password": PASSWORD,
    }
    answer = browser.post(page.url, sent, allow_redirects=False)
    while not answer.headers["Location"].startswith("http://testserver"):
        location = requests.compat.urljoin(answer.url, answer.headers["Location"])
        answer = browser.get(location, allow_redirects=False)
    return answer.headers["Location"]


def go(client: Client, **more: str) -> str:
    return onward(client.post("/sign-in/with/oidc" + more.pop("query", ""), more))


def test_a_connected_identity_signs_in(client: Client, contributor: Any, provider: str) -> None:
    connect(contributor, "wang")
    there = go(client, next="/loads")
    asked = parse_qs(urlsplit(there).query)
    assert there.startswith(f"{provider}/authorize/?")
    assert asked["redirect_uri"] == [CALLBACK]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    answer = client.get(at_the_provider(there))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/loads")
    assert signed_in(client) == "li"


def test_an_unknown_identity_makes_no_account(
    client: Client, contributor: Any, provider: str
) -> None:
    before = get_user_model().objects.count()
    answer = client.get(at_the_provider(go(client)))
    text = words(answer.content.decode())
    assert "here no account is connected with that identity, and none is made by itself" in text
    assert signed_in(client) is None
    assert (get_user_model().objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_a_person_connects_the_own_identity(
    client: Client, contributor: Any, provider: str
) -> None:
    sign_in(client, "li")
    assert "not connected" in words(client.get("/account").content.decode())
    answer = client.get(at_the_provider(go(client, query="?process=connect")))
    assert answer.headers["Location"] == "/account/provider"
    assert SocialAccount.objects.get().uid == PEOPLE["wang"]
    client.post("/sign-out")
    client.get(at_the_provider(go(client)))
    assert signed_in(client) == "li"


def test_an_identity_of_somebody_else_is_not_taken_over(
    client: Client, contributor: Any, provider: str
) -> None:
    other = make_person("Zhao", ("contributor", "IPO-ZJ"), account="zhao").user
    connect(other, "wang")
    sign_in(client, "li")
    client.get(at_the_provider(go(client, query="?process=connect")))
    assert SocialAccount.objects.get().user == other


def test_connecting_needs_a_form_of_the_site(contributor: Any, provider: str) -> None:
    """A link of elsewhere must not connect the identity somebody else is logged in with there."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(contributor)
    assert "Refresh" not in client.get("/sign-in/with/oidc?process=connect").headers
    assert client.post("/sign-in/with/oidc?process=connect").status_code == 403


def test_a_person_disconnects(client: Client, contributor: Any, provider: str) -> None:
    connect(contributor, "wang")
    sign_in(client, "li")
    row = SocialAccount.objects.get()
    client.post("/account/provider", {"account": row.pk})
    assert SocialAccount.objects.count() == 0


def test_a_role_that_requires_the_second_step_requires_it_here_too(
    client: Client, head: Any, provider: str
) -> None:
    connect(head, "wang")
    client.get(at_the_provider(go(client)))
    assert client.get("/loads").headers["Location"] == "/account/second-step"
    assert client.get("/account/second-step").status_code == 200


def test_an_account_switched_off_is_not_signed_in(
    client: Client, contributor: Any, provider: str
) -> None:
    connect(contributor, "wang")
    contributor.is_active = False
    contributor.save()
    client.get(at_the_provider(go(client)))
    assert signed_in(client) is None


@pytest.mark.parametrize("change", ["state", "code", "no state", "no code", "error"])
def test_an_answer_that_was_tampered_with_signs_nobody_in(
    client: Client, contributor: Any, provider: str, change: str
) -> None:
    connect(contributor, "wang")
    back = at_the_provider(go(client))
    given = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    sent = {
        "state": given | {"state": "x" * 16},
        "code": given | {"code": "x" * 30},
        "no state": {"code": given["code"]},
        "no code": {"state": given["state"]},
        "error": {"state": given["state"], "error": "server_error"},
    }[change]
    answer = client.get("/sign-in/with/oidc/back", sent)
    assert answer.status_code == 401
    assert "The provider did not sign you in" in answer.content.decode()
    assert signed_in(client) is None


def test_an_answer_is_good_once_and_only_in_its_own_browser(
    client: Client, contributor: Any, provider: str
) -> None:
    connect(contributor, "wang")
    back = at_the_provider(go(client))
    other = Client(headers={"accept-language": "en"})
    assert other.get(back).status_code == 401
    client.get(back)
    assert signed_in(client) == "li"
    client.post("/sign-out")
    assert client.get(back).status_code == 401
    assert signed_in(client) is None


def test_saying_no_at_the_provider_is_no_error(
    client: Client, contributor: Any, provider: str
) -> None:
    state = parse_qs(urlsplit(go(client)).query)["state"][0]
    answer = client.get("/sign-in/with/oidc/back", {"state": state, "error": "access_denied"})
    assert answer.headers["Location"] == "/sign-in/cancelled"
    assert "You said no at the provider." in client.get("/sign-in/cancelled").content.decode()


def test_a_provider_that_is_down_is_said_in_a_sentence(
    client: Client, contributor: Any, provider_process: Any, settings: Any
) -> None:
    issuer, process = provider_process(CALLBACK)
    use_provider(settings, issuer)
    connect(contributor, "wang")
    back = at_the_provider(go(client))
    process.kill()
    process.wait()
    for answer in (client.get(back), client.post("/sign-in/with/oidc")):
        assert answer.status_code in (401, 502)
        assert "It did not answer, it refused" in words(answer.content.decode())
    assert signed_in(client) is None


def test_an_answer_made_for_another_site_is_not_believed(
    client: Client, contributor: Any, provider: str, settings: Any
) -> None:
    """The ID token's audience is checked: here the site says it is another client."""
    connect(contributor, "wang")
    back = at_the_provider(go(client))
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["client_id"] = "another"
    assert client.get(back).status_code in (401, 502)
    assert signed_in(client) is None


def test_a_site_without_a_provider_offers_none(client: Client, db: None) -> None:
    assert "Sign in with" not in words(client.get("/sign-in").content.decode())
    assert client.post("/sign-in/with/oidc").status_code == 404
    assert client.get("/sign-in/with/oidc/back").status_code == 404
