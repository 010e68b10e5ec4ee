"""Drafting an act change by change: what a form of each kind makes, and what it refuses."""

from typing import Any

import pytest

from goldthread.offices import actions, queries
from goldthread.offices.models import Reform
from goldthread.workflow.models import Event
from tests.offices.building import snapshot
from tests.web.acting.test_act import EVERYTHING, edit_fields, ticket_in, ticket_of
from tests.web.conftest import words
from tests.web.furnished import LATER, drafted, signed_in, user_of

pytestmark = pytest.mark.usefixtures("office_ledger")
NEW = {"code": "NEW", "kind": "department", "en": "New Department", "zh": "新司"}


def sent(act: Reform, kind: str, given: dict[str, Any], lang: str = "en") -> Any:
    client, address = signed_in("planner", lang), f"/reforms/{act.key}/add/{kind}"
    return client.post(address, {"ticket": ticket_of(client, address), **given})


def new_office(prefix: str) -> dict[str, str]:
    return {f"{prefix}.{name}": text for name, text in NEW.items()}


MADE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "established": (
        {**new_office("office"), "parent": "CNIPA", "regions": ["CN-ZJ", "CN-JS"]},
        {"office": NEW, "parent": "CNIPA", "regions": ["CN-ZJ", "CN-JS"]},
    ),
    "abolished": (
        {
            "office": "CNIPA-HR",
            "successors1.there": "CNIPA-GO",
            "successors1.share": "1/3",
            "successors2.there": "CNIPA-LAW",
            "successors2.share": "2/3",
        },
        {
            "office": "CNIPA-HR",
            "successors": [
                {"office": "CNIPA-GO", "share": "1/3"},
                {"office": "CNIPA-LAW", "share": "2/3"},
            ],
        },
    ),
    "merged": (
        {"offices": ["CNIPA-HR", "", "CNIPA-LAW"], "into": "CNIPA-GO"},
        {"offices": ["CNIPA-HR", "CNIPA-LAW"], "into": "CNIPA-GO"},
    ),
    "split": (
        {
            "office": "CNIPA-INT",
            **new_office("into1"),
            "into1.share": "0.25",
            "into2.there": "CNIPA-INT",
            "into2.share": "0.75",
        },
        {
            "office": "CNIPA-INT",
            "into": [
                {"office": NEW, "share": "0.25"},
                {"office": "CNIPA-INT", "share": "0.75"},
            ],
        },
    ),
    "renamed": (
        {"office": "CNIPA-HR", "en": "Staff", "zh": "人事部", "short_zh": "人事"},
        {"office": "CNIPA-HR", "en": "Staff", "zh": "人事部", "short_zh": "人事"},
    ),
    "moved_under": (
        {"office": "IPO-XPCC", "parent": "CNIPA"},
        {"office": "IPO-XPCC", "parent": "CNIPA"},
    ),
    "function_transferred": (
        {"function": "enforcement", "territory": "CN", "from": "SAMR", "to": "CNIPA"},
        {"function": "enforcement", "territory": "CN", "from": "SAMR", "to": "CNIPA"},
    ),
    "co_named": (
        {"office": "CNIPA-GO", "en": "Secretariat", "zh": "秘书处"},
        {"office": "CNIPA-GO", "en": "Secretariat", "zh": "秘书处"},
    ),
}


@pytest.mark.parametrize("kind", MADE)
def test_a_form_makes_the_change_and_the_act_can_be_rehearsed(kind: str) -> None:
    act = drafted(changes=[])
    given, expected = MADE[kind]
    answer = sent(act, kind, given)
    act.refresh_from_db()
    assert (answer.status_code, act.changes) == (303, [{"kind": kind, **expected}])
    assert queries.rehearse(act).offices


def test_changes_are_added_behind_those_that_are_there() -> None:
    act = drafted(changes=[])
    for kind in ("established", "co_named"):
        act.refresh_from_db()
        assert sent(act, kind, MADE[kind][0]).status_code == 303
    act.refresh_from_db()
    assert [change["kind"] for change in act.changes] == ["established", "co_named"]
    assert (act.document_number, act.effective, act.version) == ("2018-7", LATER, 3)


def test_an_office_that_the_act_makes_can_be_chosen_in_its_next_change() -> None:
    act = drafted(changes=[])
    sent(act, "established", MADE["established"][0])
    html = signed_in("planner", "zh").get(f"/reforms/{act.key}/add/moved_under").content.decode()
    assert '<optgroup label="本次改革新设"><option value="NEW">' in html


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("renamed", {"office": "NOPE", "en": "a", "zh": "b"}, "Choose from the list.", "office"),
    ("renamed", {"office": "CNIPA-HR", "en": "", "zh": "b"}, "Give the name in English.", "en"),
    (
        "abolished",
        {"office": "CNIPA-HR", "successors1.there": "CNIPA-GO", "successors1.share": "1/2"},
        "The shares add up to 1/2; they must add up to 1.",
        "successors",
    ),
    (
        "abolished",
        {"office": "CNIPA-HR", "successors1.there": "CNIPA-GO", "successors1.share": "half"},
        "Write the share as 1/3, 0.25 or 1, greater than 0 and at most 1: half",
        "successors",
    ),
    (
        "abolished",
        {"office": "CNIPA-HR", "successors3.share": "1"},
        "The share 1 stands beside no office.",
        "successors",
    ),
    ("merged", {"offices": ["CNIPA-HR"], "into": "CNIPA-GO"}, "Choose at least two", "offices"),
    (
        "merged",
        {"offices": ["CNIPA-HR", "CNIPA-LAW"], "into": "CNIPA-GO", **new_office("into")},
        "Choose an office that is there or describe a new one, not both.",
        "into",
    ),
    ("established", {"office.code": "X"}, "Of the new office, give: Kind of office.", "office"),
    ("established", {}, "Describe the new office.", "office"),
]


@pytest.mark.parametrize(("kind", "given", "sentence", "field"), REFUSED)
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(
    kind: str, given: dict[str, Any], sentence: str, field: str
) -> None:
    act = drafted(changes=[])
    before = snapshot(*EVERYTHING)
    answer = sent(act, kind, given)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#field-{field}">{sentence}' in html
    assert f'id="field-{field}-error"' in html
    assert snapshot(*EVERYTHING) == before


def test_what_was_typed_in_rows_is_kept() -> None:
    act = drafted(changes=[])
    given = MADE["split"][0] | {"into2.share": "0.5", "into1.functions": ["patents"]}
    html = sent(act, "split", given, "zh").content.decode()
    assert "各单位比例合计为3/4，须等于1。" in html
    assert 'name="into1.zh" value="新司"' in html
    assert 'name="into1.functions" value="patents" checked' in html
    assert '<option value="CNIPA-INT" selected>' in html
    assert "<details open>" in html


def test_a_code_that_is_taken_is_refused_at_the_rehearsal_with_its_sentence() -> None:
    act = drafted(changes=[])
    sent(act, "established", MADE["established"][0] | {"office.code": "CNIPA-GO"})
    page = signed_in("planner").get(f"/reforms/{act.key}/rehearsal").content.decode()
    assert "It cannot be done like this" in page
    assert "CNIPA-GO" in page[page.index("It cannot be done") :]


def test_a_form_sent_twice_adds_one_change() -> None:
    act, client = drafted(changes=[]), signed_in("planner")
    address = f"/reforms/{act.key}/add/renamed"
    given = {"ticket": ticket_of(client, address), **MADE["renamed"][0]}
    assert [client.post(address, given).status_code for _ in range(2)] == [303, 303]
    act.refresh_from_db()
    assert (len(act.changes), Event.objects.of(act).count()) == (1, 2)


def test_somebody_acted_in_between_and_the_change_is_put_on_what_is_now() -> None:
    act, client = drafted(changes=[]), signed_in("planner")
    address = f"/reforms/{act.key}/add/renamed"
    ticket = ticket_of(client, address)
    sent(act, "co_named", MADE["co_named"][0])
    answer = client.post(address, {"ticket": ticket, **MADE["renamed"][0]})
    assert answer.status_code == 409
    assert 'value="人事部"' in answer.content.decode()
    fresh = ticket_in(answer.content.decode())
    assert client.post(address, {"ticket": fresh, **MADE["renamed"][0]}).status_code == 303
    act.refresh_from_db()
    assert [change["kind"] for change in act.changes] == ["co_named", "renamed"]


def test_a_change_is_taken_out_once_however_often_it_is_sent() -> None:
    act, client = drafted(), signed_in("planner")
    address = f"/reforms/{act.key}/take-out/1"
    page = client.get(address).content.decode()
    assert "are merged into" in words(page)
    given = {"ticket": ticket_of(client, address)}
    assert [client.post(address, given).status_code for _ in range(2)] == [303, 303]
    act.refresh_from_db()
    assert [change["kind"] for change in act.changes] == ["split"]
    assert client.get(f"/reforms/{act.key}/take-out/2").status_code == 404


@pytest.mark.parametrize("who", ["auditor", "issuer"])
def test_who_may_not_edit_adds_and_takes_out_nothing(who: str) -> None:
    act, client = drafted(), signed_in(who)
    before = snapshot(*EVERYTHING)
    for address in (f"/reforms/{act.key}/add/renamed", f"/reforms/{act.key}/take-out/1"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"ticket": "x", **MADE["renamed"][0]}).status_code in (403, 422)
    assert snapshot(*EVERYTHING) == before
    assert "Add a change" not in client.get(f"/reforms/{act.key}").content.decode()


def test_an_enacted_act_takes_no_more_changes() -> None:
    act = drafted()
    actions.rehearse_reform(reform=act, actor=user_of("planner"), expected_version=1)
    actions.enact_reform(reform=act, actor=user_of("issuer"), expected_version=2)
    answer = signed_in("planner").get(f"/reforms/{act.key}/add/renamed")
    assert answer.status_code == 403
    assert "Now the state is: enacted." in words(answer.content.decode())


def test_a_kind_that_is_none_is_not_there() -> None:
    act = drafted()
    assert signed_in("planner").get(f"/reforms/{act.key}/add/exploded").status_code == 404


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- {kind: renamed", "The changes are not valid YAML"),
        ("kind: renamed", "Write the changes as a list."),
        ("- {kind: exploded}", "Change 1: the kind &#x27;exploded&#x27; is none of"),
        ("- &a {kind: renamed}\n- *a", "aliases (*name) are not taken"),
        ("- {kind: split, office: A, into: [{office: B, share: 0.5}]}", "must be JSON without"),
    ],
)
def test_changes_written_as_yaml_are_read_or_refused(text: str, sentence: str) -> None:
    act, client = drafted(), signed_in("planner")
    address = f"/act/reform/{act.pk}/edit"
    before = snapshot(*EVERYTHING)
    given = edit_fields(act, changes=text, ticket=ticket_of(client, address))
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert snapshot(*EVERYTHING) == before


def test_what_is_wrong_in_yaml_is_said_in_chinese() -> None:
    act, client = drafted(), signed_in("planner", "zh")
    address = f"/act/reform/{act.pk}/edit"
    given = edit_fields(act, changes="- {kind: exploded}", ticket=ticket_of(client, address))
    page = words(client.post(address, given).content.decode())
    assert "第1项变更有误：类别 &#x27;exploded&#x27; 不在下列之中：established, abolished" in page
