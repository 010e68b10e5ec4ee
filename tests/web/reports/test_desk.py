"""The desk: what waits, what is due, what was told and what changed, for the person alone."""

import re
from datetime import UTC, datetime

import pytest

from goldthread.offices.models import Person
from goldthread.offices.models.post import Wish
from goldthread.offices.post.wishes import last_look, looked
from tests.programme.building import PEOPLE
from tests.programme.reporting import Reporting
from tests.web.conftest import words
from tests.web.reports.conftest import Reader, Told, client_of


def section(html: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="{name}">(.*?)</section>', html, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_everybody_has_a_desk(told: Told, read: Reader, lang: str) -> None:
    statuses = {name: read("/desk", name, lang).status_code for name in PEOPLE}
    assert (set(statuses.values()), told.draft.state) == ({200}, "draft")


def test_who_is_not_signed_in_is_asked_to(world: Reporting, read: Reader) -> None:
    for page in ("/desk", "/desk/notices", "/desk/waiting/key_task.work"):
        answer = read(page)
        assert (answer.status_code, answer["Location"]) == (302, f"/sign-in?next={page}"), world


def test_what_waits_is_grouped_with_counts_and_links(told: Told, read: Reader) -> None:
    html = section(read("/desk", "zj_head").content.decode(), "waits")
    assert re.findall(r"<h3><a[^>]*>(.*?)</a> <span class=\"n\">(\d+)", html) == [
        ("Notices to be signed for", "1"),
        ("Notices to be answered", "1"),
    ]
    assert html.count(f'href="/notices/{told.notice.pk}"') == 2
    assert "2 in all" in html
    page = read("/desk/waiting/supervision_notice.answer", "zj_head").content.decode()
    assert f'href="/notices/{told.notice.pk}"' in page
    other = read("/desk/waiting/supervision_notice.answer", "js_head").content.decode()
    assert told.notice.number not in other


def test_what_is_due_is_told_with_days_late(told: Told, read: Reader) -> None:
    html = section(read("/desk", "zj_head").content.decode(), "due")
    rows = [words(row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", html, re.DOTALL)]
    name = told.task.ledger_number + " Protection centres"
    assert rows == [
        f"Report of 2019-01-31: {name} 3 February 2019 120 days late",
        f"Report of 2019-02-28: {name} 5 March 2019 90 days late",
        f"Milestone “方案印发”: {name} 29 March 2019 66 days late",
        f"Report of 2019-04-30: {name} 7 May 2019 27 days late",
        f"Report of 2019-05-31: {name} 5 June 2019 due in 2 days",
        f"Answer to notice {told.notice.number}: {name} 11 June 2019 due in 8 days",
    ]
    assert f'href="/reports/{told.draft.pk}"' in html
    begin = f"/act/progress_report/new/draft?office=IPO-ZJ&amp;task={told.task.pk}"
    assert f'href="{begin}&amp;period_end=2019-05-31"' in html


def test_nothing_of_another_unit_stands_on_a_desk(told: Told, read: Reader) -> None:
    html = read("/desk", "js_head").content.decode()
    for secret in (told.task.ledger_number, told.notice.number, "建设保护中心", "按计划推进"):
        assert secret not in html


def test_looking_changes_nothing_until_one_says_so(told: Told, read: Reader) -> None:
    person = Person.objects.get(user=told.world["zj_head"])
    first = read("/desk", "zj_head").content.decode()
    assert last_look(person) is None
    assert "6 unread" in section(first, "told")
    client = client_of(told.world, "zj_head")
    assert client.get("/desk/looked").status_code == 303
    assert last_look(person) is None
    assert client.post("/desk/looked").status_code == 303
    after = client.get("/desk").content.decode()
    assert "unread" not in section(after, "told")
    assert "Nobody else changed anything that you can see." in section(after, "changes")


def test_what_others_changed_is_told_by_object(told: Told, read: Reader) -> None:
    person = Person.objects.get(user=told.world["zj_head"])
    looked(person=person, at=datetime(2019, 5, 29, tzinfo=UTC))
    told.world.act(told.notice, "acknowledge", "zj_head")
    html = section(read("/desk", "zj_head").content.decode(), "changes")
    number = told.notice.number
    assert words(html).startswith("What changed since I last looked 29 May 2019, 00:00")
    assert re.findall(r'<span class="way">(.*?)</span>', html) == ["issue"]
    assert (number in html, "acknowledge" in html) == (True, False)


WISHES = {"rhythm": "weekly", "language": "zh", "email": "li@example.org"}


def test_a_wish_is_kept(world: Reporting) -> None:
    client = client_of(world, "zj_head")
    assert client.post("/desk/wish", WISHES).status_code == 303
    wish = Wish.objects.get()
    assert (wish.rhythm, wish.language, wish.email) == ("weekly", "zh", "li@example.org")
    html = client.get("/desk").content.decode()
    assert '<option value="weekly" selected>' in html
    assert 'value="li@example.org"' in html


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("wrong", [{"email": "nowhere"}, {"rhythm": "hourly"}, {"language": "fr"}])
def test_a_wish_that_cannot_be_is_said_with_what_was_typed(
    world: Reporting, wrong: dict[str, str], lang: str
) -> None:
    answer = client_of(world, "zj_head", lang).post("/desk/wish", WISHES | wrong)
    html = answer.content.decode()
    assert (answer.status_code, Wish.objects.count()) == (422, 0)
    assert next(iter(wrong.values())) in html
    assert f'value="{(WISHES | wrong)["email"]}"' in html


def test_a_stranger_keeps_no_wish(world: Reporting) -> None:
    assert client_of(world, "").post("/desk/wish", WISHES).status_code == 404
    assert Wish.objects.count() == 0
