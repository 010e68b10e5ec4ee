"""Doing something on a page: what is taken, what is refused, and that a refusal changes nothing."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldthread.offices import actions
from goldthread.offices.models import Person, Reform
from goldthread.workflow.models import Event, LogHead, Notice
from tests.offices.building import SETUP, TABLES, snapshot
from tests.web.conftest import words
from tests.web.furnished import drafted, signed_in, user_of

pytestmark = pytest.mark.usefixtures("office_ledger")
EVERYTHING = (*TABLES, Reform, Event, LogHead, Notice)


def cancel_address(act: Reform) -> str:
    return f"/act/reform/{act.pk}/cancel"


def ticket_in(html: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', html)
    assert found is not None
    return found.group(1)


def ticket_of(client: Client, address: str) -> str:
    return ticket_in(client.get(address).content.decode())


def edit_fields(act: Reform, **other: str) -> dict[str, str]:
    return {
        "title_en": act.title_en,
        "title_zh": act.title_zh,
        "effective": act.effective.isoformat(),
        "document_title": act.document_title,
        "document_number": act.document_number,
        "document_date": act.document_date.isoformat(),
        "changes": "- {kind: renamed, office: CNIPA-HR, en: Staff, zh: 人事部}",
    } | other


def test_a_form_asks_what_the_table_needs_and_says_what_comes_next() -> None:
    act = drafted()
    html = signed_in("planner").get(cancel_address(act)).content.decode()
    assert '<label for="field-reason">Reason</label>' in html
    assert "Afterwards the state is: cancelled. Nothing leads on from there." in html


def test_an_action_done_leads_back_with_a_message() -> None:
    act, client = drafted(), signed_in("planner")
    given = {"ticket": ticket_of(client, cancel_address(act)), "reason": "Not this year."}
    answer = client.post(cancel_address(act) + "?lang=en", given)
    assert (answer.status_code, answer["Location"]) == (303, "/reforms/services?lang=en")
    page = words(client.get(answer["Location"]).content.decode())
    assert "Done: cancel. Version 2; the state is: cancelled." in page
    assert "Reason Not this year." in page
    event = Event.objects.of(act).last()
    assert (event.action, event.role, event.actor_id) == (
        "cancel",
        "role.planning",
        str(user_of("planner").pk),
    )


def test_a_form_sent_twice_does_it_once() -> None:
    act, client = drafted(), signed_in("planner")
    given = {"ticket": ticket_of(client, cancel_address(act)), "reason": "Not this year."}
    first = client.post(cancel_address(act), given)
    before = snapshot(*EVERYTHING)
    second = client.post(cancel_address(act), given)
    assert [first.status_code, second.status_code] == [303, 303]
    assert snapshot(*EVERYTHING) == before


def test_a_form_sent_twice_with_another_text_is_refused() -> None:
    act, client = drafted(), signed_in("planner")
    given = {"ticket": ticket_of(client, cancel_address(act)), "reason": "Not this year."}
    client.post(cancel_address(act), given)
    before = snapshot(*EVERYTHING)
    answer = client.post(cancel_address(act), given | {"reason": "Another."})
    assert answer.status_code == 422
    assert "was already used for something else" in answer.content.decode()
    assert snapshot(*EVERYTHING) == before


def test_creating_twice_with_one_form_creates_one() -> None:
    client, address = signed_in("planner"), "/act/reform/new/draft"
    given = {
        "ticket": ticket_of(client, address),
        "title_en": "Move of the archive",
        "title_zh": "档案室并入",
        "effective": "2090-05-01",
    }
    answers = [client.post(address, given) for _ in range(2)]
    assert [a.status_code for a in answers] == [303, 303]
    assert {a["Location"] for a in answers} == {"/reforms/move-of-the-archive-2090"}
    assert Reform.objects.filter(title_en="Move of the archive").count() == 1


def test_two_acts_of_one_title_get_addresses_of_their_own() -> None:
    client, address = signed_in("planner"), "/act/reform/new/draft"
    given = {"title_en": "Move", "title_zh": "调整", "effective": "2090-05-01"}
    places = [
        client.post(address, {"ticket": ticket_of(client, address), **given})["Location"]
        for _ in range(3)
    ]
    assert places == ["/reforms/move-2090", "/reforms/move-2090-2", "/reforms/move-2090-3"]


def test_what_is_missing_is_named_at_its_field_and_everything_typed_is_kept() -> None:
    act, client = drafted(), signed_in("planner")
    address = f"/act/reform/{act.pk}/edit"
    ticket, before = ticket_of(client, address), snapshot(*EVERYTHING)
    given = edit_fields(act, title_en="  ", title_zh="新标题", effective="2090-02-30")
    answer = client.post(address, given | {"ticket": ticket})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#field-title_en">Give the title in English.</a>' in html
    assert '<a href="#field-effective">The effective day must be a day such as' in html
    assert 'value="新标题"' in html
    assert "CNIPA-HR, en: Staff" in html
    assert ticket_in(html) == ticket
    assert snapshot(*EVERYTHING) == before


def test_the_same_is_said_in_chinese() -> None:
    act, client = drafted(), signed_in("planner", "zh")
    answer = client.post(
        cancel_address(act), {"ticket": ticket_of(client, cancel_address(act)), "reason": ""}
    )
    page = words(answer.content.decode())
    assert answer.status_code == 422
    assert "请填写理由。" in page
    assert "内容未作任何变更，您填写的内容仍保留在此。" in page


def test_a_condition_that_does_not_hold_is_told_before_and_after_sending() -> None:
    act = drafted(document=None)
    actions.rehearse_reform(reform=act, actor=user_of("planner"), expected_version=1)
    client, address = signed_in("issuer"), f"/act/reform/{act.pk}/enact"
    page = client.get(address)
    assert page.status_code == 403
    assert "Name the enacting document: title, number and day." in words(page.content.decode())
    before = snapshot(*EVERYTHING)
    assert client.post(address, {"ticket": "forged"}).status_code == 422
    assert snapshot(*EVERYTHING) == before


@pytest.mark.parametrize("action", ["edit", "rehearse", "enact", "undo", "cancel", "take_effect"])
def test_who_may_not_is_refused_and_no_row_changes(action: str) -> None:
    act, client = drafted(), signed_in("auditor")
    address = f"/act/reform/{act.pk}/{action}"
    before = snapshot(*EVERYTHING)
    page = client.get(address)
    sent = client.post(address, edit_fields(act, reason="Why not", ticket="none"))
    assert (page.status_code, sent.status_code) in {(403, 403), (403, 422)}
    assert 'name="ticket"' not in page.content.decode()
    assert snapshot(*EVERYTHING) == before


def test_the_ticket_of_another_person_or_action_is_not_taken() -> None:
    act, planner, supervisor = drafted(), signed_in("planner"), signed_in("supervisor")
    before = snapshot(*EVERYTHING)
    theirs = ticket_of(supervisor, cancel_address(act))
    other = ticket_of(planner, f"/act/reform/{act.pk}/rehearse")
    for ticket in (theirs, other, "", "a:b:c"):
        answer = planner.post(cancel_address(act), {"ticket": ticket, "reason": "Because"})
        assert answer.status_code == 422
        assert "This form was not given to you for this." in answer.content.decode()
        assert ">\nBecause</textarea>" in answer.content.decode()
    assert snapshot(*EVERYTHING) == before


def test_a_role_that_ended_yesterday_does_nothing_more() -> None:
    act, client = drafted(), signed_in("planner")
    ticket = ticket_of(client, cancel_address(act))
    person = Person.objects.get(user=user_of("planner"))
    actions.grant_role(
        person=person,
        actor=SETUP,
        expected_version=person.version,
        office="CNIPA-SP",
        role="national_department",
        starts=date(2019, 1, 1),
    )
    actions.end_role(
        person=person,
        actor=SETUP,
        expected_version=person.version,
        office="CNIPA-SP",
        role="planning",
        day=date.today(),
    )
    before = snapshot(*EVERYTHING)
    answer = client.post(cancel_address(act), {"ticket": ticket, "reason": "Late"})
    assert answer.status_code == 403
    assert "“cancel” is done by:" in words(answer.content.decode())
    assert snapshot(*EVERYTHING) == before


@pytest.mark.parametrize("who", ["", "nobody", "writer_zj"])
def test_what_one_may_not_see_is_like_what_is_not_there(who: str) -> None:
    act, client = drafted(), signed_in(who)
    pages = [
        client.get(address)
        for address in (
            cancel_address(act),
            "/act/reform/999999/cancel",
            f"/act/reform/{act.pk}",
            "/act/reform/999999",
            "/act/nothing/1/cancel",
        )
    ]
    assert [page.status_code for page in pages] == [404] * 5
    assert len({words(page.content.decode()) for page in pages}) == 1
    before = snapshot(*EVERYTHING)
    assert client.post(cancel_address(act), {"reason": "x"}).status_code == 404
    assert snapshot(*EVERYTHING) == before


def test_an_action_that_the_table_does_not_have_is_not_there() -> None:
    act = drafted()
    assert signed_in("planner").get(f"/act/reform/{act.pk}/explode").status_code == 404


def test_what_is_typed_is_shown_as_text_everywhere() -> None:
    evil = "<script>alert(1)</script> & <b>bold</b>"
    act = drafted(title_en=evil)
    client = signed_in("planner")
    answer = client.post(
        cancel_address(act), {"ticket": ticket_of(client, cancel_address(act)), "reason": evil}
    )
    pages = [
        answer["Location"],
        f"/act/reform/{act.pk}",
        "/reforms",
        cancel_address(act),
        "/reforms/services/rehearsal",
    ]
    for address in pages:
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<b>bold" not in html
    assert "&lt;script&gt;alert(1)" in client.get(answer["Location"]).content.decode()


def test_a_body_over_the_limit_is_not_read() -> None:
    act, client = drafted(), signed_in("planner")
    answer = client.post(cancel_address(act), {"reason": "长" * 200_000})
    assert answer.status_code == 413
    assert Event.objects.of(act).count() == 1


def test_a_text_that_is_too_long_is_refused_and_kept() -> None:
    act, client = drafted(), signed_in("planner")
    long = "长" * 10_001
    ticket = ticket_of(client, cancel_address(act))
    answer = client.post(cancel_address(act), {"ticket": ticket, "reason": long})
    assert answer.status_code == 422
    assert long in answer.content.decode()


def test_a_form_without_its_csrf_token_is_refused() -> None:
    act = drafted()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of("planner"))
    ticket = ticket_of(client, cancel_address(act))
    answer = client.post(cancel_address(act), {"ticket": ticket, "reason": "x"})
    assert (answer.status_code, Event.objects.of(act).count()) == (403, 1)


def test_the_history_takes_as_many_queries_for_three_events_as_for_one() -> None:
    act, client = drafted(), signed_in("planner")
    address = f"/act/reform/{act.pk}"
    client.get(address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    one = asked()
    for version in (1, 2):
        actions.rehearse_reform(reform=act, actor=user_of("planner"), expected_version=version)
    assert asked() == one
