"""Check-in over the web: what a phone sends, again and again, and what it is told."""

import hashlib
import json
from typing import Any

from django.test import Client

from goldthread.seminar.models import Delegate
from tests.seminar.building import Convened
from tests.web.conftest import words
from tests.web.seminar.conftest import at_world, client_of

PAGE = "/seminars/2019-H2/check-in"


def doors(world: Convened) -> list[Delegate]:
    """The delegates of two accredited delegations, who have not come yet."""
    seminar = world.seminar("documents_closed", offices=("IPO-ZJ", "IPO-JS"))
    world.reach(seminar.starts)
    rows = Delegate.objects.filter(delegation__seminar=seminar).order_by("pk")
    return list(rows)


def sent(client: Client, rows: Any) -> Any:
    body = json.dumps({"badges": rows})
    return client.post(PAGE, body, content_type="application/json")


def test_each_badge_is_told_what_became_of_it_and_sending_again_changes_nothing(
    world: Convened,
) -> None:
    one, two, *_ = doors(world)
    rows = [
        {"badge": one.badge, "at": "2019-07-30T08:30:00+00:00"},
        {"badge": "made-up", "at": "2019-07-30T08:31:00+00:00"},
        {"badge": two.badge, "at": "2019-07-30T08:32:00+00:00"},
    ]
    client = client_of(world, "secretariat")
    first = sent(client, rows).json()["badges"]
    assert [(each["done"], each["word"], each["at"]) for each in first] == [
        (True, "checked in", "08:30"),
        (False, "refused", ""),
        (True, "checked in", "08:32"),
    ]
    assert first[0]["name"] == "Head of IPO-ZJ"
    assert first[1]["sentence"] == "made-up is no badge of this seminar."
    later = [row | {"at": "2019-07-30T08:59:00+00:00"} for row in rows]
    again = sent(client, later).json()["badges"]
    assert [(each["word"], each["at"]) for each in again] == [
        ("checked in before", "08:30"),
        ("refused", ""),
        ("checked in before", "08:32"),
    ]
    assert Delegate.objects.exclude(checked_in_at=None).count() == 2


def test_only_the_secretariat_checks_in_and_a_foreign_site_cannot(world: Convened) -> None:
    one, *_ = doors(world)
    rows = [{"badge": one.badge, "at": "2019-07-30T08:30:00+00:00"}]
    for name in ("", "zj_head", "press", "issuer", "auditor"):
        assert sent(client_of(world, name), rows).status_code == 404, name
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world["secretariat"])
    assert sent(strict, rows).status_code == 403
    token = strict.get(f"{PAGE}/list").json()["token"]
    body = json.dumps({"badges": rows})
    headers = {"x-csrftoken": token}
    answer = strict.post(PAGE, body, content_type="application/json", headers=headers)
    assert answer.status_code == 200
    assert Delegate.objects.exclude(checked_in_at=None).count() == 1


def test_what_is_no_list_of_badges_is_refused_in_both_languages(world: Convened) -> None:
    doors(world)
    for lang, sentence in (("en", "Send a list of "), ("zh", "请发送")):
        client = client_of(world, "secretariat", lang)
        for rows in (None, "x", {}, [], [1], ["x"]):
            answer = sent(client, rows)
            assert answer.status_code == 400, rows
            assert answer.json()["sentence"].startswith(sentence), rows
        for body in (b"[]", b"{", b"[" * 10_000, b'{"badges": 1}'):
            answer = client.post(PAGE, body, content_type="application/json")
            assert answer.status_code == 400, body[:20]
    assert not Delegate.objects.exclude(checked_in_at=None).exists()


def test_a_row_without_badge_or_with_another_time_is_refused_by_itself(world: Convened) -> None:
    one, *_ = doors(world)
    rows: list[Any] = [{"at": "2019-07-30T08:30:00+00:00"}, {"badge": one.badge, "at": "nine"}]
    told = sent(client_of(world, "secretariat"), rows).json()["badges"]
    assert [each["done"] for each in told] == [False, False]
    assert "time zone" in told[1]["sentence"]


def test_without_a_script_one_badge_is_checked_in_by_the_form(world: Convened) -> None:
    one, *_ = doors(world)
    client = client_of(world, "secretariat")
    assert "0 / 6 checked in" in words(client.get(PAGE).content.decode())
    html = words(client.post(PAGE, {"badge": f" {one.badge} "}).content.decode())
    assert "checked in Head of IPO-ZJ Zhejiang IPO" in html
    assert "1 / 6 checked in" in html
    refused = client.post(PAGE, {"badge": "<b>made-up</b>"})
    assert refused.status_code == 422
    assert "&lt;b&gt;made-up&lt;/b&gt; is no badge of this seminar." in refused.content.decode()


def test_the_list_for_a_phone_holds_hashes_and_no_badge(world: Convened) -> None:
    """Hashes as any other program makes them: SHA-256 of the badge's characters."""
    people = doors(world)
    answer = client_of(world, "secretariat").get(f"{PAGE}/list")
    rows = answer.json()["badges"]
    expected = {hashlib.sha256(each.badge.encode()).hexdigest() for each in people}
    assert {row["hash"] for row in rows} == expected
    assert not [each.badge for each in people if each.badge in answer.content.decode()]
    assert {*rows[0]} == {"hash", "name", "office", "kind", "at"}
    assert answer.json()["now"].startswith("2019-07-30T09:0")
    assert answer["Cache-Control"] == "private, no-store"


def test_the_worker_may_answer_for_this_page_only(world: Convened) -> None:
    doors(world)
    answer = client_of(world, "secretariat").get(f"{PAGE}/worker.js")
    assert answer["Service-Worker-Allowed"] == PAGE
    assert answer["Content-Type"].startswith("text/javascript")


def test_badges_are_printed_for_all_or_for_one_delegation(world: Convened) -> None:
    people = doors(world)
    at_world(world)
    client = client_of(world, "secretariat")
    html = client.get("/seminars/2019-H2/badges").content.decode()
    assert html.count("<svg viewBox") - html.count('aria-hidden="true"') == len(people) == 6
    assert not [each.badge for each in people if each.badge in html]
    one = people[0].delegation_id
    assert (
        client.get(f"/seminars/2019-H2/badges?delegation={one}")
        .content.decode()
        .count('role="img"')
        == 3
    )
