"""Somebody acted in between: three sides, who did what since, and going on with one's own text."""

import pytest

from goldthread.offices import actions
from goldthread.offices.models import Reform
from goldthread.workflow.models import Event
from tests.offices.building import snapshot
from tests.web.acting.test_act import EVERYTHING, cancel_address, edit_fields, ticket_in, ticket_of
from tests.web.conftest import words
from tests.web.furnished import SERVICES, drafted, signed_in, user_of

pytestmark = pytest.mark.usefixtures("office_ledger")


def changed_by_supervisor(act: Reform, title: str = "Services united") -> None:
    actions.edit_reform(
        reform=act,
        actor=user_of("supervisor"),
        expected_version=1,
        title_en=title,
        title_zh=act.title_zh,
        effective=act.effective,
        changes=SERVICES,
        document={
            "title": act.document_title,
            "number": act.document_number,
            "date": act.document_date,
        },
    )


def test_three_sides_and_who_changed_it() -> None:
    act, client = drafted(), signed_in("planner")
    address = f"/act/reform/{act.pk}/edit"
    ticket = ticket_of(client, address)
    changed_by_supervisor(act)
    before = snapshot(*EVERYTHING)
    answer = client.post(address, edit_fields(act, title_en="Services joined", ticket=ticket))
    html = answer.content.decode()
    assert answer.status_code == 409
    row = html[html.index('<th scope="row">Title in English</th>') :].split("</tr>")[0]
    assert words("<b>" + row) == (
        "Title in English Public services move Services joined Services united changed by others"
    )
    page = words(html)
    assert "As you saw it, version 1" in page
    assert "As it is now, version 2" in page
    since = page[page.index("What happened since") : page.index("Three sides")]
    assert "Edit" in since
    assert "supervisor, supervision" in since
    assert snapshot(*EVERYTHING) == before


def test_going_on_writes_mine_on_the_version_that_is_now() -> None:
    act, client = drafted(), signed_in("planner")
    address = f"/act/reform/{act.pk}/edit"
    ticket = ticket_of(client, address)
    changed_by_supervisor(act)
    fields = edit_fields(act, title_en="Services joined")
    stale = client.post(address, fields | {"ticket": ticket}).content.decode()
    assert 'value="Services joined"' in stale
    answer = client.post(address, fields | {"ticket": ticket_in(stale)})
    act.refresh_from_db()
    assert (answer.status_code, act.title_en, act.version) == (303, "Services joined", 3)


def test_a_field_that_nobody_else_touched_is_not_marked() -> None:
    act, client = drafted(), signed_in("planner")
    address = f"/act/reform/{act.pk}/edit"
    ticket = ticket_of(client, address)
    changed_by_supervisor(act)
    html = client.post(address, edit_fields(act, ticket=ticket)).content.decode()
    assert html.count('<tr class="moved">') == 1


def test_an_action_that_leads_nowhere_any_more_keeps_the_text_and_offers_no_sending() -> None:
    act, client = drafted(), signed_in("planner", "zh")
    ticket = ticket_of(client, cancel_address(act))
    actions.cancel_reform(
        reform=act, actor=user_of("supervisor"), expected_version=1, reason="Mine first"
    )
    answer = client.post(cancel_address(act), {"ticket": ticket, "reason": "我的理由"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="ticket"' not in html
    assert "<td>我的理由</td>" in html
    assert "此项已不能办理" in html
    assert Event.objects.of(act).count() == 2
