"""Signing in as somebody of the demonstration: there, and nowhere else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from goldthread.offices.codelists import roles
from goldthread.web.accounts import demo
from tests.web.accounts.conftest import make_person, sign_in, signed_in
from tests.web.conftest import words

NOTICE = {"synthetic": True, "notice": {"en": "Made up.", "zh": "虚构。"}}


@pytest.fixture
def a_demo(offices: None, tmp_path: Path, settings: Any) -> Client:
    """A home that says it is a demonstration, with three people of whom two may be chosen."""
    (tmp_path / "demo.json").write_text(json.dumps(NOTICE))
    settings.GOLDTHREAD_HOME = tmp_path
    settings.GOLDTHREAD_MFA_REQUIRED = False
    for account, role, office in (
        ("demo.zj", "provincial_head", "IPO-ZJ"),
        ("demo.admin", "system_administrator", "CNIPA"),
    ):
        demo.admit(make_person(account, (role, office), account=account).user)
    make_person("Real", ("contributor", "IPO-ZJ"), account="real")
    return Client(headers={"accept-language": "en"})


def test_every_role_is_told_in_a_sentence_of_both_languages() -> None:
    wanted = {code for code, role in roles().items() if role.at}
    assert set(demo.told()) == wanted
    assert all(set(row) == {"en", "zh"} for row in demo.told().values())


def test_the_menu_names_role_office_and_what_it_does(a_demo: Client) -> None:
    text = words(a_demo.get("/sign-in/as").content.decode())
    assert "Head of a provincial office Answers for a province" in text
    assert "demo.zj Zhejiang" in text
    assert "Real" not in text
    assert "Sign in as …" in words(a_demo.get("/indicators").content.decode())


def test_one_post_switches_and_every_page_says_so(a_demo: Client) -> None:
    assert a_demo.post("/sign-in/as", {"account": "demo.zj"}).status_code == 302
    assert signed_in(a_demo) == "demo.zj"
    text = words(a_demo.get("/indicators").content.decode())
    assert "Signed in as demo.zj head of a provincial office, Zhejiang" in text
    assert "You are demo.zj now." in text
    a_demo.post("/sign-in/as", {"account": "demo.admin"})
    assert signed_in(a_demo) == "demo.admin"


@pytest.mark.parametrize("account", ["real", "nobody", "", "demo.zj' OR 1=1"])
def test_nobody_else_can_be_chosen(a_demo: Client, account: str) -> None:
    assert a_demo.post("/sign-in/as", {"account": account}).status_code == 404
    assert signed_in(a_demo) is None


def test_an_account_of_the_demo_has_no_password(a_demo: Client) -> None:
    sign_in(a_demo, "demo.zj")
    assert signed_in(a_demo) is None


def test_a_form_of_another_site_switches_nobody(a_demo: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/sign-in/as", {"account": "demo.zj"}).status_code == 403


def test_on_a_real_site_it_is_refused_outright(
    a_demo: Client, tmp_path: Path, settings: Any
) -> None:
    """The same accounts, the same group: only the home is no demonstration any more."""
    for notice in (None, "{broken", json.dumps({"synthetic": False, "notice": {"en": "No."}})):
        (tmp_path / "demo.json").unlink(missing_ok=True)
        if notice:
            (tmp_path / "demo.json").write_text(notice)
        assert a_demo.get("/sign-in/as").status_code == 404
        assert a_demo.post("/sign-in/as", {"account": "demo.zj"}).status_code == 404
        assert signed_in(a_demo) is None
        assert "Sign in as" not in words(a_demo.get("/sign-in").content.decode())


def test_the_menu_asks_as_many_queries_for_three_as_for_one(
    a_demo: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        assert len(demo.choices("en")) == 2
    demo.admit(make_person("third", ("press", "CNIPA"), account="demo.press").user)
    with django_assert_num_queries(2):
        assert len(demo.choices("zh")) == 3
    assert get_user_model().objects.count() == 4
