"""The pages of the meeting: who finds which, and what each says, in both languages."""

from typing import Any

import pytest

from goldthread.seminar.models import Delegation
from tests.web.conftest import words
from tests.web.seminar.conftest import Reader, client_of
from tests.web.seminar.told import Meeting

DEPARTMENT = "Intellectual Property Protection Department"
EVERYBODY = {"secretariat", "planning", "zj_head", "delegate", "press", "chair", ""}
INSIDE = EVERYBODY - {""}
DESK = {"secretariat"}
PREPARING = {"secretariat", "planning"}
PAGES = {
    "/seminars": EVERYBODY,
    "/seminars/{key}": EVERYBODY,
    "/seminars/{key}/agenda": EVERYBODY,
    "/seminars/{key}/agenda.ics": EVERYBODY,
    "/seminars/{key}/documents": EVERYBODY,
    "/seminars/{key}/documents/add": DESK,
    "/seminars/{key}/delegations": INSIDE,
    "/seminars/{key}/delegations.csv": INSIDE,
    "/seminars/{key}/interventions": INSIDE,
    "/seminars/{key}/minutes": EVERYBODY,
    "/seminars/{key}/unsaid": PREPARING,
    "/seminars/{key}/badges": DESK,
    "/seminars/{key}/check-in": DESK,
    "/seminars/{key}/check-in/list": DESK,
    "/seminars/{key}/check-in/worker.js": DESK,
    "/sessions/{session}": {*PREPARING, "chair"},
    "/agenda-items/{talks}": {*PREPARING, "chair"},
    "/documents/{document}": INSIDE - {"press"},
    "/documents/{draft}": DESK,
    "/documents/{embargoed}": DESK,
    "/delegations/{delegation}": INSIDE,
    "/interventions/{queued}": INSIDE,
    "/interventions/{requested}": {*PREPARING, "chair"},
    "/minutes/{entry}": PREPARING,
    "/addresses/{address}": PREPARING,
}
"""By address, those of `EVERYBODY` who find something there."""


def keys(met: Meeting) -> dict[str, Any]:
    return {
        "key": met.meeting.key,
        "session": met.talks.session_id,
        "talks": met.talks.pk,
        "document": met.documents["open"].pk,
        "draft": met.documents["draft"].pk,
        "embargoed": met.documents["embargoed"].pk,
        "delegation": met.delegations["IPO-ZJ"].pk,
        "queued": met.queue[0].pk,
        "requested": met.queue[2].pk,
        "entry": met.opened.pk,
        "address": met.address.pk,
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_page_is_there_for_those_whom_it_is_for_and_for_nobody_else(
    met: Meeting, lang: str
) -> None:
    found: dict[str, set[str]] = {address: set() for address in PAGES}
    for name in sorted(EVERYBODY):
        client = client_of(met, name, lang)
        for address in PAGES:
            status = client.get(address.format(**keys(met))).status_code
            assert status in (200, 403, 404), (address, name, status)
            found[address] |= {name} if status == 200 else set()
    assert found == PAGES


def test_a_seminar_that_is_planned_is_there_for_those_who_prepare_it(
    met: Meeting, read: Reader
) -> None:
    met.planned("2020", title_en="Planned and secret")
    for name in ("", "zj_head", "press", "delegate"):
        assert "Planned and secret" not in read("/seminars", name).content.decode()
        for page in ("", "/agenda", "/documents", "/minutes", "/agenda.ics"):
            answer = read(f"/seminars/2020{page}", name)
            assert (answer.status_code, "secret" in answer.content.decode()) == (404, False), page
    assert "Planned and secret" in read("/seminars", "auditor").content.decode()


def test_the_list_and_the_overview_say_days_place_and_what_is_due(read: Reader) -> None:
    told = words(read("/seminars").content.decode())
    assert "Seminar of heads in session 30 July 2019 31 July 2019 Beijing 2019-H1" in told
    told = words(read("/seminars/2019-H2", "secretariat").content.decode())
    assert "Due for you 1 wish to speak waits for its place" in told
    assert "From 30 July 2019 To 31 July 2019 Place Beijing Rooms Great Hall, Room 2" in told
    assert "You are invited." in told
    assert "Due for you" not in words(read("/seminars/2019-H2", "press").content.decode())


def test_an_office_is_told_what_it_has_to_do_and_until_when(met: Meeting, read: Reader) -> None:
    met.end("circulated")
    told = words(read("/seminars/2019-H2", "zj_head").content.decode())
    assert "Read the minutes and ask for corrections, for Zhejiang IPO until 15 August 2019" in told
    other = words(read("/seminars/2019-H2", "zj_head", "zh").content.decode())
    assert "代表浙江局审阅纪要、提出更正 截至2019年8月15日" in other


def test_before_the_session_nominations_and_proposals_are_due(met: Meeting, read: Reader) -> None:
    """Of another seminar, called anew, in which the office of Jiangsu is invited."""
    seminar = met.planned("2020", starts="2020-07-30", ends="2020-07-31")
    met.invite(seminar, "IPO-JS")
    met.lead_to(seminar, "nominations_open")
    told = words(read("/seminars/2020", "js_coordinator").content.decode())
    assert "Nominate the delegation of Jiangsu IPO until 12 July 2019" in told
    assert "Hand in proposals until 19 July 2019" in told


def test_delegations_are_counted_and_given_as_csv(met: Meeting, read: Reader) -> None:
    """Three offices with a head, a member and an observer each; all have come."""
    told = words(read("/seminars/2019-H2/delegations", "press").content.decode())
    assert "checked in 3 3 delegations" in told
    assert "Zhejiang IPO checked in Head of IPO-ZJ 1 1 3" in told
    assert "Together 3 3 3 9" in told
    rows = read("/seminars/2019-H2/delegations.csv", "press").content.decode("utf-8-sig")
    assert rows.splitlines() == [
        "seminar,office,name,state,head,members,observers,checked_in",
        f"2019-H2,CNIPA-PROT,{DEPARTMENT},checked_in,Head of CNIPA-PROT,1,1,3",
        "2019-H2,IPO-JS,Jiangsu IPO,checked_in,Head of IPO-JS,1,1,3",
        "2019-H2,IPO-ZJ,Zhejiang IPO,checked_in,Head of IPO-ZJ,1,1,3",
    ]


def test_a_name_that_begins_like_a_formula_is_text_in_the_csv(met: Meeting, read: Reader) -> None:
    delegation = met.delegations["IPO-JS"]
    people = [{"kind": "head", "name_en": '=HYPERLINK("http://x")'}]
    met.act(delegation, "replace", "js_head", delegates=people, reason="病假")
    rows = read("/seminars/2019-H2/delegations.csv", "secretariat").content.decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in rows


def test_a_nomination_that_is_not_approved_is_between_the_office_and_the_desk(
    met: Meeting, read: Reader
) -> None:
    days = {"starts": "2020-07-30", "ends": "2020-07-31", "nominations_until": "2020-07-12"}
    seminar = met.planned("2020", **days, proposals_until="2020-07-12")
    met.invite(seminar, "IPO-JS")
    met.lead_to(seminar, "nominations_open")
    met.delegation(seminar, "IPO-JS", "nominated")
    made = Delegation.objects.get(seminar=seminar)
    for name in ("zj_head", "press", "delegate"):
        assert read(f"/delegations/{made.pk}", name).status_code == 404
        told = read("/seminars/2020/delegations", name).content.decode()
        assert ("IPO-JS" in told, "Jiangsu" in told) == (False, False), name
    for name in ("js_coordinator", "secretariat"):
        assert "Observer of IPO-JS" in read(f"/delegations/{made.pk}", name).content.decode()


def test_the_queue_is_shown_in_its_order_and_moved_by_one_press(met: Meeting, read: Reader) -> None:
    page = "/seminars/2019-H2/interventions"
    told = words(read(page, "zj_head").content.decode())
    assert "Statements of offices Ask to speak" in told
    assert "1 Zhejiang IPO 经验 5 queued" in told
    assert "2 Jiangsu IPO 经验 5 queued" in told
    assert "Protection Department" not in told  # asked for, and not in the queue yet
    html = read(page, "chair").content.decode()
    first = html.split(f'action="/act/intervention/{met.queue[0].pk}/move"')[1]
    fields = {
        name: first.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("ticket", "position")
    }
    assert fields["position"] == "2"
    answer = client_of(met, "chair").post(f"/act/intervention/{met.queue[0].pk}/move", fields)
    assert answer.status_code == 303
    told = words(read(page, "press").content.decode())
    assert told.index("1 Jiangsu IPO") < told.index("2 Zhejiang IPO")


def test_what_was_moved_meanwhile_is_a_conflict_and_nothing_moves(
    met: Meeting, read: Reader
) -> None:
    html = read("/seminars/2019-H2/interventions", "secretariat").content.decode()
    form = html.split(f'action="/act/intervention/{met.queue[0].pk}/move"')[1]
    ticket = form.split('name="ticket" value="')[1].split('"')[0]
    met.act(met.queue[0], "decline", "chair", reason="时间有限")
    address = f"/act/intervention/{met.queue[0].pk}/move"
    answer = client_of(met, "secretariat").post(address, {"ticket": ticket, "position": "2"})
    assert answer.status_code == 409
    assert "declined" in words(answer.content.decode())


def test_the_unsaid_list_shows_every_kind(met: Meeting, read: Reader) -> None:
    task = met.task("in_progress", title_en="Forgotten centres", due="2019-06-28")
    told = words(read("/seminars/2019-H2/unsaid", "supervision").content.decode())
    assert "Overdue tasks nobody mentions" in told
    assert f"{task.ledger_number} Forgotten centres" in told
    assert "无人提及的逾期事项" in words(
        read("/seminars/2019-H2/unsaid", "supervision", "zh").content.decode()
    )
