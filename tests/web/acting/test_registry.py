"""What an area must say of its model, and what is refused when the site starts."""

import re
from typing import Any

import pytest

from goldthread.offices import queries
from goldthread.offices.models import Person, Reform
from goldthread.web.acting import registry
from goldthread.web.acting.registry import ActingError, register
from goldthread.web.acting.widgets import Line, Lines, One
from goldthread.web.offices import registering
from tests.web.furnished import drafted, signed_in, user_of

SAID: dict[str, Any] = {
    "url": lambda person: f"/people/{person.pk}",
    "title": lambda person, lang: person.name_zh if lang == "zh" else person.name_en,
    "sees": queries.people_visible_to,
    "why": lambda *_: "",
}


@pytest.fixture(autouse=True)
def _as_before() -> Any:
    kept = dict(registry.REGISTERED)
    yield
    registry.REGISTERED.clear()
    registry.REGISTERED.update(kept)


def test_a_field_without_a_widget_stops_the_start() -> None:
    with pytest.raises(ActingError, match=re.escape("fields={'user': ...}")):
        register(Person, **SAID)
    assert "person" not in registry.REGISTERED


def test_with_its_widget_it_is_known_by_its_machine() -> None:
    acted = register(Person, **SAID, fields={"user": One(lambda _: [])})
    assert registry.named("person") is acted


def test_a_widget_for_no_field_is_a_misspelt_name() -> None:
    with pytest.raises(ActingError, match="'usr' belongs to no field"):
        register(Person, **SAID, fields={"user": Line(), "usr": Line()})


def test_two_models_do_not_share_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Person, "machine", Reform.machine)
    with pytest.raises(ActingError, match="share the machine 'reform'"):
        register(Person, **SAID)


def test_a_widget_given_stands_over_that_of_the_kind() -> None:
    acted = registry.named("reform")
    needs = {n.name: n for row in Reform.machine.transitions for n in row.needs}
    assert type(acted.widget(needs["title_en"])) is Line
    assert type(acted.widget(needs["reason"])) is Lines


@pytest.mark.usefixtures("office_ledger")
def test_a_hook_narrows_the_history_to_what_may_be_seen() -> None:
    act = drafted()
    said = {
        "url": registering.url,
        "title": registering.title,
        "sees": queries.reforms_visible_to,
        "why": registering.why,
        "fields": registry.named("reform").fields,
        "events": lambda user, _, events: (
            events if user.username == "planner" else events.exclude(action="draft")
        ),
    }
    register(Reform, **said)
    html = {
        name: signed_in(name).get(f"/act/reform/{act.pk}").content.decode()
        for name in ("planner", "supervisor")
    }
    assert "Public services move" in html["planner"].split("events")[1]
    assert "There is no event that you can see." in html["supervisor"]
    assert user_of("planner").pk != user_of("supervisor").pk
