"""Saved views: named, shared, the start, deleted; by their owner only."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from goldthread.programme.models import SavedView
from tests.programme.building import World
from tests.web.conftest import words

SignIn = Callable[..., Client]


def saved(client: Client, query: str = "state=assigned", name: str = "Waiting") -> SavedView:
    assert client.post(f"/views/save?{query}", {"name": name}).status_code == 303
    return SavedView.objects.get(name=name)


def changed(client: Client, view: SavedView, **fields: str) -> Any:
    return client.post("/views", {"view": view.pk, "name": view.name, **fields})


def test_a_view_is_a_link_above_the_ledger(world: World, signed_in: SignIn) -> None:
    client = signed_in("supervision")
    view = saved(client, "cycle=2019-H1&state=assigned&page=1&size=20")
    assert view.query == "cycle=2019-H1&state=assigned&size=20"
    html = client.get("/ledger?cycle=2019-H1").content.decode()
    assert '<a href="/ledger?cycle=2019-H1&amp;state=assigned&amp;size=20">Waiting</a>' in html
    assert "Waiting" not in signed_in("planning").get("/ledger").content.decode()


def test_the_same_name_again_takes_the_new_filter(signed_in: SignIn) -> None:
    client = signed_in("supervision")
    saved(client)
    assert saved(client, "state=received").query == "state=received"


def test_a_shared_view_is_seen_in_the_own_office_and_changed_by_its_owner_only(
    world: World, signed_in: SignIn
) -> None:
    client = signed_in("supervision")
    view = saved(client)
    changed(client, view, shared="1")
    colleague = signed_in("supervision_head")
    assert "Waiting" in colleague.get("/ledger").content.decode()
    answer = changed(colleague, view, name="Mine")
    assert (answer.status_code, "Only who saved a view changes it." in answer.content.decode()) == (
        422,
        True,
    )
    assert changed(signed_in("zj_head"), view).status_code == 404
    assert "Waiting" not in signed_in("zj_head").get("/ledger").content.decode()
    view.refresh_from_db()
    assert (view.name, view.office.code) == ("Waiting", "CNIPA-GO")


def test_the_ledger_opens_with_the_start(signed_in: SignIn) -> None:
    client = signed_in("supervision")
    first, second = saved(client), saved(client, "state=received", "Received")
    changed(client, first, start="1")
    changed(client, second, start="1")
    assert client.get("/ledger").headers["Location"] == "/ledger?state=received"
    assert client.get("/ledger?lang=zh").headers["Location"] == "/ledger?state=received&lang=zh"
    assert client.get("/ledger?page=1").status_code == 200
    assert list(SavedView.objects.filter(start=True)) == [second]


def test_a_view_is_deleted(signed_in: SignIn) -> None:
    client = signed_in("supervision")
    changed(client, saved(client), step="delete")
    assert not SavedView.objects.exists()


def test_bad_names_filters_and_strangers_are_refused(world: World, signed_in: SignIn) -> None:
    client = signed_in("supervision")
    for name in ("", " ", "x" * 81, "a\x00b"):
        assert client.post("/views/save?state=assigned", {"name": name}).status_code == 422
    assert client.post("/views/save?state=nowhere", {"name": "x"}).status_code == 400
    assert client.post("/views/save?foo=1", {"name": "x"}).status_code == 400
    answer = Client(headers={"accept-language": "en"}).post("/views/save", {"name": "x"})
    assert (answer.status_code, "Sign in to save a view." in answer.content.decode()) == (422, True)
    assert not SavedView.objects.exists()


def test_two_views_do_not_take_one_name(signed_in: SignIn) -> None:
    client = signed_in("supervision")
    saved(client)
    answer = changed(client, saved(client, "state=received", "Received"), name="Waiting")
    assert answer.status_code == 422
    assert "You have a view named Waiting already" in words(answer.content.decode())


def test_many_views_ask_no_more_queries_than_one(world: World, signed_in: SignIn) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in("supervision")
    counts = []
    for names in (["a"], ["b", "c"]):
        for name in names:
            saved(client, name=name)
        with CaptureQueriesContext(connection) as asked:
            client.get("/ledger?page=1")
        counts.append(len(asked))
    assert counts[0] == counts[1]
