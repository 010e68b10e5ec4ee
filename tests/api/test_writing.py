"""What programs do: by the engine, with every refusal told; and nothing changed by a refusal."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.api import schemas
from goldthread.api.problems import OF_REFUSALS, STATUS, TITLES
from goldthread.api.urls import BODY
from goldthread.api.work import WORK
from goldthread.programme.models import Extension, KeyTask
from goldthread.workflow.errors import Refused
from goldthread.workflow.models import Event
from tests.api.conftest import ROOT, Asks, Program
from tests.programme.reporting import Reporting, everything

DAY = {"due": "2019-06-29", "reason": "more time", "progress": "half done"}


def test_an_action_is_done_once_and_logged(world: Reporting, program: Program) -> None:
    task = world.task("assigned")
    told = program("protection").post(
        f"/key_task/{task.pk}/actions/sign_for_receipt",
        expected_version=task.version,
        payload={"responsible": "Wang"},
    )
    schemas.Done.model_validate(told)
    task.refresh_from_db()
    assert (task.state, task.responsible) == ("received", "Wang")
    assert (told["state"], told["version"]) == ("received", task.version)
    assert told["event"]["given"] == {"responsible": "Wang"}
    assert told["event"]["who"] == "protection"
    event = Event.objects.of(task).last()
    assert event.actor_id == str(world["protection"].pk)


def test_an_object_is_begun(world: Reporting, program: Program) -> None:
    task = world.task("in_progress")
    told = program("protection").post(
        "/extension/actions/request", 201, key="k-1", payload={"task": task.pk, **DAY}
    )
    made = Extension.objects.get()
    assert (told["key"], told["state"], told["self"]) == (
        str(made.pk),
        "requested",
        f"/api/v1/extension/{made.pk}",
    )
    again = program("protection").post(
        "/extension/actions/request", 201, key="k-1", payload={"task": task.pk, **DAY}
    )
    assert again == told
    assert Extension.objects.count() == 1


def test_the_same_key_gives_the_same_event(world: Reporting, program: Program) -> None:
    task = world.task("assigned")
    path, body = f"/key_task/{task.pk}/actions/sign_for_receipt", {"key": "once"}
    body |= {"expected_version": task.version}
    asks = program("protection")
    assert asks.post(path, **body) == asks.post(path, **body)
    assert Event.objects.filter(key="once").count() == 1
    told = asks.post(f"/key_task/{task.pk}/actions/work", 409, **body)
    assert told["code"] == "key_reused"


def test_of_two_clerks_with_one_version_the_second_is_told(
    world: Reporting, program: Program
) -> None:
    task = world.task("assigned")
    path = f"/key_task/{task.pk}/actions/"
    program("protection").post(path + "sign_for_receipt", expected_version=task.version)
    program("prot_second").post(path + "work", expected_version=task.version + 1)
    before = everything()
    told = program("prot_second", "zh").post(
        path + "sign_for_receipt", 409, expected_version=task.version
    )
    schemas.Problem.model_validate(told)
    assert told["code"] == "stale_version"
    assert told["title"] == "已有他人先行办理"
    assert told["current"] == {"state": "in_progress", "version": task.version + 2}
    assert [(e["action"], e["who"]) for e in told["since"]] == [
        ("sign_for_receipt", "protection"),
        ("work", "prot_second"),
    ]
    assert everything() == before


def test_each_refusal_has_its_code_and_leaves_no_row_changed(
    world: Reporting, program: Program
) -> None:
    task = world.task("in_progress")
    version = {"expected_version": task.version}
    path = f"/key_task/{task.pk}/actions/"
    before = everything()
    cases: list[tuple[str, str, int, str, dict[str, Any]]] = [
        ("utilisation", "/key_task/actions/draft", 403, "not_allowed", {}),
        ("planning", path + "report_done", 403, "not_allowed", version),
        ("protection", path + "sign_for_receipt", 409, "wrong_state", version),
        ("protection", path + "report_done", 422, "guard_unmet", version),
        ("supervision_head", path + "suspend", 422, "payload_refused", version),
        ("protection", path + "report_done", 409, "stale_version", {"expected_version": 1}),
        ("utilisation", path + "report_done", 404, "not_found", version),
        ("protection", path + "no_such_action", 404, "not_found", version),
        ("protection", path + "report_done", 422, "payload_refused", {}),
        ("protection", path + "report_done", 422, "payload_refused", version | {"more": 1}),
        ("protection", path + "report_done", 422, "payload_refused", {"expected_version": "7"}),
        ("protection", path + "report_done", 422, "payload_refused", version | {"key": "\ud800"}),
        ("", path + "report_done", 403, "not_signed_in", version),
    ]
    for name, where, status, code, body in cases:
        told = program(name).post(where, status, **body)
        schemas.Problem.model_validate(told)
        assert (told["code"], told["status"], told["type"]) == (code, status, "about:blank")
        assert told["detail"].endswith(".")
    assert everything() == before


def test_every_code_has_a_status_and_a_title_in_both_languages() -> None:
    assert STATUS.keys() == TITLES.keys()
    assert [t for t in TITLES.values() if set(t) != {"en", "zh"}] == []
    assert set(OF_REFUSALS) == set(Refused.__subclasses__())


def test_evidence_is_not_begun_by_a_program(world: Reporting, program: Program) -> None:
    task = world.task("in_progress")
    body = {"task": task.pk, "office": "CNIPA-PROT", "name": "a.pdf", "sha256": "0" * 64}
    body |= {"size": 1, "media_type": "application/pdf"}
    told = program("protection").post("/evidence/actions/upload", 404, payload=body)
    assert told["code"] == "not_found"
    assert WORK["evidence"].model.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["/extension/actions/request", "/supervision_notice/actions/issue"]
)
@pytest.mark.parametrize("name", ["js_coordinator", "zj_contributor", "press"])
def test_a_reference_to_what_one_does_not_see_is_told_as_one_to_nothing(
    world: Reporting, program: Program, path: str, name: str
) -> None:
    hidden, nothing = world.task("in_progress").pk, 999999
    given = DAY if "extension" in path else {"colour": "blue", "text": "?"}
    told = [
        program(name).post(path, 422, payload={"task": key, **given}) for key in (hidden, nothing)
    ]
    assert told[0]["code"] == "payload_refused"
    assert told[0]["detail"].replace(str(hidden), "#") == told[1]["detail"].replace("999999", "#")
    assert Extension.objects.count() == 0


def test_without_the_token_nothing_is_done(world: Reporting) -> None:
    task = world.task("assigned")
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.get("/sign-in")
    token = client.cookies["csrftoken"].value
    client.force_login(world["protection"])
    where = f"{ROOT}/key_task/{task.pk}/actions/sign_for_receipt"
    body = {"expected_version": task.version}
    refused = client.post(where, body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    done = client.post(where, body, content_type="application/json", headers={"x-csrftoken": token})
    assert done.status_code == 200


def test_a_body_that_is_no_json_or_too_large_is_told(world: Reporting, program: Program) -> None:
    task = world.task("assigned")
    where = f"{ROOT}/key_task/{task.pk}/actions/sign_for_receipt"
    client, before = program("protection").client, everything()
    form = client.post(where, {"expected_version": "1"})
    large = client.post(where, b" " * (BODY + 1), content_type="application/json")
    nobody = program().client.post(where, b" " * 20_000, content_type="application/json")
    assert [(each.status_code, each.json()["code"]) for each in (form, large, nobody)] == [
        (415, "not_json"),
        (413, "too_large"),
        (403, "forbidden"),
    ]
    for raw in (b"{", b"[]", b"null", b"\xff", b"[" * 50_000, b"9" * 20_000, b'{"a":NaN}'):
        answer = client.post(where, raw, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (422, "payload_refused"), raw[:9]
    assert everything() == before


def test_who_owes_the_second_step_is_told_so(
    world: Reporting, program: Program, settings: Any
) -> None:
    settings.GOLDTHREAD_MFA_REQUIRED = True
    assert program("issuer").get("/key_task", 403)["code"] == "forbidden"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(), each, max_size=4),
    max_leaves=8,
)


@pytest.fixture
def many(world: Reporting) -> dict[str, Any]:
    """One of everything that can be acted on, and a program for each of those who may most."""
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/3"})
    evidence = world.uploaded(task, "protection")
    extension = world.make(Extension(), "request", "protection", task=task.pk, **DAY)
    objects = [world.cycle, world.document, world.requirement, world.measure]
    objects += [task, evidence, extension, world.draft(), world.task("completion_reported")]
    names = ("planning", "supervision", "protection", "issuer", "supervision_head")
    return {"objects": objects, "asks": [Asks(world, name) for name in names]}


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_body_breaks_the_server(many: dict[str, Any], data: st.DataObject) -> None:
    """Fields of the right names with anything in them: refused or done, never a fault."""
    obj = data.draw(st.sampled_from(many["objects"]))
    row = data.draw(st.sampled_from(obj.machine.transitions))
    names = [need.name for need in row.needs]
    fields = st.fixed_dictionaries({}, optional=dict.fromkeys(names, JSON | KEYS))
    payload = data.draw(fields | JSON)
    obj.refresh_from_db()
    body = (
        {"payload": payload}
        if row.creates
        else {"payload": payload, "expected_version": obj.version}
    )
    where = "actions" if row.creates else f"{obj.pk}/actions"
    client = data.draw(st.sampled_from(many["asks"])).client
    answer = client.post(
        f"{ROOT}/{obj.machine.name}/{where}/{row.action}",
        json.dumps(body),
        content_type="application/json",
    )
    assert answer.status_code in {200, 201, 403, 404, 409, 422}, answer.content
    assert json.loads(answer.content)


KEYS = st.sampled_from(
    ["1", 1, "2019-06-28", ["1"], "CNIPA-PROT", {"1": {"met": True}}, "\0", "\ud800"]
)


def test_a_task_is_drafted_with_its_milestones(world: Reporting, program: Program) -> None:
    stones = [{"title": "Done", "due": "2019-06-28", "criteria": ["report sent"]}]
    payload = {"cycle": world.cycle.pk, "title_en": "By a program", "milestones": stones}
    told = program("planning").post("/key_task/actions/draft", 201, payload=payload)
    made = KeyTask.objects.get(pk=told["key"])
    assert [stone.title for stone in made.milestones.all()] == ["Done"]
