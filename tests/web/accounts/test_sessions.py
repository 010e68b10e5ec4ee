"""A visitor costs the ledger nothing; a session lives while used and ends with its account."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

PUBLIC = ("/", "/loads", "/records?indicator=C01&period=2019-H1", "/indicators", "/nowhere")


@pytest.fixture
def account(db: None) -> Any:
    return get_user_model().objects.create_user("li", password="correct horse battery")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_visitor_makes_no_query_and_gets_no_cookie(client: Client, address: str) -> None:
    """Without the mark `django_db`, any query fails the test."""
    answer = client.get(address)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_need_no_ledger(client: Client, sqlite_ledger: str, address: str) -> None:
    """Somebody comes with the cookie of a ledger that is gone."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_session")
    client.cookies["sessionid"] = "x" * 32
    assert client.get(address).status_code == (404 if address == "/nowhere" else 200)


def test_a_session_is_written_again_while_it_is_used(client: Client, account: Any) -> None:
    client.force_login(account)
    client.get("/loads")
    row = Session.objects.get()
    assert row.expire_date - timezone.now() > timedelta(hours=11, minutes=59)
    session = client.session
    session["seen"] -= 301
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    client.get("/loads")
    assert Session.objects.get().expire_date - timezone.now() > timedelta(hours=11)
    Session.objects.update(expire_date=timezone.now() + timedelta(hours=1))
    client.get("/loads")
    assert Session.objects.get().expire_date - timezone.now() < timedelta(hours=2)


def test_a_session_ends_after_the_idle_time(client: Client, account: Any) -> None:
    client.force_login(account)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/loads").wsgi_request.user.is_authenticated is False


def test_a_session_ends_with_its_account(client: Client, account: Any) -> None:
    client.force_login(account)
    assert client.get("/loads").wsgi_request.user == account
    account.is_active = False
    account.save()
    assert client.get("/loads").wsgi_request.user.is_authenticated is False


def test_a_new_password_ends_sessions(client: Client, account: Any) -> None:
    client.force_login(account)
    account.set_password("another horse battery")
    account.save()
    assert client.get("/loads").wsgi_request.user.is_authenticated is False


def test_a_session_ends_when_the_person_has_left(client: Client, account: Any) -> None:
    from goldthread.offices import actions
    from goldthread.offices.models import Person
    from goldthread.workflow.occasion import SystemActor

    setup = SystemActor("setup")
    person = actions.register_person(actor=setup, name_en="Li", name_zh="李")
    actions.connect_account(person=person, actor=setup, expected_version=1, user=account)
    client.force_login(account)
    assert client.get("/loads").wsgi_request.user == account
    actions.leave(
        person=Person.objects.get(), actor=setup, expected_version=2, day=date(2019, 7, 1)
    )
    assert client.get("/loads").wsgi_request.user.is_authenticated is False


def test_cookies_are_kept_from_scripts_and_other_sites(client: Client, account: Any) -> None:
    client.force_login(account)
    session = client.session
    session["seen"] = 0
    session.save()
    cookie = client.get("/loads").cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == 12 * 3600
