"""The secretariat does one thing to many proposals: chosen, looked at, done, told."""

from typing import Any

import pytest
from django.test import Client

from goldthread.seminar.models import Proposal, Seminar
from tests.web.conftest import words
from tests.web.proposals.conftest import Discussing, client_of


@pytest.fixture
def some(world: Discussing, seminar: Seminar) -> list[Proposal]:
    return [
        world.proposal(seminar, "submitted"),
        world.proposal(seminar, "submitted", title_en="The second"),
        world.proposal(seminar, "filed", title_en="Filed already"),
    ]


def chosen(client: Client, query: str = "", **fields: Any) -> str:
    answer = client.post(f"/proposals/many{query}", fields)
    assert answer.status_code == 303
    where: str = answer["Location"]
    return where


def ticks(rows: list[Proposal]) -> list[str]:
    return [f"{row.pk}.{row.version}" for row in rows]


def test_many_are_filed_with_a_preview(world: Discussing, some: list[Proposal]) -> None:
    client = client_of(world, "secretariat")
    page = chosen(client, proposal=ticks(some))
    told = words(client.get(page).content.decode())
    assert "3 proposals chosen" in told
    assert "File 2 rows are in a state for it" in told
    told = words(client.post(page, {"action": "file"}).content.decode())
    assert "It will be done to 2 proposals, in one step. 1 stays as it is." in told
    assert Proposal.objects.filter(state="submitted").count() == 2
    answer = client.post(page, {"action": "file", "fields": "1", "step": "do"})
    assert answer.status_code == 303
    told = words(client.get(page).content.decode())
    assert "Done to 2 proposals. 1 stayed as it was." in told
    assert Proposal.objects.filter(state="filed").count() == 3


def test_many_are_assigned_with_one_lead(world: Discussing, some: list[Proposal]) -> None:
    for row in some[:2]:
        world.act(row, "file", "secretariat")
    client = client_of(world, "secretariat")
    page = chosen(client, "?seminar=2019-H2&state=filed", all="1")
    asked = client.post(page, {"action": "assign"}).content.decode()
    assert 'name="lead"' in asked
    given = {"action": "assign", "fields": "1", "lead": "CNIPA-PROT"}
    assert "in one step" in words(client.post(page, given).content.decode())
    client.post(page, given | {"step": "do"})
    assert [row.state for row in Proposal.objects.all()] == ["assigned"] * 3
    assert {row.handlings.get().office.code for row in some} == {"CNIPA-PROT"}


def test_a_reason_is_asked_once_and_a_refusal_changes_nothing(
    world: Discussing, some: list[Proposal]
) -> None:
    client = client_of(world, "secretariat", "zh")
    page = chosen(client, proposal=ticks(some[:1]))
    answer = client.post(page, {"action": "return", "fields": "1", "reason": ""})
    assert (answer.status_code, "请填写" in answer.content.decode()) == (422, True)
    client.post(page, {"action": "return", "fields": "1", "reason": "请补充", "step": "do"})
    some[0].refresh_from_db()
    assert some[0].state == "drafted"


def test_who_is_no_secretariat_does_nothing_to_many(
    world: Discussing, some: list[Proposal]
) -> None:
    client = client_of(world, "issuer")
    page = chosen(client, proposal=ticks(some))
    client.post(page, {"action": "file", "fields": "1", "step": "do"})
    assert Proposal.objects.filter(state="submitted").count() == 2


def test_a_choice_belongs_to_who_made_it_and_to_proposals(
    world: Discussing, some: list[Proposal]
) -> None:
    page = chosen(client_of(world, "secretariat"), proposal=ticks(some))
    assert client_of(world, "clerk").get(page).status_code == 404
    ledger = page.replace("/proposals/", "/ledger/")
    assert client_of(world, "secretariat").get(ledger).status_code == 404
    other = client_of(world, "secretariat").post("/ledger/many", {"task": ["1.1"]})
    key = other["Location"].rpartition("/")[2]
    assert client_of(world, "secretariat").get(f"/proposals/many/{key}").status_code == 404


@pytest.mark.parametrize("tick", ["x.1", "1", "1.2.3", "９.1"])
def test_a_tick_that_cannot_be_is_refused(
    world: Discussing, some: list[Proposal], tick: str
) -> None:
    answer = client_of(world, "secretariat").post("/proposals/many", {"proposal": [tick]})
    assert answer.status_code == 400
