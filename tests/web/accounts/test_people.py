"""Giving accounts and roles: what is seen, what is done, what is refused, and what is told once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from goldthread.offices.models import Membership, Person
from goldthread.web.accounts import second_step
from goldthread.workflow.models import Event
from tests.web.accounts.conftest import TODAY, make_person, sign_in, signed_in
from tests.web.conftest import words


@pytest.fixture(autouse=True)
def _no_second_step(settings: Any) -> None:
    settings.GOLDTHREAD_MFA_REQUIRED = False


@pytest.fixture
def administrator(offices: None) -> Any:
    return make_person("Admin", ("system_administrator", "CNIPA"), account="admin").user


@pytest.fixture
def as_administrator(client: Client, administrator: Any) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def as_head(client: Client, head: Any) -> Client:
    client.force_login(head)
    return client


def send(client: Client, person: Person, action: str, **given: Any) -> Any:
    version = Person.objects.get(pk=person.pk).version
    return client.post(f"/people/{person.pk}/{action}", {"version": version} | given)


def link_in(answer: Any) -> str:
    found = re.search(
        r"<code>http://testserver(/sign-in/password/[^<]+)</code>", answer.content.decode()
    )
    assert found, words(answer.content.decode())
    return found.group(1)


NEW = {"password1": "a new horse battery", "password2": "a new horse battery"}


def set_password(client: Client, link: str) -> Any:
    form = client.get(link).headers["Location"]
    assert client.get(form).status_code == 200
    return client.post(form, NEW)


def test_a_person_is_registered_given_an_account_and_signs_in(as_administrator: Client) -> None:
    sent = {"name_en": "Sun Li", "name_zh": "孙丽", "office": "IPO-ZJ", "role": "contributor"}
    answer = as_administrator.post("/people/new", sent | {"starts": TODAY.isoformat()})
    person = Person.objects.get(name_en="Sun Li")
    assert answer.headers["Location"] == f"/people/{person.pk}"
    shown = send(as_administrator, person, "account", user_name="sun")
    link = link_in(shown)
    assert shown.headers["Cache-Control"] == "no-store"
    assert link not in as_administrator.get(f"/people/{person.pk}").content.decode()
    other = Client(headers={"accept-language": "en"})
    assert set_password(other, link).headers["Location"] == "/sign-in/password-set"
    sign_in(other, "sun", NEW["password1"])
    assert signed_in(other) == "sun"


def test_a_link_is_good_once(as_administrator: Client, contributor: Any) -> None:
    link = link_in(send(as_administrator, contributor.person, "link"))
    other = Client(headers={"accept-language": "en"})
    set_password(other, link)
    assert (
        "This link is good no longer"
        in Client().get(link, headers={"accept-language": "en"}).content.decode()
    )


def test_a_link_runs_out(as_administrator: Client, contributor: Any, settings: Any) -> None:
    link = link_in(send(as_administrator, contributor.person, "link"))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "This link is good no longer" in as_administrator.get(link).content.decode()


def test_a_new_link_makes_the_old_one_and_the_password_worthless(
    as_administrator: Client, contributor: Any
) -> None:
    first = link_in(send(as_administrator, contributor.person, "link"))
    link_in(send(as_administrator, contributor.person, "link"))
    other = Client(headers={"accept-language": "en"})
    assert "This link is good no longer" in other.get(first).content.decode()
    sign_in(other, "li")
    assert signed_in(other) is None


@pytest.mark.parametrize("link", ["1-abc", "zzzzzzzzzzzzz-x", "1-" + "a" * 99])
def test_a_link_made_up_opens_nothing(client: Client, contributor: Any, link: str) -> None:
    assert "This link is good no longer" in client.get(f"/sign-in/password/{link}").content.decode()


def test_roles_are_granted_and_ended_with_the_engines_own_sentences(
    as_administrator: Client, contributor: Any
) -> None:
    person = contributor.person
    given = {"office": "IPO-ZJ", "role": "delegate", "starts": TODAY.isoformat()}
    assert send(as_administrator, person, "grant", **given).status_code == 302
    again = send(as_administrator, person, "grant", **given)
    assert "holds this role in IPO-ZJ from" in words(again.content.decode())
    wrong = send(as_administrator, person, "grant", **given | {"role": "issuer"})
    assert "is not held in an office of the kind" in words(wrong.content.decode())
    ended = {"office": "IPO-ZJ", "role": "contributor", "day": TODAY.isoformat()}
    assert send(as_administrator, person, "end-role", **ended).status_code == 302
    rows = Membership.objects.filter(person=person).order_by("role").values_list("role", "ends")
    assert list(rows) == [("contributor", TODAY), ("delegate", None)]


def test_what_is_typed_is_kept_when_it_is_refused(
    as_administrator: Client, contributor: Any
) -> None:
    answer = send(as_administrator, contributor.person, "leave", day="31 February")
    html = answer.content.decode()
    assert 'value="31 February"' in html
    assert "This was not done" in html


def test_an_old_form_is_refused(as_administrator: Client, contributor: Any) -> None:
    person = contributor.person
    day = {"office": "IPO-ZJ", "role": "contributor", "day": TODAY.isoformat()}
    answer = as_administrator.post(f"/people/{person.pk}/end-role", {"version": 1} | day)
    assert answer.status_code == 200
    assert Membership.objects.get(person=person).ends is None


def test_an_account_is_switched_off_and_on(as_administrator: Client, contributor: Any) -> None:
    other = Client()
    other.force_login(contributor)
    assert send(as_administrator, contributor.person, "off").status_code == 302
    assert signed_in(other) is None
    send(as_administrator, contributor.person, "on")
    assert signed_in(other) == "li"


def test_a_second_step_that_was_lost_is_taken_away_with_a_reason(
    as_administrator: Client, contributor: Any
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(contributor, generate_totp_secret())
    assert send(as_administrator, contributor.person, "second-step").status_code == 200
    assert second_step.has(contributor)
    answer = send(as_administrator, contributor.person, "second-step", reason="In person, by card")
    assert answer.status_code == 302
    assert not second_step.has(contributor)
    assert Event.objects.last().payload == {"reason": "In person, by card"}


def test_a_head_gives_accounts_in_the_own_unit(as_head: Client) -> None:
    sent = {"name_en": "Sun Li", "name_zh": "孙丽", "office": "IPO-ZJ", "role": "contributor"}
    as_head.post("/people/new", sent | {"starts": TODAY.isoformat()})
    person = Person.objects.get(name_en="Sun Li")
    link_in(send(as_head, person, "account", user_name="sun"))
    before = Person.objects.count()
    elsewhere = as_head.post(
        "/people/new", sent | {"starts": TODAY.isoformat(), "office": "IPO-JS"}
    )
    text = words(elsewhere.content.decode())
    assert "“grant a role” is done by: system administrator" in text
    assert Person.objects.count() == before


def test_a_head_sees_nobody_elsewhere(as_head: Client) -> None:
    other = make_person("Zhao", ("contributor", "IPO-JS"), account="zhao")
    assert "Zhao" not in as_head.get("/people").content.decode()
    assert as_head.get(f"/people/{other.pk}").status_code == 404
    assert send(as_head, other, "link").status_code == 404


def test_a_coordinator_does_not_become_the_head_by_a_link(client: Client, head: Any) -> None:
    coordinator = make_person("Co", ("provincial_coordinator", "IPO-ZJ"), account="co").user
    client.force_login(coordinator)
    for action in ("link", "off", "second-step"):
        answer = send(client, head.person, action, reason="x")
        text = words(answer.content.decode())
        assert "head or coordinator of the unit, over roles they may grant." in text
    head.refresh_from_db()
    assert head.is_active
    assert head.has_usable_password()


def test_a_contributor_administers_nobody(client: Client, contributor: Any) -> None:
    client.force_login(contributor)
    assert words(client.get("/people").content.decode()).count("Li Na") >= 1
    assert client.get("/people/new").status_code == 404
    assert send(client, contributor.person, "grant").status_code == 404


def test_nobody_grants_to_oneself(as_administrator: Client, administrator: Any) -> None:
    given = {"office": "CNIPA", "role": "auditor", "starts": TODAY.isoformat()}
    answer = send(as_administrator, administrator.person, "grant", **given)
    assert "Nobody grants a role to oneself." in words(answer.content.decode())


@pytest.mark.parametrize("name", ["", "two words", "x" * 151, "<script>", "li"])
def test_a_user_name_that_cannot_be_leaves_nothing(
    as_administrator: Client, contributor: Any, name: str
) -> None:
    person = make_person("New", ("contributor", "IPO-ZJ"))
    before = get_user_model().objects.count()
    assert send(as_administrator, person, "account", user_name=name).status_code == 200
    assert get_user_model().objects.count() == before


def test_the_list_asks_as_many_queries_for_three_as_for_one(
    as_administrator: Client, django_assert_max_num_queries: Any
) -> None:
    as_administrator.get("/people")
    with django_assert_max_num_queries(12) as one:
        as_administrator.get("/people")
    for number in range(3):
        make_person(f"P{number}", ("contributor", "IPO-ZJ"), account=f"p{number}")
    with django_assert_max_num_queries(len(one.captured_queries)):
        as_administrator.get("/people")


def test_a_role_to_come_is_shown_as_not_in_force(
    as_administrator: Client, contributor: Any
) -> None:
    later = (timezone.now() + timedelta(days=30)).date().isoformat()
    given = {"office": "IPO-ZJ", "role": "delegate", "starts": later}
    send(as_administrator, contributor.person, "grant", **given)
    assert "not in force" in words(
        as_administrator.get(f"/people/{contributor.person.pk}").content.decode()
    )


def names_on(client: Client, address: str) -> list[str]:
    """The people of a page's table, in order."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', answer.content.decode())


@pytest.fixture
def crowd(administrator: Any) -> None:
    """Fifty-three more: with the administrator 54, of whom fifty make a page."""
    for number in range(51):
        make_person(f"P{number:02d}", ("contributor", "IPO-JS"))
    make_person("Wanted", ("contributor", "IPO-JS"), account="someone.else")
    make_person("Zhejiang", ("contributor", "IPO-ZJ"), account="someone.there")


def test_many_people_stand_on_pages_of_fifty(as_administrator: Client, crowd: None) -> None:
    first, second = (names_on(as_administrator, f"/people?page={n}") for n in (1, 2))
    assert first == ["Admin", *(f"P{number:02d}" for number in range(49))]
    assert second == ["P49", "P50", "Wanted", "Zhejiang"]
    refused = as_administrator.get("/people?page=3")
    assert refused.status_code == 400
    assert "There are 2 pages: give a number from 1 to 2." in words(refused.content.decode())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("wanted", ["Wanted"]),
        ("Wanted（中文", ["Wanted"]),
        ("someone", ["Wanted", "Zhejiang"]),
        ("%25", []),
        ("nobody", []),
    ],
)
def test_people_are_found_by_name_and_user_name(
    as_administrator: Client, crowd: None, asked: str, found: list[str]
) -> None:
    assert names_on(as_administrator, f"/people?q={asked}") == found


def test_a_search_finds_only_whom_one_sees(as_head: Client, crowd: None) -> None:
    assert names_on(as_head, "/people?q=someone") == ["Zhejiang"]
    assert names_on(as_head, "/people?q=Wanted") == []


def test_the_words_asked_for_stay_on_the_other_pages(as_administrator: Client, crowd: None) -> None:
    answer = as_administrator.get("/people?q=p&lang=zh").content.decode()
    assert 'href="/people?q=p&amp;page=2&amp;lang=zh"' in answer
    assert 'name="q" value="p"' in answer
